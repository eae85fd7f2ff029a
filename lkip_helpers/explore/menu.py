"""Every way of exploring that the notebook offers: which widgets, and what follows from them."""

from typing import Any

from ipywidgets import BoundedIntText, FloatText, SelectMultiple

from lkip_helpers.compute.skm import ANSWER_SCALE
from lkip_helpers.compute.survey_forms import compute_survey
from lkip_helpers.explore import indikator_years, serapan, side_by_side, survey_views, whatif_panel
from lkip_helpers.explore.choices import WITHOUT_DATA, Loaded, list_choices
from lkip_helpers.explore.panel import STYLE, WIDTH, DataPanel, Panel, Part, choose, fixed
from lkip_helpers.explore.shown_results import phrase_code
from lkip_helpers.intake import Data
from lkip_helpers.intake.pipeline import FRAMES
from lkip_helpers.report.format import format_name, is_empty
from lkip_helpers.report.narasi import Chain, Narasi

EVERY = ""  # chosen where all are meant; a list takes None for nothing chosen
INITIAL = 12  # so many units and years are compared at first
ENTRY = {**WIDTH, "width": "18rem"}
LARGEST = 10**15  # rupiah
STEP = 1_000_000  # rupiah, with the arrow keys
LANGUAGE = {
    "search": "Cari:",
    "info": "_START_–_END_ dari _TOTAL_ baris",
    "lengthMenu": "_MENU_ baris",
    "zeroRecords": "Tidak ada yang cocok",
}


def _entry(kind: type[Any], title: str, **traits: Any) -> Any:
    """A box for a number: unlike a slider it has a name, keys, and every value."""
    style = {"description_width": "8.5rem"}
    return kind(description=title, style=style, layout=ENTRY, continuous_update=False, **traits)


def choose_trend(unit: str, tahun: int) -> Panel:
    """An indicator over the years."""

    def make(content: Loaded) -> Part:
        entries = indikator_years.list_indikator(content.data).items()
        controls = {"code": choose("Indikator", entries)}
        return controls, lambda code: indikator_years.build_trend(content, code), fixed

    return DataPanel(unit, tahun, make)


def choose_serapan(unit: str, tahun: int) -> Panel:
    """Serapan of programmes, of the kegiatan of one, of the sub kegiatan of one of those."""

    def make(content: Loaded) -> Part:
        program = choose("Program", _or_every("Semua program", content, []))
        kegiatan = choose("Kegiatan", [("Semua kegiatan", EVERY)])

        def adjust(name: str) -> None:
            if name == "program":
                parent = [program.value] if program.value else None
                kegiatan.options = _or_every("Semua kegiatan", content, parent)

        def build(program: str, kegiatan: str) -> Any:
            return serapan.build_serapan(content.data, [n for n in (program, kegiatan) if n])

        return {"program": program, "kegiatan": kegiatan}, build, adjust

    return DataPanel(unit, tahun, make)


def _or_every(every: str, content: Loaded, parent: list[str] | None) -> list[tuple[str, str]]:
    """All, or one of the members of `parent`; None: there are none to choose before it is."""
    members = [] if parent is None else serapan.list_members(content.data, parent)
    return [(every, EVERY), *((format_name(a), a) for a in members)]


def choose_answers(unit: str, tahun: int) -> Panel:
    """Answers of the survey by unsur and by characteristic."""

    def make(content: Loaded) -> Part:
        unsur = choose(
            "Unsur", [("Semua unsur", EVERY), *survey_views.list_unsur(content.data).items()]
        )
        trait = choose("Menurut", [("Semua responden", EVERY), *survey_views.list_traits().items()])

        def adjust(_: str) -> None:
            """Only the answers to one unsur are split."""
            trait.disabled = unsur.value == EVERY
            if trait.disabled:
                trait.value = EVERY

        adjust("code")

        def build(code: str, trait: str) -> Any:
            return survey_views.build_answers(content.data, code, trait)

        return {"code": unsur, "trait": trait}, build, adjust

    return DataPanel(unit, tahun, make)


def suppose_capaian(unit: str, tahun: int) -> Panel:
    """Capaian with another target or realisasi."""

    def make(content: Loaded) -> Part:
        data = content.data
        indikator = choose("Indikator", indikator_years.list_indikator(data).items())
        if indikator.value is None:
            return {}, lambda: indikator_years.build_trend(content, None), fixed
        entry_values = {k: _entry(FloatText, k.capitalize()) for k in ("target", "realisasi")}

        def adjust(name: str) -> None:
            if name == "code":
                own = data.realisasi[data.realisasi["tahun"] == data.tahun]
                rows = own.set_index("kode").loc[indikator.value]
                for k, w in entry_values.items():
                    w.value = 0.0 if is_empty(rows[k]) else float(rows[k])

        adjust("code")

        def build(code: str, target: float, realisasi: float) -> Any:
            return whatif_panel.build_whatif_capaian(data, code, target, realisasi)

        return {"code": indikator, **entry_values}, build, adjust

    return DataPanel(unit, tahun, make)


def suppose_ikm(unit: str, tahun: int) -> Panel:
    """IKM with other answers to one unsur."""

    def make(content: Loaded) -> Part:
        data = content.data
        tally = compute_survey(data.frame).tally.set_index("kode")
        if tally.empty:
            return {}, lambda: Narasi(survey_views.WITHOUT_ANSWERS), fixed
        unsur = choose("Unsur", survey_views.list_unsur(data).items())
        from_ = choose("Jawaban semula", ANSWER_SCALE, value=3)
        into = choose("Menjadi", ANSWER_SCALE, value=4)
        count = _entry(BoundedIntText, "Banyak responden", min=0)

        def adjust(name: str) -> None:
            if name in ("code", "from_"):
                old, other = into.value, [n for n in ANSWER_SCALE if n != from_.value]
                into.options = other
                into.value = old if old in other else other[-1]
                exists = int(tally.at[unsur.value, f"nilai_{from_.value}"])
                count.min, count.max, count.value = 0, exists, exists
                count.min, count.disabled = min(exists, 1), exists == 0

        adjust("code")

        def build(**value: Any) -> Any:
            return whatif_panel.build_whatif_ikm(data, **value)

        return {"code": unsur, "from_": from_, "into": into, "count": count}, build, adjust

    return DataPanel(unit, tahun, make)


def suppose_serapan(unit: str, tahun: int) -> Panel:
    """Serapan with another pagu or realisasi of a sub kegiatan."""

    def make(content: Loaded) -> Part:
        anggaran = content.data.anggaran
        rows = choose("Sub kegiatan", [(str(n), i) for i, n in anggaran["sub_kegiatan"].items()])
        money = {"min": 0, "max": LARGEST, "step": STEP}
        entry_values = {k: _entry(BoundedIntText, f"{k.capitalize()} (Rp)", **money)
                 for k in ("pagu", "realisasi")}  # fmt: skip

        def adjust(name: str) -> None:
            if name == "rows":
                current = anggaran.loc[rows.value, list(entry_values)].fillna(0)
                for k, w in entry_values.items():
                    w.value = int(current[k])

        adjust("rows")

        def build(**value: Any) -> Any:
            return whatif_panel.build_whatif_serapan(content.data, **value)

        return {"rows": rows, **entry_values}, build, adjust

    return DataPanel(unit, tahun, make)


def choose_comparison() -> Panel:
    """Units and years beside one another."""
    pair = [(f"{u} {t}", (u, t)) for u, entries in list_choices().items() for t in entries]
    if not pair:
        return Panel({}, lambda: Narasi(WITHOUT_DATA))
    initial = [p for _, p in pair[:INITIAL]]
    entries = SelectMultiple(options=pair, value=initial, description="Kecamatan dan tahun",
                            rows=min(len(pair), 8), style=STYLE, layout=WIDTH)  # fmt: skip
    controls = {"pair": entries, "measure": choose("Ukuran", side_by_side.MEASURE)}
    return Panel(controls, side_by_side.build_comparison)


def choose_frame(unit: str, tahun: int) -> Panel:
    """Any sheet as a table to sort, filter and search."""

    def make(content: Loaded) -> Part:
        sheets = {f"{s.SHEET} (data.{s.NAME})": s.NAME for s in FRAMES}
        filled = [(title, name) for title, name in sheets.items() if len(content.data.frame[name])]
        return {"name": choose("Lembar", filled)}, lambda name: browse(content.data, name), fixed

    return DataPanel(unit, tahun, make)


def browse(data: Data, name: str) -> Chain:
    """One sheet in full, and how it is had in a cell."""
    from itables.widget import ITable

    frame = data.frame[name].reset_index(drop=True)
    table = ITable(frame, caption=name, maxBytes=0, pageLength=10, language=LANGUAGE)
    return Chain([table, phrase_code(data, f"data.{name}")])
