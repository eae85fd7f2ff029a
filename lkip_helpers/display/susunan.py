"""Parts of tables and runs of sentences that several chapters need, built from frames."""

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from lkip_helpers.aturan import Skala
from lkip_helpers.display.format import format_ringkas, is_kosong
from lkip_helpers.display.kalimat import describe_indikator, describe_jawaban
from lkip_helpers.display.kolom import DAFTAR, Jenis, Kolom, ubah
from lkip_helpers.display.narasi import Daftar, Judul, Narasi, Rangkaian, rangkai_kata
from lkip_helpers.display.tabel import Kaki, Sumber, Tabel

RATA_RATA = "Rata-rata capaian"


def sebar_kolom(
    kunci: Iterable[Any], jenis: Jenis = "angka", grup: str = "", desimal: int = 2
) -> list[Kolom]:
    """A column for each key (years, kelurahan), titled by the key itself."""
    return [Kolom(str(k), str(k), jenis, desimal, grup=grup) for k in kunci]


def sebar_kategori(skala: Skala) -> list[Kolom]:
    """For each category of the scale its `<kunci>_jumlah` and `<kunci>_persen`, under its name."""
    return [
        Kolom(f"{j.kunci}_{isi}", judul, jenis, grup=j.teks)
        for j in skala.jenjang
        for isi, judul, jenis in _ISI_KATEGORI
    ]


_ISI_KATEGORI: tuple[tuple[str, str, Jenis], ...] = (
    ("jumlah", "Jumlah", "bilangan"),
    ("persen", "%", "persen"),
)


def kaki_jumlah(kolom: Sequence[str | Kolom], judul: str = "Jumlah") -> Kaki:
    """A footer row with the sum of each of these columns."""
    kunci = [k.kunci if isinstance(k, Kolom) else k for k in kolom]
    return Kaki(judul, {k: f"jumlah({k})" for k in kunci})


def kolom_tahun_ini(tahun: int) -> list[str | Kolom]:
    """indikator, satuan and, under this year, target, realisasi, capaian."""
    grup = f"Tahun {tahun}"
    return ["indikator", "satuan", *(ubah(k, grup=grup) for k in _UKUR)]


def kolom_banding(frame: pd.DataFrame, tahun: int) -> list[str | Kolom]:
    """As kolom_tahun_ini, then the same under last year where `frame` knows it."""
    if frame["target_lalu"].isna().all():
        return kolom_tahun_ini(tahun)
    lalu = [ubah(f"{k}_lalu", grup=f"Tahun {tahun - 1}") for k in _UKUR]
    return [*kolom_tahun_ini(tahun), *lalu]


_UKUR = ("target", "realisasi", "capaian")


def kaki_rata_rata(frame: pd.DataFrame) -> Kaki:
    """Mean of the unrounded capaian, of last year too where `frame` knows it."""
    isi = {"capaian": "rata_rata(capaian)"}
    if not frame["target_lalu"].isna().all():
        isi["capaian_lalu"] = "rata_rata(capaian_lalu)"
    return Kaki(RATA_RATA, isi)


def susun_geografi(geografi: pd.DataFrame) -> Daftar:
    """`Suhu maksimum: 33 °C`, one point a row. geografi: uraian, nilai, satuan."""
    return Daftar(
        [f"{g.uraian}: {format_ringkas(g.nilai)}\u00a0{g.satuan}" for g in geografi.itertuples()],
        bernomor=False,
    )


def susun_batas(batas: pd.DataFrame) -> Rangkaian:
    """The notes on borders that are not yet certain. batas: arah, batas, catatan."""
    catatan = batas.dropna(subset=["catatan"])
    return Rangkaian(
        [
            Narasi("Batas sebelah {arah:rendah}: {catatan}", arah=b.arah, catatan=_titik(b.catatan))
            for b in catatan.itertuples()
        ]
    )


def susun_tugas(tugas: pd.DataFrame, organisasi: pd.DataFrame, tingkat: int = 4) -> Rangkaian:
    """Each jabatan with the lists of its tugas and fungsi, in the order of the organisation.

    tugas: jabatan, jenis (tugas or fungsi), uraian. Jabatan outside the organisation come last.
    """
    urut = [*organisasi["jabatan"], *tugas["jabatan"]]
    isi: list[Any] = []
    for jabatan in dict.fromkeys(j for j in urut if (tugas["jabatan"] == j).any()):
        isi.append(Judul(jabatan, tingkat))
        for jenis, pembuka in _PEMBUKA.items():
            butir = tugas[(tugas["jabatan"] == jabatan) & (tugas["jenis"] == jenis)]["uraian"]
            if len(butir):
                isi += [Narasi(pembuka, jabatan=jabatan), Daftar(butir.to_list())]
    return Rangkaian(isi)


_PEMBUKA = {
    "tugas": "{jabatan} mempunyai tugas sebagai berikut.",
    "fungsi": "{jabatan} menjalankan fungsi sebagai berikut.",
}


def susun_isu(isu: pd.DataFrame, tingkat: int = 4) -> Rangkaian:
    """Each isu strategis with its description and what it means for the kecamatan."""
    isi: list[Any] = []
    for i in isu.itertuples():
        isi += [
            Judul(i.isu, tingkat),
            Narasi("{uraian}", uraian=_titik(i.uraian)),
            Narasi("Implikasinya bagi kecamatan: {implikasi:rendah}", implikasi=_titik(i.implikasi)),
        ]
    return Rangkaian(isi)


def susun_indikator(capaian: pd.DataFrame, analisis: pd.DataFrame, tahun: int) -> Rangkaian:
    """What each indicator reached, why, and what is done about it.

    capaian: rows of compute_indikator. analisis: kode, sebab, solusi, as the analyst wrote them.
    """
    isi: list[Any] = []
    for b in capaian.itertuples():
        isi += [describe_indikator(b, tahun), *_sebab(b, analisis)]
    return Rangkaian(isi)


def _sebab(baris: Any, analisis: pd.DataFrame) -> list[Narasi]:
    milik = analisis[analisis["kode"] == baris.kode]
    if milik.empty:
        templat = "Penyebab dan upaya perbaikan untuk {indikator} belum diisi pada lembar analisis."
        return [Narasi(templat, indikator=baris.indikator)]
    a = milik.iloc[0]
    return [
        Narasi("**Penyebab.** {sebab}", sebab=_titik(a["sebab"])),
        Narasi("**Upaya yang dilakukan.** {solusi}", solusi=_titik(a["solusi"])),
    ]


def susun_target(target: pd.DataFrame, tahun: int) -> Rangkaian:
    """A sentence for each indicator on the way of its targets through the Renstra.

    target: indikator, satuan and one column a year (pivot_target).
    """
    tahun_renstra = [k for k in target.columns if k.isdigit()]
    return Rangkaian([_jalan_target(b, tahun_renstra, tahun) for _, b in target.iterrows()])


def _jalan_target(b: "pd.Series[Any]", tahun_renstra: list[str], tahun: int) -> Narasi:
    from lkip_helpers.display.kalimat import sebut_besaran, sebut_perubahan

    awal, akhir = tahun_renstra[0], tahun_renstra[-1]
    return Narasi(
        "Target {indikator} {ubah} selama {awal}–{akhir}." + _templat_tahun(b, tahun),
        indikator=b["indikator"],
        ubah=sebut_perubahan(b[akhir], b[awal], b["satuan"]),
        awal=awal,
        akhir=akhir,
        tahun=tahun,
        ini=sebut_besaran(b.get(str(tahun)), b["satuan"]),
    )


def _templat_tahun(b: "pd.Series[Any]", tahun: int) -> str:
    if is_kosong(b.get(str(tahun))):
        return " Target untuk tahun {tahun:tahun} tidak ditetapkan."
    return " Untuk tahun {tahun:tahun} ditetapkan {ini}."


def susun_tabel_unsur(frekuensi: pd.DataFrame, nrr: pd.DataFrame, sumber: Sumber) -> Rangkaian:
    """For each unsur its heading, meaning, table of answers (`skm-u1` …) and what they say.

    frekuensi: compute_frekuensi. nrr: compute_nrr; used when there: arti (what the unsur measures).
    """
    isi: list[Any] = []
    rerata = float(nrr["nrr"].mean())
    for u in nrr.itertuples():
        milik = frekuensi[frekuensi["kode"] == u.kode]
        isi += [
            Judul(f"{u.kode} {u.unsur}", 4),
            Tabel(
                f"skm-{u.kode.lower()}",
                f"Jawaban responden untuk unsur {_rendah(u.unsur)}",
                milik,
                ["jawaban", "frekuensi", "persen"],
                sumber=sumber,
                kaki=[kaki_jumlah(["frekuensi", "persen"])],
            ),
            describe_jawaban(milik),
            _nilai_unsur(u, rerata),
        ]
    return Rangkaian(isi)


def _nilai_unsur(u: Any, rerata: float) -> Narasi:
    from lkip_helpers.display.kalimat import compare_tercetak

    letak = ("sama dengan", "di atas", "di bawah")[compare_tercetak(u.nrr, rerata)]
    return Narasi(
        "Nilai rata-rata unsur ini {nrr:angka}, {letak} rata-rata semua unsur ({rerata:angka}), "
        "dengan mutu {mutu} ({kinerja:rendah}).",
        nrr=u.nrr,
        letak=letak,
        rerata=rerata,
        mutu=u.mutu,
        kinerja=u.kinerja,
    )


def _titik(teks: str) -> str:
    """A text of the analyst with its full stop."""
    teks = teks.strip()
    return teks if teks.endswith((".", "!", "?", ":")) else f"{teks}."


def _rendah(teks: str) -> str:
    return teks[:1].lower() + teks[1:]
