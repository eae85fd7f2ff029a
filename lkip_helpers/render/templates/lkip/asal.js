'use strict';
// Numbers that tell where they come from open without a script. This makes each table one stop of
// the Tab key, with the arrow keys from number to number.
const ANGKA = '.angka-asal';

/** The number nearest in sight among those of the next row that has any, up (-1) or down (1). */
const findSebaris = (tombol, arah) => {
  const tengah = (t) => t.getBoundingClientRect().x + t.getBoundingClientRect().width / 2;
  const baris = semua('tr', tombol.closest('table')).filter((tr) => !tr.hidden);
  const sisa = arah > 0 ? baris.slice(baris.indexOf(tombol.closest('tr')) + 1)
    : baris.slice(0, baris.indexOf(tombol.closest('tr'))).reverse();
  const calon = sisa.map((tr) => semua(ANGKA, tr)).find((daftar) => daftar.length) ?? [];
  const jarak = (t) => Math.abs(tengah(t) - tengah(tombol));
  return calon.toSorted((a, b) => jarak(a) - jarak(b))[0];
};

const findTetangga = (tombol, kunci) => {
  const daftar = semua(ANGKA, tombol.closest('table'));
  switch (kunci) {
    case 'ArrowRight': return daftar[daftar.indexOf(tombol) + 1];
    case 'ArrowLeft': return daftar[daftar.indexOf(tombol) - 1];
    case 'ArrowDown': return findSebaris(tombol, 1);
    case 'ArrowUp': return findSebaris(tombol, -1);
    case 'Home': return daftar[0];
    case 'End': return daftar.at(-1);
    default: return undefined;
  }
};

/** One number of each table is in the order of the Tab key: the one visited last. */
const setPintu = (tombol) => {
  semua(ANGKA, tombol.closest('table')).forEach((t) => { t.tabIndex = t === tombol ? 0 : -1; });
};

document.addEventListener('keydown', (e) => {
  const tombol = e.target.closest?.(ANGKA);
  const tuju = tombol && findTetangga(tombol, e.key);
  if (!tuju) return;
  e.preventDefault();
  setPintu(tuju);
  tuju.focus();
});
document.addEventListener('focusin', (e) => {
  const tombol = e.target.closest?.(ANGKA);
  if (tombol) setPintu(tombol);
});
document.addEventListener('DOMContentLoaded', () => {
  semua('main table').forEach((t) => satu(ANGKA, t) && setPintu(satu(ANGKA, t)));
});
