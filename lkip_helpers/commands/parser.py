"""The command line, as commands.toml describes it."""

import argparse
import re
import sys
import tomllib
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NoReturn

from lkip_helpers.terminal import fit
from lkip_helpers.workspace import FORMS

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


@dataclass(frozen=True)
class Command:
    """One command, as an entry of commands.toml.

    module: of this package; its `run` is called with what `needs` names and the parsed choices.
    arguments: parameters of add_argument for each; those in a list exclude one another. year: name
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
    """The parser of the whole command line; its result holds the Command as `perintah`."""
    main = Parser(prog="lkip", description=WORDS["guna"], epilog=fit(WORDS["kode"]))
    main.choices.add_argument(
        "--versi", action=Version, nargs=0, help="versi, dan dari apa versi itu dibuat"
    )
    subparsers = main.add_subparsers(
        title="Perintah", metavar="PERINTAH", required=True, dest="perintah", parser_class=Parser
    )
    for command in (Command(**entry) for entry in COMMANDS["command"]):
        name, text = command.name, command.help
        parser: Parser = subparsers.add_parser(name, help=text, description=fit(text))
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


def _list_arguments(command: Command) -> list[Any]:
    """The arguments of a command, and those that choose unit and year."""
    unit = {"name": "--unit", "metavar": "UNIT", "help": command.unit_help}
    if not command.year:
        return [*command.arguments, unit]
    year = {"name": command.year, "metavar": "TAHUN", "help": command.year_help, "type": "int"}
    year |= {} if command.year.startswith("-") else {"nargs": "?"}
    return [*command.arguments, year, unit]


def _add(group: Any, argument: dict[str, Any]) -> None:
    """Add one argument of commands.toml; one without metavar or choices is a flag."""
    text = argument["help"].format(forms=",".join(FORMS))
    options = {**argument, "help": text or argparse.SUPPRESS}
    if "type" in options:
        options["type"] = TYPES[options["type"]]
    if not {"metavar", "choices"} & {*options}:
        options["action"] = "store_true"
    group.add_argument(*options.pop("name").split(), **options)
