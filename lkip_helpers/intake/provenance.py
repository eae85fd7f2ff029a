"""SUMBER.toml: where each raw file is from, when, its SHA-256 when reviewed; map and emblem."""

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

from lkip_helpers.intake.container import UnreadableWorkbook, parse_xml, read_regular
from lkip_helpers.intake.finding import Finding, UnreadableFile, tell
from lkip_helpers.intake.placing import write_files
from lkip_helpers.workspace import AREA_MAP, EMBLEMS, SOURCE, list_workbooks

INITIAL = "# Asal setiap berkas mentah. Nilai sha256 ditulis oleh: lkip check --record\n"
NOT_YET = "belum diisi"
GARBLED = "penulisannya tidak dapat dibaca"
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
    """Entry of each file: asal, tanggal, sha256; empty without a SUMBER.toml.

    Raises UnreadableFile where the file is not TOML of that form.
    """
    return _list_entries(_parse(_read_text(raw)))


def _read_text(raw: Path) -> str:
    """The file as it is written; its first line where there is none."""
    file = raw / SOURCE
    try:
        return read_regular(file).decode("utf-8-sig") if file.exists() else INITIAL
    except UnicodeDecodeError:
        raise UnreadableFile(GARBLED, ADVICE) from None


def _parse(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UnreadableFile(GARBLED, ADVICE, toml_location(error)) from None


def _list_entries(content: dict[str, Any]) -> dict[str, dict[str, Any]]:
    entries: dict[str, dict[str, Any]] = content.get("berkas", {})
    if not (isinstance(entries, dict) and all(isinstance(e, dict) for e in entries.values())):
        raise UnreadableFile("isinya bukan catatan asal setiap berkas", ADVICE)
    return entries


def toml_location(error: Exception) -> str:
    """Line at which a TOML file cannot be read; "" where that is not known."""
    return f"baris {m[1]}" if (m := _LOCATION.search(str(error))) else ""


def is_invented(note: dict[str, Any]) -> bool:
    """Whether this entry says that what the file holds is made up, for an example."""
    return note.get("rekaan", False) is True


def record_sources(raw: Path) -> None:
    """Write the present SHA-256 of every workbook; all else stays as it was written.

    Raises UnreadableFile where that cannot be done without losing something.
    """
    text = _read_text(raw)
    for workbook in list_workbooks(raw):
        if fingerprint := hash_if_readable(workbook):
            old = _list_entries(_parse(text)).get(workbook.name, {})
            empty = {k: NOT_YET for k in ("asal", "tanggal") if k not in old}
            text = _alter(text, workbook.name, {**empty, "sha256": fingerprint})
    write_sources(raw, text)


def build_origin(raw: Path, name: str, fingerprint: str, origin: str, date: str) -> str:
    """SUMBER.toml with the new origin of workbook `name`; all else stays. Raises UnreadableFile."""
    return _alter(_read_text(raw), name, {"asal": origin, "tanggal": date, "sha256": fingerprint})


def write_sources(raw: Path, text: str) -> None:
    """Put SUMBER.toml in place whole."""
    write_files({raw / SOURCE: text.encode()})


def _alter(text: str, name: str, content: dict[str, Any]) -> str:
    """The text with these values in the entry of `name`; its other lines stay, comments too."""
    old = _parse(text)
    written = f"{re.escape(_toml(name))}|'{re.escape(name)}'"
    head = rf"^[ \t]*\[[ \t]*berkas[ \t]*\.[ \t]*(?:{written})[ \t]*\].*$"
    if not (found := re.search(head, text, re.MULTILINE)):
        rows = [f"[berkas.{_toml(name)}]", *(f"{k} = {_toml(v)}" for k, v in content.items())]
        new = "\n".join([text.rstrip(), "", *rows]) + "\n"
    else:
        following = re.compile(r"^[ \t]*\[", re.MULTILINE).search(text, found.end())
        end = following.start() if following else len(text)
        entry = text[found.end() : end]
        for key, value in reversed(content.items()):
            row = f"{key} = {_toml(value)}"
            pattern = re.compile(rf"^[ \t]*{key}[ \t]*=[ \t]*{_CONTENT}", re.MULTILINE)
            entry, count = pattern.subn(row.replace("\\", r"\\"), entry, count=1)
            entry = entry if count else f"\n{row}{entry}"
        new = text[: found.end()] + entry + text[end:]
    every = _list_entries(old)
    expected = {**old, "berkas": {**every, name: {**every.get(name, {}), **content}}}
    with suppress(tomllib.TOMLDecodeError):
        if tomllib.loads(new) == expected:
            return new
    raise UnreadableFile(f"catatan {name} ditulis dengan cara lain", ADVICE)


def _toml(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def check_sources(raw: Path, hashes: Mapping[str, str] = MappingProxyType({})) -> list[Finding]:
    """Files that changed since they were recorded, are not recorded, or are gone.

    hashes: SHA-256 of those that were read already.
    """
    recorded = read_sources(raw)
    exists = {b.name: hashes.get(b.name) or hash_if_readable(b) for b in list_workbooks(raw)}
    problems = {
        "belum_tercatat": [n for n in exists if n not in recorded],
        "berkas_berubah": [
            n for n, s in exists.items() if s and n in recorded and recorded[n].get("sha256") != s
        ],
        "berkas_hilang": sorted(recorded.keys() - exists.keys()),
    }
    return [tell("periksa", problem, n) for problem, names in problems.items() for n in names]


COMPANIONS = (AREA_MAP, SOURCE, *EMBLEMS)
_PNG = b"\x89PNG\r\n\x1a\n"


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
        raise UnreadableFile("bukan GeoJSON yang utuh", advice, location) from None
    if not isinstance(area_map, dict):
        raise UnreadableFile("bukan GeoJSON", advice)
    return area_map


def read_emblem(raw: Path) -> str:
    """The emblem for the cover as a data URI, "" without one. Raises UnreadableFile."""
    for name, kind in zip(EMBLEMS, ("svg+xml", "png"), strict=True):
        if not (raw / name).exists():
            continue
        content = read_regular(raw / name)
        if not (_is_svg(content) if name.endswith("svg") else content.startswith(_PNG)):
            advice = "simpan ulang lambangnya dari program gambar, atau hapus berkasnya"
            raise UnreadableFile(f"{name} bukan gambar {name[-3:].upper()}", advice)
        return f"data:image/{kind};base64,{base64.b64encode(content).decode()}"
    return ""


def _is_svg(content: bytes) -> bool:
    try:
        return parse_xml(content).tag == "{http://www.w3.org/2000/svg}svg"
    except etree.XMLSyntaxError:
        return False
