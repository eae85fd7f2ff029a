"""The command line, as commands.toml describes it, and what its arguments mean."""

import argparse
import ast
import json
import re
import sys
import tomllib
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NoReturn

from lkip_helpers.commands.cluster import BatchLimits
from lkip_helpers.terminal import fit
from lkip_helpers.workspace import (
    FORMS,
    NO_DATA,
    InvalidChoice,
    Root,
    Workspace,
    choose_workspace,
    phrase_known,
)

COMMANDS = tomllib.loads((Path(__file__).parent / "commands.toml").read_text("utf-8"))
WORDS = COMMANDS["kata"]


def translate(message: str) -> str:
    """A message of argparse in Indonesian; one that commands.toml does not know as it is."""
    for pattern, translation in COMMANDS["argparse"].items():
        if re.fullmatch(pattern, message):
            return re.sub(pattern, translation, message)
    return message


class _Layout(argparse.RawDescriptionHelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "Pemakaian: " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser whose help and errors are in Indonesian; errors exit with 2."""

    def __init__(self, **options: Any) -> None:
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=_Layout, **options)
        self.arguments = self.add_argument_group("Argumen")
        self.choices = self.add_argument_group("Pilihan")
        self.choices.add_argument("-h", "--bantuan", action="help", help="tampilkan bantuan ini")
        self.choices.add_argument("--help", action="help", help=argparse.SUPPRESS)

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        choice = re.search(r"invalid choice: '(.*?)' \(choose from (.*)\)", message)
        near = choice and get_close_matches(choice[1], re.findall(r"[\w-]+", choice[2]), 1)
        hint = f"; maksud Anda {near[0]}?" if near else ""
        self.exit(2, f"{self.prog}: {translate(message)}{hint}\n")


class Version(argparse.Action):
    """Print the version and exit; what it was built from is looked up only then."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any, **__: Any) -> None:
        from lkip_helpers.commands.doctor import phrase_version

        print(fit(phrase_version()))
        parser.exit()


TYPES = {"int": int, "float": float, "Path": Path}
DEFAULTS = {  # of an entry of commands.toml, which says what each key means
    "arguments": [],
    "needs": "year",
    "year": "tahun",
    "year_help": "tahun laporan; bawaan: tahun terbaru",
    "unit_help": "nama folder kecamatan di data/raw; bawaan: satu-satunya yang ada",
}


def build_parser() -> Parser:
    """The parser of the whole command line; its result holds the entry chosen as `perintah`."""
    main = Parser(prog="lkip", description=WORDS["guna"], epilog=fit(WORDS["kode"]))
    main.choices.add_argument(
        "--versi", action=Version, nargs=0, help="versi, dan dari apa versi itu dibuat"
    )
    subparsers = main.add_subparsers(
        title="Perintah", metavar="PERINTAH", required=True, dest="perintah", parser_class=Parser
    )
    for command in (DEFAULTS | entry for entry in COMMANDS["command"]):
        text = command["help"]
        parser: Parser = subparsers.add_parser(command["name"], help=text, description=fit(text))
        for entry in _list_arguments(command):
            if isinstance(entry, list):
                exclusive = parser.choices.add_mutually_exclusive_group()
                for argument in entry:
                    _add(exclusive, argument)
            else:
                is_option = entry["name"].startswith("-")
                _add(parser.choices if is_option else parser.arguments, entry)
        parser.set_defaults(perintah=command)
    return main


def _list_arguments(command: dict[str, Any]) -> list[Any]:
    """The arguments of a command, and those that choose unit and year."""
    unit = {"name": "--unit", "metavar": "UNIT", "help": command["unit_help"]}
    if not (name := command["year"]):
        return [*command["arguments"], unit]
    year = {"name": name, "metavar": "TAHUN", "help": command["year_help"], "type": "int"}
    year |= {} if name.startswith("-") else {"nargs": "?"}
    return [*command["arguments"], year, unit]


def _add(group: Any, argument: dict[str, Any]) -> None:
    """Add one argument of commands.toml; one without metavar or choices is a flag."""
    text = argument["help"].format(forms=",".join(FORMS))
    options = {**argument, "help": text or argparse.SUPPRESS}
    if "type" in options:
        options["type"] = TYPES[options["type"]]
    if not {"metavar", "choices"} & {*options}:
        options["action"] = "store_true"
    group.add_argument(*options.pop("name").split(), **options)


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
