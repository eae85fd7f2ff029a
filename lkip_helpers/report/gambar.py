"""A figure of the report: a chart with caption, alt text, source and the data behind it."""

import base64
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from lkip_helpers.errors import InvalidArgument
from lkip_helpers.report import figure_style as style
from lkip_helpers.report.columns import Columns
from lkip_helpers.report.payload import Filled, Label, Numbered, Source
from lkip_helpers.report.tabel import Tabel
from lkip_helpers.schema.arguments import checked


@checked
@dataclass(frozen=True, eq=False, repr=False)
class Gambar(Numbered):
    """A numbered figure.

    label: stable name. title: caption. figure: the chart, or a function that draws it; a plain one
    of matplotlib or pandas gets the style of the report. alt: what a reader who cannot see it
    should know. source: as of a Tabel. data, column (all): the numbers behind it, in tabel.json
    and, on a screen, in a table under it. Without rows nothing is drawn and without_data is printed
    in its place. Of a folded figure only the data are shown, as a table.
    """

    label: Label
    title: Filled
    figure: Any
    alt: Filled
    source: Source | None = None
    data: pd.DataFrame = field(default_factory=pd.DataFrame)
    column: Columns = ()
    note: str = ""
    folded: bool = False
    without_data: str = ""
    kind: str = field(default="gambar", init=False)
    template = "gambar.html.j2"

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.data.columns.empty:
            self.refuse("data belum diisi; tambahkan data=…, DataFrame berisi angka yang digambar")
        if len(self.data):
            self.tabel_data  # noqa: B018 refuses what it cannot print

    @cached_property
    def uri(self) -> str:
        """The chart as a data URI: nothing is fetched, and ids of several charts never clash."""
        return "data:image/svg+xml;base64," + base64.b64encode(self.svg).decode()

    @cached_property
    def svg(self) -> bytes:
        return style.render_svg(self.draw())

    @cached_property
    def layer(self) -> dict[str, Any]:
        """Its texts and values, to be laid over the picture."""
        return style.read_layer(self.svg.decode())

    @cached_property
    def narrow(self) -> str:
        """The chart drawn for a phone, as inline SVG; "" where it has only one width."""
        if not callable(self.figure):
            return ""
        with style.narrow():
            figure = self.draw()
            if style.is_plain(figure):  # always at its own width
                return ""
            return style.inline_svg(style.render_svg(figure).decode(), self.label, self.alt)

    @style.apply_style
    def draw(self) -> Figure:
        try:
            return style.restyle(self.figure() if callable(self.figure) else self.figure)
        except InvalidArgument as error:
            self.refuse(str(error))
        except AttributeError as error:  # a template would take it for a Gambar that lacks an image
            raise RuntimeError(f"{self.label}: {error}; periksa ejaannya") from error

    @property
    def html(self) -> str:
        return self.tabel_data.html if self.folded else super().html

    @cached_property
    def tabel_data(self) -> Tabel:
        """What the chart shows, as a table."""
        return Tabel(
            self.label, self.title, self.data, self.column, self.source, merge=(),
            folded=self.folded, without_data=self.without_data,
        )  # fmt: skip

    def payload_content(self) -> dict[str, Any]:
        if self.data.empty:
            return super().payload_content()
        return self.tabel_data.payload_content() | self.head | {"rumus": "", "alt": self.alt}
