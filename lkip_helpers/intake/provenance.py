"""What stands beside the workbooks: SUMBER.toml, the map of the area, the emblem for the cover.

SUMBER.toml says where each raw file is from, of which day, and its SHA-256 when recorded.
"""

import base64
import hashlib
import json
import re
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import Any

from lxml import etree

from lkip_helpers.intake.container import parse_xml, read_regular
from lkip_helpers.intake.finding import Finding, UnreadableFile, make_finding
from lkip_helpers.intake.placing import write_files
from lkip_helpers.schema.sheets import GROUPS, Supplement
from lkip_helpers.workspace import AREA_MAP, EMBLEMS, SOURCE, list_workbooks

FIRST_LINE = "# Asal setiap berkas mentah. Nilai sha256 ditulis oleh: lkip check --record\n"
NOT_YET = "belum diisi"
Sources = dict[str, dict[str, Any]]  # entry of each file: asal, tanggal, sha256
_FILES = {Supplement.FILE, *(s.FILE for group in GROUPS.values() for s in group.values())}
_VALUE = r"""(?:"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[^#\s](?:[^#\n]*[^#\s])?)"""
_LINE = re.compile(r"at line (\d+)")
ADVICE = (
    'tulis setiap catatan sebagai nama = "isi" di bawah [berkas."dpa.xlsx"], '
    "atau hapus berkas ini dan jalankan lkip check --record"
)


def hash_if_readable(file: Path) -> str | None:
    """SHA-256 of a file; None if it may not be read, is not a regular file or is too large.

    Whoever reads the file reports which of these it is.
    """
    try:
        return hashlib.sha256(read_regular(file)).hexdigest()
    except UnreadableFile:
        return None


def read_sources(raw: Path) -> Sources:
    """The entry of each file; empty without a SUMBER.toml.

    Raises UnreadableFile where the file is not TOML of that form.
    """
    sources: Sources = _parse(_read_text(raw))["berkas"]
    return sources


def _unreadable(
    message: str = "penulisannya tidak dapat dibaca", location: str = ""
) -> UnreadableFile:
    return UnreadableFile(Path(SOURCE), message, ADVICE, location=location)


def _read_text(raw: Path) -> str:
    """The text of SUMBER.toml; its first line where there is no such file yet."""
    file = raw / SOURCE
    try:
        return read_regular(file).decode("utf-8-sig") if file.exists() else FIRST_LINE
    except UnicodeDecodeError:
        raise _unreadable() from None


def _parse(text: str) -> dict[str, Any]:
    """The content of SUMBER.toml, with the entry of each file under `berkas`."""
    try:
        content = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise _unreadable(location=find_toml_line(error)) from None
    entries = content.setdefault("berkas", {})
    if not (isinstance(entries, dict) and all(isinstance(e, dict) for e in entries.values())):
        raise _unreadable("isinya bukan catatan asal setiap berkas")
    return content


def find_toml_line(error: Exception) -> str:
    """The line at which parsing TOML failed, as words; "" where it is not known."""
    line = _LINE.search(str(error))
    return f"baris {line[1]}" if line else ""


def is_invented(entry: dict[str, Any]) -> bool:
    """Whether this entry says that the contents of the file are made up, for an example."""
    return entry.get("rekaan", False) is True


def record_sources(raw: Path) -> None:
    """Write the current SHA-256 of every workbook that is read; all else stays as it was written.

    Raises UnreadableFile where that cannot be done without losing something.
    """
    text = _read_text(raw)
    for workbook in list_workbooks(raw):
        if workbook.name in _FILES and (sha256 := hash_if_readable(workbook)):
            old = _parse(text)["berkas"].get(workbook.name, {})
            missing = {k: NOT_YET for k in ("asal", "tanggal") if k not in old}
            text = _edit_entry(text, workbook.name, {**missing, "sha256": sha256})
    write_files({raw / SOURCE: text.encode()})


def record_origin(raw: Path, name: str, sha256: str, origin: str, date: str) -> None:
    """Write the new origin of workbook `name`; all else stays. Raises UnreadableFile."""
    values = {"asal": origin, "tanggal": date, "sha256": sha256}
    write_files({raw / SOURCE: _edit_entry(_read_text(raw), name, values).encode()})


def _edit_entry(text: str, name: str, values: dict[str, Any]) -> str:
    """The text with these values in the entry of `name`; all other lines and comments stay."""
    parsed = _parse(text)
    spellings = f"{re.escape(quote(name))}|'{re.escape(name)}'"
    pattern = rf"^[ \t]*\[[ \t]*berkas[ \t]*\.[ \t]*(?:{spellings})[ \t]*\].*$"
    if not re.search(pattern, text, re.MULTILINE):
        text = f"{text.rstrip()}\n\n[berkas.{quote(name)}]\n"
    before, heading, after = re.split(f"({pattern})", text, maxsplit=1, flags=re.MULTILINE)
    entry, *others = re.split(r"^(?=[ \t]*\[)", after, maxsplit=1, flags=re.MULTILINE)
    for key, value in reversed(values.items()):
        line = f"{key} = {quote(value)}"
        assignment = re.compile(rf"^[ \t]*{key}[ \t]*=[ \t]*{_VALUE}", re.MULTILINE)
        entry, count = assignment.subn(line.replace("\\", r"\\"), entry, count=1)
        entry = entry if count else f"\n{line}{entry}"
    new = "".join([before, heading, entry, *others])
    entries = parsed["berkas"]
    expected = {**parsed, "berkas": {**entries, name: {**entries.get(name, {}), **values}}}
    with suppress(tomllib.TOMLDecodeError):
        if tomllib.loads(new) == expected:
            return new
    raise _unreadable(f"catatan {name} ditulis dengan cara lain")


def quote(value: str) -> str:
    """A TOML basic string."""
    return json.dumps(value, ensure_ascii=False)


def check_sources(
    raw: Path, recorded: Sources, hashes: Mapping[str, str] = MappingProxyType({})
) -> list[Finding]:
    """Findings on workbooks that changed since they were recorded, are not recorded, or are gone.

    recorded: read_sources. hashes: SHA-256 of those that were read already.
    """
    current = {f.name: hashes.get(f.name) or hash_if_readable(f) for f in list_workbooks(raw)}
    problems = {
        "belum_tercatat": [n for n in current if n not in recorded and n in _FILES],
        "berkas_lain": [n for n in current if n not in _FILES],
        "berkas_berubah": [
            n for n, h in current.items() if h and n in recorded and recorded[n].get("sha256") != h
        ],
        "berkas_hilang": sorted(recorded.keys() - current.keys()),
    }
    return [make_finding("periksa", p, n) for p, names in problems.items() for n in names]


def read_map(raw: Path) -> dict[str, Any] | None:
    """Boundaries supplied by the office (GeoJSON), if any. Raises UnreadableFile."""
    file = raw / AREA_MAP
    if not file.exists():
        return None
    advice = "ganti dengan berkas GeoJSON yang utuh, atau hapus agar skema dipakai"
    try:
        area_map: dict[str, Any] = json.loads(read_regular(file).decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        location = f"baris {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise UnreadableFile(file, "bukan GeoJSON yang utuh", advice, location=location) from None
    if not isinstance(area_map, dict):
        raise UnreadableFile(file, "bukan GeoJSON", advice)
    return area_map


def read_emblem(raw: Path) -> str:
    """The emblem for the cover as a data URI, "" without one. Raises UnreadableFile."""
    for name, kind in zip(EMBLEMS, ("svg+xml", "png"), strict=True):
        file = raw / name
        if not file.exists():
            continue
        image = read_regular(file)
        if not (_is_svg(image) if name.endswith("svg") else image.startswith(b"\x89PNG\r\n\x1a\n")):
            advice = "simpan ulang lambangnya dari program gambar, atau hapus berkasnya"
            raise UnreadableFile(file, f"bukan gambar {name[-3:].upper()}", advice)
        return f"data:image/{kind};base64,{base64.b64encode(image).decode()}"
    return ""


def _is_svg(image: bytes) -> bool:
    try:
        return parse_xml(image).tag == "{http://www.w3.org/2000/svg}svg"
    except etree.XMLSyntaxError:
        return False
