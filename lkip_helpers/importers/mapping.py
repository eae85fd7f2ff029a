"""padanan.toml: what a doubtful head or answer means, decided by the office, never guessed.

One table a kind of export and part of it; the doubtful text is the key, the answer its value:

    [forms.kepala]
    # pilihan: U6 | U7 | buang
    "Petugas cepat tanggap" = "U6"
"""

import json
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lkip_helpers.importers.findings import Doubt, ImportKind, Part, flag
from lkip_helpers.intake.container import UnreadableWorkbook, read_regular
from lkip_helpers.intake.finding import Finding
from lkip_helpers.intake.placing import write_files
from lkip_helpers.intake.provenance import find_toml_line
from lkip_helpers.intake.sheet import tidy_up
from lkip_helpers.workbooks.style import clean
from lkip_helpers.workspace import MAPPING

INITIAL = (
    "# Padanan impor: isi tanda petik yang kosong dengan salah satu pilihan di atasnya, simpan,\n"
    "# lalu jalankan impor lagi.\n"
)
Key = tuple[str, str, str]


@dataclass(frozen=True)
class OfficeMapping:
    """The answers of the office by kind, part and text; findings: what the file has wrong."""

    content: dict[Key, Any] = field(default_factory=dict)
    rows: dict[Key, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def search(
        self, kind: ImportKind, part: Part, text: str, choices: Sequence[str] = ()
    ) -> str | None:
        """The answer given for `text`, spelled as in `choices`; None where there is none yet.

        An answer that is no choice is a finding, and counts as none.
        """
        key = (kind, part, tidy_up(text))
        answer = self.content.get(key)
        if answer is None or not tidy_up(answer):
            return None
        valid = {tidy_up(p): p for p in choices}
        if isinstance(answer, str | int) and (not choices or tidy_up(answer) in valid):
            return valid.get(tidy_up(answer), str(answer))
        line = f"baris {self.rows[key]}" if self.rows.get(key) else ""
        words = {"teks": text, "tabel": f"{kind}.{part}", "pilihan": " | ".join(choices)}
        wrong = flag("bukan_pilihan", MAPPING, "", line, **words)
        if wrong not in self.findings:
            self.findings.append(wrong)
        return None


def read_mapping(raw: Path) -> OfficeMapping:
    """The file beside the workbooks; empty without one, a finding where it cannot be read."""
    file = raw / MAPPING
    if not file.exists():
        return OfficeMapping()
    try:
        text = read_regular(file).decode("utf-8-sig")
        content = tomllib.loads(text)
    except UnreadableWorkbook as error:
        return OfficeMapping(findings=[error.finding])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        return OfficeMapping(findings=[flag("padanan_rusak", MAPPING, "", find_toml_line(error))])
    result = OfficeMapping()
    tables = ((k, own) for k, own in content.items() if isinstance(own, dict))
    for kind, part, entries in ((k, p, e) for k, own in tables for p, e in own.items()):
        for key, value in entries.items() if isinstance(entries, dict) else ():
            result.content[kind, part, tidy_up(key)] = value
            result.rows[kind, part, tidy_up(key)] = _line_number(text, key)
    return result


def request(raw: Path, doubts: Sequence[Doubt]) -> list[Finding]:
    """Write what is doubtful into the file, its answers empty; what is there stays.

    Returns what is to be filled in, or, where the file cannot be read, that; then nothing is
    written.
    """
    old = read_mapping(raw)
    if old.findings:
        return old.findings
    file, unique = raw / MAPPING, {_key(r): r for r in reversed(doubts)}
    text = file.read_text("utf-8-sig") if file.exists() else INITIAL
    new = [r for key, r in reversed(unique.items()) if key not in old.content]
    for kind, part in sorted({(r.kind, r.part) for r in new}):
        lines = [b for r in new if (r.kind, r.part) == (kind, part) for b in _entry(r)]
        text = _insert(text, f"[{kind}.{part}]", lines)
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:  # its tables are written in another way than ours
        return [flag("padanan_lain", MAPPING)]
    if new:
        write_files({file: text.encode()})
    rows = read_mapping(raw).rows
    return [
        flag(
            "padanan_kosong", MAPPING, f"{r.kind}.{r.part}", f"baris {rows.get(key, 0)}",
            teks=_one_line(r.text), pilihan=" | ".join(r.list_choices()),
        )
        for key, r in reversed(unique.items())
    ]  # fmt: skip


def _key(r: Doubt) -> Key:
    return (r.kind, r.part, tidy_up(_one_line(r.text)))


def _one_line(text: str) -> str:
    return " ".join(clean(text).replace("\x7f", " ").split())


def _quote(text: str) -> str:
    """A TOML basic string."""
    return json.dumps(_one_line(text), ensure_ascii=False)


def _entry(r: Doubt) -> list[str]:
    return [
        *([f"# {_one_line(r.note)}"] if r.note else []),
        f"# {r.cells + '; ' if r.cells else ''}pilihan: {_one_line(' | '.join(r.choices))}",
        *(f"# {_one_line(p)}" for p in r.list_choices() if r.meaning),
        f'{_quote(r.text)} = ""',
    ]


def _line_number(text: str, key: str) -> int:
    """Line of an entry, 0 where it is written in another way than ours."""
    spellings = "|".join(map(re.escape, (_quote(key), f"'{key}'", key)))
    lines = enumerate(text.splitlines(), 1)
    return next((n for n, line in lines if re.match(rf"\s*({spellings})\s*=", line)), 0)


def _insert(text: str, title: str, entries: list[str]) -> str:
    """The lines at the end of their table, or in a new table at the end of the file."""
    lines = text.rstrip().splitlines()
    start = next((i for i, b in enumerate(lines) if b.split("#")[0].strip() == title), None)
    if start is None:
        return "\n".join([*lines, "", title, *entries]) + "\n"
    following = (i for i in range(start + 1, len(lines)) if lines[i].lstrip().startswith("["))
    end = next(following, len(lines))
    while not lines[end - 1].strip():
        end -= 1
    return "\n".join([*lines[:end], *entries, *lines[end:]]) + "\n"
