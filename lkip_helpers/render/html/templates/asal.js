'use strict';
// Numbers that tell where they come from open without a script. This makes each table one stop of
// the Tab key, with the arrow keys from number to number and to what sorts, filters and saves, and
// leads the focus into a note and back.
const TOMBOL = ':is(.angka-asal, td > a, .urut, .saring input, .alat-tabel button, .alat-tabel a)';
const findRuang = (unsur) => unsur.closest('.lkip-tabel, .isi-data');

/** The button nearest in sight among those of the next row that has any, up (-1) or down (1). */
const findSebaris = (tombol, arah) => {
  const tengah = (t) => t.getBoundingClientRect().x + t.getBoundingClientRect().width / 2;
  const baris = semua('tr, .alat-tabel', findRuang(tombol));
  const kini = baris.indexOf(tombol.closest('tr, .alat-tabel'));
  const sisa = arah > 0 ? baris.slice(kini + 1) : baris.slice(0, kini).reverse();
  const calon = sisa.map((tr) => semua(TOMBOL, tr)).find((daftar) => daftar.length) ?? [];
  const jarak = (t) => Math.abs(tengah(t) - tengah(tombol));
  return calon.toSorted((a, b) => jarak(a) - jarak(b))[0];
};

const findTetangga = (tombol, kunci) => {
  const daftar = semua(TOMBOL, findRuang(tombol));
  if (tombol.matches('input') && !['ArrowDown', 'ArrowUp'].includes(kunci)) return undefined; // its text
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

/** One button of each table is in the order of the Tab key: the one visited last. */
const setPintu = (tombol) => {
  const ruang = findRuang(tombol);
  [ruang, ...semua(TOMBOL, ruang)].forEach((t) => { t.tabIndex = t === tombol ? 0 : -1; });
};
/** A table whose rows came or went has one such button still. */
const keepPintu = (tabel) => {
  const ruang = findRuang(tabel);
  const tombol = satu(`${TOMBOL}[tabindex="0"]`, ruang) ?? satu(TOMBOL, ruang);
  if (tombol) setPintu(tombol);
};

document.addEventListener('keydown', (e) => {
  const tombol = e.target.closest?.(TOMBOL);
  const tuju = tombol && findTetangga(tombol, e.key);
  if (!tuju) return;
  e.preventDefault();
  setPintu(tuju);
  tuju.focus();
});
document.addEventListener('focusin', (e) => {
  const tombol = e.target.closest?.(TOMBOL);
  if (tombol) setPintu(tombol);
});
document.addEventListener('DOMContentLoaded', () => semua('main table').forEach(keepPintu));

// ---- Notes: the browser opens and closes them, one above the other ----

const pembuka = new Map(); // open note → the button that opened it

/** What only a script can offer: the focus goes into the note, as into any dialog. */
const prepareCatatan = (catatan) => {
  if (catatan.autofocus) return;
  Object.assign(catatan, { role: 'dialog', autofocus: true, tabIndex: -1 });
  const tutup = buat('button', { type: 'button', className: 'asal-tutup', textContent: 'Tutup' });
  Object.assign(tutup, { popoverTargetElement: catatan, popoverTargetAction: 'hide' });
  catatan.append(tutup);
};

document.addEventListener('click', (e) => {
  const tombol = e.target.closest('[popovertarget]');
  const catatan = tombol?.popoverTargetElement;
  if (catatan && !pembuka.has(catatan)) pembuka.set(catatan, tombol);
});
document.addEventListener('beforetoggle', (e) => {
  if (!e.target.matches(CATATAN)) return;
  if (e.newState === 'open') {
    prepareCatatan(e.target);
    return;
  }
  const tombol = pembuka.get(e.target);
  pembuka.delete(e.target);
  if (e.target.contains(document.activeElement)) tombol?.focus({ preventScroll: true });
}, true); // it does not bubble
// The keyboard went back to where a note was opened, or on: the note would hide what has the focus.
document.addEventListener('focusin', (e) => {
  if (!e.target.matches(':focus-visible')) return; // a press on its number closes a note anyway
  const tempat = (unsur) => unsur.closest(CATATAN);
  const tinggal = [...pembuka].find(([, tombol]) => tempat(tombol) === tempat(e.target));
  tinggal?.[0].hidePopover();
});
