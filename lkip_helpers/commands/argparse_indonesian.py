"""argparse in Indonesian: its few own words, translated without touching its insides."""

import argparse
import re
import sys
import tomllib
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NoReturn

from lkip_helpers.terminal import fit

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
