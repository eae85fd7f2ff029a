"""Arguments of the command line, parsed; what is refused raises InvalidChoice."""

import ast
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from lkip_helpers.commands.cluster import BatchLimits
from lkip_helpers.workspace import (
    FORMS,
    NO_DATA,
    InvalidChoice,
    Root,
    Workspace,
    choose_workspace,
    phrase_known,
)

LONGEST_PARAMETER = 1000  # characters of NAME=VALUE


def parse_parameter(text: str) -> tuple[str, Any]:
    """`NAME=VALUE` as a name and a value: a Python literal, or the text where it is none."""
    name, equals, value = text.partition("=")
    if not equals:
        raise InvalidChoice(f"Parameter {text} tidak bernilai; tulis NAMA=NILAI.")
    if name in ("tahun", "unit"):
        raise InvalidChoice(f"Parameter {name} dipilih dengan TAHUN dan --unit, bukan dengan -p.")
    if len(text) > LONGEST_PARAMETER or not text.isprintable():
        raise InvalidChoice(
            f"Parameter {name[:20]} memuat tanda yang tidak tercetak atau lebih dari "
            f"{LONGEST_PARAMETER} huruf; tulis lebih pendek, tanpa tanda itu."
        )
    try:
        literal = ast.literal_eval(value)
        json.dumps(literal, allow_nan=False)  # it must fit into build.json
    except (ValueError, SyntaxError, TypeError, RecursionError, MemoryError):
        return name, value
    return name, literal


def parse_forms(text: str) -> tuple[str, ...]:
    """`pdf,html` as forms of a report, in the order of FORMS; all of them for an empty text."""
    asked = [name.strip().lower() for name in text.split(",") if name.strip()] or FORMS
    if unknown := ", ".join(name for name in asked if name not in FORMS):
        raise InvalidChoice(f"Bentuk {unknown} tidak dikenal. Pilihannya: {', '.join(FORMS)}.")
    return tuple(name for name in FORMS if name in asked)


def parse_anchor(choices: Any, forms: tuple[str, ...]) -> str:
    """The anchor of an electronic signature; "" for none. Raises InvalidChoice."""
    anchor: str = choices.tte
    if not anchor:
        return ""
    if not choices.final or "pdf" not in forms or choices.notebook:
        raise InvalidChoice("--tte hanya untuk laporan akhir dalam PDF: lkip render --final --tte.")
    if len(anchor) > 1 or anchor.isalnum() or anchor.isspace() or not anchor.isprintable():
        raise InvalidChoice(
            f"--tte {anchor}: tulis satu tanda yang bukan huruf atau angka, misalnya '#'."
        )
    return anchor


def parse_limits(choices: Any) -> BatchLimits:
    """Where a batch runs and what a report may use. Raises InvalidChoice."""
    for name, least in (("pekerja", 0), ("memori", 300), ("waktu", 1)):
        if not least <= (value := getattr(choices, name)) <= 100_000:
            raise InvalidChoice(f"--{name} {value:g}: tulis bilangan {least} sampai 100000.")
    return BatchLimits(choices.scheduler, choices.waktu, choices.memori, choices.pekerja)


def list_workspaces(root: Path, choices: Any) -> list[Workspace]:
    """The unit asked for, or with --semua every unit; of the year asked for or its latest."""
    if not choices.semua:
        return [choose_workspace(root, choices.unit, choices.tahun)]
    return [*{w.unit: w for w in select(list_all(root), choices, "data/raw")}.values()]


def list_all(root: Path) -> list[Workspace]:
    """Every unit and year that has data."""
    offices = (Workspace(unit, 0, root) for unit in Root(root).list_units())
    return [replace(u, tahun=year) for u in offices for year in u.list_tahun()]


def select(known: list[Workspace], choices: Any, where: str | Path) -> list[Workspace]:
    """Those of the unit and year asked for. Raises InvalidChoice where there are none."""
    for name in ("unit", "tahun"):
        wanted, found = getattr(choices, name), {getattr(w, name): w for w in known}
        if wanted and wanted not in found:
            there = phrase_known(found)
            raise InvalidChoice(f"Tidak ada {name} {wanted} pada {where}. Yang ada: {there}.")
        known = [w for w in known if wanted in (None, getattr(w, name))]
    if not known:
        raise InvalidChoice(NO_DATA)
    return known


def read_list(root: Path, file: Path) -> list[Workspace]:
    """The reports that a file lists, one `unit year` a line. Raises InvalidChoice."""
    workspaces: dict[Workspace, None] = {}  # each once, in the order of the list
    wrong = []
    try:
        lines = file.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidChoice(f"{file} tidak ada atau bukan teks UTF-8 (.txt).") from error
    for line_number, line in enumerate(lines, 1):
        words = re.sub("[,;]", " ", line.split("#")[0]).split()
        if not words:
            continue
        *unit, tahun = words
        listed = Workspace(" ".join(unit), int(tahun) if tahun.isdecimal() else 0, root)
        if listed.unit and listed.tahun in listed.list_tahun():
            workspaces[listed] = None
        else:
            wrong.append(f"baris {line_number}: {line.strip()}")
    if wrong or not workspaces:
        raise InvalidChoice(
            f"{file}: {'; '.join(wrong) or 'kosong'}. Tulis satu laporan setiap baris: nama folder "
            "unit di data/raw, spasi, tahun yang ada datanya."
        )
    return list(workspaces)


def take_share(workspaces: list[Workspace], share: str) -> list[Workspace]:
    """The share `3/10`: every tenth workspace from the third on; all for an empty text."""
    number, _, count = (share or "1/1").partition("/")
    is_valid = number.isdecimal() and count.isdecimal() and 1 <= int(number) <= int(count)
    if not is_valid:
        raise InvalidChoice(f"--bagian {share}: tulis sebagai 3/10, bagian ketiga dari sepuluh.")
    return workspaces[int(number) - 1 :: int(count)]
