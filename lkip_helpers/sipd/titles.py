"""Whose budget an export is and of which year, by what it says itself."""

import re
from collections.abc import Iterator

from lkip_helpers.intake.sheet import tidy_up
from lkip_helpers.sipd.codes import Level, is_sub_unit, split_code, tell_office, unit_name
from lkip_helpers.sipd.patterns import pattern
from lkip_helpers.sipd.roles import NUMBERS, tell_multiplier
from lkip_helpers.sipd.rows import Arrangement, Reader


def check_title(read: Reader, arrangement: Arrangement, name: str, tahun: int) -> None:
    """Findings where the export is of another year or unit, or does not say; or not in rupiah."""
    _check_tahun(read, tahun)
    _check_unit(read, arrangement, name)
    if read.header.money("realisasi"):
        _check_period(read)
    excess = any(k.times == 0 for k in read.header.column if k.role in NUMBERS)
    for ordinal, text in _row_texts(read, 1, read.header.end + 1):
        if tell_multiplier((text,)) != 1 and (excess or ordinal < read.header.initial):
            read.add(
                read.cells(ordinal), "angkanya bukan rupiah penuh",
                "ambil ekspor dalam rupiah penuh", text[:80],
            )  # fmt: skip


def _row_texts(read: Reader, initial: int, end: int) -> Iterator[tuple[int, str]]:
    """Rows from awal until before akhir, each as one text in small letters."""
    for ordinal in range(initial, min(end, len(read.sheet.content) + 1)):
        text = " ".join(filter(None, map(tidy_up, read.sheet.content[ordinal - 1])))
        if text:
            yield ordinal, re.sub(r"\s*:(\s*:)*\s*", " : ", text)


def _check_tahun(read: Reader, tahun: int) -> None:
    """The title says a budget year, or another year that is no law's; columns may say it too."""
    title = [
        (n, pattern("nomor_peraturan").sub(" ", t))
        for n, t in _row_texts(read, 1, read.header.initial)
    ]
    explicit = [(n, int(t)) for n, b in title for t in pattern("tahun_anggaran").findall(b)]
    stated = explicit or [(n, int(t)) for n, b in title for t in pattern("angka_tahun").findall(b)]
    other = [(n, t) for n, t in stated if t != tahun]
    if other and (explicit or len(other) == len(stated)):
        ordinal, wrong = other[0]
        _refuse_tahun(read, read.cells(ordinal), wrong, tahun)
    for k in read.header.ordinal("tahun"):
        for ordinal in range(read.header.end + 1, len(read.sheet.content) + 1):
            content = tidy_up(read.content(ordinal, k))
            if pattern("angka_tahun").fullmatch(content) and int(content) != tahun:
                _refuse_tahun(read, read.cells(ordinal, k), int(content), tahun)
                return
            stated += [(ordinal, tahun)] if content == str(tahun) else []
    header = " ".join(t for k in read.header.column for t in k.trail)
    if not stated and str(tahun) not in header:
        read.add(
            "", "ekspor ini tidak menyebut tahun anggarannya",
            f"pastikan sendiri bahwa tahunnya {tahun}", severity="peringatan",
        )  # fmt: skip


def _check_period(read: Reader) -> None:
    """A realisasi is that of the whole year; a title may say that it ends earlier."""
    for ordinal, text in _row_texts(read, 1, read.header.initial):
        months = [m[1] for m in pattern("sampai_bulan").finditer(text)]
        if (months and months[-1] != "desember") or pattern("belum_setahun").search(text):
            read.add(
                read.cells(ordinal), "realisasinya belum sampai akhir tahun",
                "ambil ekspor realisasi sampai 31 Desember", text[:80],
            )  # fmt: skip


def _refuse_tahun(read: Reader, cells: str, wrong: int, tahun: int) -> None:
    read.add(
        cells, f"ekspor ini untuk tahun {wrong}, padahal yang diminta {tahun}",
        f"ambil ekspor tahun {tahun}, atau sebutkan tahun {wrong} pada perintahnya", wrong,
    )  # fmt: skip


def _check_unit(read: Reader, arrangement: Arrangement, name: str) -> None:
    """Every unit the export names is ours, or a kelurahan of ours; one that names none is doubted.

    Where the title names a kelurahan, all rows are its own.
    """
    own = tidy_up(name)
    title, content = list(_list_titles(read)), list(_list_unit(read, arrangement))
    kami = [t for _, t in (*title, *content) if _same(t, own)]
    office = {k for t in kami if (k := tell_office(_code(t)))}
    for ordinal, text in (*title, *content):
        if text not in kami and not _is_subordinate(text, office, bool(kami)):
            read.add(
                read.cells(ordinal), f"ekspor ini milik “{split_code(text)[1]}”, bukan Kecamatan "
                f"{name}", "ambil ekspor unit ini saja, atau pilih unitnya dengan --unit", text,
            )  # fmt: skip
            return
    for unit in filter(None, (unit_name(t) for _, t in title if t not in kami)):
        for s in arrangement.sub:
            s.unit = s.unit or unit.title()
    if not (title or content):
        read.add(
            "", "ekspor ini tidak menyebut unitnya", f"pastikan sendiri bahwa unitnya {name}",
            severity="peringatan",
        )  # fmt: skip


def _code(text: str) -> str:
    code, _ = split_code(text)
    return code.text if code else ""


def _is_subordinate(text: str, office: set[str], exists: bool) -> bool:
    """Whether a unit is a sub unit of the office: by its code, or by its name where it has none."""
    code, name = split_code(text)
    if not is_sub_unit(name, code.text if code else ""):
        return False
    parent = tell_office(code.text) if code else ""
    return exists if not (parent and office) else parent in office


def _list_titles(read: Reader) -> Iterator[tuple[int, str]]:
    """Row and name of each unit in the title."""
    for ordinal, text in _row_texts(read, 1, read.header.initial):
        label = pattern("label_unit").search(text)
        if label or pattern("kecamatan").search(text):
            yield ordinal, (label[1] if label else text)
        if kelurahan := pattern("di_kecamatan").search(text):
            yield ordinal, kelurahan[1]


def _list_unit(read: Reader, arrangement: Arrangement) -> Iterator[tuple[int, str]]:
    """Row and name of each unit in rows of an organisation, and in its own columns."""
    for s in arrangement.node:
        if s.depth == Level.ORGANISATION:
            yield s.rows, tidy_up(f"{s.code} {s.name}" if s.code else s.name)
    seen: set[object] = set()
    for k in read.header.ordinal("unit", "subunit"):
        for ordinal in (n for s in arrangement.sub for n in (s.detailed or [s.rows])):
            text = tidy_up(read.content(ordinal, k))
            left = read.text(ordinal, k - 1) if k > 1 else ""
            if tell_office(left) and not _code(text):
                text = f"{left} {text}"
            if text and text not in seen:
                seen.add(text)
                yield ordinal, text


def _same(text: str, name: str) -> bool:
    """Whether a text names the unit: the whole name, and nothing after it that goes on a name."""
    text = re.sub(
        r"\bkec\b\.?|\b(kantor )?camat\b", "kecamatan", " ".join(split_code(text)[1].split())
    )
    if is_sub_unit(text):
        return False
    fitting = [m[1] for m in pattern("kecamatan").finditer(text)] or [text]
    end = fitting[-1].removeprefix("kecamatan ").strip()
    return end.startswith(name) and bool(pattern("sisa_nama").fullmatch(end[len(name) :]))
