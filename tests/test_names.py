"""The naming rule: an identifier is made of English words and of the words of the glossary.

A word stays Indonesian only if it is printed in the report, is a sheet, column or file that users
see, or is a term of law. Columns of sheets, keys of our JSON and TOML files are users' words too:
the fields that carry them keep their names.
"""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from english_words import get_english_words_set

from lkip_helpers.schema import sheets as schema
from lkip_helpers.schema.sheets import PUBLISHED
from tests.conftest import PROJECT_ROOT

PACKAGE = PROJECT_ROOT / "lkip_helpers"
MOST_WORDS = 80
# Words of computing and plain compounds that a dictionary of English leaves out.
COMPUTING = frozenset((Path(__file__).parent / "computing_words.txt").read_text("utf-8").split())
SUFFIXES = (
    ("s", ""), ("es", ""), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"), ("ies", "y"),
    ("d", ""), ("er", ""), ("er", "e"), ("ly", ""), ("able", ""), ("able", "e"), ("est", ""),
    ("iest", "y"), ("al", ""),
)  # fmt: skip
# Indonesian words that happen to be English ones too: a name may not hide behind them.
FALSE_FRIENDS = {"lain", "jam", "di", "kali", "teks", "pita", "lama", "guna"}
PUBLIC_RECORDS = {
    "Data", "Finding", "JobRun", "CellDiff", "Cover", "Signature", "Band",
}  # fmt: skip


@cache
def english_words() -> frozenset[str]:
    return frozenset(get_english_words_set(["gcide"], lower=True)) - FALSE_FRIENDS


def is_english(word: str) -> bool:
    """In the dictionary, as it stands or without an ending."""
    known = english_words()
    if word in known or word in COMPUTING or (len(word) <= 2 and word not in FALSE_FRIENDS):
        return True
    stems = {
        word[: -len(s)] + r for s, r in SUFFIXES if word.endswith(s) and len(word) - len(s) > 2
    }
    if stems & known or re.sub(r"(.)\1(?:ed|ing|er)$", r"\1", word) in known:
        return True
    return word.startswith(("un", "re")) and len(word) > 4 and is_english(word[2:])


def split_words(name: str) -> list[str]:
    return [w.lower() for w in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)]


def read_glossary() -> dict[str, str]:
    """Words of the table in CONTRIBUTING.md with their English meanings."""
    text = (PROJECT_ROOT / "CONTRIBUTING.md").read_text("utf-8")
    section = text[text.index("## Glossary") :].split("\n## ")[0]
    entries = re.findall(r"`([a-z]+)`\s\(([^)]+)\)", section)
    return dict(entries)


def list_public_names() -> set[str]:
    """Columns of sheets, keys of rules and of the JSON files that users read."""
    names: set[str] = set()
    for sheet in (*schema.READ, *PUBLISHED):
        names |= {*sheet.model_fields, sheet.NAME, sheet.__name__}
    for file in (PACKAGE / "rules").glob("*.toml"):
        names |= set(_walk_keys(tomllib.loads(file.read_text("utf-8"))))
    return names


def _walk_keys(document: object) -> Iterator[str]:
    if isinstance(document, dict):
        for key, value in document.items():
            yield key
            yield from _walk_keys(value)
    elif isinstance(document, list):
        for value in document:
            yield from _walk_keys(value)


def list_identifiers(tree: ast.AST) -> Iterator[str]:
    """Names that a module gives: functions, classes, parameters, variables, attributes."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.arg(arg=name):
                yield name
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                yield name


def list_record_fields(tree: ast.AST) -> set[str]:
    """Fields of the records whose names are those of a file: schema classes, JSON models."""
    fields: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            bases = {ast.unparse(b) for b in node.bases}
            if node.name in PUBLIC_RECORDS or bases & {
                "Schema",
                "Supplement",
                "BaseModel",
                "NamedRows",
            }:
                fields |= {
                    s.target.id
                    for s in node.body
                    if isinstance(s, ast.AnnAssign) and isinstance(s.target, ast.Name)
                }
    return fields


def find_foreign_words(source: str, allowed: set[str], exempt: set[str]) -> set[str]:
    """`name: word` for every word of an identifier that is neither English nor allowed."""
    tree = ast.parse(source)
    fields = list_record_fields(tree)
    return {
        f"{name}: {word}"
        for name in list_identifiers(tree)
        if name not in fields and name not in exempt and not name.startswith("__")
        for word in split_words(name)
        if word not in allowed and not is_english(word)
    }


def test_every_identifier_is_english_or_in_the_glossary() -> None:
    """Source: the naming rule in CONTRIBUTING.md."""
    allowed, exempt = set(read_glossary()), list_public_names()
    foreign = {
        file.relative_to(PACKAGE).as_posix(): words
        for file in sorted(PACKAGE.rglob("*.py"))
        if (words := find_foreign_words(file.read_text("utf-8"), allowed, exempt))
    }
    assert foreign == {}


def test_every_module_name_is_english_or_in_the_glossary() -> None:
    allowed = set(read_glossary())
    for file in PACKAGE.rglob("*.py"):
        for part in file.relative_to(PACKAGE).with_suffix("").parts:
            assert all(w in allowed or is_english(w) for w in split_words(part)), file


def test_the_rule_refuses_what_it_should() -> None:
    """A helper named in Indonesian, a variable, a parameter; a column of a sheet is let through."""
    source = "def susun_tabel(kolom):\n    hasil = kolom\n    return hasil\n"
    assert find_foreign_words(source, {"tabel"}, set()) == {
        "susun_tabel: susun", "kolom: kolom", "hasil: hasil",
    }  # fmt: skip
    assert "kolom: kolom" not in find_foreign_words(source, {"tabel"}, {"kolom"})


def test_the_glossary_is_short_and_every_word_is_used() -> None:
    """At most 80 words, each with its meaning and used by a name."""
    glossary = read_glossary()
    assert 20 < len(glossary) <= MOST_WORDS
    used: set[str] = set()
    for file in PACKAGE.rglob("*.py"):
        names = [*list_identifiers(ast.parse(file.read_text("utf-8"))), file.stem]
        used |= {w for name in names for w in split_words(name)}
    assert set(glossary) - used == set()


def test_users_words_do_not_change() -> None:
    """Sheets, columns, commands: what offices and schedulers rely on."""
    listed = (Path(__file__).parent / "public_names.txt").read_text("utf-8").split("\n")
    assert list_users_words() == [line for line in listed if line]


def list_users_words() -> list[str]:
    """`berkas › lembar › kolom` of every sheet, and every command with its options."""
    from lkip_helpers.commands.parser import build_parser

    words = [
        f"{s.FILE} › {s.SHEET} › {kind.title}" for s in schema.READ for kind in s.KINDS.values()
    ]
    parser = build_parser()
    for action in parser._actions:  # noqa: SLF001 argparse has no other way to ask
        for name, command in (getattr(action, "choices", None) or {}).items():
            options = sorted(o for a in command._actions for o in a.option_strings)  # noqa: SLF001
            words.append(f"lkip {name} {' '.join(options)}")
    return sorted(words)
