"""Whose budget an export is and of which year, by what it says itself."""

import re
from collections.abc import Iterable, Iterator

from lkip_helpers.intake.sheet import tidy_up
from lkip_helpers.intake.workbook import address
from lkip_helpers.sipd.budget_table import NOTE, Budget, ExportTable
from lkip_helpers.sipd.codes import Level, find_office, find_unit_name, is_sub_unit, split_code
from lkip_helpers.sipd.roles import NUMBERS, find_multiplier, mentions, pattern

Lines = list[tuple[int, str]]  # number and text of rows


def check_title(table: ExportTable, budget: Budget, name: str, tahun: int) -> None:
    """Findings where the export is of another year or unit, or does not say; or not in rupiah."""
    lines = list(_read_lines(table, range(1, table.head.last + 1)))
    title = [(n, t) for n, t in lines if n < table.head.first]
    _check_tahun(table, title, tahun)
    _check_unit(table, budget, title, name)
    for number, text in title if table.head.find_money("realisasi") else ():
        months = [m[1] for m in pattern("sampai_bulan").finditer(text)]
        if (months and months[-1] != "desember") or mentions("belum_setahun", text):
            table.add("belum_setahun", table.cell(number), text[:80])  # a realisasi is of all of it
    excess = any(c.multiplier == 0 for c in table.head.columns if c.role in NUMBERS)
    for number, text in lines:
        if find_multiplier((text,)) != 1 and (excess or number < table.head.first):
            table.add("bukan_rupiah", table.cell(number), text[:80])
    notes = _read_lines(table, sorted(n for n, reason in budget.dropped if reason == NOTE))
    for number, text in ((0, table.sheet.name), *notes):
        if mentions("bukan_rupiah", text):
            table.add("bukan_rupiah", table.cell(number) if number else "", text[:80])


def _read_lines(table: ExportTable, numbers: Iterable[int]) -> Iterator[tuple[int, str]]:
    """Some rows, each as one text in lower case."""
    for number in numbers:
        if text := " ".join(filter(None, map(tidy_up, table.sheet.content[number - 1]))):
            yield number, re.sub(r"\s*:(\s*:)*\s*", " : ", text)


def _check_tahun(table: ExportTable, title: Lines, tahun: int) -> None:
    """The title says a budget year, or another year that is no law's; columns may say it too."""
    texts = [(n, pattern("nomor_peraturan").sub(" ", t)) for n, t in title]
    explicit = [(n, int(y)) for n, t in texts for y in pattern("tahun_anggaran").findall(t)]
    stated = explicit or [(n, int(y)) for n, t in texts for y in pattern("angka_tahun").findall(t)]
    other = [(n, y) for n, y in stated if y != tahun]
    if other and (explicit or len(other) == len(stated)):
        number, year = other[0]
        table.add("tahun_lain", table.cell(number), year, lain=year, diminta=tahun)
    for column in table.head.find("tahun"):
        for number in range(table.head.last + 1, len(table.sheet.content) + 1):
            text = tidy_up(table.value(number, column))
            if pattern("angka_tahun").fullmatch(text) and int(text) != tahun:
                table.add("tahun_lain", address(number, column), text, lain=text, diminta=tahun)
                return
            stated += [(number, tahun)] if text == str(tahun) else []
    heads = " ".join(t for c in table.head.columns for t in c.heads)
    if not stated and str(tahun) not in heads:
        table.add("tanpa_tahun", tahun=tahun)


def _check_unit(table: ExportTable, budget: Budget, title: Lines, name: str) -> None:
    """Every unit the export names is ours, or a kelurahan of ours; one that names none is doubted.

    Where the title names a kelurahan, all rows are its own.
    """
    named, listed = list(_list_titles(title)), list(_list_units(table, budget))
    ours = {t for _, t in (*named, *listed) if _is_ours(t, tidy_up(name))}
    offices = {office for t in ours if (office := find_office(_code(t)))}
    for number, text in (*named, *listed):
        if text not in ours and not _is_subordinate(text, offices, known=bool(ours)):
            unit = split_code(text)[1]
            table.add("unit_lain", table.cell(number), text, unit=unit, nama=name)
            return
    for unit in filter(None, (find_unit_name(t) for _, t in named if t not in ours)):
        for row in budget.sub:
            row.unit = row.unit or unit.title()
    if not (named or listed):
        table.add("tanpa_unit", nama=name)


def _code(text: str) -> str:
    code, _ = split_code(text)
    return code.text if code else ""


def _is_subordinate(text: str, offices: set[str], *, known: bool) -> bool:
    """Whether a unit is a sub unit of the office: by its code, or by its name where it has none."""
    if not is_sub_unit(split_code(text)[1], _code(text)):
        return False
    parent = find_office(_code(text))
    return parent in offices if parent and offices else known


def _list_titles(title: Lines) -> Iterator[tuple[int, str]]:
    """Row and name of each unit in the title."""
    for number, text in title:
        label = pattern("label_unit").search(text)
        if label or mentions("kecamatan", text):
            yield number, (label[1] if label else text)
        if kelurahan := pattern("di_kecamatan").search(text):
            yield number, kelurahan[1]


def _list_units(table: ExportTable, budget: Budget) -> Iterator[tuple[int, str]]:
    """Row and name of each unit in rows of an organisation, and in its own columns."""
    for row in budget.rows:
        if row.depth == Level.ORGANISATION:
            yield row.number, tidy_up(f"{row.code} {row.name}" if row.code else row.name)
    seen: set[str] = set()
    for column in table.head.find("unit", "subunit"):
        for number in budget.summed:
            text = tidy_up(table.unit(number, column))
            left = table.text(number, column - 1) if column > 1 else ""
            if find_office(left) and not _code(text):
                text = f"{left} {text}"
            if text and text not in seen:
                seen.add(text)
                yield number, text


def _is_ours(text: str, name: str) -> bool:
    """Whether a text names the unit: the whole name, and nothing after it that goes on a name."""
    text = " ".join(split_code(text)[1].split())
    text = re.sub(r"\bkec\b\.?|\b(kantor )?camat\b", "kecamatan", text)
    if is_sub_unit(text):
        return False
    found = [m[1] for m in pattern("kecamatan").finditer(text)] or [text]
    end = found[-1].removeprefix("kecamatan ").strip()
    return end.startswith(name) and bool(pattern("sisa_nama").fullmatch(end[len(name) :]))
