"""Tables and sentences of the reconciliation: published figures beside computed ones."""

import pandas as pd

from lkip_helpers.report.columns import Column
from lkip_helpers.report.format import format_integer, format_percent
from lkip_helpers.report.layouts import total_footer
from lkip_helpers.report.narasi import Narasi
from lkip_helpers.report.tabel import Tabel

SOURCE = "terbit.xlsx dan tabel laporan yang dihitung"
AKIP_COLUMNS = [
    Column("kriteria", "Kriteria"),
    Column("tabel", "Tabel"),
    Column("terpenuhi", "Terpenuhi", "bilangan"),
    Column("jumlah", "Dari", "bilangan"),
    Column("persen", "Tercakup (%)", "persen"),
    Column("nilai", "Nilai"),
]
CEKLIS_COLUMNS = [
    Column("bagian", "Bagian"),
    Column("butir", "Butir"),
    Column("hasil", "Jawaban"),
    Column("tampak", "Terlihat pada"),
]
OPEN = "belum dijelaskan"
_CHAPTERS = {"E": "Ikhtisar", "L": "Lampiran"}
_AS_PRINTED = (Column("tercetak", "Tercetak"), Column("hitungan", "Hitungan"))
_CAUSE = Column("keterangan", "Sebab")


def add_remarks(number: pd.DataFrame) -> pd.DataFrame:
    """Columns to print: letak (where in print) and keterangan (cause, how sure, arithmetic)."""
    status = (" (" + number["status"] + ")").where(number["status"] != "", "")
    description = (": " + number["uraian"]).where(number["uraian"] != "", "")
    return number.assign(
        letak=number["baris"] + ", " + number["kolom"],
        keterangan=number["sebab"] + status + description,
        tempat=number["tempat"].where(number["tempat"] != "", number["judul"]),
    )


def build_diff(label: str, title: str, number: pd.DataFrame, without_data: str) -> Tabel:
    """Figures that differ, with their cause; neighbours of one place share its cell."""
    return Tabel(
        label,
        title,
        add_remarks(number),
        [
            Column("tempat", "Tempat tercetak"),
            Column("letak", "Baris, kolom"),
            *_AS_PRINTED,
            _CAUSE,
        ],
        source=SOURCE,
        merge=["tempat"],
        without_data=without_data,
        landscape=True,
    )


def build_classes(class_: pd.DataFrame) -> Tabel:
    """How many figures agree."""
    return Tabel(
        "rekon-kelas",
        "Angka terbit menurut hasil pembandingan",
        class_,
        [
            Column("kelas", "Hasil pembandingan"),
            Column("jumlah", "Jumlah angka", "bilangan"),
            Column("persen", "Bagian (%)", "persen"),
        ],
        source=SOURCE,
        footer=[total_footer(["jumlah", "persen"])],
    )


def build_causes(cause: pd.DataFrame) -> Tabel:
    """How often each cause was found."""
    total = [
        Column("terbukti", "Terbukti", "bilangan"),
        Column("dugaan", "Dugaan", "bilangan"),
        Column("tanpa", "Belum diketahui", "bilangan"),
        Column("jumlah", "Jumlah", "bilangan"),
    ]
    return Tabel(
        "rekon-sebab",
        "Sebab perbedaan angka terbit",
        cause,
        [Column("sebab", "Sebab"), *total],
        source=SOURCE,
        footer=[total_footer(total)],
        without_data="tidak ada angka yang berbeda",
    )


def build_tabel(per_tabel: pd.DataFrame) -> Tabel:
    """Agreement table by table."""
    total = [
        Column("jumlah", "Angka", "bilangan"),
        Column("sama", "Sama", "bilangan"),
        Column("bulat", "Beda pembulatan", "bilangan"),
        Column("beda", "Beda", "bilangan"),
        Column("tanpa", "Tidak dapat dihitung", "bilangan"),
    ]
    return Tabel(
        "rekon-tabel",
        "Kesesuaian angka terbit menurut tabel",
        per_tabel,
        [Column("judul", "Tabel"), *total, Column("persen", "Sama (%)", "persen")],
        source=SOURCE,
        footer=[total_footer(total)],
    )


def build_statements(statement: pd.DataFrame) -> Tabel:
    """Statements of the published text with their verdicts."""
    return Tabel(
        "rekon-pernyataan",
        "Pernyataan laporan terbit dan hasil pemeriksaannya",
        statement,
        [
            Column("tempat", "Tempat"),
            Column("bunyi", "Pernyataan"),
            Column("putusan", "Putusan"),
            Column("uraian", "Menurut hitungan"),
        ],
        source=SOURCE,
        merge=["tempat"],
        without_data="tidak ada pernyataan yang dicatat",
    )


def build_conclusion(class_: pd.DataFrame, diff: pd.DataFrame) -> Narasi:
    """What a reviewer must know first."""
    total = class_.set_index("kelas")["jumlah"]
    return Narasi(
        "Dari {semua:bilangan} angka terbit, {sama:bilangan} sama dengan hitungan, "
        "{bulat:bilangan} berbeda karena pembulatan, {beda:bilangan} berbeda, dan "
        "{tanpa:bilangan} tidak dapat dihitung dari data. Sebab {terbukti:bilangan} dari "
        "{beda:bilangan} angka yang berbeda terbukti oleh hitungan.",
        semua=total.sum(),
        sama=total["sama"],
        bulat=total["beda pembulatan"],
        beda=total["beda"],
        tanpa=total["tidak dapat dihitung"],
        terbukti=(diff["status"] == "terbukti").sum(),
    )


def name_chapters(per_chapter: pd.DataFrame) -> pd.DataFrame:
    """Add nama, how a reader calls each chapter; in the order of the report."""
    name = per_chapter["bab"].map(lambda b: _CHAPTERS.get(b, f"Bab {b}"))
    return per_chapter.assign(nama=name).sort_values("nama", kind="stable")


def describe_chapters(per_chapter: pd.DataFrame) -> str:
    """The finding of the chart: which chapter agrees least."""
    worst = per_chapter.loc[per_chapter["persen"].idxmin()]
    return (
        f"Kesesuaian terendah pada {worst['nama']}: {format_percent(worst['persen'])} "
        f"dari {format_integer(worst['jumlah'])} angka"
    )


def phrase_explanations(consistency: pd.DataFrame) -> pd.DataFrame:
    """Findings as sentences begin; open ones say so instead of an empty cell."""
    write, message = consistency["penjelasan"], consistency["pesan"].astype(str)
    return consistency.assign(
        penjelasan=write.where(write != "", OPEN),
        pesan=message.str[:1].str.upper() + message.str[1:],
    )


def build_open(findings: pd.DataFrame, consistency: pd.DataFrame) -> Narasi:
    """How many findings are open, on the data and across them together: what `lkip check` counts.

    findings: data.temuan. consistency: phrase_explanations of list_consistency.
    """
    open_items = int((consistency["penjelasan"] == OPEN).sum())
    return Narasi(
        "Ketidakcocokan tersebut berjumlah {banyak:kata}; yang belum dijelaskan {terbuka:kata}. "
        "Bersama temuan atas data pada bagian sebelumnya, yang masih terbuka berjumlah "
        "{semua:kata}.",
        when=len(consistency) > 0,
        banyak=len(consistency),
        terbuka=open_items,
        semua=open_items + len(findings),
    )


def build_approval() -> Tabel:
    """Lines a reviewer signs on."""
    entry_values = pd.DataFrame(
        {"isian": ["Nama", "Jabatan", "Tanggal", "Tanda tangan"], "diisi": ["", "", "", ""]}
    )
    return Tabel(
        "rekon-pengesahan",
        "Pengesahan pereviu",
        entry_values,
        [Column("isian", "Isian"), Column("diisi", "Diisi pereviu")],
        source="diisi pada saat penandatanganan",
    )
