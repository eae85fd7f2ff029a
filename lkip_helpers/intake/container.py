"""A look at a workbook's container before any reader: what it is, how large, which parts it has.

The limits stand here and nowhere else. They leave room for 20,000 respondents; beyond them a file
is refused with the part, sheet or cell at fault, before anything is unpacked in full.
"""

import io
import os
import posixpath
import stat
import zipfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from lkip_helpers.intake.finding import Finding, UnreadableFile

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MB = 1 << 20
SAFE_XML: dict[str, bool] = {
    "resolve_entities": False, "no_network": True, "remove_comments": True, "remove_pis": True,
}  # fmt: skip
WORKBOOK_NOUN = "xl/workbook.xml"
_OTHER_FILE = {".ods", ".xlsb"}  # workbooks of another make, which only an import reads
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
CORRUPT = ("berkas rusak atau bukan buku kerja Excel",
         "buka di Excel dan simpan ulang sebagai .xlsx, atau minta salinannya")  # fmt: skip


@dataclass(frozen=True)
class Limits:
    """What an office's workbook may be.

    file, part, unpacked: bytes of the file, of one part and of all parts unpacked. cells, rows,
    merges: of a sheet. rectangle, merge: cells from A1 to the last one, and of a merged range.
    letters: of a cell, as in Excel.
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
        """The finding of the file, which is named in it."""
        name = self.file.name
        return Finding(name, self.sheet, self.location, "", "salah", str(self), self.advice)


@dataclass(frozen=True)
class Container:
    """What a workbook holds.

    parts: the XML of the sheets and styles, by lower name. sheets: part of each worksheet, by its
    name. states: of each sheet, visible or not.
    """

    parts: dict[str, bytes]
    sheets: dict[str, str]
    states: dict[str, str]


def read_regular(file: Path, limit: int = 0) -> bytes:
    """The bytes of a regular file of bearable size, read once. Raises UnreadableWorkbook."""
    save = f"simpan {file.name} di {file.parent.name}/"
    try:
        state = file.stat()
    except OSError:
        if similar := list_similar(file):
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


def inspect_container(file: Path, content: bytes) -> Container:
    """What stands in a workbook, without reading its cells. Raises UnreadableWorkbook.

    A workbook of another make (.ods, .xlsb) has no parts here: only its sizes are looked at.
    """
    if content.startswith(OLE) and b"E\0n\0c\0r\0y\0p\0t\0" in content:
        raise UnreadableWorkbook(
            file, "berkas dikunci kata sandi", "buka di Excel, hapus kata sandinya, simpan"
        )
    if content.startswith(OLE):
        raise UnreadableWorkbook(file, "berkas berformat lama (.xls)", "simpan ulang sebagai .xlsx")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            check_sizes(file, archive)
            parts = {n.lower(): n for n in archive.namelist()}
            if WORKBOOK_NOUN not in parts and file.suffix.lower() in _OTHER_FILE:
                return Container({}, {}, {})
            return _open_workbook(file, archive, parts)
    except UnreadableWorkbook:
        raise
    except Exception as error:  # whatever a damaged file makes zipfile and lxml raise
        raise UnreadableWorkbook(file, *CORRUPT) from error


def too_large(file: Path, what: str, limit: int, unit: str, sheet: str = "") -> UnreadableWorkbook:
    """The refusal of what is beyond a limit."""
    count = f"{limit:,}".replace(",", ".")
    message = f"{what}; paling banyak {count} {unit}"
    advice = "hapus lembar, baris, dan format yang tidak dipakai, lalu simpan ulang"
    return UnreadableWorkbook(file, message, advice, sheet)


def check_sizes(file: Path, archive: zipfile.ZipFile) -> None:
    """Number and unpacked size of the parts, as stated; then each is read piece by piece.

    One that holds more than is stated would be unpacked in full before zipfile refuses it.
    """
    every = archive.infolist()
    if len(every) > LIMITS.parts:
        raise too_large(file, f"berisi {len(every)} bagian", LIMITS.parts, "bagian")
    doubled = [n for n, b in Counter(s.filename.lower() for s in every).items() if b > 1]
    if doubled:
        raise UnreadableWorkbook(file, f"bagian {doubled[0]} ada dua", CORRUPT[1])
    for one in every:
        if one.file_size > LIMITS.part:
            what = f"bagian {one.filename} berisi {one.file_size / MB:.0f} MB"
            raise too_large(file, what, LIMITS.part // MB, "MB")
    if (large := sum(s.file_size for s in every)) > LIMITS.unpacked:
        raise too_large(file, f"isinya {large / MB:.0f} MB", LIMITS.unpacked // MB, "MB")
    try:
        broken = archive.testzip()
    except Exception as error:  # whatever its packing raises
        raise UnreadableWorkbook(file, *CORRUPT) from error
    if broken:
        raise UnreadableWorkbook(file, f"bagian {broken} rusak", CORRUPT[1])


def _open_workbook(file: Path, archive: zipfile.ZipFile, name: dict[str, str]) -> Container:
    def read(part: str) -> bytes:
        return archive.read(name[part])

    tree = parse_xml(read(WORKBOOK_NOUN))
    targets = {r.get("Id"): r for r in parse_xml(read("xl/_rels/workbook.xml.rels"))}
    parts: dict[str, bytes] = {}
    sheets: dict[str, str] = {}
    states: dict[str, str] = {}
    entries = tree.findall("{*}sheets/{*}sheet")
    if len(entries) > LIMITS.sheets:
        raise too_large(file, f"berisi {len(entries)} lembar", LIMITS.sheets, "lembar")
    for one in entries:
        r = targets[one.get(_RELATION) or one.get(_STRICT_RELATION)]
        if not str(r.get("Type")).endswith("/worksheet"):
            continue  # a chart on a sheet of its own
        title, part = str(one.get("name")), _part(str(r.get("Target")))
        parts[part] = read(part)
        sheets[title], states[title] = part, one.get("state", "visible")
        _check_cells(file, title, parts[part])
    for part in ("xl/sharedstrings.xml", "xl/styles.xml"):
        if part in name:
            parts[part] = read(part)
    text = parts.pop("xl/sharedstrings.xml", b"")
    if (count := text.count(b"<si") + text.count(b":si")) > LIMITS.texts:
        what = f"xl/sharedStrings.xml berisi {count} teks"
        raise too_large(file, what, LIMITS.texts, "teks")
    return Container(parts, sheets, states)


def _part(target: str) -> str:
    """Name of a part from the target of a relation, which is absolute or begins at xl/."""
    return posixpath.normpath(posixpath.join("/xl", target.replace("\\", "/"))).lstrip("/").lower()


def _check_cells(file: Path, sheet: str, content: bytes) -> None:
    """How many cells and rows a sheet has at most, counted before they are parsed."""
    for what, sign, limit in (("sel", b"c", LIMITS.cells), ("baris", b"row", LIMITS.rows)):
        count = content.count(b"<" + sign) + content.count(b":" + sign)
        if count > limit:
            raise too_large(file, f"berisi {count} {what}", limit, what, sheet)


def parse_xml(content: bytes) -> etree._Element:
    """A part as a tree; no entity is resolved and nothing is fetched."""
    return etree.fromstring(content, etree.XMLParser(**SAFE_XML))


def is_absent(file: Path) -> bool:
    """Whether the file is not there, nor one that may be meant for it."""
    return file.parent.is_dir() and not os.path.lexists(file) and not list_similar(file)


def list_similar(file: Path) -> str:
    """Files beside it whose name differs in case or ending only, as words; "" where none does."""
    if not file.parent.is_dir():
        return ""
    return " atau ".join(sorted(
        b.name for b in file.parent.iterdir()
        if b.stem.strip().casefold() == file.stem.strip().casefold() and b.name != file.name
        and not b.is_dir() and b.suffix.lower().startswith((".xls", ".ods", ".csv"))
    ))  # fmt: skip
