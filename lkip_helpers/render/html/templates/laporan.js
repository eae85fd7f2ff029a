'use strict';
// What a browser adds to the report: contents that follow the reading, search, a dark view, and
// (tabel.js) tables that sort, filter and leave as CSV. Without it the page is complete.
const akar = document.documentElement;
const CATATAN = '.asal'; // where a number comes from: not part of its cell
const KOSONG = '–';
const satu = (pilih, dalam = document) => dalam.querySelector(pilih);
const semua = (pilih, dalam = document) => [...dalam.querySelectorAll(pilih)];
const tiruan = (id) => satu(id).content.firstElementChild.cloneNode(true);
const buat = (nama, sifat = {}) => Object.assign(document.createElement(nama), sifat);
const pisah = (teks) => teks.toLowerCase().split(/\s+/).filter(Boolean);

/** Printed text of an element without its notes, white space as one blank. */
const readTeks = (unsur) => {
  let isi = unsur;
  if (satu(CATATAN, unsur)) {
    isi = unsur.cloneNode(true);
    semua(CATATAN, isi).forEach((c) => c.remove());
  }
  return isi.textContent.replace(/\s+/g, ' ').trim();
};
const readBaris = (tr) => [...tr.cells].map(readTeks).join(' · ');

// ---- Contents ----

const isTerbuka = () => akar.classList.contains('panel-terbuka');

/** Scroll the panel alone until the current link is in sight, below the search. */
const keepTampak = () => {
  const [tautan, panel] = [satu('.utama [aria-current]'), satu(isTerbuka() ? '#panel' : '.samping')];
  if (!tautan) return;
  const [a, p] = [tautan.getBoundingClientRect(), panel.getBoundingClientRect()];
  const tampak = a.top > p.top + 150 && a.bottom < p.bottom - 40;
  if (!tampak) panel.scrollTop += a.top - p.top - p.height / 3;
};

const openPanel = (buka) => {
  akar.classList.toggle('panel-terbuka', buka);
  satu('#buka-panel').setAttribute('aria-expanded', buka);
  if (buka) keepTampak();
};

const setupPanel = () => {
  const [tombol, samping] = [satu('#buka-panel'), satu('.samping')];
  satu('.bilah').hidden = satu('.alat-baca').hidden = false;
  tombol.addEventListener('click', () => openPanel(!isTerbuka()));
  satu('#panel').addEventListener('click', (e) => e.target.closest('a') && openPanel(false));
  samping.addEventListener('focusout', ({ relatedTarget: ke }) => {
    if (isTerbuka() && ke && !samping.contains(ke)) openPanel(false); // it would cover what has it
  });
  document.addEventListener('keydown', (e) => {
    if (e.key !== 'Escape' || !isTerbuka()) return;
    openPanel(false);
    tombol.focus();
  });
};

/** The section being read: the last heading above the upper eighth of the screen. */
const followBacaan = () => {
  const tautan = new Map(semua('.utama a').map((a) => [a.hash.slice(1), a]));
  const judul = semua('main :is(h1, h2, h3)[id]').filter((j) => tautan.has(j.id));
  const lewat = new Set();
  const catat = (catatan) => {
    catatan.forEach((c) => lewat[c.isIntersecting ? 'add' : 'delete'](c.target));
    const kini = tautan.get(judul.findLast((j) => lewat.has(j))?.id);
    semua('.utama [aria-current]').forEach((a) => a.removeAttribute('aria-current'));
    satu('.bagian-kini').textContent = kini ? readTeks(kini) : '';
    kini?.setAttribute('aria-current', 'location');
    keepTampak();
  };
  const pengamat = new IntersectionObserver(catat, { rootMargin: '9999999px 0px -88% 0px' });
  judul.forEach((j) => pengamat.observe(j));
};

// ---- Search ----

const BLOK = ':is(h1, h2, h3, h4, h5, p, li, caption, figcaption, tr, .catatan, .sumber, .absen)';
const TERBANYAK = 50;

/** Every piece of text in order, with the section it stands in. */
const listBlok = () => {
  let bagian = null;
  return semua(`main ${BLOK}`).flatMap((unsur) => {
    if (unsur.matches(':is(h1, h2, h3)[id]')) bagian = unsur;
    if (unsur.closest(`${CATATAN}, thead`) || unsur.parentElement.closest(BLOK)) return [];
    const teks = unsur.cells ? readBaris(unsur) : readTeks(unsur);
    return [{ unsur, bagian, teks, kecil: teks.toLowerCase() }];
  });
};

/** Some words around the first find, as nodes, finds in <mark>. */
const writeKutipan = (teks, pola) => {
  const temu = teks.search(pola);
  const awal = temu < 50 ? 0 : teks.indexOf(' ', temu - 40) + 1;
  const akhir = teks.length < awal + 130 ? teks.length : teks.lastIndexOf(' ', awal + 130);
  const kutipan = teks.slice(awal, Math.max(akhir, temu + 30));
  const tandai = (teks, i) => (i % 2 ? buat('mark', { textContent: teks }) : teks);
  const potong = kutipan.split(pola).map(tandai);
  return [awal ? '… ' : '', ...potong, awal + kutipan.length < teks.length ? ' …' : ''];
};

/** Finds in the page itself, where the browser can mark them without changing it. */
const highlight = (blok, pola) => {
  if (!CSS.highlights) return;
  const sorot = new Highlight();
  for (const { unsur } of blok) {
    const jalan = document.createTreeWalker(unsur, NodeFilter.SHOW_TEXT);
    while (jalan.nextNode()) {
      for (const temu of jalan.currentNode.data.matchAll(pola)) {
        const rentang = new Range();
        rentang.setStart(jalan.currentNode, temu.index);
        rentang.setEnd(jalan.currentNode, temu.index + temu[0].length);
        sorot.add(rentang);
      }
    }
  }
  CSS.highlights.set('temuan', sorot);
};

/** Bring a find into sight, whatever hides it, and move the focus there. */
const goTo = (unsur) => {
  if (!unsur.isConnected) pemilik.get(unsur)?.restore();
  if (unsur.matches('.dibatasi *') && !unsur.getClientRects().length) pemilik.get(unsur)?.showSemua();
  for (let d = unsur.closest('details'); d; d = d.parentElement.closest('details')) d.open = true;
  openPanel(false);
  semua('.dituju').forEach((u) => u.classList.remove('dituju'));
  unsur.classList.add('dituju');
  unsur.tabIndex = -1;
  unsur.focus({ preventScroll: true });
  unsur.scrollIntoView({ block: 'center', inline: 'nearest' });
};

const writeHasil = ({ unsur, bagian, teks }, pola) => {
  const tuju = unsur.closest('main [id]') ?? bagian;
  const [butir, tautan] = [buat('li'), buat('a', { href: `#${tuju?.id ?? 'isi'}` })];
  const tempat = { className: 'tempat', textContent: bagian ? readTeks(bagian) : 'Sampul' };
  tautan.append(buat('span', tempat), ' ', ...writeKutipan(teks, pola));
  tautan.addEventListener('click', (e) => {
    e.preventDefault();
    history.pushState(null, '', tautan.hash); // to be sent on, and back is back
    goTo(unsur);
  });
  butir.append(tautan);
  return butir;
};

const setupCari = () => {
  const [isian, daftar, kabar] = ['#cari', '#hasil-cari', '#kabar-cari'].map((id) => satu(id));
  const blok = listBlok();
  const cari = () => {
    const kata = pisah(isian.value);
    const ada = kata.join('').length > 1;
    const hasil = ada ? blok.filter((b) => kata.every((k) => b.kecil.includes(k))) : [];
    const aman = kata.map((k) => k.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    const pola = new RegExp(`(${aman.join('|')})`, 'gi');
    daftar.replaceChildren(...hasil.slice(0, TERBANYAK).map((b) => writeHasil(b, pola)));
    daftar.hidden = !hasil.length;
    highlight(hasil, pola);
    akar.classList.toggle('mencari', ada);
    const lebih = hasil.length > TERBANYAK ? `, ${TERBANYAK} pertama ditampilkan` : '';
    const isi = hasil.length ? `${hasil.length} hasil${lebih}` : 'Tidak ditemukan';
    kabar.textContent = ada ? isi : '';
  };
  isian.addEventListener('input', cari);
  satu('#panel').addEventListener('keydown', (e) => {
    const tempat = [isian, ...semua('a', daftar)];
    const [kini, geser] = [tempat.indexOf(e.target), { ArrowDown: 1, ArrowUp: -1 }[e.key]];
    if (kini < 0) return;
    if (geser) {
      e.preventDefault();
      tempat[Math.max(0, Math.min(kini + geser, tempat.length - 1))].focus();
    } else if (e.key === 'Enter' && kini === 0) tempat[1]?.click();
    else if (e.key === 'Escape' && isian.value) {
      e.stopPropagation();
      isian.value = '';
      isian.focus();
      cari();
    }
  });
};

// ---- Dark view ----

// A browser may close its storage to a file: the choice then lasts as long as the page is open.
const withSimpanan = (kerja) => {
  try {
    return kerja(localStorage);
  } catch {
    return null;
  }
};

const setupTema = () => {
  const tombol = satu('#tema');
  const sistem = matchMedia('(prefers-color-scheme: dark)');
  const isGelap = () => (akar.dataset.tema ? akar.dataset.tema === 'gelap' : sistem.matches);
  const tandai = () => tombol.setAttribute('aria-pressed', isGelap());
  tombol.hidden = !CSS.supports('color', 'light-dark(#000, #fff)');
  tombol.addEventListener('click', () => {
    akar.dataset.tema = isGelap() ? 'terang' : 'gelap';
    withSimpanan((s) => s.setItem('lkip-tema', akar.dataset.tema));
    tandai();
  });
  sistem.addEventListener('change', tandai);
  tandai();
};

// ---- Start: what changes the look at once, the rest when the page is there ----

const tema = withSimpanan((s) => s.getItem('lkip-tema'));
if (['gelap', 'terang'].includes(tema)) akar.dataset.tema = tema;
akar.classList.add('aktif');
document.addEventListener('DOMContentLoaded', () => {
  setupPanel();
  setupTema();
  followBacaan();
  setupCari(); // before any row is moved
  semua('main table').filter((t) => t.tHead && t.tBodies[0]).forEach((t) => new Tabel(t));
});
