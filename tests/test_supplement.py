"""Sheets an office may add: pelengkap.xlsx, each with its table, sentence, checks and place."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest

from lkip_helpers.audit.consistency import check_consistency
from lkip_helpers.commands import new as new_command
from lkip_helpers.commands.parser import build_parser
from lkip_helpers.errors import LkipError
from lkip_helpers.intake import load
from lkip_helpers.intake.finding import Finding
from lkip_helpers.intake.pipeline import check
from lkip_helpers.prose.comparisons import describe_changes
from lkip_helpers.prose.supplement_sections import build_forms, build_section
from lkip_helpers.render.build import write_publication
from lkip_helpers.report.cover import Signature
from lkip_helpers.report.gambar import Gambar
from lkip_helpers.report.narasi import Heading, Narasi
from lkip_helpers.report.tabel import Tabel
from lkip_helpers.schema.base import Schema, declare
from lkip_helpers.schema.sheets import SUPPLEMENT
from lkip_helpers.workspace import WORKSPACE_VARIABLE, InvalidChoice, Workspace
from tests.chapters import cell_text
from tests.workbook import Sheet, Sheets, flat, write

MakeWorkspace = Callable[..., Workspace]
FILE = "pelengkap.xlsx"
SASARAN = "Meningkatnya kualitas pelayanan publik"
TREE: Sheet = [
    ["T1", None, "tujuan", "Pelayanan membaik", None, None],
    ["S1", "T1", "sasaran", SASARAN, "Indeks Kepuasan Masyarakat", "IKM"],
]


def options(tahun: int, *given: str) -> Any:
    """The arguments of `lkip new` as it parses them."""
    return build_parser().parse_args(["new", str(tahun), "--unit", "uji", *given])


def fill(sheets: Sheets, **rows: Sheet) -> None:
    """Fill every optional sheet with the examples of its contract, or with the rows of its NAME."""
    sheets["dpa.xlsx", "Dukungan"][3:] = rows.get("dukungan", sheets["dpa.xlsx", "Dukungan"][3:])
    for schema in SUPPLEMENT.values():
        sheet = flat(schema)
        default = TREE if schema.NAME == "pohon_kinerja" else sheet[3:]
        sheets[FILE, schema.SHEET] = [*sheet[:3], *rows.get(schema.NAME, default)]


@pytest.fixture
def make_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MakeWorkspace:
    """A small unit with the optional sheets, those named with other rows."""
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(tmp_path))
    return lambda **rows: write(tmp_path, lambda sheets: fill(sheets, **rows))


def parts_of_kind(section: Any, kind: type[Any]) -> list[Any]:
    return [part for part in section.items if isinstance(part, kind)]


def section(name: Any) -> Any:
    return build_section(load("uji", 2021), name)


def findings_of(workspace: Workspace, sheet: str) -> list[Finding]:
    return [f for f in check(workspace) if f.lembar == sheet]


def test_each_sheet_has_its_table_sentence_and_cells(make_workspace: MakeWorkspace) -> None:
    """Thirteen sheets are shown (the fourteenth asks for forms); each number knows its cell."""
    make_workspace()
    names = []
    for part in ("sumber-daya", "perencanaan", "pelayanan", "anggaran"):
        shown = section(part)
        tables = parts_of_kind(shown, Tabel)
        text = " ".join(n.markdown for n in parts_of_kind(shown, Narasi))
        for tabel in tables:
            assert f"(#{tabel.label})" in text
            packed = tabel.payload_content()
            known = {c["kunci"] for c in packed["kolom"] if c["rumus"]} | {
                *packed["asal"],
                *packed["bahan"],
            }
            numeric = {
                c["kunci"]
                for c in packed["kolom"]
                if c["jenis"] in ("angka", "bilangan", "rupiah", "persen")
            }
            assert numeric <= known, tabel.label
        names += [tabel.label for tabel in tables]
    assert len(names) == len(set(names)) == len(SUPPLEMENT) - 1


def test_without_the_workbook_there_is_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No finding, no heading, no table."""
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(tmp_path))
    workspace = write(tmp_path)
    assert not [f for f in check(workspace) if f.berkas == FILE]
    assert section("perencanaan").items == []


def test_sums_are_of_one_grouping_alone(make_workspace: MakeWorkspace) -> None:
    """4 + 5 = 9 by golongan are the same people as 3 + 6 = 9 by pendidikan: 9, not 18."""
    make_workspace(pegawai=[["golongan", "III", 4, 5], ["pendidikan", "Sarjana", 3, 6]])
    text = parts_of_kind(section("sumber-daya"), Narasi)[0].markdown
    expected = "Pegawai kecamatan berjumlah 9 orang, terdiri atas 4 laki-laki dan 5 perempuan."
    assert text.endswith(expected)


def test_complaints_are_told_with_their_share(make_workspace: MakeWorkspace) -> None:
    """11 + 4 of 12 + 8: 15 / 20 = 75 %."""
    make_workspace(pengaduan=[["Loket", 12, 11, 2], ["Surat", 8, 4, None]])
    text = " ".join(n.markdown for n in parts_of_kind(section("pelayanan"), Narasi))
    assert "diselesaikan berjumlah 15 dari 20 yang masuk, atau 75\u00a0persen." in text


FAULTS = [
    ("pengaduan", "Pengaduan", [["Loket", 12, 13, 2]], "C4", "Selesai 13 melebihi Masuk 12"),
    ("pohon_kinerja", "Pohon Kinerja", [*TREE, ["P1", "S9", "program", "x", None, None]], "B6",
     "program P1 tergantung pada S9 yang tidak ada"),
    ("pohon_kinerja", "Pohon Kinerja",
     [*TREE, ["P1", "K1", "program", "x", None, None], ["K1", "P1", "kegiatan", "y", None, None]],
     "B6", "program P1 tergantung pada dirinya: P1 → K1 → P1"),
    ("pohon_kinerja", "Pohon Kinerja", [*TREE, ["P1", None, "program", "x", None, None]], "B6",
     "program P1 tergantung pada tidak satu kotak pun"),
    ("pohon_kinerja", "Pohon Kinerja", [*TREE, ["T2", "S1", "tujuan", "x", None, None]], "B6",
     "tujuan T2 tergantung pada sasaran S1"),
    ("pohon_kinerja", "Pohon Kinerja",
     [*TREE, ["D1", "S1", "dinas", "x", None, None], ["K1", "D1", "kegiatan", "y", None, None]],
     "C6", "“dinas” tidak dikenal"),
    ("tindak_lanjut_lhe", "Tindak Lanjut LHE",
     [["1", None, "Menyusun", None, None, "selesai", None]], "B4",
     "Rencana tindak lanjut berisi Menyusun, tetapi Rekomendasi kosong"),
    ("tindak_lanjut_lhe", "Tindak Lanjut LHE", [["1", "Tetapkan", None, None, None, "beres", None]],
     "F4", "“beres” tidak dikenal"),
    ("rencana_aksi", "Rencana Aksi",
     [["IKM", "Survei", None, "laporan", 4, "jumlah", 2, 2, None, 1, 1, 1, 1, 1]], "I4",
     "T II: belum diisi"),
    ("rencana_aksi", "Rencana Aksi",
     [["IKN", "Survei", None, "laporan", 4, "jumlah", 1, 1, 1, 1, 1, 1, 1, 1]], "A4",
     "IKN tidak ada di lembar Indikator"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "sheet", "rows", "cell", "message"), FAULTS)
def test_what_cannot_be_is_a_finding(
    make_workspace: MakeWorkspace, name: str, sheet: str, rows: Sheet, cell: str, message: str
) -> None:
    """Each at its cell, and with a cure."""
    findings = findings_of(make_workspace(**{name: rows}), sheet)
    assert [(f.sel, message in f.pesan, bool(f.saran)) for f in findings if f.is_blocking] == [
        (cell, True, True)
    ]


OPEN = [
    ("rencana_aksi", [], "kinerja.xlsx", "PK", ""),
    ("pohon_kinerja", TREE[:1], "kinerja.xlsx", "PK", "pelengkap:pohon_kinerja:IKM"),
    ("pohon_kinerja", TREE, "dpa.xlsx", "DPA", "pelengkap:program:"),
    ("tindak_lanjut_lhe", [["3", "Tetapkan", None, None, None, "selesai", None]], FILE,
     "Tindak Lanjut LHE", "pelengkap:lhe:3"),
    ("rencana_aksi", [["IKM", "Survei", None, "laporan", 5, "jumlah", 1, 1, 1, 1, 1, 1, 1, 1]],
     FILE, "Rencana Aksi", "pelengkap:triwulan:IKM:4"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "rows", "file", "sheet", "key"), OPEN)
def test_what_sheets_say_of_each_other_is_closed_by_an_explanation(
    make_workspace: MakeWorkspace, name: str, rows: Sheet, file: str, sheet: str, key: str
) -> None:
    """A doubt at its cell, under its key; the examples of the contracts have none of this key."""
    make_workspace(**{name: rows, "dukungan": []})
    findings = {k.key: k.finding for k in check_consistency(load("uji", 2021))}
    doubts = {k: f for k, f in findings.items() if k.startswith(key) and k.startswith("pelengkap")}
    sheets = [(f.berkas, f.lembar) for f in doubts.values()]
    assert sheets == ([(file, sheet)] if key else sheets)
    assert all(f.sel and f.tingkat == "peringatan" and k in f.saran for k, f in doubts.items())


def test_a_programme_is_known_by_its_box_in_the_tree_and_no_other(
    make_workspace: MakeWorkspace,
) -> None:
    """A sasaran of its name is not the programme."""
    name = "Program Penunjang Urusan Pemerintahan Daerah"
    for level, known in (("program", True), ("kegiatan", False)):
        boxes = [*TREE, ["P0", "S1", "program", "Lain", None, None]]
        box = ["P1", "P0" if level == "kegiatan" else "S1", level, name, None, None]
        make_workspace(pohon_kinerja=[*boxes, box], dukungan=[])
        keys = {k.key for k in check_consistency(load("uji", 2021))}
        assert any(k.startswith("pelengkap:program:") for k in keys) != known


SERVICES = [
    ([["A", 5, 80], ["B", 5, 84]], {"layanan:ikm": ("C4", "75", "80 dan 84")}),
    ([["A", 5, 66], ["B", 5, 70]], {"layanan:ikm": ("C5", "75", "66 dan 70")}),
    ([["A", 5, 75.4], ["B", 5, 84]], {}),
    ([["A", 5, 66], ["B", 5, 74.5]], {}),
    ([["A", 5, 70], ["B", 5, 84]], {}),
    ([["A", 5, 80]], {}),
    ([["A", 9, 90]], {"layanan:ikm": ("C4", "75", "83,5 dan 91")}),
    ([["A", 5, 70], ["B", 6, 84]], {"layanan:responden": ("B5", "11", "survei 10")}),
]


@pytest.mark.parametrize(("rows", "expected"), SERVICES)
def test_the_ikm_of_services_gives_that_of_the_survey(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: Sheet,
    expected: dict[str, tuple[str, ...]],
) -> None:  # fmt: skip
    """Ten people answer 3, an IKM of 75; who is in no service may have given 25 to 100.

    Nine at 90 and one unknown give 0.9 × 90 + 0.1 × 25 = 83.5 at least, 91 at most.
    """
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(tmp_path))

    def alter(sheets: Sheets) -> None:
        fill(sheets, ikm_layanan=rows)
        sheets["skm.xlsx", "Jawaban"][3:] = [[n, *[3] * 9] for n in range(1, 11)]

    write(tmp_path, alter)
    found = {k.key: k.finding for k in check_consistency(load("uji", 2021))}
    found = {key: finding for key, finding in found.items() if key.startswith("layanan")}
    assert {key: finding.sel for key, finding in found.items()} == {
        key: cell for key, (cell, *_) in expected.items()
    }
    assert all(word in found[key].pesan for key, (_, *words) in expected.items() for word in words)


@pytest.mark.parametrize(("written", "told"), [(93, False), (93.1, True)])
def test_a_service_may_be_written_as_a_whole_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: float, told: bool
) -> None:
    """Seven of ten answer 4, the others 3: 92.5, which floats make 92.49999999999999."""
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(tmp_path))

    def alter(sheets: Sheets) -> None:
        fill(sheets, ikm_layanan=[["A", 5, written], ["B", 5, 100]])
        answers = [[n, *[4 if n <= 7 else 3] * 9] for n in range(1, 11)]
        sheets["skm.xlsx", "Jawaban"][3:] = answers

    write(tmp_path, alter)
    assert any(k.key == "layanan:ikm" for k in check_consistency(load("uji", 2021))) is told


def test_a_sasaran_without_a_programme_is_told_where_others_have_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second sasaran in row 5 that the sheet Dukungan does not name."""
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(tmp_path))

    def alter(sheets: Sheets) -> None:
        row = sheets["kinerja.xlsx", "Indikator"][3]
        sheets["kinerja.xlsx", "Indikator"][4:4] = [
            ["X", row[1], row[2], "Lain sekali", "Indikator lain", *row[5:10], None]
        ]

    write(tmp_path, alter)
    data = load("uji", 2021)
    found = {k.key: k.finding for k in check_consistency(data)}
    assert found["dukungan:lain-sekali"].sel == "D5"
    assert found["dukungan:lain-sekali"].tingkat == "catatan"  # the report itself tells it
    assert "mendukung sasaran lain sekali" in found["dukungan:lain-sekali"].pesan
    cells = "sasaran-tanpa-program", "sasaran-tanpa-program-uraian"
    rows = data.indikator
    told = cell_text("32-perbandingan", *cells, sasaran=rows, support=data.dukungan)
    assert told.startswith("Belum ada program yang dikaitkan dengan sasaran lain sekali, sehingga")
    none = cell_text("32-perbandingan", *cells, sasaran=rows, support=data.dukungan.head(0))
    assert none == ""


def test_new_makes_the_sheets_that_were_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two of them for an existing year; an unknown name is refused with the list of names."""
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(tmp_path))
    workspace = write(tmp_path)
    with pytest.raises(InvalidChoice, match="Yang ada: Pegawai"):
        new_command.run(workspace.root, options(2021, "--pelengkap", "Pegawai, Foto"))
    assert not (workspace.raw / FILE).exists()
    assert (
        new_command.run(workspace.root, options(2021, "--pelengkap", "pegawai, Pohon Kinerja")) == 0
    )
    names = openpyxl.load_workbook(workspace.raw / FILE).sheetnames
    assert names == ["Petunjuk", "Pegawai", "Pohon Kinerja"]
    assert not [f for f in check(workspace) if f.berkas == FILE and f.is_blocking]
    with pytest.raises(LkipError, match="tidak ditimpa"):
        new_command.run(workspace.root, options(2021, "--pelengkap", "semua"))


def test_a_new_year_has_the_optional_sheets_of_the_last(make_workspace: MakeWorkspace) -> None:
    """What stays the same is carried over, the year's own cells are empty."""
    old = make_workspace(pohon_kinerja=TREE, pegawai=[["golongan", "III", 4, 5]])
    new = Workspace(old.unit, 2022, old.root)
    assert new_command.run(new.root, options(2022)) == 0
    book = openpyxl.load_workbook(new.raw / FILE)
    assert [c.value for c in book["Pohon Kinerja"][6]][:3] == ["S1", "T1", "sasaran"]
    assert [c.value for c in book["Pegawai"][5]] == ["golongan", "III", None, None]
    assert book["Rencana Aksi"]["A5"].value is None


def test_a_tree_of_sixty_boxes_is_cut_into_readable_figures(make_workspace: MakeWorkspace) -> None:
    """2 + 4 + 12 + 42 = 60 boxes: no figure higher than a page, every box on one of them."""
    levels = [("P", "S1", "program", 4), ("K", "P", "kegiatan", 12), ("B", "K", "sub kegiatan", 42)]
    rows = [*TREE]
    for letter, above, level, count in levels:
        parents = {"S1": 1, "P": 4, "K": 12}[above]
        rows += [
            [f"{letter}{n}", above if parents == 1 else f"{above}{n % parents}", level,
             f"{level} nomor {n} dengan nama yang panjang seperti pada nomenklatur", None, None]
            for n in range(count)
        ]  # fmt: skip
    make_workspace(pohon_kinerja=rows)
    figures = parts_of_kind(section("perencanaan"), Gambar)
    assert all(g.draw().get_figheight() < 9 for g in figures)
    assert len({g.title for g in figures}) == len(figures)
    assert {r[3] for r in rows} <= {u for g in figures for u in g.data["uraian"]}


def form(name: str, note: str | None = None) -> list[Any]:
    return [name, "Inspektur", "Dra. Rina", None, "700/12", "Contoh", "20 Februari 2022", note]


def test_forms_that_were_asked_for_are_attached(make_workspace: MakeWorkspace) -> None:
    """The form of measurement has realisasi 95 of 92: 103,26 %; each has its signature."""
    names = ["Pernyataan Telah Direviu", "Pengukuran Kinerja", "Matriks Rekomendasi"]
    make_workspace(formulir=[form(n) for n in names])
    attached = build_forms(load("uji", 2021))
    assert [h.text for h in parts_of_kind(attached, Heading)] == names
    assert len(parts_of_kind(attached, Signature)) == 3
    tabel = {t.label: t for t in parts_of_kind(attached, Tabel)}
    assert [*tabel] == ["pengukuran-kinerja", "pengukuran-kinerja-program", "matriks-rekomendasi"]
    assert round(tabel["pengukuran-kinerja"].data["capaian"].iloc[0], 2) == 103.26
    assert "700/12" in attached.items[1].markdown


def test_a_matrix_without_recommendations_is_not_attached(make_workspace: MakeWorkspace) -> None:
    """Neither is the form that is a file of its own."""
    make_workspace(
        formulir=[form("Matriks Rekomendasi"), form("Publikasi IKM")], tindak_lanjut_lhe=[]
    )
    assert build_forms(load("uji", 2021)).items == []


def test_the_result_of_the_survey_is_one_page_for_the_wall(
    make_workspace: MakeWorkspace, tmp_path: Path
) -> None:
    """Answers 3 and 4 to nine unsur: 3,5 × 25 = 87,50; one page of A4 and a picture of it."""
    make_workspace(formulir=[form("Publikasi IKM", "Januari sampai Juni 2021")])
    data = load("uji", 2021)
    invented = replace(data, berkas=data.berkas.assign(rekaan=True))
    write_publication(tmp_path, invented, draft=True)
    with pypdfium2.PdfDocument(tmp_path / "publikasi-ikm.pdf") as document:
        assert len(document) == 1
        assert [round(n) for n in document[0].get_size()] == [595, 842]
        text = document[0].get_textpage().get_text_range()
    assert "87,50" in text
    assert "Januari sampai Juni 2021" in text
    assert (
        "KONSEP · Contoh: kecamatan dan semua datanya rekaan" in text
    )  # as on every page of the report
    assert (tmp_path / "publikasi-ikm.png").read_bytes().startswith(b"\x89PNG")
    make_workspace(formulir=[])
    folder = tmp_path / "lain"
    folder.mkdir()
    write_publication(folder, load("uji", 2021))
    assert list(folder.iterdir()) == []


def test_what_changed_since_the_year_before_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one indicator of 2020 had another code: it went, and another came."""
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(tmp_path))

    def alter(sheets: Sheets) -> None:
        profil = sheets["kinerja.xlsx", "Profil"]
        next(r for r in profil if r[0] == "Tahun laporan")[1] = 2020
        sheets["kinerja.xlsx", "Realisasi"][3][2] = 2020
        sheets["kinerja.xlsx", "PK"][3][1] = "Indeks Layanan"
        for rows in sheets.values():
            rows[3:] = [["LAYANAN" if v == "IKM" else v for v in row] for row in rows[3:]]

    raw = write(tmp_path, alter).raw
    raw.rename(raw.with_name("2020"))
    write(tmp_path)
    cells = (f"perubahan-tahun-{c}" for c in ("kata", "kalimat", "ukuran", "nama", "uraian"))
    came, went = cell_text("20", *cells, data=load("uji", 2021)).split("\n\n")[:2]
    assert came.startswith("Ada satu indikator yang belum diperjanjikan pada tahun 2020, yaitu ")
    assert went.endswith("dari tahun 2020 yang tidak lagi diperjanjikan, yaitu Indeks Layanan.")
    assert describe_changes(load("uji", 2020)).empty


def test_a_new_name_unit_or_plan_is_no_new_promise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In 2020 the programme 7.01.01 and the IKM had other names, the IKM was in days, less of it
    was better, 90 was planned, and the Renstra was to end a year later."""
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(tmp_path))
    program = "Program Penunjang Urusan Pemerintahan Daerah"

    def alter(sheets: Sheets) -> None:
        sheets["kinerja.xlsx", "Profil"][0][1] = 2020
        sheets["kinerja.xlsx", "Realisasi"][3][2] = 2020
        sheets["kinerja.xlsx", "Indikator"][3][4:7] = "Indeks Layanan", "Hari", "minimal"
        sheets["kinerja.xlsx", "Renstra"][3][3] = 90
        sheets["kinerja.xlsx", "PK"][3][1] = "Indeks Layanan"
        next(r for r in sheets["kinerja.xlsx", "Profil"] if r[0] == "Akhir Renstra")[1] = 2022
        sheets["kinerja.xlsx", "Renstra"][2].append(2022)
        for place in (
            ("kinerja.xlsx", "PK Program"),
            ("dpa.xlsx", "DPA"),
            ("dpa.xlsx", "Dukungan"),
        ):
            sheets[place][3] = [f"{program} Lama" if v == program else v for v in sheets[place][3]]

    raw = write(tmp_path, alter).raw
    raw.rename(raw.with_name("2020"))
    write(tmp_path)
    cells = (f"perubahan-tahun-{c}" for c in ("kata", "kalimat", "ukuran", "nama", "uraian"))
    data = load("uji", 2021)
    same, period, *names, unit, aim, plan = (
        cell_text("20", *cells, data=data, tahun=2021).split("\n\n")[:7]
    )  # fmt: skip
    assert same == "Indikator dan program dalam Perjanjian Kinerja sama dengan tahun 2020."
    assert period == "Rencana Strategis 2020–2022 diganti dengan Rencana Strategis 2020–2021."
    assert names == [
        "Indeks Layanan berganti nama menjadi Indeks Kepuasan Masyarakat.",
        f"{program} Lama berganti nama menjadi {program}.",
    ]
    assert unit.startswith(
        "Satuan Indeks Kepuasan Masyarakat berubah dari hari menjadi nilai sejak tahun 2021;"
    )
    assert aim.startswith(
        "Arah Indeks Kepuasan Masyarakat berubah dari minimal menjadi maksimal sejak tahun 2021;"
    )
    assert plan.endswith("pada satu indikator, yaitu Indeks Kepuasan Masyarakat.")


@pytest.mark.parametrize(
    ("sheet", "former", "said"),
    [
        (
            ("skm.xlsx", "Unsur"),
            lambda rows: [*rows, ["U10", "Keamanan", "Tidak", "Kurang", "Ya", "Sangat"]],
            (
                "IKM tahun 2020 diperoleh dari survei atas sepuluh unsur, sedangkan IKM tahun 2021 "
                "dari survei atas sembilan unsur."
            ),
        ),
        (
            ("kinerja.xlsx", "Pengaturan"),
            lambda rows: [rows[0], [rows[1][0], "0,11"], *rows[2:]],
            "IKM tahun 2020 diperoleh dari survei atas sembilan unsur berbobot 0,11, sedangkan",
        ),
        (
            ("kinerja.xlsx", "Pengaturan"),
            lambda rows: [[rows[0][0], "lima"], *rows[1:]],
            (
                "Capaian tahun 2020 dikelompokkan menurut skala lima, sedangkan capaian tahun 2021 "
                "menurut skala tiga; kategori kedua tahun tidak dapat dibandingkan."
            ),
        ),
        (
            ("kinerja.xlsx", "Indikator"),
            lambda rows: [*rows[:3], [*rows[3][:8], "Rata-rata NRR", *rows[3][9:]]],
            "Cara menghitung Indeks Kepuasan Masyarakat dirumuskan lain sejak tahun 2021;",
        ),
    ],
)
def test_what_was_not_measured_alike_in_both_years_is_said(
    sheet: tuple[str, str], former: Any, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An IKM of ten unsur, or by another weight, beside one of nine; another scale or formula."""
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(tmp_path))

    def alter(sheets: Sheets) -> None:
        sheets["kinerja.xlsx", "Profil"][0][1] = 2020
        sheets["kinerja.xlsx", "Realisasi"][3][2] = 2020
        sheets[sheet] = former(sheets[sheet])
        for row in sheets["skm.xlsx", "Jawaban"][2:]:
            row.extend(["U10" if row[0] == "Responden" else 4] * (sheet[1] == "Unsur"))

    raw = write(tmp_path, alter).raw
    raw.rename(raw.with_name("2020"))
    write(tmp_path)
    cells = (f"perubahan-tahun-{c}" for c in ("kata", "kalimat", "ukuran", "nama", "uraian"))
    told = cell_text("20", *cells, data=load("uji", 2021), tahun=2021)
    assert said in told


def test_two_published_ikm_are_alike_whatever_their_sources_are_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A source names its year: "Laporan SKM 2020", "Laporan SKM 2021"."""
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(tmp_path))
    for year in (2020, 2021):

        def alter(sheets: Sheets, year: int = year) -> None:
            sheets["kinerja.xlsx", "Profil"][0][1] = year
            sheets["kinerja.xlsx", "Realisasi"][3][2] = year
            sheets["skm.xlsx", "Jawaban"][3:] = []
            sheets["skm.xlsx", "IKM"][3:] = [[82.5, f"Laporan SKM {year}", 150]]

        raw = write(tmp_path, alter).raw
        raw.rename(raw.with_name(str(year)))
    cells = (f"perubahan-tahun-{c}" for c in ("kata", "kalimat", "ukuran", "nama", "uraian"))
    assert "IKM" not in cell_text("20", *cells, data=load("uji", 2021), tahun=2021)


def test_a_renstra_that_follows_may_use_a_code_for_another_indicator(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """IKM of 2020, days of the Renstra 2016–2021, is no former name of IKM of 2021."""
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(tmp_path))

    def alter(sheets: Sheets) -> None:
        years = {"Tahun laporan": 2020, "Awal Renstra": 2016, "Akhir Renstra": 2021}
        for row in sheets["kinerja.xlsx", "Profil"]:
            row[1] = years.get(str(row[0]), row[1])
        sheets["kinerja.xlsx", "Realisasi"][3][2] = 2020
        sheets["kinerja.xlsx", "Indikator"][3][4:6] = "Lama Pelayanan", "Hari"
        sheets["kinerja.xlsx", "PK"][3][1] = "Lama Pelayanan"
        sheets["kinerja.xlsx", "Renstra"][2:] = [
            ["Kode", "Indikator kinerja", *range(2016, 2022)],  # was to go on to 2021
            ["IKM", "Lama Pelayanan", 9, 8, 7, 6, 5, 4],
        ]

    raw = write(tmp_path, alter).raw
    raw.rename(raw.with_name("2020"))
    write(tmp_path)
    changes = describe_changes(load("uji", 2021))
    assert not {"nama", "satuan", "rencana"} & {*changes["case"]}
    assert {"renstra", "datang", "pergi"} <= {*changes["case"]}


@pytest.mark.parametrize(("come", "done", "told"), [(0, 0, False), (12, 11, True)])
def test_no_complaint_is_no_share(
    make_workspace: MakeWorkspace, come: int, done: int, told: bool
) -> None:
    """0 of 0 is no percentage, so no sentence gives one; the table stays."""
    make_workspace(pengaduan=[["Loket", come, done, None]])
    shown = section("pelayanan")
    assert "pengaduan" in {t.label for t in parts_of_kind(shown, Tabel)}
    sentences = [n.markdown for n in parts_of_kind(shown, Narasi)]
    assert any("engaduan yang diselesaikan" in text for text in sentences) is told


def test_results_stand_beside_the_budget(make_workspace: MakeWorkspace) -> None:
    """98 of 100 is 98 %; 7.284.000 of 7.400.000 is 98,43 %; less is better: (2×4 − 3)/4 = 125 %."""
    programme = "Program Penunjang Urusan Pemerintahan Daerah"
    kegiatan = "Administrasi Keuangan Perangkat Daerah"
    make_workspace(
        kinerja_program=[
            ["program", programme.removeprefix("Program "), "Layanan", "%", 100, 98, "maksimal"],
            ["kegiatan", kegiatan, "Temuan", "temuan", 4, 3, "minimal"],
            ["sub kegiatan", "Tidak dianggarkan", "Dokumen", "dokumen", 2, 2, "maksimal"],
        ]
    )
    tabel = next(
        t for t in parts_of_kind(section("anggaran"), Tabel) if t.label == "kinerja-program"
    )
    assert tabel.data["capaian"].to_list() == [98, 125, 100]
    assert tabel.data["pagu"].fillna(0).to_list() == [7400000, 7400000, 0]
    assert round(tabel.data["persen_serapan"].iloc[0], 2) == 98.43
    assert tabel.payload_content()["asal"]["belanja"][0][:3] == ["dpa.xlsx", "DPA", "F4"]


def test_a_key_that_no_sheet_has_is_refused() -> None:
    """A slip in rules/lembar.toml or pelengkap.toml would else be ignored in silence."""
    with pytest.raises(KeyError, match="kuncinya"):
        declare("uji", {"lembar": "Uji", "kolom": {}, "kuncinya": ["nama"]}, Schema)
