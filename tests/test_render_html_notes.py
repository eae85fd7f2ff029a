"""Numbers as buttons with notes: what is put into the page, without a browser."""

import pandas as pd
from lxml import html

from lkip_helpers.report.columns import Column, Footer
from lkip_helpers.report.origin import Lineage, OriginNotes
from lkip_helpers.report.record import read_records
from lkip_helpers.report.tabel import Tabel

NAME = """Ma'rang "Lama": A&B <i>"""


def test_a_column_named_by_the_data_keeps_its_notes() -> None:
    """A kelurahan may have an apostrophe in its name, and a clerk may type anything."""
    tabel = Tabel(
        "t",
        "T",
        pd.DataFrame({"unsur": ["Air"], NAME: [True]}),
        ["unsur", Column(NAME, NAME, "ya")],
        "contoh",
        [
            Footer("Realisasi", {NAME: "jumlah(ini)"}, "bilangan"),
            Footer("Target", {NAME: 5}, "bilangan"),
        ],
    )
    payload = {**tabel.payload_content(), "nomor": "1.1"}
    tree = html.fromstring(OriginNotes(Lineage(read_records([payload]))).annotate(tabel.html))
    buttons = tree.xpath("//button[@class='angka-asal']")
    assert [button.text for button in buttons] == ["1", "5"]
    notes = {c.get("id"): c for c in tree.xpath("//*[@popover]")}
    for button in buttons:
        assert f"{NAME} – " in notes[button.get("popovertarget")].text_content()
    assert not tree.xpath("//i")


def test_what_has_no_number_is_left_as_it_is() -> None:
    """A table that is not shown, and one of texts."""
    empty = '<div class="absen">T tidak disajikan.</div>'
    assert OriginNotes(Lineage({})).annotate(empty) == empty
