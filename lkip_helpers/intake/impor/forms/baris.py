"""The rows of a questionnaire export as respondents: read, or left out with a reason."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from lkip_helpers.intake.buku import Lembar, alamat
from lkip_helpers.intake.impor.forms.ciri import BEBAS, CiriDitolak, baca_ciri, list_lazim
from lkip_helpers.intake.impor.forms.jawaban import Jawab, baca_jawaban
from lkip_helpers.intake.impor.forms.kata import ringkas, teks_sel
from lkip_helpers.intake.impor.forms.kepala import CIRI, Peran
from lkip_helpers.intake.impor.forms.unsur import Unsur, kosakata
from lkip_helpers.intake.impor.forms.waktu import is_berjam, pilih_waktu, read_tahun
from lkip_helpers.intake.impor.laporan import Padan, Ragu
from lkip_helpers.intake.impor.padanan import Padanan
from lkip_helpers.intake.lembar import BARIS_JUMLAH, rapikan
from lkip_helpers.intake.warisan import Rekam

PILIHAN, KOSONG = ("1", "2", "3", "4", "kosong"), "kosong"
DISEBUT = 12
TANPA_ISI = (BARIS_KOSONG, TANPA_JAWABAN) = ("baris kosong", "tidak memuat jawaban")
_JUMLAH = re.compile(r"(jumlah|total|rata rata|rerata|nrr|ikm|nilai rata rata)( .*)?")
Salah = tuple[str, str, str, str]  # sel, pesan, saran, tingkat


class Pembaca:
    """Reads every row of one sheet once; what it met is asked of it afterwards.

    layanan: words of the services of the office. rekam: a respondent a row; dipakai: their rows;
    dibuang: every other row with its reason.
    """

    def __init__(
        self, lembar: Lembar, kepala: int, peran: Sequence[Peran], unsur: Sequence[Unsur],
        padanan: Padanan, layanan: frozenset[str], *, hanya_tahun: bool,
    ) -> None:  # fmt: skip
        self.lembar, self.kepala, self.unsur, self.padanan = lembar, kepala, unsur, padanan
        self.hanya_tahun = hanya_tahun
        kode = {u.kode: u for u in unsur}
        self.kolom = [
            (kode[p.jadi].untuk(p.kolom.kepala), p.kolom.nomor) for p in peran if p.jenis == "unsur"
        ]
        self.ciri = [(p.jadi, p.kolom.nomor) for p in peran if p.jenis == "ciri"]
        self.layanan = layanan
        self.lazim = {p.jadi: list_lazim(p.kolom.isi) for p in peran if p.jadi in BEBAS}
        self.waktu = pilih_waktu(
            {p.kolom.nomor: ringkas(p.kolom.kepala) for p in peran if p.jenis == "waktu"}
        )
        self.kosakata = kosakata(unsur)
        self.rekam: list[Rekam] = []
        self.dipakai: list[int] = []
        self.dibuang: list[tuple[int, str]] = []
        self._salah: dict[tuple[str, str, str], list[str]] = defaultdict(list)
        self._ragu: dict[str, list[tuple[Unsur, str]]] = defaultdict(list)
        self._jadi: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        self._sudah: dict[tuple[Any, ...], Jawab] = {}
        self._terbalik: set[int] = set()
        self._angka: dict[int, list[str]] = defaultdict(list)
        self._kembar: dict[tuple[Any, ...], list[int]] = defaultdict(list)

    @property
    def berangka(self) -> bool:
        """Whether any answer is a number without words."""
        return bool(self._angka)

    def baca(self, tahun: int) -> None:
        for nomor in range(1, len(self.lembar.isi) + 1):
            alasan = self._alasan_buang(nomor) or self._lain_tahun(nomor, tahun)
            if alasan:
                self.dibuang.append((nomor, alasan))
            else:
                self._baca_baris(nomor)

    def _baca_baris(self, nomor: int) -> None:
        isi = self.lembar.isi[nomor - 1]
        jawaban = {u.kode: self._jawab(isi[k - 1], u, nomor, k) for u, k in self.kolom}
        ciri = {nama: self._baca_ciri(nama, isi[k - 1], nomor, k) for nama, k in self.ciri}
        self.dipakai.append(nomor)
        self.rekam.append({"responden": len(self.rekam) + 1, **ciri, "jawaban": jawaban})
        if self.waktu and is_berjam(isi[self.waktu - 1]):
            kunci = (teks_sel(isi[self.waktu - 1]), *jawaban.values(), *ciri.values())
            self._kembar[kunci].append(nomor)

    def _alasan_buang(self, nomor: int) -> str:
        isi = self.lembar.isi[nomor - 1]
        terisi = [v for v in isi if teks_sel(v)]
        if not terisi:
            return BARIS_KOSONG
        if nomor <= self.kepala:
            return "kepala tabel" if nomor == self.kepala else "judul di atas tabel"
        if [rapikan(v) for v in isi] == [rapikan(v) for v in self.lembar.isi[self.kepala - 1]]:
            return "kepala tabel diulang"
        if isinstance(terisi[0], str) and _JUMLAH.fullmatch(ringkas(terisi[0])):
            return BARIS_JUMLAH
        jawab = (self._baca_jawaban(isi[k - 1], u) for u, k in self.kolom)
        return TANPA_JAWABAN if self.kolom and all(j == Jawab() for j in jawab) else ""

    def _lain_tahun(self, nomor: int, tahun: int) -> str:
        """Why a row is left out for its time; a time that refuses is noted."""
        if not self.waktu:
            return ""
        ada = read_tahun(self.lembar.isi[nomor - 1][self.waktu - 1])
        if ada == tahun:
            return ""
        if ada is not None and self.hanya_tahun:
            return f"bukan tahun {tahun}"
        if ada is None:
            pesan, saran = "waktu pengisian kosong atau tidak terbaca", "isi waktunya dari formulir"
        else:
            pesan = f"waktu pengisian bukan tahun {tahun}"
            saran = "pilih tahun yang benar, atau lewati baris itu dengan --hanya-tahun"
        self._salah[pesan, saran, "salah"].append(alamat(nomor, self.waktu))
        return ""

    def _jawab(self, nilai: Any, unsur: Unsur, nomor: int, kolom: int) -> int | None:
        sel = alamat(nomor, kolom)
        jawab = self._baca_jawaban(nilai, unsur)
        if jawab.salah:
            saran = "perbaiki isinya pada berkas ekspor: satu jawaban, 1 sampai 4 atau kata-katanya"
            self._salah[jawab.salah, saran, "salah"].append(sel)
            return None
        if jawab.terbalik:
            self._terbalik.add(kolom)
        if jawab.angka:
            self._angka[kolom].append(sel)
        hasil = self._tanya(jawab, unsur, sel) if jawab.ragu else jawab.nilai
        if jawab.teks and (hasil is not None or not jawab.ragu):
            self._jadi[jawab.teks, str(hasil)][unsur.kode] += 1
        return hasil

    def _baca_jawaban(self, nilai: Any, unsur: Unsur) -> Jawab:
        """The same cell of the same unsur is read once; 1 is not True."""
        kunci = (unsur.kode, type(nilai), nilai)
        if kunci not in self._sudah:
            self._sudah[kunci] = baca_jawaban(nilai, unsur.skala, self.kosakata)
        return self._sudah[kunci]

    def _tanya(self, jawab: Jawab, unsur: Unsur, sel: str) -> int | None:
        """What the office says of a doubtful answer; it is asked where it has not said."""
        jawaban = self.padanan.cari("forms", "jawaban", _milik(unsur, jawab.teks), PILIHAN)
        if jawaban is None and unsur.sejajar:
            jawaban = self.padanan.cari("forms", "jawaban", jawab.teks, PILIHAN)
        if jawaban is None:
            self._ragu[jawab.teks].append((unsur, sel))
        return int(jawaban) if jawaban and jawaban != KOSONG else None

    def _baca_ciri(self, nama: str, nilai: Any, nomor: int, kolom: int) -> str | None:
        try:
            return baca_ciri(nama, nilai, self.lazim.get(nama, frozenset()), self.layanan)
        except CiriDitolak as galat:
            pesan = f"{CIRI[nama].lower()}: {galat} dan dikosongkan"
            self._salah[pesan, galat.saran, "peringatan"].append(alamat(nomor, kolom))
            return None

    def list_salah(self) -> Iterator[Salah]:
        """Faults and doubts of the cells, one a kind with its cells."""
        for kolom in sorted(self._terbalik):
            if sel := self._angka[kolom]:
                yield from ringkas_sel(
                    sel, "angka tanpa kata, padahal nomor pilihan pada kolom ini tidak searah",
                    "ganti dengan kata jawabannya", "salah",
                )  # fmt: skip
        for (pesan, saran, tingkat), sel in self._salah.items():
            yield from ringkas_sel(sel, pesan, saran, tingkat)
        for nomor in self._kembar.values():
            if len(nomor) > 1:
                sel = [f"A{n}" for n in nomor]
                yield from ringkas_sel(
                    sel, "dikirim pada waktu yang sama dengan jawaban yang sama, semua dipakai",
                    "hapus yang rangkap pada berkas ekspor bila memang satu orang", "peringatan",
                )  # fmt: skip
        yield from self._list_kosong()

    def _list_kosong(self) -> Iterator[Salah]:
        if not self.rekam:
            saran = "periksa isinya, tahunnya, dan padanan kolomnya"
            yield "", "tidak ada satu responden pun yang dapat dipakai", saran, "salah"
            return
        berisi = {k for r in self.rekam for k, v in r["jawaban"].items() if v is not None}
        menolak = self._ragu or any(tingkat == "salah" for *_, tingkat in self._salah)
        for u, kolom in self.kolom:
            if u.kode not in berisi and not menolak:
                sel, saran = alamat(self.kepala, kolom), "periksa kolomnya pada berkas ekspor"
                yield sel, f"tidak ada satu jawaban pun untuk {u}", saran, "salah"

    def list_padan(self) -> Iterator[Padan]:
        """What each wording of an answer became, and how often."""
        for (teks, nilai), kali in sorted(self._jadi.items()):
            rinci = ", ".join(f"{kode} {n} kali" for kode, n in sorted(kali.items()))
            yield Padan("", teks, nilai, rinci)

    def list_ragu(self) -> Iterator[Ragu]:
        """One question a wording; where its direction may differ, one an unsur."""
        for teks, tempat in self._ragu.items():
            sejajar = {u.kode for u, _ in tempat if u.sejajar}
            kunci = {
                teks if u.sejajar and len(sejajar) > 1 else _milik(u, teks): sel
                for u, sel in reversed(tempat)
            }
            for satu, sel in reversed(kunci.items()):
                yield Ragu("forms", "jawaban", satu, sel, PILIHAN)


def _milik(unsur: Unsur, teks: str) -> str:
    return f"{unsur.kode}: {teks}"


def ringkas_sel(sel: Sequence[str], pesan: str, saran: str, tingkat: str) -> Iterator[Salah]:
    """One fault with the cells it is in, the first of them named."""
    lebih = f" ({len(sel)} sel)" if len(sel) > DISEBUT else ""
    yield ", ".join(sel[:DISEBUT]), f"{pesan}{lebih}", saran, tingkat
