"""Widgets around a result: what is chosen above, what follows from it below."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from ipywidgets import HTML, Box, Dropdown, Layout, Output, VBox, Widget

from lkip_helpers.display.narasi import Narasi, Rangkaian
from lkip_helpers.display.payload import MIME
from lkip_helpers.display.templat import read_gaya_layar
from lkip_helpers.jelajah.pilihan import (
    TANPA_DATA,
    BelumDapatDipakai,
    Isi,
    Pasangan,
    list_pilihan,
    muat,
)

Kendali = Mapping[str, Widget]
Setel = Callable[[str], None]
Bagian = tuple[Kendali, Callable[..., Any], Setel]
Buat = Callable[[Isi], Bagian]


def tetap(_: str) -> None:
    """Nothing else is set by a choice."""


def pilih(judul: str, pilihan: Iterable[Any], **sifat: Any) -> Dropdown:
    """A list to choose one from, labelled."""
    return Dropdown(options=list(pilihan), description=judul, style=GAYA, layout=LEBAR, **sifat)


LEBAR = {"width": "auto", "max_width": "100%", "margin": "2px 16px 2px 0"}
GAYA = {"description_width": "initial"}


def list_keluaran(benda: Any) -> Iterator[dict[str, Any]]:
    """What a display object shows, as outputs of a cell; empty sentences are passed over."""
    if isinstance(benda, Rangkaian):
        for satu in benda.isi:
            yield from list_keluaran(satu)
    elif not (isinstance(benda, Narasi) and not benda.teks):
        data = benda._repr_mimebundle_()[0]
        tampak = {k: v for k, v in data.items() if k not in (MIME, "text/plain")}
        yield {"output_type": "display_data", "data": tampak, "metadata": {}}


class Papan:
    """Widgets and the result of their values, which are the arguments of `susun`.

    setel: called with the name of what changed, before the result follows, so that a widget may
    set others. tempat: says to which unit and year that which is shown belongs. hasil: the object
    now shown, to be saved as it stands. kendali: the widgets.
    """

    def __init__(
        self,
        kendali: Kendali,
        susun: Callable[..., Any],
        setel: Setel = tetap,
        tempat: Callable[[], Pasangan | None] = lambda: None,
    ) -> None:
        self.tempat = tempat
        self.hasil: Any = None
        self._kotak = Box(layout=Layout(flex_flow="row wrap", align_items="center"))
        self._layar = Output()
        self._asal = Box(layout=self._kotak.layout)
        gaya = HTML(f"<style>{read_gaya_layar()}</style>", layout=Layout(display="none"))
        self.tampilan = VBox([gaya, self._asal, self._kotak, self._layar])
        self.pasang(kendali, susun, setel)

    def pasang(self, kendali: Kendali, susun: Callable[..., Any], setel: Setel) -> None:
        """Take other widgets and show what follows from them."""
        self._nilai: dict[str, Any] = {}
        self.hasil = None
        self._susun, self.kendali, self._setel = susun, kendali, setel
        self._sibuk = False
        for nama, w in kendali.items():
            w.observe(lambda _, nama=nama: self._ganti(nama), "value")
        lama, self._kotak.children = self._kotak.children, tuple(kendali.values())
        for w in lama:
            w.close()
        self._ikuti()

    def _ganti(self, nama: str) -> None:
        """Something was chosen; what follows from it is set before anything is shown."""
        if self._sibuk:
            return
        self._sibuk = True
        try:
            self._setel(nama)
        finally:
            self._sibuk = False
        self._ikuti()

    def _ikuti(self) -> None:
        nilai = {nama: w.value for nama, w in self.kendali.items()}
        if nilai != self._nilai or self.hasil is None:
            self._nilai = nilai
            self.tampilkan(self._susun(**nilai))

    def tampilkan(self, benda: Any) -> None:
        """Put an object in the place of the one shown."""
        self.hasil = benda
        self._layar.outputs = tuple(list_keluaran(benda))

    def _ipython_display_(self) -> None:
        from IPython.display import display

        display(self.tampilan)


class PapanData(Papan):
    """A Papan about one unit and year, chosen above its own widgets.

    buat: the widgets, result and setel for the data of that choice.
    """

    def __init__(self, unit: str, tahun: int, buat: Buat) -> None:
        super().__init__({}, lambda: Narasi(TANPA_DATA), tempat=self._sebut_tempat)
        self._pilihan, self._buat = list_pilihan(), buat
        if not self._pilihan:
            return
        awal = unit if unit in self._pilihan else next(iter(self._pilihan))
        daftar = self._pilihan[awal]
        self._unit = pilih("Kecamatan", self._pilihan, value=awal)
        self._tahun = pilih("Tahun", daftar, value=tahun if tahun in daftar else daftar[0])
        self._asal.children = (self._unit, self._tahun)
        self._unit.observe(self._ganti_unit, "value")
        self._tahun.observe(self._muat, "value")
        self._muat()

    def _sebut_tempat(self) -> Pasangan:
        return self._unit.value, self._tahun.value

    def _ganti_unit(self, _: Any) -> None:
        """Another unit has other years: stay in the year where it has that, too."""
        lama, daftar = self._tahun.value, self._pilihan[self._unit.value]
        self._tahun.unobserve(self._muat, "value")
        self._tahun.options = daftar
        self._tahun.value = lama if lama in daftar else daftar[0]
        self._tahun.observe(self._muat, "value")
        self._muat()

    def _muat(self, _: Any = None) -> None:
        try:
            isi = muat(self._unit.value, self._tahun.value)
        except BelumDapatDipakai as galat:
            pesan = Narasi("{pesan}", pesan=str(galat))
            self.pasang({}, lambda: pesan, tetap)
        else:
            self.pasang(*self._buat(isi))
