"""What a new year takes over from the year before: what stays whole, of the rest the names."""

from dataclasses import dataclass, field
from typing import Any

from lkip_helpers.intake.sheet import SheetRows, tidy_up
from lkip_helpers.rules import load_rules
from lkip_helpers.schema import READ, sheets
from lkip_helpers.schema.base import Schema
from lkip_helpers.schema.kinds import read_kind
from lkip_helpers.schema.sheets import Pengaturan, Profil

RowRecord = dict[str, Any]

TAHUN_RENSTRA = 5


@dataclass(frozen=True)
class SheetContent:
    """What a sheet begins with: its rows by field, and the headers of its wide columns.

    origin: the rules that its rows are proposed by, which the office reads and adapts.
    """

    rows: list[RowRecord] = field(default_factory=list)
    width: list[str | int] = field(default_factory=list)
    origin: str = ""


def empty_content(tahun: int) -> dict[type[Schema], SheetContent]:
    """A year from nothing: heads, the year itself, four directions, and the unsur of the rules."""
    unsur: list[RowRecord] = [  # the nine of PermenPAN-RB 14/2017 with their usual answers
        {"kode": f"U{n}", "unsur": u["nama"]}
        | {f"jawaban_{i}": words for i, words in enumerate(u["label"][0], 1)}
        for n, u in enumerate(load_rules("skm")["unsur"], 1)
    ]
    periods = ((a, b) for a, b in load_rules("usulan")["periode"] if a <= tahun <= b)
    first, last = next(periods, (tahun, tahun + TAHUN_RENSTRA - 1))
    directions = read_kind(sheets.Batas, "arah").choices
    return {
        Profil: SheetContent([{"tahun": tahun}]),
        Pengaturan: SheetContent([Pengaturan().model_dump()]),
        sheets.Batas: SheetContent([{"arah": arah} for arah in directions]),
        sheets.Renstra: SheetContent(width=[*range(first, last + 1)]),
        sheets.UnsurSkm: SheetContent(unsur, origin=str(load_rules("skm")["sumber"])),
        sheets.Respondents: SheetContent(width=[u["kode"] for u in unsur]),
    }


def carryover_content(old: list[SheetRows], tahun: int) -> dict[type[Schema], SheetContent]:
    """The sheets of `tahun` from those of an earlier year; whatever is yearly starts empty.

    Values are taken as they were written, so that they are read again as they were.
    """
    rows: dict[type[Schema], list[RowRecord]] = {k: [] for k in READ}
    rows |= {t.schema: [r for _, r in t.rows] for t in old}
    width: dict[type[Schema], list[str | int]] = {t.schema: list(t.width) for t in old}
    new: dict[type[Schema], list[RowRecord]] = {
        k: [{**r, **dict.fromkeys(k.YEARLY)} for r in rows[k]] for k in READ if k.YEARLY is not None
    }
    new[Profil] = [{**r, "tahun": tahun, "tanggal": None} for r in rows[Profil] or [{}]]
    target = {tidy_up(r.get("kode")): r["target"].get(tahun) for r in rows[sheets.Renstra]}
    # Of each indicator code, name and the new year's target.
    for k in (sheets.Iku, sheets.Pk, sheets.Indikator):
        new[k if k is not sheets.Indikator else sheets.Realisasi] = [
            {n: r.get(n) for n in ("kode", "indikator")}
            | {"target": target.get(tidy_up(r.get("kode")))}
            for r in rows[k]
        ]
    history = [r for r in rows[sheets.Realisasi] if tidy_up(r.get("tahun")) != str(tahun)]
    new[sheets.Realisasi] = [*history, *({**r, "tahun": tahun} for r in new[sheets.Realisasi])]
    code: list[str | int] = [str(r["kode"]) for r in new[sheets.UnsurSkm] if r.get("kode")]
    width[sheets.Respondents] = code or empty_content(tahun)[sheets.Respondents].width
    new[sheets.Respondents] = []
    return {k: SheetContent(r, width.get(k, [])) for k, r in new.items()}
