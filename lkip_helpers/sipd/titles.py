"""Whose budget an export is and of which year, by its own title, columns and notes."""

import re
from collections.abc import Iterable, Iterator

from lkip_helpers.intake.workbook import address
from lkip_helpers.rules import load_rules
from lkip_helpers.rules.naming import name_office, split_office
from lkip_helpers.schema.cells import fold_text
from lkip_helpers.sipd.budget_table import FOOTER, NOTE, ExportTable, fold_row
from lkip_helpers.sipd.codes import Level, find_office, find_unit_name, is_sub_unit, split_unit
from lkip_helpers.sipd.roles import NUMBERS, find_multiplier, mentions, pattern, spell_dates

Lines = list[tuple[int, str]]  # row number and text


def check_title(table: ExportTable, name: str, tahun: int) -> None:
    """Add findings where the export is of another year or unit, names none, or is not in rupiah."""
    lines = list(_read_lines(table, range(1, table.head.last + 1)))
    title = [(n, t) for n, t in lines if n < table.head.first]
    sheet = (0, table.sheet.name.casefold())
    _check_tahun(table, [sheet, *title], tahun)
    _check_unit(table, title, name)
    below = sorted(n for n, reason in table.dropped.items() if reason in (NOTE, FOOTER))
    once = {text: n for n, text in reversed([*_read_lines(table, below)])}  # for all pages
    notes = [(n, text) for text, n in once.items()]
    within = [*title, (0, f"{sheet[1]} {tahun}"), *_list_periods(table)]
    said: list[tuple[str, int, str]] = []
    if table.head.find_money("realisasi"):
        said += [("belum_setahun", n, t) for n, t in within if _ends_early(t, tahun)]
        said += [("catatan_waktu", n, t) for n, t in notes if _ends_early(t, tahun)]
    over_thousand = any(c.multiplier == 0 for c in table.head.columns if c.role in NUMBERS)
    above = [sheet, *(lines if over_thousand else title)]
    said += [("bukan_rupiah", n, t) for n, t in above if find_multiplier((t,)) != 1]
    said += [("bukan_rupiah", n, t) for n, t in notes if mentions("bukan_rupiah", t)]
    for kind, number, text in said:
        table.add(kind, table.cell(number), text[:80])


def _ends_early(text: str, tahun: int) -> bool:
    """Whether a text names a time that ends before December of the year.

    The date of a law, or from which on it counts, is no end.
    """
    until = re.sub(rf"\w+ {tahun + 1}\b", "", text)  # drawn up after the year had ended
    ends = [pattern("sampai_bulan"), pattern("rentang_bulan")]
    if not mentions("bukan_akhir", text):
        ends.insert(0, re.compile(rf"\b({pattern('bulan').pattern})\W*{tahun}\b"))
    months = [m[1] for end in ends for m in end.finditer(until)]
    return bool(months and not months[-1].startswith("de")) or mentions("belum_setahun", text)


def _list_periods(table: ExportTable) -> Iterator[tuple[int, str]]:
    """A row and what it says in a column that names one part of the year for all rows."""
    for column in table.head.columns:
        texts = {fold_text(table.value(n, column.number)) for n in table.summed}
        if len(texts) == 1 and mentions("kolom_waktu", column.text):
            yield table.summed[0], spell_dates(f"{column.text} {texts.pop()}".casefold())


def _read_lines(table: ExportTable, numbers: Iterable[int]) -> Iterator[tuple[int, str]]:
    """The rows of some numbers that are not blank, each as one text in lower case."""
    for number in numbers:
        if text := " ".join(fold_row(table.sheet.rows[number - 1])):
            yield number, re.sub(r"\s*:(\s*:)*\s*", " : ", spell_dates(text))


def _check_tahun(table: ExportTable, title: Lines, tahun: int) -> None:
    """Add a finding where title or columns name another year or none, laws not counted."""
    texts = [(n, pattern("nomor_peraturan").sub(" ", t)) for n, t in title]
    explicit = [(n, int(y)) for n, t in texts for y in pattern("tahun_anggaran").findall(t)]
    years = explicit or [(n, int(y)) for n, t in texts for y in pattern("angka_tahun").findall(t)]
    others = [(n, y) for n, y in years if y != tahun]
    if others and (explicit or len(others) == len(years)):
        number, year = others[0]
        table.add("tahun_lain", table.cell(number), year, lain=year, diminta=tahun)
    for column in table.head.find("tahun"):
        for number in range(table.head.last + 1, len(table.sheet.rows) + 1):
            text = fold_text(table.value(number, column))
            if pattern("angka_tahun").fullmatch(text) and int(text) != tahun:
                table.add("tahun_lain", address(number, column), text, lain=text, diminta=tahun)
                return
            years += [(number, tahun)] if text == str(tahun) else []
    heads = " ".join(h for c in table.head.columns for h in c.heads)
    if not years and str(tahun) not in heads:
        table.add("tanpa_tahun", tahun=tahun)


def _check_unit(table: ExportTable, title: Lines, name: str) -> None:
    """Add a finding where the export names a unit that is neither ours nor below it, or none.

    Where the title names a kelurahan, all rows belong to it. The government heads any page.
    """
    bare, whole = fold_text(split_office(name)[1]), name_office(name)
    in_title, in_rows = list(_list_title_units(title)), list(_list_row_units(table))
    cells = {t: [v for v in map(fold_text, table.sheet.rows[n - 1])
                 if mentions("kecamatan", v) and (t in v or v.strip(" :") in t)]
             for n, t in in_title}  # fmt: skip
    ours = {t for _, t in (*in_title, *in_rows)
            if any(_is_ours(own, bare) for own in (t, *cells.get(t, ())))}  # fmt: skip
    offices = {find_office(split_unit(text)[0]) for text in ours} - {""}
    for number, text in (*in_title, *in_rows):
        code, unit = split_unit(text)
        office = find_office(code)  # where codes tell, that of ours
        below = is_sub_unit(unit, code) and (office in offices if office and offices else ours)
        if text not in ours and not below:
            table.add("unit_lain", table.cell(number), text, unit=unit, nama=whole)
            return
    for unit in filter(None, (find_unit_name(t) for _, t in in_title if t not in ours)):
        for row in table.sub:
            row.unit = row.unit or unit.title()
    if not (in_title or in_rows):
        others = {*load_rules("kelengkapan")["bukan_kecamatan"]} - {"pemerintah"}
        number, unit = next((t for t in title if t[1].startswith(tuple(others))), (0, ""))
        kind = "unit_lain" if unit else "tanpa_unit"
        table.add(kind, table.cell(number), unit, unit=unit, nama=whole)
    for column in table.head.columns:
        text = " ".join(column.headers)
        named = pattern("kecamatan").search(text)
        of_unit = named and not pattern("sisa_nama").fullmatch(named[1])
        if of_unit and not _is_ours(text, bare) and column.holds_money():
            at = table.head_cells([column.number])
            table.add("kolom_unit_lain", at, kolom=column.text, nama=whole)
            return


def _list_title_units(title: Lines) -> Iterator[tuple[int, str]]:
    """Row and name of each unit in the title."""
    for number, line in title:
        text = line
        if kelurahan := pattern("di_kecamatan").search(line):
            yield number, kelurahan[1]
            text = line.replace(kelurahan[1], "").strip(" ,")
        for part in pattern("label_lain").split(text):
            if (label := pattern("label_unit").search(part)) or mentions("kecamatan", part):
                yield number, (label[1] if label else part)


def _list_row_units(table: ExportTable) -> Iterator[tuple[int, str]]:
    """Row and name of each unit in rows of an organisation, and in the columns of units."""
    for row in table.budget:
        if row.depth == Level.ORGANISATION:
            yield row.number, fold_text(f"{row.code} {row.name}" if row.code else row.name)
    seen: set[str] = set()
    for column in table.head.find("unit", "subunit"):
        for number in table.summed:
            text = fold_text(table.unit(number, column))
            left = table.text(number, column - 1) if column > 1 else ""
            if find_office(left) and not split_unit(text)[0]:
                text = f"{left} {text}"
            if text and text not in seen:
                seen.add(text)
                yield number, text


def _is_ours(text: str, name: str) -> bool:
    """Whether a text names the unit: its whole name, and no further word of a longer name."""
    text = pattern("kata_kantor").sub("kecamatan", split_unit(text)[1])
    if is_sub_unit(text) and not text.startswith(name):  # Kecamatan Kampung Melayu
        return False
    kecamatan = [m[1] for m in pattern("kecamatan").finditer(text)] or [text]
    named = kecamatan[-1].removeprefix("kecamatan ").strip()
    return named.startswith(name) and bool(pattern("sisa_nama").fullmatch(named[len(name) :]))
