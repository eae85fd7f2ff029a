"""Odd workbooks, one test each: read right, or refused with cell, reason and cure."""

import zipfile
from collections.abc import Callable
from datetime import datetime, time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from lkip_helpers import intake
from lkip_helpers.intake.proses import read
from lkip_helpers.intake.tandai import write_salinan
from lkip_helpers.intake.temuan import Temuan
from tests.buku import Lembar, tulis

Isi = dict[tuple[str, str], Lembar]
DPA, SKM, KIN = ("dpa.xlsx", "DPA"), ("skm.xlsx", "Jawaban"), "kinerja.xlsx"


def temuan(
    root: Path,
    ubah: Callable[[Isi], Any] = lambda _: None,
    rias: Callable[..., Any] = lambda _: None,
) -> list[Temuan]:
    """Findings of a set with one thing changed, without the note on the missing SUMBER.toml."""
    return [t for t in intake.check(tulis(root, ubah, rias)) if "SUMBER" not in t.pesan]


def satu(semua: list[Temuan]) -> Temuan:
    assert len(semua) == 1, [str(t) for t in semua]
    return semua[0]


def test_the_examples_of_the_contracts_are_themselves_valid(tmp_path: Path) -> None:
    """Else the templates made from them would be wrong."""
    assert temuan(tmp_path) == []


def test_spending_beyond_the_pagu_names_cell_and_both_numbers(tmp_path: Path) -> None:
    """The message of the specification, word for word in its form."""

    def ubah(isi: Isi) -> None:
        isi[DPA][3][4:6] = [4_482_846_671, 4_492_204_804]

    assert str(satu(temuan(tmp_path, ubah))) == (
        "dpa.xlsx › DPA › F4: realisasi 4.492.204.804 melebihi pagu 4.482.846.671; "
        "periksa kedua angkanya terhadap DPA dan laporan realisasi."
    )


def test_spending_without_a_pagu_is_a_fault(tmp_path: Path) -> None:
    """A dash is no budget."""
    hasil = satu(temuan(tmp_path, lambda isi: isi[DPA][3].__setitem__(4, "-")))
    assert "melebihi pagu 0" in hasil.pesan


def test_every_fault_is_named_at_once(tmp_path: Path) -> None:
    """Two on one row, one on another sheet, one in another file."""

    def ubah(isi: Isi) -> None:
        isi[DPA][3][4:6] = ["banyak", "-1"]
        isi[SKM][3][1] = 5
        isi[KIN, "Wilayah"][3][1] = None

    hasil = temuan(tmp_path, ubah)
    assert {(t.lembar, t.sel) for t in hasil} == {
        ("DPA", "E4"), ("DPA", "F4"), ("Jawaban", "B4"), ("Wilayah", "B4"),
    }  # fmt: skip
    assert all(t.saran and t.menghalangi for t in hasil)
    assert [t.lembar for t in hasil if t.tingkat == "belum"] == ["Wilayah"]


def test_an_answer_5_is_refused_with_its_cell(tmp_path: Path) -> None:
    """The scale is 1 to 4."""
    hasil = satu(temuan(tmp_path, lambda isi: isi[SKM][4].__setitem__(9, 5)))
    assert (hasil.sel, hasil.nilai) == ("J5", "5")
    assert "di luar skala 1 sampai 4" in hasil.pesan


@pytest.mark.parametrize(
    ("teks", "bulat"),
    [
        ("7.400.000", 7_400_000),
        ("6,899,605", 6_899_605),
        ("Rp 1.250.000,00", 1_250_000),
        ("7.529.955,-", 7_529_955),
        (" 4.250\u00a0", 4_250),
    ],
)
def test_text_numbers_of_real_exports_are_read(tmp_path: Path, teks: str, bulat: int) -> None:
    """A rupiah column settles 4.250 as 4250."""

    def ubah(isi: Isi) -> None:
        isi[DPA][3][4:6] = [teks, 0]

    assert read(tulis(tmp_path, ubah)).frame["anggaran"]["pagu"].to_list() == [bulat]


def test_a_separator_that_cannot_be_decided_is_refused(tmp_path: Path) -> None:
    """4.250 as text may be 4250 or 4,25 in a column of decimals."""
    hasil = satu(temuan(tmp_path, lambda isi: isi[KIN, "Wilayah"][3].__setitem__(1, "4.250")))
    assert hasil.sel == "B4"
    assert "4250 atau 4,250" in hasil.pesan


@pytest.mark.parametrize(
    ("isi", "pesan"),
    [
        (196910051989081002, "Kelurahan: tersimpan sebagai angka, sehingga digit akhirnya hilang"),
        (datetime(2021, 3, 1), "Kelurahan: Excel mengubahnya menjadi tanggal atau jam"),  # noqa: DTZ001
        (time(8, 30), "Kelurahan: Excel mengubahnya menjadi tanggal atau jam"),
        (True, "Kelurahan: isinya TRUE atau FALSE, bukan teks"),
    ],
)
def test_what_excel_made_of_a_text_is_refused(tmp_path: Path, isi: object, pesan: str) -> None:
    """A NIP typed as a number ends in other digits than were typed."""
    hasil = satu(
        [
            t
            for t in temuan(tmp_path, lambda x: x[KIN, "Wilayah"][3].__setitem__(0, isi))
            if t.lembar == "Wilayah"
        ]
    )
    assert (hasil.sel, hasil.pesan) == ("A4", pesan)
    assert hasil.saran == "ubah format sel menjadi Teks, lalu ketik ulang"


@pytest.mark.parametrize(
    ("lembar", "kolom", "isi", "pesan"),
    [
        ("Realisasi", 4, "B", "“B” adalah predikat, padahal polaritas IKM maksimal"),
        ("IKU", 2, "A", "“A” adalah predikat, padahal polaritas IKM maksimal"),
        ("Renstra", 3, "80–90", "“80–90” adalah rentang, padahal polaritas IKM maksimal"),
        ("Realisasi", 4, "80-90", "realisasi berupa rentang, bukan satu angka"),
    ],
)
def test_letters_and_ranges_are_read_only_where_the_indicator_is_one(
    tmp_path: Path, lembar: str, kolom: int, isi: str, pesan: str
) -> None:
    """The mutu A of a survey would else be read as the 80 of a predicate of AKIP."""
    hasil = satu(temuan(tmp_path, lambda x: x[KIN, lembar][3].__setitem__(kolom, isi)))
    assert (hasil.lembar, hasil.sel, hasil.nilai) == (lembar, f"{'ABCDE'[kolom]}4", isi)
    assert (hasil.pesan, hasil.tingkat) == (pesan, "salah")
    assert hasil.saran.startswith("tulis satu angka")


def test_a_percentage_is_read_the_same_however_excel_holds_it(tmp_path: Path) -> None:
    """82 %: as text, as 82, and as 0.82 shown as 82 %."""

    def ubah(isi: Isi) -> None:
        isi[KIN, "Realisasi"][3][3:5] = ["81,50%", 0.815]

    def rias(buku: dict[str, Workbook]) -> None:
        buku[KIN]["Realisasi"]["E4"].number_format = "0.00%"

    baris = read(tulis(tmp_path, ubah, rias)).frame["realisasi"].iloc[0]
    assert (baris["target"], baris["realisasi"]) == (81.5, 81.5)


def test_title_number_and_total_rows_are_left_out_with_a_reason(tmp_path: Path) -> None:
    """Read = used + dropped, row by row."""

    def ubah(isi: Isi) -> None:
        isi[DPA][3:3] = [[1, 2, 3, 4, 5, "6 = (5/4) x 100", 7]]
        isi[DPA] += [[], ["JUMLAH", None, None, None, 7_400_000, 7_284_000]]

    manifest = read(tulis(tmp_path, ubah)).manifest
    dpa = next(s for s in manifest["lembar"] if s["lembar"] == "DPA")
    assert (dpa["dibaca"], dpa["dipakai"]) == (7, 1)
    assert [d["alasan"] for d in dpa["dibuang"]] == [
        "judul di atas tabel", "baris kosong", "kepala tabel",
        "nomor kolom", "baris kosong", "baris jumlah",
    ]  # fmt: skip


def test_a_text_that_only_begins_like_a_total_is_data(tmp_path: Path) -> None:
    """An issue may be named "Jumlah penduduk miskin"."""
    ruang = tulis(tmp_path, lambda isi: isi[KIN, "Isu"][3].__setitem__(0, "Jumlah penduduk miskin"))
    assert len(read(ruang).frame["isu"]) == 1


def test_a_title_that_reads_like_the_only_column_is_still_a_title(tmp_path: Path) -> None:
    """MISI above a table whose one column is Misi."""
    ruang = tulis(tmp_path, lambda isi: isi[KIN, "Misi"].__setitem__(0, ["MISI"]))
    assert len(read(ruang).frame["misi"]) == 1


def test_a_header_repeated_on_a_new_page_is_left_out(tmp_path: Path) -> None:
    """Exports repeat their head."""

    def ubah(isi: Isi) -> None:
        isi[DPA] += [[*isi[DPA][3][:3], f"Sub {n}", *isi[DPA][3][4:]] for n in range(6)]
        isi[DPA].insert(9, list(isi[DPA][2]))

    hasil = read(tulis(tmp_path, ubah))
    assert len(hasil.frame["anggaran"]) == 7
    assert "kepala tabel diulang" in str(hasil.manifest["lembar"])


def test_merged_cells_are_filled_down_only_where_they_are_merged(tmp_path: Path) -> None:
    """A blank below a merged block is a missing name, not the block's."""

    def ubah(isi: Isi) -> None:
        contoh = isi[DPA][3]
        isi[DPA][3:] = [[*contoh[:3], f"Sub {n}", *contoh[4:]] for n in range(3)]
        for baris in isi[DPA][4:]:
            baris[1] = None

    def rias(buku: dict[str, Workbook]) -> None:
        buku["dpa.xlsx"]["DPA"].merge_cells("B4:B5")

    hasil = satu(temuan(tmp_path, ubah, rias))
    assert (hasil.sel, hasil.pesan) == ("B6", "Program: belum diisi")


def test_a_missing_column_names_the_nearest_header(tmp_path: Path) -> None:
    """Not two findings a row for the cells that are not there."""
    hasil = temuan(tmp_path, lambda isi: isi[DPA][2].__setitem__(3, "Sub Kegiatn"))
    salah = satu([t for t in hasil if t.tingkat == "salah"])
    assert "kolom Sub kegiatan tidak ada" in salah.pesan
    assert "Sub Kegiatn" in salah.saran
    assert satu([t for t in hasil if t.tingkat == "peringatan"]).sel == "D3"


def test_a_missing_sheet_names_the_nearest_one(tmp_path: Path) -> None:
    """Renamed sheets are the usual case."""

    def ubah(isi: Isi) -> None:
        isi[KIN, "Wilayahh"] = isi.pop((KIN, "Wilayah"))

    hasil = next(t for t in temuan(tmp_path, ubah) if t.lembar == "Wilayah")
    assert hasil.pesan == "lembar Wilayah tidak ada"
    assert "Wilayahh" in hasil.saran


def test_an_optional_sheet_may_be_absent(tmp_path: Path) -> None:
    """Its frame is empty, with the right columns."""
    ruang = tulis(tmp_path, lambda isi: isi.pop((KIN, "Langkah")))
    hasil = read(ruang)
    assert hasil.sah
    assert list(hasil.frame["langkah"]) == ["bidang", "langkah"]


def test_a_double_header_is_refused(tmp_path: Path) -> None:
    """Which of the two would be the number?"""
    hasil = temuan(tmp_path, lambda isi: isi[DPA][2].append("Output"))
    assert satu(hasil).pesan == "judul kolom “Output” ada dua"


def test_a_duplicate_indicator_names_both_cells(tmp_path: Path) -> None:
    """The second, and where the first is."""

    def ubah(isi: Isi) -> None:
        isi[KIN, "Indikator"].append(list(isi[KIN, "Indikator"][3]))

    hasil = satu(temuan(tmp_path, ubah))
    assert (hasil.sel, hasil.pesan) == ("A5", "IKM sudah ada di A4")


def test_a_year_without_targets_is_a_fault(tmp_path: Path) -> None:
    """Renstra has the years 2020 and 2022 only."""
    hasil = temuan(tmp_path, lambda isi: isi[KIN, "Renstra"][2].__setitem__(3, 2022))
    assert "tidak ada target tahun 2021" in satu(hasil).pesan


def test_an_unknown_code_names_the_nearest(tmp_path: Path) -> None:
    """IKMM is not on the sheet Indikator."""
    hasil = satu(temuan(tmp_path, lambda isi: isi[KIN, "PK"][3].__setitem__(0, "IKMM")))
    assert (hasil.sel, hasil.saran) == ("A4", "apakah maksudnya IKM?")
    assert str(hasil).endswith("IKM?")


def test_the_year_of_another_folder_is_refused(tmp_path: Path) -> None:
    """A copied workbook must not become this year's."""
    hasil = temuan(tmp_path, lambda isi: isi[KIN, "Profil"][0].__setitem__(1, 2020))
    assert any("Tahun laporan 2020, padahal foldernya 2021" in t.pesan for t in hasil)


def test_a_formula_without_a_saved_result_is_refused(tmp_path: Path) -> None:
    """It reads as empty, which would be a silent loss."""
    hasil = temuan(tmp_path, lambda isi: isi[DPA][3].__setitem__(5, "=E4-1"))
    assert any(t.sel == "F4" and "belum punya hasil" in t.pesan for t in hasil)


def test_hidden_rows_are_read_and_reported(tmp_path: Path) -> None:
    """Hiding is not deleting."""

    def rias(buku: dict[str, Workbook]) -> None:
        buku["dpa.xlsx"]["DPA"].row_dimensions[4].hidden = True

    hasil = satu(temuan(tmp_path, rias=rias))
    assert (hasil.tingkat, hasil.sel) == ("peringatan", "A4")


@pytest.mark.parametrize("isi", ["#REF!", "#N/A", "banyak sekali"])
def test_what_is_no_number_is_refused_where_a_number_must_be(tmp_path: Path, isi: str) -> None:
    """Excel's own errors say that they are."""
    hasil = satu(temuan(tmp_path, lambda lembar: lembar[DPA][3].__setitem__(5, isi)))
    assert hasil.sel == "F4"


def test_a_missing_workbook_is_named(tmp_path: Path) -> None:
    """With the folder it belongs to."""
    ruang = tulis(tmp_path)
    (ruang.raw / "skm.xlsx").unlink()
    hasil = [t for t in intake.check(ruang) if t.tingkat == "salah"]
    assert str(satu(hasil)) == "skm.xlsx: berkas tidak ada; simpan skm.xlsx di 2021/."


@pytest.mark.parametrize(
    ("isi", "pesan"),
    [
        (b"", "rusak"),
        (b"PK\x03\x04 bukan zip", "rusak"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "format lama"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "kata sandi",
        ),
    ],
)
def test_a_file_that_cannot_be_opened_says_why(tmp_path: Path, isi: bytes, pesan: str) -> None:
    """Corrupt, old, or locked by a password."""
    ruang = tulis(tmp_path)
    (ruang.raw / "dpa.xlsx").write_bytes(isi)
    hasil = [t for t in intake.check(ruang) if t.tingkat == "salah"]
    assert pesan in satu(hasil).pesan


def sunting(berkas: Path, nama: str, ubah: Callable[[bytes], bytes]) -> None:
    """One part of a workbook changed as bytes."""
    with zipfile.ZipFile(berkas) as arsip:
        isi = {n: arsip.read(n) for n in arsip.namelist()}
    with zipfile.ZipFile(berkas, "w", zipfile.ZIP_DEFLATED) as arsip:
        for n, b in isi.items():
            arsip.writestr(n, ubah(b) if n == nama else b)


def jadikan_folder(berkas: Path) -> None:
    berkas.unlink()
    berkas.mkdir()


def rusak_arus(berkas: Path) -> None:
    """The compressed bytes of a sheet changed, as a bad stick does; its directory is whole."""
    with zipfile.ZipFile(berkas) as arsip:
        awal = arsip.getinfo("xl/worksheets/sheet1.xml").header_offset
    isi = bytearray(berkas.read_bytes())
    isi[awal + 60 : awal + 120] = bytes(60)
    berkas.write_bytes(isi)


def jadikan_word(berkas: Path) -> None:
    with zipfile.ZipFile(berkas, "w") as arsip:
        arsip.writestr("word/document.xml", "<w:document/>")


@pytest.mark.parametrize(
    ("rusak", "pesan"),
    [
        (jadikan_folder, "ini folder, bukan berkas"),
        (rusak_arus, "berkas rusak"),
        (jadikan_word, "berkas rusak atau bukan buku kerja Excel"),
        (lambda b: b.write_bytes(b""), "berkas rusak atau bukan buku kerja Excel"),
        (
            lambda b: sunting(b, "xl/worksheets/sheet1.xml", lambda i: i[: len(i) // 2]),
            "berkas rusak",
        ),
    ],
)
def test_whatever_is_wrong_with_a_workbook_is_a_finding_of_that_file(
    tmp_path: Path, rusak: Callable[[Path], Any], pesan: str
) -> None:
    """With its cure, in Indonesian; the other workbooks are read all the same."""
    ruang = tulis(tmp_path)
    rusak(ruang.raw / "dpa.xlsx")
    salah = satu([t for t in intake.check(ruang) if t.menghalangi])
    assert salah.berkas == "dpa.xlsx"
    assert salah.pesan.startswith(pesan)
    assert "(" not in salah.pesan
    assert salah.saran


def test_a_workbook_that_may_not_be_read_is_a_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As one that another program holds on Windows."""
    ruang = tulis(tmp_path)
    baca = Path.read_bytes

    def tolak(berkas: Path) -> bytes:
        if berkas.name == "dpa.xlsx":
            raise PermissionError(13, "Permission denied", str(berkas))
        return baca(berkas)

    monkeypatch.setattr(Path, "read_bytes", tolak)
    salah = satu([t for t in intake.check(ruang) if t.menghalangi])
    assert str(salah).startswith("dpa.xlsx: berkas tidak boleh dibaca; tutup bila")


def rusak_gaya(berkas: Path) -> None:
    """A fill without its kind: the values can be read, but the workbook cannot be written again."""
    sunting(berkas, "xl/styles.xml", lambda i: i.replace(b"<fill>", b"<fill/><fill>", 1))


def test_a_workbook_that_cannot_be_copied_is_named_and_the_others_are_marked(
    tmp_path: Path,
) -> None:
    """Said beside the copies."""

    def ubah(isi: Isi) -> None:
        isi[DPA][3][5] = "banyak"
        isi[KIN, "Wilayah"][3][1] = None

    ruang = tulis(tmp_path, ubah)
    rusak_gaya(ruang.raw / "dpa.xlsx")
    salinan, gagal = write_salinan(ruang, [t for t in intake.check(ruang) if t.lembar])
    assert [b.name for b in salinan] == ["kinerja.xlsx"]
    assert satu(gagal).berkas == "dpa.xlsx"
