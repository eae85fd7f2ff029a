"""Controls around a result: what there is to choose above, what follows from it below."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from typing import Any

from ipywidgets import HTML, Box, Dropdown, Layout, Output, VBox, Widget

from lkip_helpers.errors import LkipError
from lkip_helpers.intake.data import Data, DataFault, DataNotFound, load
from lkip_helpers.report.markup import read_screen_style
from lkip_helpers.report.narasi import Chain, Narasi
from lkip_helpers.report.payload import MIME
from lkip_helpers.workspace import Workspace, find_root

WITHOUT_DATA = (
    "Belum ada data di data/raw. Siapkan berkasnya lebih dahulu dari terminal: "
    "`lkip new TAHUN --unit NAMA`."
)

Pair = tuple[str, int]  # unit and year


class NotYetUsable(LkipError):
    """A unit and year whose workbooks still have faults; the message says what to do."""


def list_choices() -> Mapping[str, list[int]]:
    """Units that have data, each with its years, the latest first."""
    root = find_root()
    units = Workspace("", 0, root).list_units()
    every = {u: Workspace(u, 0, root).list_tahun()[::-1] for u in units}
    return {u: tahun for u, tahun in every.items() if tahun}


def fits(unit: str, tahun: int) -> Data:
    """The data of a choice; raises NotYetUsable where a workbook is at fault."""
    root = find_root()
    yearly = (Workspace(unit, t, root) for t in Workspace(unit, tahun, root).list_tahun())
    file = [b for r in yearly if r.tahun <= tahun for b in sorted(r.raw.glob("*"))]
    state = tuple((b.name, b.stat().st_mtime_ns, b.stat().st_size) for b in file)
    content = _load(unit, tahun, (str(root), state))
    if isinstance(content, str):
        raise NotYetUsable(content)
    return content


@lru_cache(maxsize=64)
def _load(unit: str, tahun: int, _state: Any) -> Data | str:
    """The data, or why it cannot be used, which is kept as well: checking takes a second.

    _state: the workbooks as they stood; with others the data is read again.
    """
    try:
        return load(unit, tahun)
    except DataFault as error:
        return (
            f"Data {unit} {tahun} belum dapat dipakai: {len(error.findings)} hal perlu dibereskan. "
            f"Lihat rinciannya dengan: lkip check {tahun} --unit {unit}"
        )
    except DataNotFound as error:
        return str(error)


Traits = Mapping[str, Any]
LAYOUT = {"width": "auto", "max_width": "100%", "margin": "2px 16px 2px 0"}


@dataclass(frozen=True)
class Parameter:
    """One argument of a result: chosen from a list, or set with another `control`.

    follow: traits of its control for what is chosen above it, or for the data and that.
    after: names of the parameters that it follows; a choice stays where it is still offered.
    """

    title: str
    follow: Callable[..., Traits]
    after: tuple[str, ...] = ()
    control: type[Widget] = Dropdown
    traits: Traits = field(default_factory=dict)
    without: str = "Belum ada yang dapat dipilih."  # said where its list is empty

    def make(self) -> Any:
        traits = {"style": {"description_width": "initial"}, "layout": LAYOUT, **self.traits}
        return self.control(description=self.title, **traits)

    def set(self, control: Any, chosen: Traits) -> None:
        traits = dict(self.follow(chosen))
        if "options" in traits:
            old, options = control.value, tuple(traits.pop("options"))
            offered = [o[1] if isinstance(o, tuple) else o for o in options]
            first = traits.pop("value", offered[0] if offered else None)
            if control.options != options:
                control.options = options
            control.value = old if old in offered else first
        with control.hold_trait_notifications():
            for name, value in traits.items():
                setattr(control, name, value)


def list_outputs(record: Any) -> Iterator[dict[str, Any]]:
    """What a display object shows, as outputs of a cell; empty sentences are passed over."""
    if isinstance(record, Chain):
        for one in record.items:
            yield from list_outputs(one)
    elif not (isinstance(record, Narasi) and not record.text):
        data, metadata = record._repr_mimebundle_()
        seen = {k: v for k, v in data.items() if k not in (MIME, "text/plain")}
        shown = {k: v for k, v in metadata.items() if k in seen}
        yield {"output_type": "display_data", "data": seen, "metadata": shown}


class Panel:
    """Controls, one for each parameter, and the result of their values, the arguments of `build`.

    result: the object now shown. controls: what they are set with.
    """

    def __init__(self, parameters: Mapping[str, Parameter], build: Callable[..., Any]) -> None:
        self.result: Any = None
        self._parameters, self._build, self._busy = parameters, build, False
        self.controls = {name: p.make() for name, p in parameters.items()}
        self._box = Box(layout=Layout(flex_flow="row wrap", align_items="center"))
        self._screen = Output()
        style = HTML(f"<style>{read_screen_style()}</style>", layout=Layout(display="none"))
        self.view = VBox([style, self._box, self._screen])
        for name, control in self.controls.items():
            control.observe(partial(self._change, name), "value")
        self._change("")

    def _change(self, name: str, _: Any = None) -> None:
        """Something was chosen ("": all is new); what follows is set before anything is shown."""
        if self._busy:
            return
        self._busy, changed, ready = True, {name}, []
        try:
            for other, parameter in self._parameters.items():
                control = self.controls[other]
                if not name or changed & {*parameter.after}:
                    parameter.set(control, self._values)
                    changed.add(other)
                if not getattr(control, "options", True):
                    self.result = Narasi(parameter.without)
                    break  # nothing to choose from, nor anything below it
                ready.append(control)
            else:
                self.result = self._build(**self._values)
        except NotYetUsable as error:
            self.result = Narasi("{pesan}", pesan=str(error))
        finally:
            self._busy = False
        self._box.children = tuple(ready)
        self._screen.outputs = tuple(list_outputs(self.result))

    @property
    def _values(self) -> dict[str, Any]:
        return {name: control.value for name, control in self.controls.items()}

    def _ipython_display_(self) -> None:
        from IPython.display import display

        display(self.view)


def explore_data(
    build: Callable[..., Any], parameters: Mapping[str, Parameter]
) -> Callable[[str, int], Panel]:
    """What opens a Panel about one unit and year, chosen before its own parameters.

    Their `follow`, and `build`, take the data of that choice first.
    """

    def follow(own: Parameter) -> Parameter:
        def read(chosen: Traits) -> Traits:
            return own.follow(fits(chosen["unit"], chosen["tahun"]), chosen)

        return replace(own, follow=read, after=("unit", "tahun", *own.after))

    def open_panel(unit: str, tahun: int) -> Panel:
        if not (units := list_choices()):
            return Panel({}, lambda: Narasi(WITHOUT_DATA))

        def offer_tahun(chosen: Traits) -> Traits:
            entries = units[chosen["unit"]]
            named = (t for t in entries if str(t) == str(tahun))
            return {"options": entries, "value": next(named, entries[0])}

        offered = {"options": units, "value": unit if unit in units else next(iter(units))}
        origin = {
            "unit": Parameter("Kecamatan", lambda _: offered),
            "tahun": Parameter("Tahun", offer_tahun, ("unit",)),
        }
        return Panel(
            origin | {name: follow(own) for name, own in parameters.items()},
            lambda unit, tahun, **values: build(fits(unit, tahun), **values),
        )

    return open_panel
