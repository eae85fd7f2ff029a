'use strict';
// What a reference leads to, shown beside it; charts as large as the screen. Both are offered to
// whoever sees the page: a link still leads to its place, a chart keeps its words.
const TERLIHAT = 6; // rows of a table that are shown of it

/** A copy to look at: no ids, nothing to press, no notes. */
const copyRupa = (unsur) => {
  const rupa = unsur.cloneNode(true);
  semua(`${CATATAN}, .saring, .alat-tabel, .perbesar, details`, rupa).forEach((u) => u.remove());
  semua('button, a', rupa).forEach((u) => u.replaceWith(...u.childNodes));
  [rupa, ...semua('[id], [tabindex]', rupa)].forEach((u) => ['id', 'tabindex'].forEach((s) => u.removeAttribute(s)));
  return rupa;
};

/** What a reader wants to know of the place: a table's first rows, a chart, the start of a section. */
const showIsi = (tujuan) => {
  const gambar = tujuan.closest('.lkip-gambar');
  if (gambar) {
    const rupa = buat('div', { className: 'lkip-gambar' });
    rupa.append(copyRupa(satu('figure', gambar)));
    return [rupa];
  }
  const tabel = satu('table', tujuan);
  if (tabel && tujuan.matches('.lkip-tabel')) {
    const rupa = buat('div', { className: 'lkip-tabel' });
    rupa.append(copyRupa(tabel));
    const baris = semua('tbody tr', rupa);
    baris.slice(TERLIHAT).forEach((tr) => tr.remove());
    const sisa = `… dan ${baris.length - TERLIHAT} baris lagi`;
    return baris.length > TERLIHAT ? [rupa, buat('p', { textContent: sisa })] : [rupa];
  }
  if (!tujuan.matches('h1, h2, h3, h4, h5')) return [];
  const awal = tujuan.nextElementSibling?.matches('p') ? [copyRupa(tujuan.nextElementSibling)] : [];
  return [buat('strong', { textContent: readTeks(tujuan) }), ...awal];
};

const setupPratinjau = () => {
  const kotak = buat('div', { className: 'pratinjau', popover: 'manual', ariaHidden: 'true' });
  document.body.append(kotak);
  let [asal, waktu] = [null, 0];
  const hide = () => {
    clearTimeout(waktu);
    asal = null;
    if (kotak.matches(':popover-open')) kotak.hidePopover();
  };
  const show = (tautan) => {
    const tujuan = document.getElementById(decodeURIComponent(tautan.hash.slice(1)));
    const isi = tujuan ? showIsi(tujuan) : [];
    hide();
    if (!isi.length) return;
    asal = tautan;
    kotak.replaceChildren(...isi);
    kotak.showPopover();
    const [a, k] = [tautan.getBoundingClientRect(), kotak.getBoundingClientRect()];
    const bawah = a.bottom + 8 + k.height <= innerHeight || a.top < k.height + 8;
    kotak.style.left = `${Math.max(8, Math.min(a.left, document.documentElement.clientWidth - k.width - 8))}px`;
    kotak.style.top = `${bawah ? a.bottom + 8 : a.top - 8 - k.height}px`;
  };
  const wait = (kerja, lama) => {
    clearTimeout(waktu);
    waktu = setTimeout(kerja, lama);
  };
  const findTautan = (e) => e.target.closest?.('main a[href^="#"]:not(.unduh)');
  document.addEventListener('pointerover', (e) => {
    const tautan = e.pointerType === 'mouse' && findTautan(e);
    if (tautan && tautan !== asal) wait(() => show(tautan), 250);
    else if (tautan || kotak.contains(e.target)) clearTimeout(waktu);
    else wait(hide, 200);
  });
  document.addEventListener('focusin', (e) => {
    const tautan = findTautan(e);
    if (tautan?.matches(':focus-visible')) show(tautan);
    else hide();
  });
  document.addEventListener('keydown', (e) => e.key === 'Escape' && hide());
  document.addEventListener('click', hide);
  // Only what carries its reference away: the contents at the side scroll along by themselves.
  document.addEventListener('scroll', (e) => asal && e.target.contains(asal) && hide(), true);
};

const setupPerbesar = () => {
  const kotak = buat('dialog', { className: 'gambar-besar' });
  const tutup = buat('button', { type: 'button', textContent: 'Tutup' });
  tutup.addEventListener('click', () => kotak.close());
  document.body.append(kotak);
  const open = (figure) => {
    const bingkai = buat('div', { className: 'lkip-gambar', tabIndex: 0, role: 'group' });
    bingkai.ariaLabel = readTeks(satu('figcaption', figure));
    bingkai.append(...copyRupa(figure).childNodes);
    kotak.ariaLabel = bingkai.ariaLabel;
    kotak.replaceChildren(tutup, bingkai);
    kotak.showModal();
  };
  semua('main .lkip-gambar figure').forEach((figure) => {
    const tombol = buat('button', { type: 'button', className: 'perbesar', textContent: 'Perbesar' });
    tombol.ariaLabel = `Perbesar ${readTeks(satu('.nomor', figure))}`;
    tombol.addEventListener('click', () => open(figure));
    figure.after(tombol);
    satu('.rupa', figure).addEventListener('click', () => open(figure));
  });
};

document.addEventListener('DOMContentLoaded', () => {
  if ('showPopover' in HTMLElement.prototype) setupPratinjau();
  setupPerbesar();
});
