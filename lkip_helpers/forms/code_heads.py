"""Columns headed by a code only (U1, U2, …), and the unsur of each, by a legend or their order."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from lkip_helpers.forms.answers import fits_scale
from lkip_helpers.forms.headers import HeaderColumn, Role, refuse_repeated
from lkip_helpers.forms.wordings import Unsur, build_vocabulary, find_candidates
from lkip_helpers.forms.words import ROMAN, cell_text, fold, format_decimals, pattern
from lkip_helpers.importers.findings import Doubt
from lkip_helpers.importers.mapping import OfficeMapping
from lkip_helpers.intake.workbook import address
from lkip_helpers.rules import load_rules

BY_LEGEND, BY_ORDER = "menurut keterangan pada berkas", "menurut urutan kodenya"
IN_DOUBT, UNKNOWN = "belum pasti", "kode ini tidak ada pada lembar Unsur"
FEWEST = 5  # codes in a row of heads that make it a list of unsur


def read_code(head: Any) -> int | None:
    """1 of "U1", "Unsur 1", "Unsur I", "P.1"; None of any other head."""
    if not isinstance(head, str):
        return None
    roman = pattern("kode_romawi").fullmatch(head.strip())
    if roman and roman[1].casefold() in ROMAN:
        return ROMAN.index(roman[1].casefold()) + 1
    code = pattern("kode").fullmatch(head.strip())
    return int(code[1]) if code else None


def read_part(head: Any) -> int | None:
    """1 of "U1.2", "U1a": one of several questions of an unsur; None of any other head."""
    part = pattern("kode_bagian").fullmatch(head.strip()) if isinstance(head, str) else None
    return int(part[1]) if part else None


def is_code(head: Any) -> bool:
    """Whether a head is a code, of an unsur or of a part of one."""
    return read_code(head) is not None or read_part(head) is not None


@dataclass(frozen=True)
class Codes:
    """Which unsur the columns headed by codes are about.

    columns: kode of the unsur by column number; reason: why; unknown: columns of no unsur.
    readings: where orders differ, the words of each ("U8 sarana, U9 pengaduan") and the kode it
    gives to the columns in doubt; the first is that of the sheet Unsur. agreed: it is the order of
    the regulation too, and used until the office says otherwise. repeated: kode of the unsur by
    column, where it is asked about more than once ("U1.1", "U1.2").
    """

    columns: Mapping[int, str]
    reason: str
    unknown: tuple[int, ...] = ()
    readings: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    agreed: bool = False
    repeated: Mapping[int, str] = field(default_factory=dict)


def assign_codes(
    columns: Sequence[HeaderColumn], unsur: Sequence[Unsur], outside: Iterable[Sequence[Any]]
) -> Codes | None:
    """The unsur of columns headed by codes; None where there is no row of codes.

    outside: rows beside the table and of other sheets.
    """
    heads = {c.number: c.head for c in columns}
    known = {number: u for u in unsur if (number := read_code(u.code)) is not None}
    part_of = {c: read_part(head) for c, head in heads.items()}
    parts = {c: known[number].code for c, number in part_of.items() if number in known}
    codes = {c: number for c, head in heads.items() if (number := read_code(head)) is not None}
    if len(codes) + len(parts) < FEWEST or len(set(codes.values())) < len(codes):
        return None
    unknown = tuple(c for c, n in codes.items() if n not in known)
    codes = {c: n for c, n in codes.items() if n in known}
    orders: Sequence[Mapping[int, Unsur]] = _list_orders(known, unsur)
    legend = _read_legend(outside, unsur, orders)
    if set(codes.values()) <= set(legend):
        by_legend = {c: legend[n].code for c, n in codes.items()}
        return Codes(by_legend, BY_LEGEND, unknown, repeated=parts)
    orders = [order for order in orders if all(legend.get(n, u) == u for n, u in order.items())]
    if not orders:
        return Codes({}, "keterangannya tidak lengkap", (*codes, *unknown))
    cells, vocabulary = {c.number: c.cells for c in columns}, build_vocabulary(unsur)
    matching = [  # in which no column has mostly the answers of another unsur
        order
        for order in orders
        if all(fits_scale(cells[c], order[n], vocabulary) is not False for c, n in codes.items())
    ]
    orders = matching or orders
    found = {c: {order[n].code for order in orders} for c, n in codes.items()}
    certain = {c: next(iter(alike)) for c, alike in found.items() if len(alike) == 1}
    in_doubt = {c: n for c, n in codes.items() if c not in certain}
    brief, readings = {u["nama"]: u["kata"][0] for u in load_rules("skm")["unsur"]}, {}
    for order in orders if in_doubt else ():
        told = ((heads[c], order[n]) for c, n in in_doubt.items())
        words = ", ".join(f"{head} {brief.get(u.standard, u.name)}" for head, u in told)
        readings[words] = {c: order[n].code for c, n in in_doubt.items()}
    agreed = all(orders[0][n].code == orders[1][n].code for n in in_doubt.values())
    agreed = agreed and _are_unsur_codes(heads[c] for c in codes)
    return Codes(certain, BY_ORDER, unknown, readings, agreed, parts)


def _are_unsur_codes(heads: Iterable[str]) -> bool:
    """Whether codes are those of unsur, "U1", and not of questions, "P1"."""
    return all(any(w.startswith("u") for w in fold(h).split()) for h in heads)


def _list_orders(known: Mapping[int, Unsur], unsur: Sequence[Unsur]) -> list[dict[int, Unsur]]:
    """Orders in use: the office's sheet, the regulation, and that with its last two swapped."""
    standard = {u.standard: u for u in unsur}
    official = [standard[u["nama"]] for u in load_rules("skm")["unsur"] if u["nama"] in standard]
    if len(official) < len(unsur) or set(known) != set(range(1, len(official) + 1)):
        return [dict(known)]
    swapped = [*official[:-2], official[-1], official[-2]]
    return [dict(known), *(dict(enumerate(order, 1)) for order in (official, swapped))]


def _read_legend(
    rows: Iterable[Sequence[Any]], unsur: Sequence[Unsur], orders: Sequence[Mapping[int, Unsur]]
) -> Mapping[int, Unsur]:
    """Codes explained for certain beside the table: "U1 | Persyaratan" or "U1 = Persyaratan".

    A numbered list of names ("1 | Persyaratan") may be a ranking: it counts only where it is one of
    the orders.
    """
    coded: dict[int, set[str]] = defaultdict(set)
    numbered: dict[int, set[str]] = defaultdict(set)
    for row in rows:
        texts = [*filter(None, map(cell_text, row))]
        codes = [t for t in texts if read_code(t) is not None]
        pairs = [(codes[0], t) for t in texts] if len(codes) == 1 else [*pairwise(texts)]
        pairs += [(t, name) for t, name in pairwise(texts) if t.isdecimal()]
        pairs += ((m[1], m[2]) for t in texts for m in pattern("arti_kode").finditer(t))
        for code, name in pairs:
            number = int(code) if code.isdecimal() else read_code(code)
            if number is not None and len(found := find_candidates(name, unsur)) == 1:
                (numbered if code.isdecimal() else coded)[number].add(found[0].code)
    by_code = {u.code: u for u in unsur}
    legend = {n: by_code[next(iter(found))] for n, found in coded.items() if len(found) == 1}
    if not legend:
        same = (order for order in orders if {n: {u.code} for n, u in order.items()} == numbered)
        return next(same, {})
    return legend if len({u.code for u in legend.values()}) == len(legend) else {}


def assign_roles(
    codes: Codes, columns: Sequence[HeaderColumn], head_row: int, mapping: OfficeMapping
) -> tuple[dict[int, Role], Doubt | None]:
    """The role of each column with a code, and the one question about those in doubt.

    Until it is answered, the first reading holds.
    """
    by_number, coded = {c.number: c for c in columns}, codes.columns.items()
    reason = codes.reason if not codes.columns else UNKNOWN
    advice = "samakan kode unsurnya, lalu impor lagi"
    roles = {n: Role(by_number[n], "salah", reason=reason, advice=advice) for n in codes.unknown}
    roles |= {n: refuse_repeated(by_number[n], code) for n, code in codes.repeated.items()}
    roles |= {n: Role(by_number[n], "unsur", code, codes.reason) for n, code in coded}
    if not codes.readings:
        return roles, None
    in_doubt = [by_number[n] for n in next(iter(codes.readings.values()))]
    key, order = " dan ".join(c.head for c in in_doubt), ""
    if not _are_unsur_codes(by_number[n].head for n in codes.columns):
        key = f"{by_number[min(codes.columns)].head} sampai {in_doubt[-1].head}"
        order = ", ".join(f"{by_number[n].head} = {code}" for n, code in coded) + "; "
    chosen = mapping.search("forms", "kepala", key, tuple(codes.readings))
    reading = codes.readings[chosen or next(iter(codes.readings))]
    reason = "menurut padanan.toml" if chosen else codes.reason if codes.agreed else IN_DOUBT
    roles |= {n: Role(by_number[n], "unsur", code, reason) for n, code in reading.items()}
    if chosen or codes.unknown:
        return roles, None
    given = {c.head: [int(t) for t in map(cell_text, c.cells) if t in {*"1234"}] for c in in_doubt}
    means = [f"{head} = {format_decimals(sum(n) / len(n))}" for head, n in given.items() if n]
    cells = ", ".join(address(head_row, c.number) for c in in_doubt)
    note = f"{order}urutan keduanya tidak sama di setiap instansi"
    note += f"; rata-ratanya {', '.join(means)}" if means else ""
    return roles, Doubt("forms", "kepala", key, cells, tuple(codes.readings), note=note)
