"""Every way of exploring that the notebook offers: its parameters, and what follows from them."""

from collections.abc import Iterable
from typing import Any

from ipywidgets import BoundedIntText, FloatText, SelectMultiple

from lkip_helpers.compute.skm import ANSWER_SCALE
from lkip_helpers.compute.survey_forms import compute_survey
from lkip_helpers.explore import indikator_years, serapan, side_by_side, survey_views, whatif_panel
from lkip_helpers.explore.choices import WITHOUT_DATA, Loaded, list_choices
from lkip_helpers.explore.panel import LAYOUT, Panel, Parameter, Traits, explore_data
from lkip_helpers.explore.shown_results import phrase_code
from lkip_helpers.intake import Data
from lkip_helpers.intake.pipeline import FRAMES
from lkip_helpers.report.format import format_name, is_empty
from lkip_helpers.report.narasi import Chain, Narasi

EVERY = ""  # chosen where all are meant; a list takes None for nothing chosen
INITIAL = 12  # so many units and years are compared at first
# A box for a number: unlike a slider it has a name, keys, and every value.
BOX = {
    "style": {"description_width": "8.5rem"},
    "layout": {**LAYOUT, "width": "18rem"},
    "continuous_update": False,
}
RUPIAH = {**BOX, "min": 0, "max": 10**15, "step": 1_000_000}
LANGUAGE = {
    "search": "Cari:",
    "info": "_START_–_END_ dari _TOTAL_ baris",
    "lengthMenu": "_MENU_ baris",
    "zeroRecords": "Tidak ada yang cocok",
}


def _offer(choices: Iterable[Any], every: str = "") -> Traits:
    """A list of choices, with one for all of them where that is named."""
    return {"options": [*([(every, EVERY)] if every else []), *choices]}


INDIKATOR = Parameter(
    "Indikator",
    lambda c, _: _offer(indikator_years.list_indikator(c).items()),
    without="Belum ada realisasi indikator tahun ini pada lembar Realisasi.",
)


def choose_trend(unit: str, tahun: int) -> Panel:
    """An indicator over the years."""
    return explore_data(unit, tahun, {"code": INDIKATOR}, indikator_years.build_trend)


def choose_serapan(unit: str, tahun: int) -> Panel:
    """Serapan of programmes, of the kegiatan of one, of the sub kegiatan of one of those."""

    def offer(content: Loaded, parent: list[str], every: str) -> Traits:
        members = serapan.list_members(content.data, parent) if parent != [EVERY] else []
        return _offer(((format_name(name), name) for name in members), every)

    parameters = {
        "program": Parameter("Program", lambda c, _: offer(c, [], "Semua program")),
        "kegiatan": Parameter(
            "Kegiatan", lambda c, v: offer(c, [v["program"]], "Semua kegiatan"), ("program",)
        ),
    }

    return explore_data(
        unit,
        tahun,
        parameters,
        lambda c, **names: serapan.build_serapan(c.data, [*filter(None, names.values())]),
    )


def choose_answers(unit: str, tahun: int) -> Panel:
    """Answers of the survey by unsur and by characteristic."""

    def offer_unsur(content: Loaded, _: Traits) -> Traits:
        return _offer(survey_views.list_unsur(content.data).items(), "Semua unsur")

    def offer_traits(_: Loaded, chosen: Traits) -> Traits:
        """Only the answers to one unsur are split."""
        whole = chosen["code"] == EVERY
        traits = () if whole else survey_views.list_traits().items()
        return {**_offer(traits, "Semua responden"), "disabled": whole}

    parameters = {
        "code": Parameter("Unsur", offer_unsur),
        "trait": Parameter("Menurut", offer_traits, ("code",)),
    }
    return explore_data(
        unit,
        tahun,
        parameters,
        lambda c, code, trait: survey_views.build_answers(c.data, code, trait),
    )


def suppose_capaian(unit: str, tahun: int) -> Panel:
    """Capaian with another target or realisasi."""

    def start(column: str) -> Parameter:
        def read(content: Loaded, chosen: Traits) -> Traits:
            data = content.data
            own = data.realisasi[data.realisasi["tahun"] == data.tahun]
            value = own.set_index("kode").loc[chosen["code"], column]
            return {"value": 0.0 if is_empty(value) else float(value)}

        return Parameter(column.capitalize(), read, ("code",), FloatText, BOX)

    parameters = {"code": INDIKATOR, **{k: start(k) for k in ("target", "realisasi")}}
    return explore_data(
        unit,
        tahun,
        parameters,
        lambda c, **value: whatif_panel.build_whatif_capaian(c.data, **value),
    )


def suppose_ikm(unit: str, tahun: int) -> Panel:
    """IKM with other answers to one unsur."""

    def offer_unsur(content: Loaded, _: Traits) -> Traits:
        answered = not compute_survey(content.data.frame).tally.empty
        return _offer(survey_views.list_unsur(content.data).items() if answered else ())

    def offer_other(_: Loaded, chosen: Traits) -> Traits:
        other = [n for n in ANSWER_SCALE if n != chosen["from_"]]
        return {"options": other, "value": other[-1]}

    def count(content: Loaded, chosen: Traits) -> Traits:
        tally = compute_survey(content.data.frame).tally.set_index("kode")
        most = int(tally.at[chosen["code"], f"nilai_{chosen['from_']}"])
        return {"min": min(most, 1), "max": most, "value": most, "disabled": most == 0}

    origin = ("code", "from_")
    parameters = {
        "code": Parameter("Unsur", offer_unsur, without=survey_views.WITHOUT_ANSWERS),
        "from_": Parameter("Jawaban semula", lambda *_: {"options": ANSWER_SCALE, "value": 3}),
        "into": Parameter("Menjadi", offer_other, origin),
        "count": Parameter("Banyak responden", count, origin, BoundedIntText, BOX),
    }

    return explore_data(
        unit, tahun, parameters, lambda c, **value: whatif_panel.build_whatif_ikm(c.data, **value)
    )


def suppose_serapan(unit: str, tahun: int) -> Panel:
    """Serapan with another pagu or realisasi of a sub kegiatan."""

    def offer(content: Loaded, _: Traits) -> Traits:
        names = content.data.anggaran["sub_kegiatan"].items()
        return _offer((str(name), row) for row, name in names)

    def start(column: str) -> Parameter:
        def read(content: Loaded, chosen: Traits) -> Traits:
            value = content.data.anggaran.loc[chosen["rows"], column]
            return {"value": 0 if is_empty(value) else int(value)}

        return Parameter(f"{column.capitalize()} (Rp)", read, ("rows",), BoundedIntText, RUPIAH)

    return explore_data(
        unit,
        tahun,
        {"rows": Parameter("Sub kegiatan", offer), **{k: start(k) for k in ("pagu", "realisasi")}},
        lambda content, **value: whatif_panel.build_whatif_serapan(content.data, **value),
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
        "measure": Parameter("Ukuran", lambda _: _offer(side_by_side.MEASURE)),
    }
    return Panel(parameters, side_by_side.build_comparison)


def choose_frame(unit: str, tahun: int) -> Panel:
    """Any sheet as a table to sort, filter and search."""

    def offer(content: Loaded, _: Traits) -> Traits:
        filled = [s for s in FRAMES if len(content.data.frame[s.NAME])]
        return _offer((f"{s.SHEET} (data.{s.NAME})", s.NAME) for s in filled)

    parameters = {"name": Parameter("Lembar", offer)}
    return explore_data(unit, tahun, parameters, lambda c, name: browse(c.data, name))


def browse(data: Data, name: str) -> Chain:
    """One sheet in full, and how it is had in a cell."""
    from itables.widget import ITable

    frame = data.frame[name].reset_index(drop=True)
    table = ITable(frame, caption=name, maxBytes=0, pageLength=10, language=LANGUAGE)
    return Chain([table, phrase_code("lembar", data, lembar=name)])
