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
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from lxml import etree

from lkip_helpers.intake.finding import Finding, UnreadableFile

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # begins an .xls, or an .xlsx with a password
ENCRYPTED = "Encrypt".encode("utf-16-le")  # in the directory of the latter
LOCKED = ("berkas dikunci kata sandi", "buka di Excel, hapus kata sandinya, simpan")
MB = 1 << 20
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


class UnreadableWorkbook(UnreadableFile):
    """A workbook that is missing, encrypted, corrupt or beyond the limits.

    sheet, location: sheet and cell at fault, where that is known.
    """

    def __init__(
        self, file: Path, message: str, advice: str, sheet: str = "", location: str = ""
    ) -> None:
        super().__init__(message, advice, location)
        self.file, self.sheet = file, sheet

    @property
    def finding(self) -> Finding:
        """The error as a finding, with the name of the file."""
        return replace(self.describe(self.file.name), lembar=self.sheet)


@dataclass(frozen=True)
class Container:
    """The parts of a workbook that are read here.

    parts: the XML of the sheets and styles, by part name in lower case. sheets: part of each
    worksheet, by its name. states: visible, hidden or veryHidden, by sheet.
    """

    parts: dict[str, bytes]
    sheets: dict[str, str]
    states: dict[str, str]


@contextmanager
def refuse_corrupt(file: Path, sheet: str = "") -> Iterator[None]:
    """Inside, whatever a damaged file makes its reader raise becomes an UnreadableWorkbook."""
    try:
        yield
    except UnreadableWorkbook:
        raise
    except Exception as error:
        raise UnreadableWorkbook(file, *CORRUPT, sheet) from error


def read_regular(file: Path, limit: int = 0) -> bytes:
    """The bytes of a regular file; limit: in bytes, else LIMITS.file. Raises UnreadableWorkbook."""
    save = f"simpan {file.name} di {file.parent.name}/"
    try:
        state = file.stat()
    except OSError:
        if similar := phrase_similar(file):
            save = f"namai {similar} menjadi {file.name}, atau {save}"
        raise UnreadableWorkbook(file, "berkas tidak ada", save) from None
    if stat.S_ISDIR(state.st_mode):
        raise UnreadableWorkbook(file, "ini folder, bukan berkas", f"ganti nama foldernya, {save}")
    if not stat.S_ISREG(state.st_mode):
        raise UnreadableWorkbook(file, "ini pipa atau perangkat, bukan berkas biasa", save)
    if state.st_size > (limit := limit or LIMITS.file):
        raise too_large(file, f"ukurannya {state.st_size / MB:.0f} MB", limit // MB, "MB")
    try:
        return file.read_bytes()
    except OSError as error:
        advice = "tutup bila sedang terbuka di program lain, atau minta izin membacanya"
        raise UnreadableWorkbook(file, "berkas tidak boleh dibaca", advice) from error


def inspect_container(file: Path, data: bytes) -> Container:
    """The parts of a workbook, whose cells are not read yet. Raises UnreadableWorkbook.

    An .ods or .xlsb has no parts here: only its sizes are checked.
    """
    if data.startswith(OLE) and ENCRYPTED in data:
        raise UnreadableWorkbook(file, *LOCKED)
    if data.startswith(OLE):
        raise UnreadableWorkbook(file, "berkas berformat lama (.xls)", "simpan ulang sebagai .xlsx")
    with refuse_corrupt(file), zipfile.ZipFile(io.BytesIO(data)) as archive:
        check_sizes(file, archive)
        parts = {n.lower(): n for n in archive.namelist()}
        if WORKBOOK_PART not in parts and file.suffix.lower() in _OTHER_FORMATS:
            return Container({}, {}, {})
        return _open_workbook(file, archive, parts)


def too_large(file: Path, what: str, limit: int, unit: str, sheet: str = "") -> UnreadableWorkbook:
    """The error for something beyond a limit; what: what there is, limit: how many units may be."""
    count = f"{limit:,}".replace(",", ".")
    message = f"{what}; paling banyak {count} {unit}"
    advice = "hapus lembar, baris, dan format yang tidak dipakai, lalu simpan ulang"
    return UnreadableWorkbook(file, message, advice, sheet)


def check_count(file: Path, count: int, limit: int, unit: str, sheet: str = "") -> None:
    """Raise UnreadableWorkbook where there are more than `limit` of a unit."""
    if count > limit:
        raise too_large(file, f"berisi {count} {unit}", limit, unit, sheet)


def check_sizes(file: Path, archive: zipfile.ZipFile) -> None:
    """Check the number of parts and their stated sizes, then that each unpacks to its size.

    Raises UnreadableWorkbook. A part that holds more than is stated fails piece by piece here;
    zipfile would unpack it in full before it refuses it.
    """
    parts = archive.infolist()
    check_count(file, len(parts), LIMITS.parts, "bagian")
    duplicates = [n for n, count in Counter(p.filename.lower() for p in parts).items() if count > 1]
    if duplicates:
        raise UnreadableWorkbook(file, f"bagian {duplicates[0]} ada dua", CORRUPT[1])
    for part in parts:
        if part.file_size > LIMITS.part:
            what = f"bagian {part.filename} berisi {part.file_size / MB:.0f} MB"
            raise too_large(file, what, LIMITS.part // MB, "MB")
    if (large := sum(p.file_size for p in parts)) > LIMITS.unpacked:
        raise too_large(file, f"isinya {large / MB:.0f} MB", LIMITS.unpacked // MB, "MB")
    with refuse_corrupt(file):
        broken = archive.testzip()
    if broken:
        raise UnreadableWorkbook(file, f"bagian {broken} rusak", CORRUPT[1])


def _open_workbook(file: Path, archive: zipfile.ZipFile, names: dict[str, str]) -> Container:
    def read(part: str) -> bytes:
        return archive.read(names[part])

    tree = parse_xml(read(WORKBOOK_PART))
    relations = {r.get("Id"): r for r in parse_xml(read("xl/_rels/workbook.xml.rels"))}
    parts: dict[str, bytes] = {}
    sheets: dict[str, str] = {}
    states: dict[str, str] = {}
    entries = tree.findall("{*}sheets/{*}sheet")
    check_count(file, len(entries), LIMITS.sheets, "lembar")
    for entry in entries:
        relation = relations[entry.get(_RELATION) or entry.get(_STRICT_RELATION)]
        if not str(relation.get("Type")).endswith("/worksheet"):
            continue  # a chart sheet
        title, part = str(entry.get("name")), _normalize(str(relation.get("Target")))
        parts[part] = read(part)
        sheets[title], states[title] = part, entry.get("state", "visible")
        for unit, tag, limit in (("sel", b"c", LIMITS.cells), ("baris", b"row", LIMITS.rows)):
            count = parts[part].count(b"<" + tag) + parts[part].count(b":" + tag)
            check_count(file, count, limit, unit, title)  # before they are parsed
    for part in ("xl/sharedstrings.xml", "xl/styles.xml"):
        if part in names:
            parts[part] = read(part)
    texts = parts.pop("xl/sharedstrings.xml", b"")
    if (count := texts.count(b"<si") + texts.count(b":si")) > LIMITS.texts:
        what = f"xl/sharedStrings.xml berisi {count} teks"
        raise too_large(file, what, LIMITS.texts, "teks")
    return Container(parts, sheets, states)


def _normalize(target: str) -> str:
    """Name of a part from the target of a relation, which is absolute or relative to xl/."""
    return posixpath.normpath(posixpath.join("/xl", target.replace("\\", "/"))).lstrip("/").lower()


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
