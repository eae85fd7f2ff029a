"""Panels: controls to choose with, and below them the result of the choice."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from typing import Any

from IPython.display import display
from ipywidgets import HTML, Box, Dropdown, Layout, Output, VBox, Widget

from lkip_helpers.errors import LkipError
from lkip_helpers.intake.data import Data, DataFault, load
from lkip_helpers.report.markup import read_screen_style
from lkip_helpers.report.narasi import Chain, Narasi
from lkip_helpers.report.payload import MIME
from lkip_helpers.workspace import NO_DATA, InvalidChoice, Root, Workspace, find_root


def list_choices() -> Mapping[str, list[int]]:
    """Units that have data, each with its years, the latest first."""
    root = find_root()
    by_unit = {u: Workspace(u, 0, root).list_tahun()[::-1] for u in Root(root).list_units()}
    return {unit: years for unit, years in by_unit.items() if years}


def load_usable(unit: str, tahun: int) -> Data:
    """The data of a unit and year; raises LkipError, with what to do, where it has faults."""
    root = find_root()
    files = [f for y in Workspace(unit, tahun, root).list_until() for f in sorted(y.raw.glob("*"))]
    state = tuple((f.name, f.stat().st_mtime_ns, f.stat().st_size) for f in files)
    loaded = _load(unit, tahun, (str(root), state))
    if isinstance(loaded, str):
        raise LkipError(loaded)
    return loaded


@lru_cache(maxsize=64)
def _load(unit: str, tahun: int, _state: Any) -> Data | str:
    """The data, or why it cannot be used; both are cached, for checking takes a second.

    _state: path, time and size of the workbooks, so that changed ones are read again.
    """
    try:
        return load(unit, tahun)
    except DataFault as error:
        return (
            f"Data {unit} {tahun} belum dapat dipakai: {len(error.findings)} hal perlu dibereskan. "
            f"Lihat rinciannya dengan: lkip check {tahun} --unit {unit}"
        )
    except InvalidChoice as error:
        return str(error)


Traits = Mapping[str, Any]
LAYOUT = {"width": "auto", "max_width": "100%", "margin": "2px 16px 2px 0"}


@dataclass(frozen=True)
class Parameter:
    """One argument of a result: chosen from a list, or set with another `control`.

    follow: gives traits of its control for the values chosen so far (in explore_data: for the data
    and these). after: names of the parameters it depends on. A choice stays where it is still
    offered.
    """

    title: str
    follow: Callable[..., Traits]
    after: tuple[str, ...] = ()
    control: type[Widget] = Dropdown
    traits: Traits = field(default_factory=dict)
    without: str = "Belum ada yang dapat dipilih."  # shown where its list is empty

    def make_control(self) -> Any:
        options = {"style": {"description_width": "initial"}, "layout": LAYOUT, **self.traits}
        return self.control(description=self.title, **options)

    def update(self, control: Any, chosen: Traits) -> None:
        traits = dict(self.follow(chosen))
        if "options" in traits:
            current, options = control.value, tuple(traits.pop("options"))
            offered = [option[1] if isinstance(option, tuple) else option for option in options]
            first = traits.pop("value", offered[0] if offered else None)
            if control.options != options:
                control.options = options
            control.value = current if current in offered else first
        with control.hold_trait_notifications():
            for name, value in traits.items():
                setattr(control, name, value)


def list_outputs(shown: Any) -> Iterator[dict[str, Any]]:
    """The cell outputs of a display object; empty sentences have none."""
    for part in Chain([shown]):
        data, metadata = part._repr_mimebundle_()
        formats = {k: v for k, v in data.items() if k not in (MIME, "text/plain")}
        options = {k: v for k, v in metadata.items() if k in formats}
        yield {"output_type": "display_data", "data": formats, "metadata": options}


class Panel:
    """Controls, one for each parameter, and below them the result of `build` with their values.

    result: the object that is shown. controls: the widgets by name of parameter.
    """

    def __init__(self, parameters: Mapping[str, Parameter], build: Callable[..., Any]) -> None:
        self.result: Any = None
        self._parameters, self._build, self._busy = parameters, build, False
        self.controls = {name: parameter.make_control() for name, parameter in parameters.items()}
        self._box = Box(layout=Layout(flex_flow="row wrap", align_items="center"))
        self._screen = Output()
        style = HTML(f"<style>{read_screen_style()}</style>", layout=Layout(display="none"))
        self.view = VBox([style, self._box, self._screen])
        for name, control in self.controls.items():
            control.observe(partial(self._change, name), "value")
        self._change("")

    def _change(self, name: str, _: Any = None) -> None:
        """Update the controls that depend on `name` ("" for all), then show the new result."""
        if self._busy:
            return
        self._busy, changed, ready = True, {name}, []
        try:
            for other_name, parameter in self._parameters.items():
                control = self.controls[other_name]
                if not name or changed & {*parameter.after}:
                    parameter.update(control, self._values)
                    changed.add(other_name)
                if not getattr(control, "options", True):
                    self.result = Narasi(parameter.without)
                    break  # nothing to choose from, nor anything below it
                ready.append(control)
            else:
                self.result = self._build(**self._values)
        except LkipError as error:
            self.result = Narasi("{pesan}", pesan=str(error))
        finally:
            self._busy = False
        self._box.children = tuple(ready)
        self._screen.outputs = tuple(list_outputs(self.result))

    @property
    def _values(self) -> dict[str, Any]:
        return {name: control.value for name, control in self.controls.items()}

    def _ipython_display_(self) -> None:
        display(self.view)


def explore_data(
    build: Callable[..., Any], parameters: Mapping[str, Parameter]
) -> Callable[[str, int], Panel]:
    """A function that opens a Panel on one unit and year, which are its first two controls.

    `build`, and `follow` of the parameters, take the data of that unit and year first.
    """

    def follow(parameter: Parameter) -> Parameter:
        def read(chosen: Traits) -> Traits:
            return parameter.follow(load_usable(chosen["unit"], chosen["tahun"]), chosen)

        return replace(parameter, follow=read, after=("unit", "tahun", *parameter.after))

    def open_panel(unit: str, tahun: int) -> Panel:
        if not (units := list_choices()):
            return Panel({}, lambda: Narasi(NO_DATA))

        def offer_tahun(chosen: Traits) -> Traits:
            years = units[chosen["unit"]]
            asked = (year for year in years if str(year) == str(tahun))
            return {"options": years, "value": next(asked, years[0])}

        offered = {"options": units, "value": unit if unit in units else next(iter(units))}
        own_parameters = {
            "unit": Parameter("Unit", lambda _: offered),
            "tahun": Parameter("Tahun", offer_tahun, ("unit",)),
        }
        return Panel(
            own_parameters | {name: follow(parameter) for name, parameter in parameters.items()},
            lambda unit, tahun, **values: build(load_usable(unit, tahun), **values),
        )

    return open_panel
