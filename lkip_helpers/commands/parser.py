"""The command line, as commands.toml has it."""

import argparse
import re
import sys
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NoReturn

from lkip_helpers.terminal import fit
from lkip_helpers.workspace import FORMS

COMMANDS = tomllib.loads((Path(__file__).parent / "commands.toml").read_text("utf-8"))


def translate(message: str) -> str:
    """Argparse's message in Indonesian."""
    for pattern, told in COMMANDS["argparse"].items():
        if re.fullmatch(pattern, message):
            return re.sub(pattern, told, message)
    return message


class _Layout(argparse.RawDescriptionHelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Any,
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "Pemakaian: " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser whose help and errors are in Indonesian; errors exit with 2."""

    def __init__(self, **traits: Any) -> None:
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=_Layout, **traits)
        self.arguments = self.add_argument_group("Argumen")
        self.choices = self.add_argument_group("Pilihan")
        self.choices.add_argument("-h", "--bantuan", action="help", help="tampilkan bantuan ini")
        self.choices.add_argument("--help", action="help", help=argparse.SUPPRESS)

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: {translate(message)}{_suggest(message)}\n")


def _suggest(message: str) -> str:
    """The choice that was probably meant by one that there is not."""
    choice = re.search(r"invalid choice: '(.*?)' \(choose from (.*)\)", message)
    near = choice and get_close_matches(choice[1], re.findall(r"[\w-]+", choice[2]), 1)
    return f"; maksud Anda {near[0]}?" if near else ""


class Version(argparse.Action):
    """Prints the version and ends; what it was built from is looked up only then."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any, **__: Any) -> None:
        from lkip_helpers.commands.doctor import phrase_version

        print(fit(phrase_version()))
        parser.exit()


TYPES = {"int": int, "float": float, "Path": Path}


@dataclass(frozen=True)
class Command:
    """One command.

    module: of this package; its `run` is called with what `needs` says and the choices made.
    arguments: what argparse is told of each; those of a list in it exclude one another. year: name
    of the argument or option that chooses the year, "" for none.
    """

    name: str
    help: str
    module: str
    arguments: list[Any] = field(default_factory=list)
    needs: str = "year"
    year: str = "tahun"
    year_help: str = "tahun laporan; bawaan: tahun terbaru"
    unit_help: str = "nama folder kecamatan di data/raw; bawaan: satu-satunya yang ada"


def build_parser() -> Parser:
    """The parser of the whole command line; what it parses names its Command as `perintah`."""
    primary = Parser(prog="lkip", description="Buku kerja Laporan Kinerja (LKIP) kecamatan.")
    primary.choices.add_argument(
        "--versi", action=Version, nargs=0, help="versi, dan dari apa versi itu dibuat"
    )
    every = primary.add_subparsers(
        title="Perintah", metavar="PERINTAH", required=True, dest="perintah", parser_class=Parser
    )
    for command in (Command(**one) for one in COMMANDS["command"]):
        p: Parser = every.add_parser(command.name, help=command.help, description=fit(command.help))
        for one in _complete(command):
            group = p.choices.add_mutually_exclusive_group() if isinstance(one, list) else None
            for a in one if isinstance(one, list) else (one,):
                _add(group or (p.choices if a["name"].startswith("-") else p.arguments), a)
        p.set_defaults(perintah=command)
    return primary


def _complete(command: Command) -> list[Any]:
    """Its arguments with those that choose unit and year, which most commands have."""
    unit = {"name": "--unit", "metavar": "UNIT", "help": command.unit_help}
    if not command.year:
        return [*command.arguments, unit]
    own = {"name": command.year, "metavar": "TAHUN", "help": command.year_help, "type": "int"}
    own |= {} if command.year.startswith("-") else {"nargs": "?"}
    return [*command.arguments, own, unit]


def _add(group: Any, argument: dict[str, Any]) -> None:
    """One argument; without a value that has a name or is chosen, it is there or not."""
    traits = {**argument, "help": argument["help"].format(forms=",".join(FORMS))}
    if "type" in traits:
        traits["type"] = TYPES[traits["type"]]
    if not {"metavar", "choices"} & {*traits}:
        traits["action"] = "store_true"
    group.add_argument(*traits.pop("name").split(), **traits)
