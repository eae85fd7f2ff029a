"""Files and command lines spoilt by a seeded generator: each is read or refused, and soon.

Whatever a reader does but that – another exception, more than LONGEST seconds – is a failure of
the seed; `attempt(seed)` is the case again.
"""

import io
import json
import random
import re
import signal
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from functools import cache
from pathlib import Path

import pytest

from lkip_helpers.audit.diff.folder import load_report
from lkip_helpers.charts.area_map import load_regions
from lkip_helpers.commands import main
from lkip_helpers.errors import LkipError
from lkip_helpers.importers.boundaries import Wanted, cut_areas, read_boundaries
from lkip_helpers.importers.mapping import read_mapping
from lkip_helpers.intake.partial import validate
from lkip_helpers.intake.provenance import check_sources, read_map, read_sources
from lkip_helpers.intake.sheet import read_sheet
from lkip_helpers.intake.workbook import WorkbookFile
from lkip_helpers.render.fingerprint import is_up_to_date, read_build
from lkip_helpers.report.open_data import build_package
from lkip_helpers.report.record import read_tabel
from lkip_helpers.schema.sheets import READ
from lkip_helpers.workspace import BUILD, TABEL, WORKSPACE_VARIABLE, Workspace
from tests import exports, questionnaires
from tests.conftest import PROJECT_ROOT

RAW = PROJECT_ROOT / "data" / "raw" / "contoh-jaya" / "2024"
LONGEST = 10  # seconds of computing
PIECES = (
    "", "<", ">", "/>", "&", "&#0;", "&#xFFFE;", "\x00", "<!--", "-->", "<![CDATA[", "]]>", '"',
    "'", "1e308", "-1e308", "1e999", "NaN", "inf", "9" * 400, "-1", "0", "1048577", "A0",
    "XFD1048576",
    "A1:XFD1048576", "true", "null", "[", "]", "{", "}", "[[", "=", "#", "\n", "\\", "\\u0000", "é",
    "\u202e", "<v>1</v>", "<c r='A1' t='e'/>", "<row r='1'>", "</sheetData>", 't="s"', "_x0000_",
)  # fmt: skip


def spoil(draw: random.Random, text: str) -> str:
    """A text with one to three faults: something cut, doubled, exchanged, put in or renumbered."""
    for _ in range(draw.randrange(1, 4)):
        start = draw.randrange(len(text) + 1)
        end = min(len(text), start + draw.choice([0, 1, 2, 8, 60, 2000]))
        what = draw.randrange(6)
        if what == 0:
            text = text[:start] + text[end:]
        elif what == 1:
            text = text[:end] + text[start:end] * draw.choice([1, 2, 300]) + text[end:]
        elif what == 2:
            text = text[:start] + draw.choice(PIECES) + text[end:]
        elif what == 3:
            start = draw.choice([m.end() for m in re.finditer("[:=,>]", text[: 10**5])] or [start])
            text = text[:start] + draw.choice("{[<(") * draw.choice([3, 5000]) + text[start:]
        elif found := list(re.finditer(r"\d+|\"[^\"]*\"", text[: 10**6])):
            place = draw.choice(found)
            new = draw.choice(PIECES) if what == 4 else draw.choice(found)[0]
            text = text[: place.start()] + new + text[place.end() :]
    return text


def spoil_bytes(draw: random.Random, content: bytes) -> bytes:
    """Bytes turned, cut out, or the end gone."""
    data = bytearray(content)
    for _ in range(draw.choice([1, 3, 30])):
        start = draw.randrange(len(data))
        what = draw.randrange(3)
        if what == 0:
            data[start] ^= 1 << draw.randrange(8)
        elif what == 1:
            del data[start : start + draw.choice([1, 4, 400])]
        elif draw.random() < 0.1:
            del data[start:]
        if not data:
            return b""
    return bytes(data)


@cache
def _parts(name: str) -> tuple[tuple[str, bytes], ...]:
    with zipfile.ZipFile(RAW / name) as packed:
        return tuple((n, packed.read(n)) for n in packed.namelist())


def spoil_xml(draw: random.Random) -> tuple[str, bytes]:
    """A workbook of the example with one part of it spoilt; its name."""
    name = draw.choice(["skm.xlsx", "dpa.xlsx", "kinerja.xlsx"])
    parts = list(_parts(name))
    chosen = draw.randrange(len(parts))
    text = spoil(draw, parts[chosen][1].decode("utf-8", "replace"))
    parts[chosen] = (parts[chosen][0], text.encode("utf-8", "surrogatepass"))
    if draw.random() < 0.1:
        del parts[draw.randrange(len(parts))]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for part, content in parts:
            packed.writestr(part, content)
    return name, out.getvalue()


def read_workbook(name: str, content: bytes) -> None:
    """As intake does: every sheet of a contract, and its rows held against that."""
    workbook = WorkbookFile(Path(name), content)
    for schema in READ:
        if name == schema.FILE:
            sheet = read_sheet(workbook, schema)
            validate(sheet)
            if sheet.findings:
                str(sheet.findings[0])


def try_xml(draw: random.Random, _: Path) -> None:
    read_workbook(*spoil_xml(draw))


def try_container(draw: random.Random, _: Path) -> None:
    name = draw.choice(["skm.xlsx", "dpa.xlsx"])
    read_workbook(name, spoil_bytes(draw, (RAW / name).read_bytes()))


@cache
def _exports() -> tuple[tuple[str, bytes], ...]:
    """A budget and a questionnaire as exports, in Excel and as text."""
    with tempfile.TemporaryDirectory() as folder:
        form = questionnaires.FormExport(questionnaires.invent(6)).when().every_unsur()
        budget = exports.build(exports.EXAMPLE, exports.Layout())
        files = [form.xlsx(Path(folder), name="f"), form.csv(Path(folder)),
                 exports.save(budget, Path(folder) / "b.xlsx"),
                 exports.save(budget, Path(folder) / "b.csv", ";")]  # fmt: skip
        return tuple((f.name, f.read_bytes()) for f in files)


def try_export(draw: random.Random, folder: Path) -> None:
    name, content = draw.choice(_exports())
    if name.endswith("csv"):
        content = spoil(draw, content.decode("utf-8-sig", "replace")).encode("utf-8", "replace")
    else:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = {n: packed.read(n) for n in packed.namelist()}
        chosen = draw.choice([n for n in parts if "sheet" in n or "Strings" in n])
        parts[chosen] = spoil(draw, parts[chosen].decode()).encode("utf-8", "replace")
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as packed:
            for part, one in parts.items():
                packed.writestr(part, one)
        content = out.getvalue()
    file = folder / name
    file.write_bytes(content)
    if name.startswith("b"):
        exports.read(file)
    else:
        workspace = Workspace.of("uji", 2021, folder)
        workspace.raw.mkdir(parents=True, exist_ok=True)
        questionnaires.importing(file, workspace)


MAPPING = """[forms.kolom]
"Nama Lengkap" = "abaikan"
"Kepuasan" = "U1"
[sipd.kolom]
"Pagu" = "pagu"
[forms.jawaban]
"baik" = 3
"""


def try_toml(draw: random.Random, folder: Path) -> None:
    (folder / "SUMBER.toml").write_text(
        spoil(draw, (RAW / "SUMBER.toml").read_text("utf-8")), "utf-8"
    )
    (folder / "padanan.toml").write_text(spoil(draw, MAPPING), "utf-8")
    read_mapping(folder).search("forms", "kolom", "Kepuasan", ("U1", "U2"))
    check_sources(folder, read_sources(folder), {"dpa.xlsx": "0" * 64})


COLUMN = {"judul": "A", "jenis": "teks", "desimal": 2, "rumus": "", "aturan": "", "grup": "",
          "rapi": True}  # fmt: skip
RECORD = {"unit": "uji", "tahun": 2021, "tabel": [{
    "jenis": "tabel", "label": "uji", "judul": "Uji", "nomor": "1.1", "sumber": "a; b",
    "kolom": [COLUMN | {"kunci": "a"}, COLUMN | {"kunci": "b", "jenis": "bilangan"},
              COLUMN | {"kunci": "c", "jenis": "persen", "rumus": "b / 2 × 100"}],
    "baris": [{"a": "x", "b": 1, "c": 50.0}, {"a": "y", "b": 2, "c": None}],
    "kaki": [{"judul": "Jumlah", "b": 3}], "rumus_kaki": [{"b": "jumlah(b)"}],
    "asal": {"b": [["dpa.xlsx", "DPA", "A4", "", None]] * 2}, "bahan": {},
}]}  # fmt: skip
BUILT = {
    "parameter": {"unit": "uji", "tahun": 2021, "konsep": True}, "masukan": {"dpa.xlsx": "ab"},
    "keluaran": {"laporan.html": "cd"}, "ringkasan": {"nama": "Uji", "capaian": 90.5},
}  # fmt: skip


def try_json(draw: random.Random, folder: Path) -> None:
    workspace = Workspace.of("uji", 2021, folder)
    workspace.outputs.mkdir(parents=True, exist_ok=True)
    workspace.raw.mkdir(parents=True, exist_ok=True)
    what = draw.randrange(3)
    if what == 0:
        text = spoil(draw, json.dumps(RECORD))
        (workspace.outputs / TABEL).write_text(text, "utf-8", "replace")
        (workspace.outputs / BUILD).write_text(json.dumps(BUILT), "utf-8")
        load_report(workspace.outputs)
        build_package(read_tabel(workspace.outputs / TABEL).tabel, [], {})
    elif what == 1:
        (workspace.outputs / BUILD).write_text(spoil(draw, json.dumps(BUILT)), "utf-8", "replace")
        is_up_to_date(workspace)
        read_build(workspace.outputs)
    else:
        text = spoil(draw, (RAW / "peta.geojson").read_text("utf-8"))
        (workspace.raw / "peta.geojson").write_text(text, "utf-8", "replace")
        found = read_boundaries(workspace.raw / "peta.geojson")
        load_regions(cut_areas(found, Wanted({"Mekar Contoh": "99.01.01.1001"}, "Contoh Jaya")))
        read_map(workspace.raw)


COMMANDS = (
    "check 2021 --unit uji", "check --mark", "check 2021 --json", "trace 3.4", "trace skm-nrr nrr",
    "diff 2020 2021", "verify laporan.html", "verify --susun x", "publish 2021 --lisensi CC0",
    "reconcile 2021", "evaluate 2021", "run --semua", "render 2021 --final --tte #",
    "batch --bagian 1/2",
    "import forms x.xlsx 2021", "import sipd x.xlsx", "share 10 --kode", "new 2022 --unit uji",
    "schedule --jam 03:00", "sbom --lisensi", "render --bentuk html,pdf", "doctor", "--versi",
)  # fmt: skip


ODD_WORDS = ("--unit", "..", "/", "con", "9" * 30, "-p", "--", "٣")


def try_command(draw: random.Random, folder: Path) -> None:
    """One to three arguments of a command cut, exchanged or spoilt, in an empty workspace."""
    words = draw.choice(COMMANDS).split()
    for _ in range(draw.randrange(1, 3)):
        place = draw.randrange(len(words))
        what = draw.randrange(4)
        if what == 0:
            words.insert(place, draw.choice([*PIECES, *ODD_WORDS]))
        elif what == 1:
            words[place] = spoil(draw, words[place]).replace("\0", "")[:2000]
        elif what == 2 and len(words) > 1:
            del words[place]
        else:
            words[place] = draw.choice(draw.choice(COMMANDS).split())
    if {"--install", "--remove", "lab"} & {*words} or "\0" in "".join(words):
        return
    (folder / "notebooks").mkdir(exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(WORKSPACE_VARIABLE, str(folder))
        patch.chdir(folder)
        try:
            code = main(words)
        except SystemExit as end:
            code = int(end.code or 0)
    assert code in (0, 1, 2, 3, 75), (code, words)


KINDS: dict[str, tuple[Callable[[random.Random, Path], None], int]] = {
    "XML buku kerja": (try_xml, 50), "wadah": (try_container, 20), "ekspor": (try_export, 8),
    "TOML": (try_toml, 8), "JSON": (try_json, 8), "perintah": (try_command, 6),
}  # fmt: skip
ORDER = [name for name, (_, weight) in KINDS.items() for _ in range(weight)]


@contextmanager
def bounded(seconds: float) -> Iterator[None]:
    """What computes longer is interrupted."""

    def stop(*_: object) -> None:
        raise TimeoutError(f"lebih dari {seconds} detik")

    former = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, former)


def attempt(seed: int) -> tuple[str, str]:
    """The kind of a case, and whether it was read or refused. Raises what must not be."""
    draw = random.Random(seed)  # noqa: S311
    name = ORDER[seed % len(ORDER)]
    out = io.StringIO()
    with tempfile.TemporaryDirectory() as folder, bounded(LONGEST):
        with redirect_stdout(out), redirect_stderr(out):
            try:
                KINDS[name][0](draw, Path(folder))
            except LkipError:
                return name, "refused"
        assert "Traceback" not in out.getvalue(), out.getvalue()
    return name, "read"
