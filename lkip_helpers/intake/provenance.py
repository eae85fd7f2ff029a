"""SOURCE.toml: where each raw file is from, when, and its SHA-256 when it was last reviewed."""

import hashlib
import json
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lkip_helpers.intake.container import UnreadableWorkbook, read_regular
from lkip_helpers.intake.finding import Finding, UnreadableFile
from lkip_helpers.workspace import SOURCE, list_workbooks, new_file

INITIAL = "# Asal setiap berkas mentah. Nilai sha256 ditulis oleh: lkip check --record\n"
NOT_YET = "belum diisi"
_CONTENT = r"""(?:"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[^#\s](?:[^#\n]*[^#\s])?)"""
_LOCATION = re.compile(r"at line (\d+)")
ADVICE = (
    'tulis setiap catatan sebagai nama = "isi" di bawah [berkas."dpa.xlsx"], '
    "atau hapus berkas ini dan jalankan lkip check --record"
)


def hash_if_readable(file: Path) -> str | None:
    """SHA-256 of a file; None where it may not be read or is no regular file of bearable size.

    Which is said elsewhere.
    """
    try:
        return hashlib.sha256(read_regular(file)).hexdigest()
    except UnreadableWorkbook:
        return None


def read_sources(raw: Path) -> dict[str, dict[str, Any]]:
    """Entry of each file: asal, tanggal, sha256, rekonstruksi; empty without a SOURCE.toml.

    rekonstruksi = true: the rows were rebuilt from published tables, so that what stands in one row
    does not come from one person. It is written by hand; not there means false. Raises
    UnreadableFile where the file is not TOML of that form.
    """
    return _files(_parse(_read_text(raw)))


def _read_text(raw: Path) -> str:
    """The file as it is written; its first line where there is none."""
    file = raw / SOURCE
    try:
        return read_regular(file).decode("utf-8-sig") if file.exists() else INITIAL
    except UnicodeDecodeError:
        raise UnreadableFile("penulisannya tidak dapat dibaca", ADVICE) from None


def _parse(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UnreadableFile(
            "penulisannya tidak dapat dibaca", ADVICE, toml_location(error)
        ) from None


def _files(content: dict[str, Any]) -> dict[str, dict[str, Any]]:
    file: dict[str, dict[str, Any]] = content.get("berkas", {})
    if not (isinstance(file, dict) and all(isinstance(m, dict) for m in file.values())):
        raise UnreadableFile("isinya bukan catatan asal setiap berkas", ADVICE)
    return file


def toml_location(error: ValueError) -> str:
    """Line at which a TOML file cannot be read; "" where that is not known."""
    return f"baris {m[1]}" if (m := _LOCATION.search(str(error))) else ""


def is_marked(note: dict[str, Any], sign: str) -> bool:
    """Whether this entry says so: `rekonstruksi`, or `rekaan`, made up for an example."""
    return note.get(sign, False) is True


def record_sources(raw: Path) -> None:
    """Write the present SHA-256 of every workbook; all else stays as it was written.

    Raises UnreadableFile where that cannot be done without losing something.
    """
    text = _read_text(raw)
    for workbook in list_workbooks(raw):
        if fingerprint := hash_if_readable(workbook):
            old = _files(_parse(text)).get(workbook.name, {})
            empty = {k: NOT_YET for k in ("asal", "tanggal") if k not in old}
            text = _alter(text, workbook.name, {**empty, "sha256": fingerprint})
    write_sources(raw, text)


def build_origin(raw: Path, name: str, fingerprint: str, origin: str, date: str) -> str:
    """SOURCE.toml with where the workbook `name` is now from, and its SHA-256; all else stays.

    Its rows are no longer rebuilt ones. Raises UnreadableFile as record_sources does.
    """
    old = read_sources(raw).get(name, {})
    real = {"rekonstruksi": False} if is_marked(old, "rekonstruksi") else {}
    content = {"asal": origin, "tanggal": date, "sha256": fingerprint, **real}
    return _alter(_read_text(raw), name, content)


def write_sources(raw: Path, text: str) -> None:
    """Put SOURCE.toml in place whole."""
    with new_file(raw / SOURCE) as new:
        new.write_text(text, "utf-8", newline="\n")


def _alter(text: str, name: str, content: dict[str, Any]) -> str:
    """The text with these values in the entry of `name`; its other lines stay, comments too."""
    old = _parse(text)
    written = f"{re.escape(_toml(name))}|'{re.escape(name)}'"
    header = rf"^[ \t]*\[[ \t]*berkas[ \t]*\.[ \t]*(?:{written})[ \t]*\].*$"
    if not (location := re.search(header, text, re.MULTILINE)):
        rows = [f"[berkas.{_toml(name)}]", *(f"{k} = {_toml(v)}" for k, v in content.items())]
        new = "\n".join([text.rstrip(), "", *rows]) + "\n"
    else:
        following = re.compile(r"^[ \t]*\[", re.MULTILINE).search(text, location.end())
        end = following.start() if following else len(text)
        entry = _alter_entry(text[location.end() : end], content)
        new = text[: location.end()] + entry + text[end:]
    every = _files(old)
    expected = {**old, "berkas": {**every, name: {**every.get(name, {}), **content}}}
    try:
        if tomllib.loads(new) == expected:
            return new
    except tomllib.TOMLDecodeError:
        pass
    raise UnreadableFile(f"catatan {name} ditulis dengan cara lain", ADVICE)


def _alter_entry(entry: str, content: dict[str, Any]) -> str:
    """The lines of an entry, from the end of its head, with these values; new ones come first."""
    for key, value in reversed(content.items()):
        rows = f"{key} = {_toml(value)}"
        pattern = re.compile(rf"^[ \t]*{key}[ \t]*=[ \t]*{_CONTENT}", re.MULTILINE)
        entry, count = pattern.subn(rows.replace("\\", r"\\"), entry, count=1)
        entry = entry if count else f"\n{rows}{entry}"
    return entry


def _toml(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def check_sources(raw: Path, fingerprint: Mapping[str, str] | None = None) -> list[Finding]:
    """Files that changed since they were recorded, are not recorded, or are gone.

    sidik: SHA-256 of those that were read already.
    """
    recorded = read_sources(raw)
    exists = {
        b.name: (fingerprint or {}).get(b.name) or hash_if_readable(b) for b in list_workbooks(raw)
    }
    problems = {
        "asalnya belum tercatat di SUMBER.toml": (
            [n for n in exists if n not in recorded],
            "catat dengan lkip check --record, lalu isi asal dan tanggalnya",
        ),
        "berubah sejak terakhir dicatat": (
            [
                n
                for n, s in exists.items()
                if s and n in recorded and recorded[n].get("sha256") != s
            ],
            "periksa perubahannya, lalu catat dengan lkip check --record",
        ),
        "tercatat di SUMBER.toml tetapi tidak ada": (
            sorted(recorded.keys() - exists.keys()),
            "kembalikan berkasnya atau hapus catatannya",
        ),
    }
    return [
        Finding(name, "", "", "", "peringatan", message, advice)
        for message, (entries, advice) in problems.items()
        for name in entries
    ]
