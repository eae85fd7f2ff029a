"""Every panel that the notebook of exploration offers: its parameters and what they choose from."""

from collections.abc import Callable, Iterable
from typing import Any

import pandas as pd
from ipywidgets import BoundedIntText, SelectMultiple, Text

from lkip_helpers.compute.skm import ANSWER_SCALE
from lkip_helpers.compute.survey_forms import compute_survey
from lkip_helpers.explore import views, whatif_panel
from lkip_helpers.explore.panel import Panel, Parameter, Traits, explore_data, list_choices
from lkip_helpers.explore.shown_results import LOOKS, make_code
from lkip_helpers.intake.data import Data
from lkip_helpers.intake.pipeline import FRAMES
from lkip_helpers.prose.survey_words import TRAITS
from lkip_helpers.report.columns import REALISASI, Column, alter
from lkip_helpers.report.format import format_name, is_empty
from lkip_helpers.report.narasi import Chain, Narasi
from lkip_helpers.schema.numbers import swap_marks
from lkip_helpers.workspace import NO_DATA

ALL = ""  # the value of the choice of all; in a list None means that nothing is chosen
BOX = LOOKS["kotak"]


def _offer(choices: Iterable[Any], all_title: str = "") -> Traits:
    """Widget traits of a list of choices, with one for all of them where it has a title."""
    return {"options": [*([(all_title, ALL)] if all_title else []), *choices]}


def _make_box(column: Column, key: str, select: Callable[[Data], pd.DataFrame]) -> Parameter:
    """A box for another value of a column; it begins with the value of the row chosen as `key`.

    It is empty where that is not known.
    """
    whole = column.kind == "rupiah"

    def begin(data: Data, chosen: Traits) -> Traits:
        value = select(data).loc[chosen[key], column.key]
        shown = "" if is_empty(value) else f"{value:,d}" if whole else f"{value:.15g}"
        return {"value": swap_marks(shown)}

    return Parameter(column.title, begin, (key,), Text, BOX)


INDIKATOR = Parameter(
    "Indikator",
    lambda data, _: _offer(views.list_indikator(data).items()),
    without="Belum ada realisasi indikator tahun ini pada lembar Realisasi.",
)

choose_trend = explore_data(views.build_trend, {"code": INDIKATOR})


def _offer_members(data: Data, parent: list[str], all_title: str) -> Traits:
    members = views.list_members(data, parent) if parent != [ALL] else []
    return _offer(((format_name(name), name) for name in members), all_title)


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
    """Only the answers to a single unsur can be split by a characteristic."""
    is_all = chosen["code"] == ALL
    traits = () if is_all else ((name.capitalize(), key) for key, name in TRAITS.items())
    return {**_offer(traits, "Semua responden"), "disabled": is_all}


choose_answers = explore_data(
    views.build_answers,
    {
        "code": Parameter("Unsur", lambda d, _: _offer(views.list_unsur(d).items(), "Semua unsur")),
        "trait": Parameter("Menurut", _offer_traits, ("code",)),
    },
)

suppose_capaian = explore_data(
    whatif_panel.build_whatif_capaian,
    {
        "code": INDIKATOR,
        "target": _make_box(alter("target"), "code", lambda d: d.reported.set_index("kode")),
        "realisasi": _make_box(alter("realisasi"), "code", lambda d: d.reported.set_index("kode")),
    },
)


def _offer_answered(data: Data, _: Traits) -> Traits:
    answered = not compute_survey(data.frames).tally.empty
    return _offer(views.list_unsur(data).items() if answered else ())


def _offer_other(_: Data, chosen: Traits) -> Traits:
    others = [n for n in ANSWER_SCALE if n != chosen["from_"]]
    return {"options": others, "value": others[-1]}


def _offer_count(data: Data, chosen: Traits) -> Traits:
    tally = compute_survey(data.frames).tally.set_index("kode")
    count = int(tally.loc[chosen["code"], f"nilai_{chosen['from_']}"])
    return {"min": min(count, 1), "max": count, "value": count, "disabled": count == 0}


suppose_ikm = explore_data(
    whatif_panel.build_whatif_ikm,
    {
        "code": Parameter("Unsur", _offer_answered, without=views.WITHOUT_ANSWERS),
        "from_": Parameter("Jawaban semula", lambda *_: {"options": ANSWER_SCALE, "value": 3}),
        "into": Parameter("Menjadi", _offer_other, ("code", "from_")),
        "count": Parameter(
            "Banyak responden", _offer_count, ("code", "from_"), BoundedIntText, BOX
        ),
    },
)

suppose_serapan = explore_data(
    whatif_panel.build_whatif_serapan,
    {
        "row": Parameter(
            "Sub kegiatan",
            lambda d, _: _offer((str(n), row) for row, n in d.anggaran["sub_kegiatan"].items()),
        ),
        "pagu": _make_box(alter("pagu"), "row", lambda d: d.anggaran),
        "realisasi": _make_box(REALISASI, "row", lambda d: d.anggaran),
    },
)


def choose_comparison() -> Panel:
    """A panel that compares units and years."""
    choices = ((unit, year) for unit, years in list_choices().items() for year in years)
    pairs = [(f"{unit} {year}", (unit, year)) for unit, year in choices]
    if not pairs:
        return Panel({}, lambda: Narasi(NO_DATA))
    offered = {"options": pairs, "value": tuple(pair for _, pair in pairs[:12])}  # at first
    size = {"rows": min(len(pairs), 8)}
    parameters = {
        "pairs": Parameter("Unit dan tahun", lambda _: offered, (), SelectMultiple, size),
        "measure": Parameter("Ukuran", lambda _: _offer(views.MEASURES)),
    }
    return Panel(parameters, views.build_comparison)


def build_sheet(data: Data, name: str) -> Chain:
    """One sheet in full, and the code that gives it in a cell."""
    from itables.widget import ITable

    frame = data.frames[name].reset_index(drop=True)
    table = ITable(frame, caption=name, maxBytes=0, pageLength=10, language=LOOKS["tabel"])
    return Chain([table, make_code("lembar", data, lembar=name)])


SHEET = Parameter(
    "Lembar",
    lambda data, _: _offer(
        (f"{s.SHEET} (data.{s.NAME})", s.NAME) for s in FRAMES if len(data.frames[s.NAME])
    ),
)
choose_frame = explore_data(build_sheet, {"name": SHEET})
