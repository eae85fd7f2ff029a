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

from lkip_helpers.importers.summary import Doubt, ImportKind, Part
from lkip_helpers.intake.finding import Finding
from lkip_helpers.intake.provenance import toml_location
from lkip_helpers.intake.sheet import tidy_up
from lkip_helpers.workbooks.writing import clean
from lkip_helpers.workspace import MAPPING, new_file

INITIAL = (
    "# Padanan impor: isi tanda petik yang kosong dengan salah satu pilihan di atasnya, simpan,\n"
    "# lalu jalankan impor lagi.\n"
)


@dataclass(frozen=True)
class OfficeMapping:
    """The answers of the office by kind, part and text; findings: what the file has wrong."""

    file: str = MAPPING
    content: dict[tuple[str, str, str], Any] = field(default_factory=dict)
    rows: dict[tuple[str, str, str], int] = field(default_factory=dict)
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
        message = f"jawaban untuk “{text}” pada [{kind}.{part}] bukan salah satu pilihan"
        line = f"baris {self.rows[key]}" if self.rows.get(key) else ""
        findings = _wrong(line, message, f"tulis salah satu: {' | '.join(choices)}")
        if findings not in self.findings:
            self.findings.append(findings)
        return None


def read_mapping(raw: Path) -> OfficeMapping:
    """The file beside the workbooks; empty without one, a finding where it cannot be read."""
    file = raw / MAPPING
    if not file.exists():
        return OfficeMapping()
    try:
        text = file.read_text("utf-8-sig")
        content = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        advice = "perbaiki penulisannya: satu baris satu padanan, keduanya dalam tanda petik"
        findings = _wrong(toml_location(error), "penulisannya tidak dapat dibaca", advice)
        return OfficeMapping(findings=[findings])
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
    file = raw / MAPPING
    text = file.read_text("utf-8-sig") if file.exists() else INITIAL
    new = _unique([r for r in doubts if _key(r) not in old.content])
    for kind, part in sorted({(r.kind, r.part) for r in new}):
        own = [b for r in new if (r.kind, r.part) == (kind, part) for b in _entry(r)]
        text = _insert(text, f"[{kind}.{part}]", own)
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:  # its tables are written in another way than ours
        return [_wrong("", "tidak dapat ditambahi", f"kosongkan {MAPPING}, lalu impor lagi")]
    if new:
        with new_file(file) as temporary:
            temporary.write_text(text, "utf-8", newline="\n")
    current = read_mapping(raw)
    return [
        Finding(
            MAPPING, f"{r.kind}.{r.part}", f"baris {current.rows.get(_key(r), 0)}", "", "belum",
            f"padanan “{_one_line(r.text)}” belum diisi",
            f"isi dengan salah satu: {' | '.join(r.list_choices())}",
        )
        for r in _unique(doubts)
    ]  # fmt: skip


def _wrong(location: str, message: str, advice: str) -> Finding:
    return Finding(MAPPING, "", location, "", "salah", message, advice)


def _key(r: Doubt) -> tuple[str, str, str]:
    return (r.kind, r.part, tidy_up(_one_line(r.text)))


def _unique(doubts: Sequence[Doubt]) -> list[Doubt]:
    return list({_key(r): r for r in reversed(doubts)}.values())[::-1]


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
    initial = (_quote(key), f"'{key}'", key)
    for ordinal, rows in enumerate(text.splitlines(), 1):
        if any(re.match(rf"\s*{re.escape(a)}\s*=", rows) for a in initial):
            return ordinal
    return 0


def _insert(text: str, title: str, entry: list[str]) -> str:
    """The lines at the end of their table, or in a new table at the end of the file."""
    rows = text.rstrip().splitlines()
    location = [i for i, b in enumerate(rows) if b.split("#")[0].strip() == title]
    if not location:
        return "\n".join([*rows, "", title, *entry]) + "\n"
    following = (i for i in range(location[0] + 1, len(rows)) if rows[i].lstrip().startswith("["))
    end = next(following, len(rows))
    while not rows[end - 1].strip():
        end -= 1
    return "\n".join([*rows[:end], *entry, *rows[end:]]) + "\n"
