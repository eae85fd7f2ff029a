"""Widgets around a result: what is chosen above, what follows from it below."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from ipywidgets import HTML, Box, Dropdown, Layout, Output, VBox, Widget

from lkip_helpers.explore.choices import WITHOUT_DATA, Loaded, NotYetUsable, fits, list_choices
from lkip_helpers.report.markup import read_screen_style
from lkip_helpers.report.narasi import Chain, Narasi
from lkip_helpers.report.payload import MIME

Controls = Mapping[str, Widget]
Adjust = Callable[[str], None]
Part = tuple[Controls, Callable[..., Any], Adjust]
Make = Callable[[Loaded], Part]


def fixed(_: str) -> None:
    """Nothing else is set by a choice."""


def choose(title: str, choices: Iterable[Any], **traits: Any) -> Dropdown:
    """A list to choose one from, labelled."""
    return Dropdown(options=list(choices), description=title, style=STYLE, layout=WIDTH, **traits)


WIDTH = {"width": "auto", "max_width": "100%", "margin": "2px 16px 2px 0"}
STYLE = {"description_width": "initial"}


def list_outputs(record: Any) -> Iterator[dict[str, Any]]:
    """What a display object shows, as outputs of a cell; empty sentences are passed over."""
    if isinstance(record, Chain):
        for one in record.content:
            yield from list_outputs(one)
    elif not (isinstance(record, Narasi) and not record.text):
        data, metadata = record._repr_mimebundle_()
        seen = {k: v for k, v in data.items() if k not in (MIME, "text/plain")}
        shown = {k: v for k, v in metadata.items() if k in seen}
        yield {"output_type": "display_data", "data": seen, "metadata": shown}


class Panel:
    """Widgets and the result of their values, which are the arguments of `build`.

    adjust: called with the name of what changed, before the result follows, so that a widget may
    set others. result: the object now shown. controls: the widgets.
    """

    def __init__(
        self, controls: Controls, build: Callable[..., Any], adjust: Adjust = fixed
    ) -> None:
        self.result: Any = None
        self._box = Box(layout=Layout(flex_flow="row wrap", align_items="center"))
        self._screen = Output()
        self._origin = Box(layout=self._box.layout)
        style = HTML(f"<style>{read_screen_style()}</style>", layout=Layout(display="none"))
        self.view = VBox([style, self._origin, self._box, self._screen])
        self.couple(controls, build, adjust)

    def couple(self, controls: Controls, build: Callable[..., Any], adjust: Adjust) -> None:
        """Take other widgets and show what follows from them."""
        self._value: dict[str, Any] = {}
        self.result = None
        self._build, self.controls, self._adjust = build, controls, adjust
        self._busy = False
        for name, w in controls.items():
            w.observe(lambda _, name=name: self._swap(name), "value")
        old, self._box.children = self._box.children, tuple(controls.values())
        for w in old:
            w.close()
        self._follow()

    def _swap(self, name: str) -> None:
        """Something was chosen; what follows from it is set before anything is shown."""
        if self._busy:
            return
        self._busy = True
        try:
            self._adjust(name)
        finally:
            self._busy = False
        self._follow()

    def _follow(self) -> None:
        value = {name: w.value for name, w in self.controls.items()}
        if value != self._value or self.result is None:
            self._value = value
            self.show(self._build(**value))

    def show(self, record: Any) -> None:
        """Put an object in the place of the one shown."""
        self.result = record
        self._screen.outputs = tuple(list_outputs(record))

    def _ipython_display_(self) -> None:
        from IPython.display import display

        display(self.view)


class DataPanel(Panel):
    """A Panel about one unit and year, chosen above its own widgets.

    make: the widgets, result and `adjust` for the data of that choice.
    """

    def __init__(self, unit: str, tahun: int, make: Make) -> None:
        super().__init__({}, lambda: Narasi(WITHOUT_DATA))
        self._choices, self._make = list_choices(), make
        if not self._choices:
            return
        initial = unit if unit in self._choices else next(iter(self._choices))
        entries = self._choices[initial]
        self._unit = choose("Kecamatan", self._choices, value=initial)
        self._tahun = choose(
            "Tahun", entries, value=next((t for t in entries if str(t) == str(tahun)), entries[0])
        )
        self._origin.children = (self._unit, self._tahun)
        self._unit.observe(self._swap_unit, "value")
        self._tahun.observe(self._load, "value")
        self._load()

    def _swap_unit(self, _: Any) -> None:
        """Another unit has other years: stay in the year where it has that, too."""
        old, entries = self._tahun.value, self._choices[self._unit.value]
        self._tahun.unobserve(self._load, "value")
        self._tahun.options = entries
        self._tahun.value = old if old in entries else entries[0]
        self._tahun.observe(self._load, "value")
        self._load()

    def _load(self, _: Any = None) -> None:
        try:
            content = fits(self._unit.value, self._tahun.value)
        except NotYetUsable as error:
            message = Narasi("{pesan}", pesan=str(error))
            self.couple({}, lambda: message, fixed)
        else:
            self.couple(*self._make(content))
