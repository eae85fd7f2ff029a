"""padanan.toml: what a doubtful head or answer means, decided by the office, never guessed.

There is one table for each kind of export and part of it, with the doubtful text as the key:

    [forms.kepala]
    # pilihan: U6 | U7 | buang
    "Petugas cepat tanggap" = "U6"
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lkip_helpers.importers.findings import Doubt, ImportKind, Part, flag
from lkip_helpers.intake.container import read_regular
from lkip_helpers.intake.finding import Finding, UnreadableFile
from lkip_helpers.intake.placing import write_files
from lkip_helpers.intake.provenance import find_toml_line, quote
from lkip_helpers.schema.cells import fold_text
from lkip_helpers.workbooks.style import clean
from lkip_helpers.workspace import MAPPING

FIRST_LINES = (
    "# Padanan impor: isi tanda petik yang kosong dengan salah satu pilihan di atasnya, simpan,\n"
    "# lalu jalankan impor lagi.\n"
)
Key = tuple[str, str, str]


@dataclass(frozen=True)
class OfficeMapping:
    """The answers of the office and their lines, by kind, part and text; findings: of the file."""

    answers: dict[Key, Any] = field(default_factory=dict)
    lines: dict[Key, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def search(
        self, kind: ImportKind, part: Part, text: str, choices: Sequence[str] = ()
    ) -> str | None:
        """The answer given for `text`, spelled as in `choices`; None where there is none yet.

        An answer that is not among the choices is added to `findings` and counts as none.
        """
        key = (kind, part, fold_text(text))
        answer = self.answers.get(key)
        if answer is None or not fold_text(answer):
            return None
        valid = {fold_text(c): c for c in choices}
        if isinstance(answer, str | int) and (not choices or fold_text(answer) in valid):
            return valid.get(fold_text(answer), str(answer))
        line = f"baris {self.lines[key]}" if self.lines.get(key) else ""
        words = {"teks": text, "tabel": f"{kind}.{part}", "pilihan": " | ".join(choices)}
        wrong = flag("bukan_pilihan", MAPPING, "", line, **words)
        if wrong not in self.findings:
            self.findings.append(wrong)
        return None


def read_mapping(raw: Path) -> OfficeMapping:
    """The file beside the workbooks; empty without one, with a finding if it cannot be read."""
    file = raw / MAPPING
    if not file.exists():
        return OfficeMapping()
    try:
        toml = read_regular(file).decode("utf-8-sig")
        content = tomllib.loads(toml)
    except UnreadableFile as error:
        return OfficeMapping(findings=[error.finding])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        return OfficeMapping(findings=[flag("padanan_rusak", MAPPING, "", find_toml_line(error))])
    mapping = OfficeMapping()
    for kind, table in content.items():
        for part, entries in table.items() if isinstance(table, dict) else ():
            for text, answer in entries.items() if isinstance(entries, dict) else ():
                key = kind, part, fold_text(text)
                mapping.answers[key], mapping.lines[key] = answer, _find_line(toml, text)
    return mapping


def request(raw: Path, doubts: Sequence[Doubt]) -> list[Finding]:
    """Add the doubts to the file, with empty answers; what is there stays.

    Returns the findings on what is to be filled in; if the file cannot be read, nothing is written
    and the findings say that.
    """
    old = read_mapping(raw)
    if old.findings:
        return old.findings
    unique = {(d.kind, d.part, fold_text(_one_line(d.text))): d for d in reversed(doubts)}
    file = raw / MAPPING
    text = file.read_text("utf-8-sig") if file.exists() else FIRST_LINES
    new = [d for key, d in reversed(unique.items()) if key not in old.answers]
    for kind, part in sorted({(d.kind, d.part) for d in new}):
        lines = [line for d in new if (d.kind, d.part) == (kind, part) for line in _list_lines(d)]
        text = _insert(text, f"[{kind}.{part}]", lines)
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:  # its tables are written in another way than ours
        return [flag("padanan_lain", MAPPING)]
    if new:
        write_files({file: text.encode()})
    numbers = read_mapping(raw).lines
    return [
        flag(
            "padanan_kosong", MAPPING, f"{d.kind}.{d.part}", f"baris {numbers.get(key, 0)}",
            teks=_one_line(d.text), pilihan=" | ".join(d.list_choices()),
        )
        for key, d in reversed(unique.items())
    ]  # fmt: skip


def _one_line(text: str) -> str:
    return " ".join(clean(text).replace("\x7f", " ").split())


def _list_lines(doubt: Doubt) -> list[str]:
    """The lines that ask for an answer: comments with the choices, then the empty entry."""
    place = f"{doubt.cells}; " if doubt.cells else ""
    return [
        *([f"# {_one_line(doubt.note)}"] if doubt.note else []),
        f"# {place}pilihan: {_one_line(' | '.join(doubt.choices))}",
        *(f"# {_one_line(c)}" for c in doubt.list_choices() if doubt.meaning),
        f'{quote(_one_line(doubt.text))} = ""',
    ]


def _find_line(text: str, key: str) -> int:
    """Line number of an entry, 0 where it is written in another way than ours."""
    spellings = "|".join(map(re.escape, (quote(_one_line(key)), f"'{key}'", key)))
    lines = enumerate(text.splitlines(), 1)
    return next((n for n, line in lines if re.match(rf"\s*({spellings})\s*=", line)), 0)


def _insert(text: str, title: str, entries: list[str]) -> str:
    """The text with the entries at the end of their table, which may be added at the end."""
    lines = text.rstrip().splitlines()
    start = next((i for i, li in enumerate(lines) if li.split("#")[0].strip() == title), None)
    if start is None:
        return "\n".join([*lines, "", title, *entries]) + "\n"
    following = (i for i in range(start + 1, len(lines)) if lines[i].lstrip().startswith("["))
    end = next(following, len(lines))
    while not lines[end - 1].strip():
        end -= 1
    return "\n".join([*lines[:end], *entries, *lines[end:]]) + "\n"
