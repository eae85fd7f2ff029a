"""Columns headed by a code only (U1, U2, …): which unsur each is, by a legend or by their order."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from lkip_helpers.forms.answers import fitting
from lkip_helpers.forms.headers import ONE_COLUMN, SEVERAL, HeaderColumn, Role, find_candidates
from lkip_helpers.forms.wordings import Unsur, vocabulary
from lkip_helpers.forms.words import ROMAN, cell_text, short, two_decimals
from lkip_helpers.importers.mapping import OfficeMapping
from lkip_helpers.importers.summary import Doubt
from lkip_helpers.intake.workbook import address
from lkip_helpers.rules import load_rules

BY_LEGEND, BY_ORDER = "menurut keterangan pada berkas", "menurut urutan kodenya"
IN_DOUBT, UNKNOWN = "belum pasti", "kode ini tidak ada pada lembar Unsur"
FEWEST = 5  # so many codes in a row of heads are a list of unsur
_CODE = re.compile(
    r"(?:nilai )?\(?(?:u|q|p|x|unsur|pertanyaan|soal|butir|item)[\s.\-_]*0?(\d{1,2})\)?\.?",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"(?:nilai )?(?:unsur|pertanyaan|soal|butir) +([ivx]+)\.?", re.IGNORECASE)
_PART = re.compile(r"(?:u|unsur)[\s.\-_]*(\d{1,2})(?:\s*[a-e]|[\s.\-_]+\d)\.?", re.IGNORECASE)
_LEGEND = re.compile(
    r"\b(u[\s.\-]?\d{1,2})\s*[=:.)(\-–]+\s*(.+?)(?=$|[,;.\s(]+u[\s.\-]?\d{1,2}\s*[=:.)(\-–])",
    re.IGNORECASE,
)


def read_code(head: Any) -> int | None:
    """1 of "U1", "Unsur 1", "Unsur I", "P.1"; None of any other head."""
    if not isinstance(head, str):
        return None
    roman = _ROMAN.fullmatch(head.strip())
    if roman and roman[1].casefold() in ROMAN:
        return ROMAN.index(roman[1].casefold()) + 1
    m = _CODE.fullmatch(head.strip())
    return int(m[1]) if m else None


def read_part(head: Any) -> int | None:
    """1 of "U1.2", "U1a": one of several questions of an unsur; None of any other head."""
    m = _PART.fullmatch(head.strip()) if isinstance(head, str) else None
    return int(m[1]) if m else None


def is_code(head: Any) -> bool:
    """Whether a head is a code, of an unsur or of a part of one."""
    return read_code(head) is not None or read_part(head) is not None


@dataclass(frozen=True)
class Codes:
    """columns: kode of the unsur by number of column; reason: why; unknown: columns of no unsur.

    readings: where orders differ, the words of each ("U8 sarana, U9 pengaduan") and the kode it
    gives to the columns in doubt; the first is that of the sheet Unsur. agreed: it is the order of
    the regulation too, and taken until the office says otherwise. several: columns of unsur that
    are asked about more than once ("U1.1", "U1.2"), by their kode.
    """

    columns: Mapping[int, str]
    reason: str
    unknown: tuple[int, ...] = ()
    readings: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    agreed: bool = False
    several: Mapping[int, str] = field(default_factory=dict)


def assign_codes(
    columns: Sequence[HeaderColumn], unsur: Sequence[Unsur], outside: Iterable[Sequence[Any]]
) -> Codes | None:
    """What columns with codes for heads mean; None where there is no row of codes.

    outside: rows beside the table and of other sheets.
    """
    heads = {k.ordinal: k.header for k in columns}
    known = {n: u for u in unsur if (n := read_code(u.code)) is not None}
    parts = {k: known[n].code for k, h in heads.items() if (n := read_part(h)) in known}
    codes = {k: n for k, h in heads.items() if (n := read_code(h)) is not None}
    if len(codes) + len(parts) < FEWEST or len(set(codes.values())) < len(codes):
        return None
    unknown = tuple(k for k, n in codes.items() if n not in known)
    codes = {k: n for k, n in codes.items() if n in known}
    orders: Sequence[Mapping[int, Unsur]] = _list_orders(known, unsur)
    legend = _read_legend(outside, unsur, orders)
    if set(codes.values()) <= set(legend):
        by_legend = {k: legend[n].code for k, n in codes.items()}
        return Codes(by_legend, BY_LEGEND, unknown, several=parts)
    orders = [o for o in orders if all(o[n].code == u.code for n, u in legend.items() if n in o)]
    if not orders:
        return Codes({}, "keterangannya tidak lengkap", (*codes, *unknown))
    orders = _fit_words(orders, columns, codes, unsur) or orders
    sure = {k: orders[0][n].code for k, n in codes.items() if len({o[n].code for o in orders}) == 1}
    in_doubt = {k: n for k, n in codes.items() if k not in sure}
    readings = {
        ", ".join(f"{heads[k]} {_short(o[n])}" for k, n in in_doubt.items()): {
            k: o[n].code for k, n in in_doubt.items()
        }
        for o in orders
    }
    agreed = all(orders[0][n].code == orders[1][n].code for n in in_doubt.values())
    agreed = agreed and _are_unsur(heads[k] for k in codes)
    return Codes(sure, BY_ORDER, unknown, readings if in_doubt else {}, agreed, parts)


def _fit_words(
    orders: Sequence[Mapping[int, Unsur]], columns: Sequence[HeaderColumn],
    codes: Mapping[int, int],
    unsur: Sequence[Unsur],
) -> list[Mapping[int, Unsur]]:  # fmt: skip
    """The orders in which no column has mostly the answers of another unsur."""
    content, words = {k.ordinal: k.content for k in columns}, vocabulary(unsur)
    return [
        o
        for o in orders
        if all(fitting(content[k], o[n], words) is not False for k, n in codes.items())
    ]


def _are_unsur(heads: Iterable[str]) -> bool:
    """Whether codes are those of unsur, "U1", and not of questions, "P1"."""
    return all(short(h).startswith("u") for h in heads)


def _short(u: Unsur) -> str:
    """One word for an unsur."""
    words = next(
        (x["kata"] for x in load_rules("skm")["unsur"] if x["nama"] == u.standard_form), [u.name]
    )
    return str(words[0])


def _list_orders(known: Mapping[int, Unsur], unsur: Sequence[Unsur]) -> list[dict[int, Unsur]]:
    """Orders in use: the office's sheet, the regulation, and that with its last two swapped."""
    standard_form = {u.standard_form: u for u in unsur}
    official = [
        standard_form[x["nama"]] for x in load_rules("skm")["unsur"] if x["nama"] in standard_form
    ]
    if len(official) < len(unsur) or set(known) != set(range(1, len(official) + 1)):
        return [dict(known)]
    exchanged = [*official[:-2], official[-1], official[-2]]
    return [dict(known), *(dict(enumerate(sequence, 1)) for sequence in (official, exchanged))]


def _read_legend(
    rows: Iterable[Sequence[Any]], unsur: Sequence[Unsur], orders: Sequence[Mapping[int, Unsur]]
) -> Mapping[int, Unsur]:
    """Codes explained beside the table, certain ones: "U1 | Persyaratan" or "U1 = Persyaratan".

    A numbered list of names ("1 | Persyaratan") may be a ranking: it counts as one of the orders.
    """
    meaning: dict[int, set[str]] = defaultdict(set)
    entries: dict[int, set[str]] = defaultdict(set)
    for row in rows:
        content = [t for v in row if (t := cell_text(v))]
        one = [t for t in content if read_code(t) is not None]
        couple = [(one[0], t) for t in content] if len(one) == 1 else [*pairwise(content)]
        couple += [(t, t2) for t, t2 in pairwise(content) if t.isdecimal()]
        couple += ((m[1], m[2]) for t in content for m in _LEGEND.finditer(t))
        for code, name in couple:
            tujuan, n = (meaning, read_code(code)) if not code.isdecimal() else (entries, int(code))
            if n is not None and len(candidate := find_candidates(name, unsur)) == 1:
                tujuan[n].add(candidate[0].code)
    own = {u.code: u for u in unsur}
    sure = {n: own[next(iter(a))] for n, a in meaning.items() if len(a) == 1}
    if not sure:
        same = (o for o in orders if {n: {u.code} for n, u in o.items()} == entries)
        return next(same, {})
    return sure if len({u.code for u in sure.values()}) == len(sure) else {}


def settle(
    codes: Codes, columns: Sequence[HeaderColumn], head_row: int, mapping: OfficeMapping
) -> tuple[dict[int, Role], Doubt | None]:
    """The role of each column with a code, and the one question about those in doubt.

    Until it is answered they are read as the first reading has it.
    """
    own = {k.ordinal: k for k in columns}
    reason = codes.reason if not codes.columns else UNKNOWN
    advice = "samakan kode unsurnya, lalu impor lagi"
    roles = {k: Role(own[k], "salah", reason=reason, advice=advice) for k in codes.unknown}
    roles |= {
        k: Role(own[k], "salah", "", SEVERAL.format(u), (u,), advice=ONE_COLUMN)
        for k, u in codes.several.items()
    }
    roles |= {k: Role(own[k], "unsur", u, codes.reason) for k, u in codes.columns.items()}
    if not codes.readings:
        return roles, None
    doubt = [own[k] for k in next(iter(codes.readings.values()))]
    key, order = " dan ".join(k.header for k in doubt), ""
    if not _are_unsur(own[k].header for k in codes.columns):
        key = f"{own[min(codes.columns)].header} sampai {doubt[-1].header}"
        order = ", ".join(f"{own[k].header} = {u}" for k, u in codes.columns.items()) + "; "
    chosen = mapping.search("forms", "kepala", key, tuple(codes.readings))
    reading = codes.readings[chosen or next(iter(codes.readings))]
    reason = "menurut padanan.toml" if chosen else codes.reason if codes.agreed else IN_DOUBT
    roles |= {k: Role(own[k], "unsur", u, reason) for k, u in reading.items()}
    if chosen or codes.unknown:
        return roles, None
    means = ", ".join(f"{k.header} = {_mean(k.content)}" for k in doubt)
    cells = ", ".join(address(head_row, k.ordinal) for k in doubt)
    note = f"{order}urutan keduanya tidak sama di setiap instansi; rata-ratanya {means}"
    return roles, Doubt("forms", "kepala", key, cells, tuple(codes.readings), note=note)


def _mean(content: Sequence[Any]) -> str:
    number = [int(t) for v in content if (t := cell_text(v)) in ("1", "2", "3", "4")]
    return two_decimals(sum(number) / len(number)) if number else "tidak ada"
