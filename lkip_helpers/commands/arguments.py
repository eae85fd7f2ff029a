"""What was asked for on the command line: units, years, parameters; or why it cannot be."""

import ast
from typing import Any

from lkip_helpers.workspace import FORMS, InvalidChoice, Workspace, choose_workspace, find_root


def parse_parameter(text: str) -> tuple[str, Any]:
    """`NAME=VALUE` as a name and a Python literal, or text where it is none."""
    name, sign, value = text.partition("=")
    if not sign:
        raise InvalidChoice(f"Parameter {text} tidak bernilai; tulis NAMA=NILAI.")
    if name in ("tahun", "unit"):
        raise InvalidChoice(f"Parameter {name} dipilih dengan TAHUN dan --unit, bukan dengan -p.")
    try:
        return name, ast.literal_eval(value)
    except (ValueError, SyntaxError):
        return name, value


def parse_forms(text: str) -> tuple[str, ...]:
    """`pdf,html` as forms of a report, in their own order; all of them where nothing is asked."""
    asked = [name.strip().lower() for name in text.split(",") if name.strip()] or FORMS
    if unknown := [name for name in asked if name not in FORMS]:
        raise InvalidChoice(
            f"Bentuk {', '.join(unknown)} tidak dikenal. Pilihannya: {', '.join(FORMS)}."
        )
    return tuple(name for name in FORMS if name in asked)


def list_workspaces(choices: Any) -> list[Workspace]:
    """The unit asked for, or with --semua every unit with the year asked for or its latest."""
    if not choices.semua:
        return [find_workspace(choices)]
    root = find_root()
    result = []
    for unit in Workspace("", 0, root).list_units():
        entries = Workspace(unit, 0, root).list_tahun()
        tahun = choices.tahun or (entries[-1] if entries else None)
        result += [Workspace.of(unit, tahun, root)] if tahun in entries else []
    if not result:
        raise InvalidChoice("Tidak ada data untuk tahun itu pada unit mana pun.")
    return result


def find_workspace(choices: Any) -> Workspace:
    """The unit and year asked for, or the only unit and its latest year."""
    return choose_workspace(find_root(), choices.unit, choices.tahun)
