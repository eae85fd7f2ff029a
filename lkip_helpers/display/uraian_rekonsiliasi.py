"""Tables and sentences of the reconciliation: published figures beside computed ones."""

import pandas as pd

from lkip_helpers.display.format import format_bilangan, format_persen
from lkip_helpers.display.kolom import Kolom
from lkip_helpers.display.narasi import Narasi
from lkip_helpers.display.susunan import kaki_jumlah
from lkip_helpers.display.tabel import Tabel

SUMBER = "terbit.xlsx dan tabel laporan yang dihitung"
KOLOM_AKIP = [
    Kolom("kriteria", "Kriteria"),
    Kolom("tabel", "Tabel"),
    Kolom("terpenuhi", "Terpenuhi", "bilangan"),
    Kolom("jumlah", "Dari", "bilangan"),
    Kolom("persen", "Tercakup (%)", "persen"),
    Kolom("nilai", "Nilai"),
]
KOLOM_CEKLIS = [
    Kolom("bagian", "Bagian"),
    Kolom("butir", "Butir"),
    Kolom("hasil", "Jawaban"),
    Kolom("tampak", "Terlihat pada"),
]
TERBUKA = "belum dijelaskan"
_BAB = {"E": "Ikhtisar", "L": "Lampiran"}
_TERCETAK = (
    Kolom("tercetak", "Tercetak"),
    Kolom("hitungan", "Hitungan"),
)
_SEBAB = Kolom("keterangan", "Sebab")


def add_keterangan(angka: pd.DataFrame) -> pd.DataFrame:
    """Columns to print: letak (where in print) and keterangan (cause, how sure, arithmetic)."""
    status = (" (" + angka["status"] + ")").where(angka["status"] != "", "")
    uraian = (": " + angka["uraian"]).where(angka["uraian"] != "", "")
    return angka.assign(
        letak=angka["baris"] + ", " + angka["kolom"],
        keterangan=angka["sebab"] + status + uraian,
        tempat=angka["tempat"].where(angka["tempat"] != "", angka["judul"]),
    )


def susun_beda(label: str, judul: str, angka: pd.DataFrame, tanpa_data: str) -> Tabel:
    """Figures that differ, with their cause; neighbours of one place share its cell."""
    return Tabel(
        label,
        judul,
        add_keterangan(angka),
        [
            Kolom("tempat", "Tempat tercetak"),
            Kolom("letak", "Baris, kolom"),
            *_TERCETAK,
            _SEBAB,
        ],
        sumber=SUMBER,
        gabung=["tempat"],
        tanpa_data=tanpa_data,
        lanskap=True,
    )


def susun_kelas(kelas: pd.DataFrame) -> Tabel:
    """How many figures agree."""
    return Tabel(
        "rekon-kelas",
        "Angka terbit menurut hasil pembandingan",
        kelas,
        [
            Kolom("kelas", "Hasil pembandingan"),
            Kolom("jumlah", "Jumlah angka", "bilangan"),
            Kolom("persen", "Bagian (%)", "persen"),
        ],
        sumber=SUMBER,
        kaki=[kaki_jumlah(["jumlah", "persen"])],
    )


def susun_sebab(sebab: pd.DataFrame) -> Tabel:
    """How often each cause was found."""
    jumlah = [
        Kolom("terbukti", "Terbukti", "bilangan"),
        Kolom("dugaan", "Dugaan", "bilangan"),
        Kolom("tanpa", "Belum diketahui", "bilangan"),
        Kolom("jumlah", "Jumlah", "bilangan"),
    ]
    return Tabel(
        "rekon-sebab",
        "Sebab perbedaan angka terbit",
        sebab,
        [Kolom("sebab", "Sebab"), *jumlah],
        sumber=SUMBER,
        kaki=[kaki_jumlah(jumlah)],
        tanpa_data="tidak ada angka yang berbeda",
    )


def susun_tabel(per_tabel: pd.DataFrame) -> Tabel:
    """Agreement table by table."""
    jumlah = [
        Kolom("jumlah", "Angka", "bilangan"),
        Kolom("sama", "Sama", "bilangan"),
        Kolom("bulat", "Beda pembulatan", "bilangan"),
        Kolom("beda", "Beda", "bilangan"),
        Kolom("tanpa", "Tidak dapat dihitung", "bilangan"),
    ]
    return Tabel(
        "rekon-tabel",
        "Kesesuaian angka terbit menurut tabel",
        per_tabel,
        [Kolom("judul", "Tabel"), *jumlah, Kolom("persen", "Sama (%)", "persen")],
        sumber=SUMBER,
        kaki=[kaki_jumlah(jumlah)],
    )


def susun_pernyataan(pernyataan: pd.DataFrame) -> Tabel:
    """Statements of the published text with their verdicts."""
    return Tabel(
        "rekon-pernyataan",
        "Pernyataan laporan terbit dan hasil pemeriksaannya",
        pernyataan,
        [
            Kolom("tempat", "Tempat"),
            Kolom("bunyi", "Pernyataan"),
            Kolom("putusan", "Putusan"),
            Kolom("uraian", "Menurut hitungan"),
        ],
        sumber=SUMBER,
        gabung=["tempat"],
        tanpa_data="tidak ada pernyataan yang dicatat",
    )


def susun_simpulan(kelas: pd.DataFrame, beda: pd.DataFrame) -> Narasi:
    """What a reviewer must know first."""
    jumlah = kelas.set_index("kelas")["jumlah"]
    return Narasi(
        "Dari {semua:bilangan} angka terbit, {sama:bilangan} sama dengan hitungan, "
        "{bulat:bilangan} berbeda karena pembulatan, {beda:bilangan} berbeda, dan "
        "{tanpa:bilangan} tidak dapat dihitung dari data. Sebab {terbukti:bilangan} dari "
        "{beda:bilangan} angka yang berbeda terbukti oleh hitungan.",
        semua=jumlah.sum(),
        sama=jumlah["sama"],
        bulat=jumlah["beda pembulatan"],
        beda=jumlah["beda"],
        tanpa=jumlah["tidak dapat dihitung"],
        terbukti=(beda["status"] == "terbukti").sum(),
    )


def name_bab(per_bab: pd.DataFrame) -> pd.DataFrame:
    """Add nama, how a reader calls each chapter; in the order of the report."""
    nama = per_bab["bab"].map(lambda b: _BAB.get(b, f"Bab {b}"))
    return per_bab.assign(nama=nama).sort_values("nama", kind="stable")


def describe_bab(per_bab: pd.DataFrame) -> str:
    """The finding of the chart: which chapter agrees least."""
    terburuk = per_bab.loc[per_bab["persen"].idxmin()]
    return (
        f"Kesesuaian terendah pada {terburuk['nama']}: {format_persen(terburuk['persen'])} "
        f"dari {format_bilangan(terburuk['jumlah'])} angka"
    )


def sebut_penjelasan(konsistensi: pd.DataFrame) -> pd.DataFrame:
    """Findings as sentences begin; open ones say so instead of an empty cell."""
    tulis, pesan = konsistensi["penjelasan"], konsistensi["pesan"].astype(str)
    return konsistensi.assign(
        penjelasan=tulis.where(tulis != "", TERBUKA),
        pesan=pesan.str[:1].str.upper() + pesan.str[1:],
    )


def susun_terbuka(temuan: pd.DataFrame, konsistensi: pd.DataFrame) -> Narasi:
    """How many findings are open, on the data and across them together: what `lkip check` counts.

    temuan: data.temuan. konsistensi: sebut_penjelasan of list_konsistensi.
    """
    terbuka = int((konsistensi["penjelasan"] == TERBUKA).sum())
    return Narasi(
        "Ketidakcocokan tersebut berjumlah {banyak:kata}; yang belum dijelaskan {terbuka:kata}. "
        "Bersama temuan atas data pada bagian sebelumnya, yang masih terbuka berjumlah "
        "{semua:kata}.",
        bila=len(konsistensi) > 0,
        banyak=len(konsistensi),
        terbuka=terbuka,
        semua=terbuka + len(temuan),
    )


def susun_pengesahan() -> Tabel:
    """Lines a reviewer signs on."""
    isian = pd.DataFrame(
        {"isian": ["Nama", "Jabatan", "Tanggal", "Tanda tangan"], "diisi": ["", "", "", ""]}
    )
    return Tabel(
        "rekon-pengesahan",
        "Pengesahan pereviu",
        isian,
        [Kolom("isian", "Isian"), Kolom("diisi", "Diisi pereviu")],
        sumber="diisi pada saat penandatanganan",
    )
