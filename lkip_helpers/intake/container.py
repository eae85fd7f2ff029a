"""Inspect the ZIP container of a workbook before it is read: its kind, sizes and parts.

All limits stand here. They leave room for 20,000 respondents; a file beyond them is refused with
the part, sheet or cell at fault, before anything is unpacked in full.
"""

import io
import os
import posixpath
import stat
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from lkip_helpers.intake.finding import UnreadableFile
from lkip_helpers.schema.numbers import swap_marks

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # begins an .xls, or an .xlsx with a password
ENCRYPTED = "Encrypt".encode("utf-16-le")  # in the directory of the latter
LOCKED = ("berkas dikunci kata sandi", "buka di Excel, hapus kata sandinya, simpan")
MB = 1 << 20
Sheets = dict[str, tuple[bytes, str]]  # XML and state (visible, hidden or veryHidden) by name
SAFE_XML: dict[str, bool] = {
    "resolve_entities": False, "no_network": True, "remove_comments": True, "remove_pis": True,
}  # fmt: skip
WORKBOOK_PART = "xl/workbook.xml"
_OTHER_FORMATS = {".ods", ".xlsb"}  # which only an import reads
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
CORRUPT = ("berkas rusak atau bukan buku kerja Excel",
         "buka di Excel dan simpan ulang sebagai .xlsx, atau minta salinannya")  # fmt: skip


@dataclass(frozen=True)
class Limits:
    """How large an office's workbook may be.

    file, part, unpacked: bytes of the file, of one part and of all parts unpacked. texts: shared
    strings. cells, rows, merges: of a sheet. rectangle, merge: cells from A1 to the last one, and
    of a merged range. letters: of a cell, as in Excel.
    """

    file: int = 48 * MB
    part: int = 32 * MB
    unpacked: int = 128 * MB
    parts: int = 3000
    sheets: int = 200
    texts: int = 1_000_000
    cells: int = 800_000
    rows: int = 100_000
    merges: int = 50_000
    rectangle: int = 1_200_000
    merge: int = 200_000
    letters: int = 32_767


LIMITS = Limits()


@contextmanager
def refuse_corrupt(file: Path, sheet: str = "") -> Iterator[None]:
    """Inside, whatever a damaged file makes its reader raise becomes an UnreadableFile."""
    try:
        yield
    except UnreadableFile:
        raise
    except Exception as error:
        raise UnreadableFile(file, *CORRUPT, sheet) from error


def read_regular(file: Path, limit: int = 0) -> bytes:
    """The bytes of a regular file; limit: in bytes, else LIMITS.file. Raises UnreadableFile."""
    save = f"simpan {file.name} di {file.parent.name}/"
    try:
        state = file.stat()
    except OSError:
        if similar := phrase_similar(file):
            save = f"namai {similar} menjadi {file.name}, atau {save}"
        raise UnreadableFile(file, "berkas tidak ada", save) from None
    if stat.S_ISDIR(state.st_mode):
        raise UnreadableFile(file, "ini folder, bukan berkas", f"ganti nama foldernya, {save}")
    if not stat.S_ISREG(state.st_mode):
        raise UnreadableFile(file, "ini pipa atau perangkat, bukan berkas biasa", save)
    if state.st_size > (limit := limit or LIMITS.file):
        raise too_large(file, f"ukurannya {state.st_size / MB:.0f} MB", limit // MB, "MB")
    try:
        return file.read_bytes()
    except OSError as error:
        advice = "tutup bila sedang terbuka di program lain, atau minta izin membacanya"
        raise UnreadableFile(file, "berkas tidak boleh dibaca", advice) from error


def inspect_container(file: Path, data: bytes) -> tuple[Sheets, bytes]:
    """The worksheets of a workbook, whose cells are not read yet, and its styles.

    An .ods or .xlsb has neither here: only its sizes are checked. Raises UnreadableFile.
    """
    if data.startswith(OLE) and ENCRYPTED in data:
        raise UnreadableFile(file, *LOCKED)
    if data.startswith(OLE):
        raise UnreadableFile(file, "berkas berformat lama (.xls)", "simpan ulang sebagai .xlsx")
    with refuse_corrupt(file), zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = check_sizes(file, archive)
        if WORKBOOK_PART not in parts and file.suffix.lower() in _OTHER_FORMATS:
            return {}, b""
        return _open_workbook(file, parts)


def too_large(file: Path, what: str, limit: int, unit: str, sheet: str = "") -> UnreadableFile:
    """The error for something beyond a limit; what: what there is, limit: how many units may be."""
    message = f"{what}; paling banyak {phrase_count(limit, unit)}"
    advice = "hapus lembar, baris, dan format yang tidak dipakai, lalu simpan ulang"
    return UnreadableFile(file, message, advice, sheet)


def phrase_count(count: int, unit: str) -> str:
    """`800.000 sel`."""
    return f"{swap_marks(f'{count:,}')} {unit}"


def check_count(file: Path, count: int, limit: int, unit: str, sheet: str = "") -> None:
    """Raise UnreadableFile where there are more than `limit` of a unit."""
    if count > limit:
        raise too_large(file, f"berisi {phrase_count(count, unit)}", limit, unit, sheet)


def check_sizes(file: Path, archive: zipfile.ZipFile) -> dict[str, bytes]:
    """Check the number of parts and their stated sizes, then unpack each, by name in lower case.

    Raises UnreadableFile. A part that holds more than is stated is unpacked no further here;
    zipfile would unpack it in full before it refuses it.
    """
    parts = archive.infolist()
    check_count(file, len(parts), LIMITS.parts, "bagian")
    duplicates = [n for n, count in Counter(p.filename.lower() for p in parts).items() if count > 1]
    if duplicates:
        raise UnreadableFile(file, f"bagian {duplicates[0]} ada dua", CORRUPT[1])
    for part in parts:
        if part.file_size > LIMITS.part:
            what = f"bagian {part.filename} berisi {part.file_size / MB:.0f} MB"
            raise too_large(file, what, LIMITS.part // MB, "MB")
    if (large := sum(p.file_size for p in parts)) > LIMITS.unpacked:
        raise too_large(file, f"isinya {large / MB:.0f} MB", LIMITS.unpacked // MB, "MB")
    contents: dict[str, bytes] = {}
    with refuse_corrupt(file):
        for part in parts:
            try:
                with archive.open(part) as stream:  # "or 1": else an empty one is not checked
                    contents[part.filename.lower()] = stream.read(part.file_size or 1)
            except zipfile.BadZipFile as error:
                raise UnreadableFile(file, f"bagian {part.filename} rusak", CORRUPT[1]) from error
    return contents


def _open_workbook(file: Path, parts: Mapping[str, bytes]) -> tuple[Sheets, bytes]:
    tree = parse_xml(parts[WORKBOOK_PART])
    relations = {r.get("Id"): r for r in parse_xml(parts["xl/_rels/workbook.xml.rels"])}
    sheets: Sheets = {}
    entries = tree.findall("{*}sheets/{*}sheet")
    check_count(file, len(entries), LIMITS.sheets, "lembar")
    for entry in entries:
        relation = relations[entry.get(_RELATION) or entry.get(_STRICT_RELATION)]
        if not str(relation.get("Type")).endswith("/worksheet"):
            continue  # a chart sheet
        title, target = str(entry.get("name")), str(relation.get("Target")).replace("\\", "/")
        xml = parts[posixpath.normpath(posixpath.join("/xl", target)).lstrip("/").lower()]
        sheets[title] = xml, entry.get("state", "visible")
        for unit, tag, limit in (("sel", b"c", LIMITS.cells), ("baris", b"row", LIMITS.rows)):
            count = xml.count(b"<" + tag) + xml.count(b":" + tag)
            check_count(file, count, limit, unit, title)  # before they are parsed
    texts = parts.get("xl/sharedstrings.xml", b"")
    if (count := texts.count(b"<si") + texts.count(b":si")) > LIMITS.texts:
        what = f"xl/sharedStrings.xml berisi {phrase_count(count, 'teks')}"
        raise too_large(file, what, LIMITS.texts, "teks")
    return sheets, parts.get("xl/styles.xml", b"")


def parse_xml(xml: bytes) -> etree._Element:
    """A part as a tree; entities are not resolved and nothing is fetched."""
    return etree.fromstring(xml, etree.XMLParser(**SAFE_XML))


def is_absent(file: Path) -> bool:
    """Whether there is neither this file nor one with a similar name that may be meant."""
    return file.parent.is_dir() and not os.path.lexists(file) and not phrase_similar(file)


def phrase_similar(file: Path) -> str:
    """Names of files beside it that differ only in case or suffix, as words; "" without any."""
    if not file.parent.is_dir():
        return ""
    return " atau ".join(sorted(
        f.name for f in file.parent.iterdir()
        if f.stem.strip().casefold() == file.stem.strip().casefold() and f.name != file.name
        and not f.is_dir() and f.suffix.lower().startswith((".xls", ".ods", ".csv"))
    ))  # fmt: skip
