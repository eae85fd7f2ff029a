"""Columns headed by a code only (U1, U2, …), and the unsur of each, by a legend or their order."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from lkip_helpers.forms.answers import fits_scale
from lkip_helpers.forms.headers import REPEATED, HeaderColumn, Role, refuse
from lkip_helpers.forms.wordings import Unsur, build_vocabulary, find_candidates
from lkip_helpers.forms.words import ROMAN, cell_text, fold, format_decimals, pattern
from lkip_helpers.importers.findings import Doubt
from lkip_helpers.importers.mapping import OfficeMapping
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


class CodedColumns(NamedTuple):
    """The role of each column headed by a code, and the one question about those in doubt.

    Until it is answered the order of the sheet Unsur holds; agreed: it is the regulation's too.
    """

    roles: dict[int, Role]
    doubt: Doubt | None = None
    agreed: bool = False


def assign_codes(
    columns: Sequence[HeaderColumn], unsur: Sequence[Unsur], outside: Iterable[Sequence[Any]],
    mapping: OfficeMapping,
) -> CodedColumns:  # fmt: skip
    """What columns headed by codes are; outside: rows beside the table and of other sheets."""
    known = {number: u for u in unsur if (number := read_code(u.code)) is not None}
    parts = [(c, known[number]) for c in columns if (number := read_part(c.head)) in known]
    codes = [(c, number) for c in columns if (number := read_code(c.head)) is not None]
    if len(codes) + len(parts) < FEWEST or len({n for _, n in codes}) < len(codes):
        return CodedColumns({})
    unknown, codes = [c for c, n in codes if n not in known], [c for c in codes if c[1] in known]
    orders: Sequence[Mapping[int, Unsur]] = _list_orders(known, unsur)
    legend = _read_legend(outside, unsur, orders)
    by_legend = all(n in legend for _, n in codes)
    orders = _list_possible([legend] if by_legend else orders, legend, codes, unsur)
    reason = UNKNOWN if orders else "keterangannya tidak lengkap"
    refused = [*unknown, *(c for c, _ in codes if not orders)]
    advice = "samakan kode unsurnya, lalu impor lagi"
    roles = {c.number: Role(c, "salah", reason=reason, advice=advice) for c in refused}
    roles |= {c.number: refuse(c, REPEATED, u.code) for c, u in parts}
    readings = [(c, [order[n] for order in orders]) for c, n in codes if orders]
    certain = [(c, found[0]) for c, found in readings if len({u.code for u in found}) == 1]
    why = BY_LEGEND if by_legend else BY_ORDER
    roles |= {c.number: Role(c, "unsur", u.code, why) for c, u in certain}
    in_doubt = [reading for reading in readings if reading[0].number not in roles]
    if not in_doubt:
        return CodedColumns(roles)
    agreed = all(found[0].code == found[1].code for _, found in in_doubt)
    agreed = agreed and _are_unsur_codes(c for c, _ in codes)
    settled, doubt = _settle_order(in_doubt, certain, mapping, agreed=agreed)
    return CodedColumns(roles | settled, None if unknown else doubt, agreed)


def _list_possible(
    orders: Sequence[Mapping[int, Unsur]], legend: Mapping[int, Unsur],
    codes: Sequence[tuple[HeaderColumn, int]], unsur: Sequence[Unsur],
) -> list[Mapping[int, Unsur]]:  # fmt: skip
    """The orders a legend allows; if any, those in which no column has another unsur's answers."""
    vocabulary = build_vocabulary(unsur)
    allowed = [o for o in orders if all(legend.get(n, u) == u for n, u in o.items())]
    pairs = [(o, [fits_scale(c.cells, o[n], vocabulary) for c, n in codes]) for o in allowed]
    return [order for order, fits in pairs if False not in fits] or allowed


def _are_unsur_codes(columns: Iterable[HeaderColumn]) -> bool:
    """Whether codes are those of unsur, "U1", and not of questions, "P1"."""
    return all(any(w.startswith("u") for w in fold(c.head).split()) for c in columns)


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


def _settle_order(
    in_doubt: Sequence[tuple[HeaderColumn, Sequence[Unsur]]],
    certain: Sequence[tuple[HeaderColumn, Unsur]], mapping: OfficeMapping, *, agreed: bool,
) -> tuple[dict[int, Role], Doubt | None]:  # fmt: skip
    """The roles of columns whose unsur differ by the order, and the question unless answered.

    in_doubt: each with its unsur in every order.
    """
    columns = [c for c, _ in in_doubt]
    brief = {u["nama"]: u["kata"][0] for u in load_rules("skm")["unsur"]}
    readings: dict[str, list[Unsur]] = {}  # by its words: "U8 sarana, U9 pengaduan"
    for order in zip(*(found for _, found in in_doubt), strict=True):
        told = zip(columns, order, strict=True)
        words = ", ".join(f"{c.head} {brief.get(u.standard, u.name)}" for c, u in told)
        readings[words] = [*order]
    key, order_text = " dan ".join(c.head for c in columns), ""
    if not _are_unsur_codes(c for c, _ in certain):
        key = f"{certain[0][0].head} sampai {columns[-1].head}"
        order_text = ", ".join(f"{c.head} = {u.code}" for c, u in certain) + "; "
    chosen = mapping.search("forms", "kepala", key, tuple(readings))
    reading = zip(columns, readings[chosen or next(iter(readings))], strict=True)
    reason = "menurut padanan.toml" if chosen else BY_ORDER if agreed else IN_DOUBT
    roles = {c.number: Role(c, "unsur", u.code, reason) for c, u in reading}
    if chosen:
        return roles, None
    given = {c.head: [int(t) for t in map(cell_text, c.cells) if t in {*"1234"}] for c in columns}
    means = [f"{head} = {format_decimals(sum(n) / len(n))}" for head, n in given.items() if n]
    note = f"{order_text}urutan keduanya tidak sama di setiap instansi"
    note += f"; rata-ratanya {', '.join(means)}" if means else ""
    cells = ", ".join(c.cell for c in columns)
    return roles, Doubt("forms", "kepala", key, cells, tuple(readings), note=note)
