"""Numbers as buttons with notes: what is put into the page, without a browser."""

import pandas as pd
from lxml import html

from lkip_helpers.display.kolom import Kolom
from lkip_helpers.display.tabel import Kaki, Tabel
from lkip_helpers.render.asal import Catatan

NAMA = """Ma'rang "Lama": A&B <i>"""


def test_a_column_named_by_the_data_keeps_its_notes() -> None:
    """A kelurahan may have an apostrophe in its name, and a clerk types what he likes."""
    tabel = Tabel(
        "t",
        "T",
        pd.DataFrame({"unsur": ["Air"], NAMA: [True]}),
        ["unsur", Kolom(NAMA, NAMA, "ya")],
        "contoh",
        [
            Kaki("Realisasi", {NAMA: "jumlah(ini)"}, "bilangan"),
            Kaki("Target", {NAMA: 5}, "bilangan"),
        ],
    )
    paket = {**tabel.isi_paket(), "nomor": "1.1"}
    pohon = html.fromstring(Catatan([paket]).annotate(tabel.html))
    tombol = pohon.xpath("//button[@class='angka-asal']")
    assert [t.text for t in tombol] == ["1", "5"]
    catatan = {c.get("id"): c for c in pohon.xpath("//*[@popover]")}
    for t in tombol:
        assert f"{NAMA} – " in catatan[t.get("popovertarget")].text_content()
    assert not pohon.xpath("//i")


def test_what_has_no_number_is_left_as_it_is() -> None:
    """A table that is not shown, and one of texts."""
    kosong = '<div class="absen">T tidak disajikan.</div>'
    assert Catatan([]).annotate(kosong) == kosong
