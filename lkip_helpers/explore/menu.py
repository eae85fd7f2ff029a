"""Every way of exploring that the notebook offers: its parameters, and what follows from them."""

from collections.abc import Callable, Iterable
from typing import Any

import pandas as pd
from ipywidgets import BoundedIntText, FloatText, SelectMultiple

from lkip_helpers.compute.skm import ANSWER_SCALE
from lkip_helpers.compute.survey_forms import compute_survey
from lkip_helpers.explore import views, whatif_panel
from lkip_helpers.explore.panel import (
    WITHOUT_DATA,
    Panel,
    Parameter,
    Traits,
    explore_data,
    list_choices,
)
from lkip_helpers.explore.shown_results import LOOKS, phrase_code
from lkip_helpers.intake.data import Data
from lkip_helpers.intake.pipeline import FRAMES
from lkip_helpers.report.columns import Column, alter
from lkip_helpers.report.format import format_name, is_empty
from lkip_helpers.report.layouts import REALISASI
from lkip_helpers.report.narasi import Chain, Narasi

EVERY = ""  # chosen where all are meant; a list takes None for nothing chosen
INITIAL = 12  # so many units and years are compared at first
BOX = LOOKS["kotak"]
RUPIAH = {**BOX, "min": 0, "max": 10**15, "step": 1_000_000}


def _offer(choices: Iterable[Any], every: str = "") -> Traits:
    """A list of choices, with one for all of them where that is named."""
    return {"options": [*([(every, EVERY)] if every else []), *choices]}


def _begin(column: Column, key: str, rows: Callable[[Data], pd.DataFrame], *box: Any) -> Parameter:
    """A box for another value of a column, which begins with that of the row chosen as `key`."""

    def read(data: Data, chosen: Traits) -> Traits:
        value = rows(data).loc[chosen[key], column.key]
        return {"value": 0 if is_empty(value) else value}

    return Parameter(column.title, read, (key,), *box)


INDIKATOR = Parameter(
    "Indikator",
    lambda data, _: _offer(views.list_indikator(data).items()),
    without="Belum ada realisasi indikator tahun ini pada lembar Realisasi.",
)

choose_trend = explore_data(views.build_trend, {"code": INDIKATOR})


def _offer_members(data: Data, parent: list[str], every: str) -> Traits:
    members = views.list_members(data, parent) if parent != [EVERY] else []
    return _offer(((format_name(name), name) for name in members), every)


choose_serapan = explore_data(
    lambda data, **names: views.build_serapan(data, [*filter(None, names.values())]),
    {
        "program": Parameter("Program", lambda d, _: _offer_members(d, [], "Semua program")),
        "kegiatan": Parameter(
            "Kegiatan",
            lambda d, v: _offer_members(d, [v["program"]], "Semua kegiatan"),
            ("program",),
        ),
    },
)


def _offer_traits(_: Data, chosen: Traits) -> Traits:
    """Only the answers to one unsur are split."""
    whole = chosen["code"] == EVERY
    traits = () if whole else views.list_traits().items()
    return {**_offer(traits, "Semua responden"), "disabled": whole}


choose_answers = explore_data(
    views.build_answers,
    {
        "code": Parameter("Unsur", lambda d, _: _offer(views.list_unsur(d).items(), "Semua unsur")),
        "trait": Parameter("Menurut", _offer_traits, ("code",)),
    },
)


def _select_year(data: Data) -> pd.DataFrame:
    return data.realisasi[data.realisasi["tahun"] == data.tahun].set_index("kode")


suppose_capaian = explore_data(
    whatif_panel.build_whatif_capaian,
    {
        "code": INDIKATOR,
        "target": _begin(alter("target"), "code", _select_year, FloatText, BOX),
        "realisasi": _begin(alter("realisasi"), "code", _select_year, FloatText, BOX),
    },
)


def _offer_answered(data: Data, _: Traits) -> Traits:
    answered = not compute_survey(data.frames).tally.empty
    return _offer(views.list_unsur(data).items() if answered else ())


def _offer_other(_: Data, chosen: Traits) -> Traits:
    other = [n for n in ANSWER_SCALE if n != chosen["from_"]]
    return {"options": other, "value": other[-1]}


def _count(data: Data, chosen: Traits) -> Traits:
    tally = compute_survey(data.frames).tally.set_index("kode")
    most = int(tally.loc[chosen["code"], f"nilai_{chosen['from_']}"])
    return {"min": min(most, 1), "max": most, "value": most, "disabled": most == 0}


suppose_ikm = explore_data(
    whatif_panel.build_whatif_ikm,
    {
        "code": Parameter("Unsur", _offer_answered, without=views.WITHOUT_ANSWERS),
        "from_": Parameter("Jawaban semula", lambda *_: {"options": ANSWER_SCALE, "value": 3}),
        "into": Parameter("Menjadi", _offer_other, ("code", "from_")),
        "count": Parameter("Banyak responden", _count, ("code", "from_"), BoundedIntText, BOX),
    },
)

suppose_serapan = explore_data(
    whatif_panel.build_whatif_serapan,
    {
        "rows": Parameter(
            "Sub kegiatan",
            lambda d, _: _offer((str(n), row) for row, n in d.anggaran["sub_kegiatan"].items()),
        ),
        "pagu": _begin(alter("pagu"), "rows", lambda d: d.anggaran, BoundedIntText, RUPIAH),
        "realisasi": _begin(REALISASI, "rows", lambda d: d.anggaran, BoundedIntText, RUPIAH),
    },
)


def choose_comparison() -> Panel:
    """Units and years beside one another."""
    pair = [(f"{u} {t}", (u, t)) for u, entries in list_choices().items() for t in entries]
    if not pair:
        return Panel({}, lambda: Narasi(WITHOUT_DATA))
    initial = {"options": pair, "value": tuple(p for _, p in pair[:INITIAL])}
    rows = {"rows": min(len(pair), 8)}
    parameters = {
        "pair": Parameter("Kecamatan dan tahun", lambda _: initial, (), SelectMultiple, rows),
        "measure": Parameter("Ukuran", lambda _: _offer(views.MEASURE)),
    }
    return Panel(parameters, views.build_comparison)


def _offer_sheets(data: Data, _: Traits) -> Traits:
    filled = [s for s in FRAMES if len(data.frames[s.NAME])]
    return _offer((f"{s.SHEET} (data.{s.NAME})", s.NAME) for s in filled)


def browse(data: Data, name: str) -> Chain:
    """One sheet in full, and how it is had in a cell."""
    from itables.widget import ITable

    frame = data.frames[name].reset_index(drop=True)
    table = ITable(frame, caption=name, maxBytes=0, pageLength=10, language=LOOKS["tabel"])
    return Chain([table, phrase_code("lembar", data, lembar=name)])


choose_frame = explore_data(browse, {"name": Parameter("Lembar", _offer_sheets)})
