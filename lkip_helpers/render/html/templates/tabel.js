'use strict';
// Tables that sort, filter and leave as CSV. Follows laporan.js in the page's one script.

const JENIS = /\b(angka|bilangan|rupiah|persen|tahun)\b/; // classes of cells that hold numbers

/** "7529955253" of "Rp7.529.955.253", "97,62" of "+97,62 poin persen", "" of what is no number. */
const readAngka = (sel) => {
  const bulat = readTeks(sel).replace('−', '-').replace(/\s*(%|poin persen)$/, '');
  const polos = bulat.replace(/^\+?(-?)(Rp\s*)?/, '$1');
  const angka = JENIS.test(sel.className) && /^-?(\d+|\d{1,3}(\.\d{3})+)(,\d+)?$/.test(polos);
  return angka ? polos.replaceAll('.', '') : '';
};

/** The cell in a column of a row; a cell over many columns stands in each of them. */
const findSel = (tr, k) => {
  let sampai = 0;
  return [...tr.cells].find((sel) => (sampai += sel.colSpan) > k);
};

/** What a cell sorts by: number, text, or null where it is empty or missing. */
const readNilai = (sel) => {
  if (!sel) return null;
  const [angka, teks] = [readAngka(sel), readTeks(sel)];
  if (angka) return Number(angka.replace(',', '.'));
  return teks === KOSONG ? null : teks || null;
};

const kamus = new Intl.Collator('id', { numeric: true });
/** Numbers before texts; empty ones last in either direction. */
const compare = (a, b, arah) => {
  if (a === null || b === null) return (a === null) - (b === null);
  if (typeof a !== typeof b) return typeof a === 'number' ? -arah : arah;
  return arah * (typeof a === 'number' ? a - b : kamus.compare(a, b));
};

/** The rows below bands, each with what its bands say, to stand away from them. */
const lepasPita = (baris) => {
  const pita = [];
  return baris.flatMap((tr) => {
    if (tr.dataset.tingkat) {
      pita.splice(Number(tr.dataset.tingkat), pita.length, readTeks(tr));
      return [];
    }
    if (!pita.length) return [tr];
    const utuh = tr.cloneNode(true);
    semua('[id]', utuh).forEach((u) => u.removeAttribute('id'));
    utuh.cells[0].dataset.induk = pita.join(' › ');
    utuh.induk = [...pita];
    return [utuh];
  });
};

/** By column: the head cell that names it, and its name, a group's before its own. */
const readKepala = (thead) => {
  const kolom = [];
  [...thead.rows].forEach((tr, nomor) => {
    let k = 0;
    for (const th of tr.cells) {
      while (kolom[k]?.sampai > nomor) k += 1;
      for (let i = 0; i < th.colSpan; i += 1, k += 1) {
        const nama = [kolom[k]?.nama, readTeks(th)].filter(Boolean).join(' – ');
        kolom[k] = { th, nama, sampai: nomor + th.rowSpan };
      }
    }
  });
  return kolom;
};

// CSV as Excel reads it in Indonesian: semicolons, decimal comma, no dots for thousands. A text
// that a spreadsheet would take for a formula gets an apostrophe.
const writeSel = (sel) => {
  const teks = readTeks(sel);
  const aman = readAngka(sel) || (teks === KOSONG ? '' : teks.replace(/^[=+\-@]/, "'$&"));
  return /[";]/.test(aman) ? `"${aman.replaceAll('"', '""')}"` : aman;
};
/** tingkat: how many bands the table has; a footer has its title before their columns. */
const writeBaris = (tr, tingkat) => {
  const induk = tr.induk?.map((teks) => writeSel(buat('td', { textContent: teks })));
  const [awal, ...sisa] = [...tr.cells].map((s) => [writeSel(s), ...Array(s.colSpan - 1).fill('')]);
  const depan = induk ? [...induk, ...awal] : [...awal, ...Array(tingkat).fill('')];
  return [...depan, ...sisa.flat()].join(';');
};

const pemilik = new WeakMap(); // row of the body → its Tabel
const TAMPAK = 500; // rows of a table of class dibatasi, until all are asked for (gaya.css hides them)

/** One table of the page: its rows as they were, and as they are asked for. */
class Tabel {
  constructor(tabel) {
    this.tabel = tabel;
    this.asli = [...tabel.tBodies[0].rows];
    this.kolom = readKepala(tabel.tHead);
    this.urut = { k: -1, arah: 0 };
    this.kata = [];
    this.asli.forEach((tr) => pemilik.set(tr, this));
    this.banyak = this.asli.filter((tr) => !tr.dataset.tingkat).length;
    if (this.banyak > 2) this.kolom.forEach(({ th }, k) => this.addUrut(th, k));
    if (this.banyak > 8) this.addSaring();
    if (this.banyak > TAMPAK && this.dibatasi) this.addSemua();
    this.addCsv();
  }

  get dibatasi() {
    return this.tabel.closest('.dibatasi');
  }

  /** The rows that hold every word of the filter, in order, each with its bands. */
  get baris() {
    this.utuh ??= lepasPita(this.asli);
    const { k, arah } = this.urut;
    const teks = (tr) => [...(tr.induk ?? []), readBaris(tr)].join(' ').toLowerCase();
    const cocok = (tr) => this.kata.every((kata) => teks(tr).includes(kata));
    const pilih = this.utuh.filter(cocok);
    if (!arah) return pilih;
    const nilai = new Map(pilih.map((tr) => [tr, readNilai(findSel(tr, k))]));
    return pilih.sort((a, b) => compare(nilai.get(a), nilai.get(b), arah));
  }

  show() {
    const [disaring, { k, arah }] = [this.kata.length > 0, this.urut];
    const baris = disaring || arah ? this.baris : this.asli;
    this.tabel.tBodies[0].replaceChildren(...baris);
    semua('[aria-sort]', this.tabel).forEach((th) => th.removeAttribute('aria-sort'));
    if (arah) this.kolom[k].th.setAttribute('aria-sort', arah > 0 ? 'ascending' : 'descending');
    this.tabel.classList.toggle('disaring', disaring);
    semua('.semua', this.tabel).forEach((s) => s.remove());
    const tanda = () => buat('span', { className: 'semua', textContent: ' (semua baris)' });
    if (disaring) semua('tfoot th', this.tabel).forEach((th) => th.append(tanda()));
    if (this.hitungan) this.hitungan.textContent = this.count(baris.length);
    keepPintu(this.tabel); // the number that had it may have left
  }

  count(ada = this.banyak) {
    const [cocok, seluruh] = [ada, this.banyak].map((n) => n.toLocaleString('id'));
    const sebagian = this.dibatasi && ada > TAMPAK ? `, ${TAMPAK} pertama ditampilkan` : '';
    if (!this.kata.length) return `${seluruh} baris${sebagian}`;
    return ada ? `${cocok} dari ${seluruh} baris${sebagian}` : `Tidak ada yang cocok dari ${seluruh} baris`;
  }

  /** The rows beyond the first take seconds to lay out: they come when they are asked for. */
  addSemua() {
    this.tombol = buat('button', { type: 'button', textContent: 'Tampilkan semua' });
    this.tombol.addEventListener('click', () => this.showSemua());
    this.hitungan.after(this.tombol);
  }

  showSemua() {
    this.dibatasi?.classList.remove('dibatasi');
    this.tombol?.remove();
    this.show();
  }

  restore() {
    if (this.saringan) this.saringan.value = '';
    this.urut.arah = 0;
    this.kata = [];
    this.show();
  }

  /** A column's name becomes a button: ascending, descending, as it was. An index has no name. */
  addUrut(th, k) {
    if (!readTeks(th)) return;
    const tombol = buat('button', { type: 'button', className: 'urut' });
    tombol.append(...th.childNodes);
    th.append(tombol);
    tombol.addEventListener('click', () => {
      const lalu = this.urut.k === k ? this.urut.arah : 0;
      this.urut = { k, arah: { 0: 1, 1: -1, '-1': 0 }[lalu] };
      this.show();
    });
  }

  /** "Tabel 3.4", or what else its caption says. */
  get nama() {
    const judul = satu('caption .nomor', this.tabel) ?? this.tabel.caption;
    return judul ? readTeks(judul) : 'tabel ini';
  }

  addSaring() {
    const baris = tiruan('#alat-saring');
    baris.cells[0].colSpan = this.kolom.length;
    this.tabel.tHead.prepend(baris);
    this.saringan = satu('input', baris);
    this.saringan.ariaLabel = `Saring ${this.nama}`;
    this.hitungan = satu('output', baris);
    this.hitungan.textContent = this.count();
    this.saringan.addEventListener('input', () => {
      this.kata = pisah(this.saringan.value);
      this.show();
    });
  }

  /** The rows as shown, below one line of names. */
  get csv() {
    const nama = buat('tr');
    nama.induk = [...new Map(semua('[data-kolom]', this.tabel).map((th) => [th.parentNode.dataset.tingkat, th.dataset.kolom])).values()];
    this.kolom.forEach((k) => nama.insertCell().append(k.nama));
    const kaki = this.tabel.tFoot?.rows ?? [];
    return [nama, ...this.baris, ...kaki].map((tr) => writeBaris(tr, nama.induk.length)).join('\r\n');
  }

  addCsv() {
    const alat = tiruan('#alat-tabel');
    const [salin, unduh, kabar] = alat.children;
    [salin, unduh].forEach((u) => { u.ariaLabel = `${u.textContent} ${this.nama}`; });
    this.tabel.after(alat);
    salin.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(this.csv);
        kabar.textContent = 'Disalin.';
      } catch {
        this.offerTeks(alat, kabar);
      }
    });
    unduh.href = '#'; // not a link until it can lead somewhere
    unduh.download = `${this.tabel.closest('[id]').id}.csv`;
    unduh.addEventListener('click', () => {
      unduh.href = URL.createObjectURL(new Blob(['\ufeff', this.csv], { type: 'text/csv' }));
    });
  }

  /** Where the clipboard is closed: the text itself, selected. */
  offerTeks(alat, kabar) {
    const kotak = satu('textarea', alat) ?? alat.appendChild(buat('textarea'));
    Object.assign(kotak, { readOnly: true, rows: 6, ariaLabel: 'Isi CSV', value: this.csv });
    kotak.select();
    kabar.textContent = 'Papan klip tertutup; salin teks ini (Ctrl+C).';
  }
}
