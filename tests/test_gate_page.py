"""What laporan.html does in a browser: tables, search, contents, dark view, print, its policy.

Expected orders and numbers come from tabel.json.
"""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from lkip_helpers.report.format import format_integer
from tests.browser import page
from tests.conftest import Report

WIDE_TABEL = "program-anggaran-output"  # 51 rows, merged cells
WITHOUT_CLIPBOARD = "navigator.clipboard.writeText = () => Promise.reject(new Error('tertutup'));"
CLIPBOARD = "navigator.clipboard.writeText = async (teks) => { window.papan = teks; };"
WITHOUT_STORAGE = (
    "Object.defineProperty(window, 'localStorage', { get() { throw new Error('tertutup'); } });"
)


@pytest.fixture
def web_page(report: Report, browser: Any) -> Iterator[Any]:
    with page(browser, report.folder / "laporan.html") as opened:
        yield opened


def alter(report: Report, folder: Path, old: str, new: str) -> Path:
    """A copy of the report in which the first `old` is replaced."""
    text = (report.folder / "laporan.html").read_text("utf-8")
    assert old in text
    file = folder / "salinan.html"
    file.write_text(text.replace(old, new, 1), "utf-8")
    return file


def table_rows(web_page: Any, label: str, part: str = "tbody") -> list[list[str]]:
    return web_page.locator(f"#{label} {part}").evaluate(
        "b => [...b.rows].map(r => [...r.cells].map(c => c.innerText.trim()))"
    )


def button(web_page: Any, label: str, column: str) -> Any:
    return web_page.locator(f"#{label} thead").get_by_role("button", name=column)


def download(web_page: Any, label: str) -> tuple[str, bytes]:
    with web_page.expect_download() as promise:
        web_page.locator(f"#{label} .unduh").click()
    return promise.value.suggested_filename, Path(promise.value.path()).read_bytes()


def whole(value: int | None) -> str:
    """A whole amount as the CSV file holds it."""
    return "" if value is None else str(value)


def read_csv(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_a_column_sorts_by_its_numbers_and_back(report: Report, web_page: Any) -> None:
    """By keyboard: ascending, descending, as it was; the total stays at the bottom."""
    pagu = [row["pagu"] for row in report.tabel["anggaran-program"]["baris"]]
    assert pagu not in (sorted(pagu), sorted(pagu, reverse=True))
    footer = table_rows(web_page, "anggaran-program", "tfoot")
    sort_button = button(web_page, "anggaran-program", "Pagu (Rp)")
    sort_button.focus()
    header = sort_button.locator("xpath=..")
    for sign, wanted in (
        ("ascending", sorted(pagu)),
        ("descending", sorted(pagu, reverse=True)),
        (None, pagu),
    ):
        web_page.keyboard.press("Enter")
        assert header.get_attribute("aria-sort") == sign
        seen = [row[1] for row in table_rows(web_page, "anggaran-program")]
        assert seen == [format_integer(n) for n in wanted]
    assert table_rows(web_page, "anggaran-program", "tfoot") == footer


def test_rows_that_move_take_what_their_bands_say_with_them(report: Report, web_page: Any) -> None:
    """Each row keeps its own program and kegiatan; the third press brings the bands back."""
    rows = report.tabel[WIDE_TABEL]["baris"]
    original = web_page.locator(f"#{WIDE_TABEL} tbody").inner_html()
    assert original.count("pita") > 5
    sort_button = button(web_page, WIDE_TABEL, "Pagu (Rp)")
    sort_button.click()
    seen = table_rows(web_page, WIDE_TABEL)
    assert {len(row) for row in seen} == {5}
    above = web_page.locator(f"#{WIDE_TABEL} [data-induk]").evaluate_all(
        "sel => sel.map(s => s.dataset.induk.split(' › ')[1])"
    )
    assert sorted((band, row[0]) for band, row in zip(above, seen, strict=True)) == sorted(
        (row["kegiatan"], row["sub_kegiatan"]) for row in rows
    )
    pagu = [row["pagu"] for row in rows]
    amounts = sorted(n for n in pagu if n is not None)
    gaps = ["–"] * pagu.count(None)
    assert len(gaps) > 0
    assert [row[1] for row in seen] == [*map(format_integer, amounts), *gaps]
    sort_button.click()
    sort_button.click()
    assert web_page.locator(f"#{WIDE_TABEL} tbody").inner_html() == original.replace("\n", "")


def test_numbers_texts_and_gaps_have_their_order(web_page: Any) -> None:
    """id-ID: dots for thousands, a comma for decimals; gaps come last in either direction."""
    read = """teks => readNilai(Object.assign(document.createElement('td'),
                                              { className: 'angka', textContent: teks }))"""
    texts = ["7.529.955.253", "97,62 %", "−1,5", "Rp1.000", "70–80", "–", ""]
    values = [7529955253, 97.62, -1.5, 1000, "70–80", None, None]
    assert [web_page.evaluate(read, t) for t in texts] == values
    differences = ["+10,00", "−13,51\u00a0poin persen", "−Rp1.000.000", "+Rp25"]
    assert [web_page.evaluate(read, t) for t in differences] == [10, -13.51, -1_000_000, 25]
    mixed = [None, "U10", -2, "U2", 10]
    for direction, wanted in (
        (1, [-2, 10, "U2", "U10", None]),
        (-1, ["U10", "U2", 10, -2, None]),
    ):
        sort = f"a => a.sort((x, y) => compare(x, y, {direction}))"
        assert web_page.evaluate(sort, mixed) == wanted


def test_a_merged_cell_stands_in_each_of_its_columns(web_page: Any) -> None:
    """And a cell that a row lacks sorts as empty."""
    read = """k => {
      const tr = document.createElement('tr');
      tr.append(...['a', 'b'].map(t => Object.assign(tr.insertCell(), { textContent: t })));
      tr.cells[1].colSpan = 2;
      return readNilai(findSel(tr, k));
    }"""
    assert [web_page.evaluate(read, column) for column in range(4)] == ["a", "b", "b", None]


def test_a_filter_leaves_the_rows_that_hold_every_word(report: Report, web_page: Any) -> None:
    """Their number is shown, totals say that they count all rows, an empty filter undoes all."""
    label = "lembaga-keaktifan"
    rows = report.tabel[label]["baris"]
    word = "pemberdayaan"
    matching = [row["lembaga"] for row in rows if word in row["lembaga"].lower()]
    assert 0 < len(matching) < len(rows)
    filter_box = web_page.locator(f"#{label} .saring input")
    row_count = web_page.locator(f"#{label} output")
    assert row_count.inner_text() == f"{len(rows)} baris"
    filter_box.fill(f" {word.upper()} ")
    assert [row[0] for row in table_rows(web_page, label)] == matching
    assert row_count.inner_text() == f"{len(matching)} dari {len(rows)} baris"
    assert all("(semua baris)" in row[0] for row in table_rows(web_page, label, "tfoot"))
    filter_box.fill("tidak ada ini")
    assert "Tidak ada yang cocok" in row_count.inner_text()
    filter_box.fill("")
    assert len(table_rows(web_page, label)) == len(rows)
    assert not any("semua baris" in row[0] for row in table_rows(web_page, label, "tfoot"))
    assert web_page.locator("#iku-capaian .saring").count() == 0


def test_a_table_is_downloaded_as_excel_reads_it(report: Report, web_page: Any) -> None:
    """RFC 4180 but for the semicolon; UTF-8 with a byte order mark; merged cells in each row."""
    name, data = download(web_page, WIDE_TABEL)
    header, *body, footer = read_csv(data)
    rows = report.tabel[WIDE_TABEL]["baris"]
    assert name == f"{WIDE_TABEL}.csv"
    assert data.startswith(b"\xef\xbb\xbf")
    assert header[2:5] == ["Sub kegiatan", "Pagu (Rp)", "Realisasi (Rp)"]
    assert [row[3] for row in body] == [whole(row["pagu"]) for row in rows]
    assert [row[1] for row in body] == [row["kegiatan"] for row in rows]
    assert re.fullmatch(r"\d+,\d\d", body[0][5])
    assert footer[0] == "Jumlah"
    assert len(footer) == len(header)
    assert footer[3] == str(sum(row["pagu"] or 0 for row in rows))


def test_grouped_heads_and_filtered_rows_are_copied_as_they_stand(
    report: Report, browser: Any
) -> None:
    """To the clipboard; a group's title stands before that of each of its columns."""
    with page(browser, report.folder / "laporan.html", init_script=CLIPBOARD) as web_page:
        web_page.locator("#renstra-target .salin").click()
        assert (
            web_page.locator("#renstra-target .alat-tabel [role=status]").inner_text() == "Disalin."
        )
        header = web_page.evaluate("papan").split("\r\n")[0].split(";")
        assert header[-2:] == ["Target – 2022", "Target – 2023"]
        web_page.locator("#lembaga-keaktifan .saring input").fill("pemberdayaan")
        seen = table_rows(web_page, "lembaga-keaktifan")
        web_page.locator("#lembaga-keaktifan .salin").click()
        copied = read_csv(web_page.evaluate("papan").encode())
        assert [row[0] for row in copied[1:-3]] == [row[0] for row in seen]
        assert copied[-1][0] == "Persentase (semua baris)"


def test_every_tool_of_a_table_says_which_table_it_serves(report: Report, web_page: Any) -> None:
    """In its accessible name, after the words that are seen, as a list of all buttons needs it."""
    names = [
        e.get_attribute("aria-label")
        for e in web_page.locator(".salin, .unduh, .saring input").all()
    ]
    assert len(names) == len(set(names)) > 2 * len(report.tabel)
    number = report.tabel[WIDE_TABEL]["nomor"]
    for tool in ("Salin CSV", "Unduh CSV", "Saring"):
        assert f"{tool} Tabel {number}" in names


def test_a_closed_clipboard_shows_the_text_itself(report: Report, browser: Any) -> None:
    """Selected, to be copied by hand."""
    with page(browser, report.folder / "laporan.html", init_script=WITHOUT_CLIPBOARD) as web_page:
        web_page.locator("#wilayah-luas .salin").click()
        box = web_page.locator("#wilayah-luas textarea")
        assert box.input_value().startswith("Kelurahan;Luas (ha)\n")
        assert web_page.evaluate("getSelection().toString()") or box.evaluate("k => k.selectionEnd")
        assert "Ctrl+C" in web_page.locator("#wilayah-luas .alat-tabel [role=status]").inner_text()


def test_notes_and_links_in_a_cell_do_not_disturb(
    report: Report, browser: Any, tmp_path: Path
) -> None:
    """The text of a button is the cell's value; a note beside it is not copied, sorted or found.

    A text that a spreadsheet would run as a formula gets an apostrophe.
    """
    rows = report.tabel["anggaran-program"]["baris"]
    number = format_integer(rows[0]["pagu"])
    note = '<aside class="asal">catatan asing 9999</aside>'
    text = (report.folder / "laporan.html").read_text("utf-8")
    front, back = text.split('<div class="lkip-tabel" id="anggaran-program"')
    for old, new in (
        (f">{number}</button></td>", f">{number}</button>{note}</td>"),
        ('scope="row" class="teks">P', 'scope="row" class="teks">=P'),
    ):
        assert old in back
        back = back.replace(old, new, 1)
    file = tmp_path / "salinan.html"
    file.write_text(f'{front}<div class="lkip-tabel" id="anggaran-program"{back}', "utf-8")
    with page(browser, file) as web_page:
        _, data = download(web_page, "anggaran-program")
        assert [row[1] for row in read_csv(data)[1:-1]] == [str(row["pagu"]) for row in rows]
        assert read_csv(data)[1][0].startswith("'=P")
        button(web_page, "anggaran-program", "Pagu (Rp)").click()
        seen = [row[1].split()[0] for row in table_rows(web_page, "anggaran-program")]
        assert seen == [format_integer(n) for n in sorted(row["pagu"] for row in rows)]
        web_page.locator("#cari").fill("catatan asing")
        assert web_page.locator("#kabar-cari").inner_text() == "Tidak ditemukan"


def test_search_leads_to_the_place_by_keyboard(web_page: Any) -> None:
    """Results have their section and marked words; Escape brings the contents back."""
    web_page.locator("#cari").focus()
    web_page.keyboard.type("serapan anggaran")
    results = web_page.locator("#hasil-cari a")
    count = results.count()
    assert count > 3
    assert web_page.locator("#kabar-cari").inner_text() == f"{count} hasil"
    for result in results.all():
        marked = {t.lower() for t in result.locator("mark").all_inner_texts()}
        assert marked
        assert marked <= {"serapan", "anggaran"}
        assert re.match(r"\d\.\d|Bab|Ikhtisar|Kata|L\.", result.locator(".tempat").inner_text())
    assert web_page.evaluate("CSS.highlights.get('temuan').size") > count
    assert not web_page.locator(".daftar-isi").first.is_visible()
    web_page.keyboard.press("ArrowDown")
    web_page.keyboard.press("ArrowDown")
    web_page.keyboard.press("ArrowUp")
    web_page.keyboard.press("Enter")
    target = web_page.locator("main :focus")
    assert re.fullmatch("#(?!isi$).+", web_page.evaluate("location.hash"))
    assert re.search(
        "serapan.*anggaran|anggaran.*serapan", target.inner_text(), re.IGNORECASE | re.DOTALL
    )
    assert 0 < target.bounding_box()["y"] < 900
    web_page.locator("#cari").focus()
    web_page.keyboard.press("Escape")
    assert web_page.locator("#cari").input_value() == ""
    assert web_page.locator(".daftar-isi").first.is_visible()
    assert web_page.evaluate("CSS.highlights.get('temuan').size") == 0


def test_a_search_result_is_shown_whatever_hides_it(report: Report, web_page: Any) -> None:
    """In a row that was filtered out and written anew, and in data that is folded up."""
    sub = report.tabel[WIDE_TABEL]["baris"][-1]["sub_kegiatan"]
    button(web_page, WIDE_TABEL, "Pagu (Rp)").click()
    web_page.locator(f"#{WIDE_TABEL} .saring input").fill("gaji")
    web_page.locator("#cari").fill(sub)
    web_page.locator("#hasil-cari a").filter(has_text="3.2.3").first.click()
    assert sub in web_page.locator("main tr:focus").inner_text()
    web_page.locator("#cari").fill("data gambar")
    web_page.locator("#hasil-cari a").filter(has_text="Data Gambar 3.1").click()
    assert web_page.locator("main caption:focus").is_visible()


@pytest.mark.parametrize("words", ["(", "\\", "$1", "a.*b", "<b>"])
def test_signs_are_searched_as_they_are(web_page: Any, words: str) -> None:
    """No pattern, no markup: what is typed is text."""
    web_page.locator("#cari").fill(words + "zz")
    assert web_page.locator("#kabar-cari").inner_text() == "Tidak ditemukan"


def test_the_contents_follow_the_reading(web_page: Any) -> None:
    """Up and down; one link is current at a time, and kept in sight within the panel."""
    for anchor in ("bagian-1-2", "bagian-3-2", "bagian-2-3", "lampiran"):
        web_page.evaluate("a => document.getElementById(a).scrollIntoView()", anchor)
        current = web_page.locator(f".utama a[href='#{anchor}'][aria-current=location]")
        current.wait_for()
        assert web_page.locator("[aria-current]").count() == 1
        assert 100 < current.bounding_box()["y"] < 900


def test_the_panel_of_a_phone_opens_closes_and_leads_on(report: Report, browser: Any) -> None:
    """It is in reach anywhere on the page; Escape gives the focus back; a link closes it."""
    with page(browser, report.folder / "laporan.html", 360) as web_page:
        button, panel = web_page.locator("#buka-panel"), web_page.locator("#panel")
        assert not panel.is_visible()
        web_page.evaluate("window.scrollTo(0, 20000)")
        assert button.bounding_box()["y"] < 60
        button.focus()
        web_page.keyboard.press("Enter")
        assert panel.is_visible()
        assert button.get_attribute("aria-expanded") == "true"
        web_page.keyboard.press("Tab")
        assert web_page.evaluate("document.activeElement.id") == "cari"
        web_page.keyboard.press("Escape")
        assert not panel.is_visible()
        assert web_page.evaluate("document.activeElement.id") == "buka-panel"
        button.click()
        web_page.locator(".utama a[href='#bagian-3-2']").click()
        assert not panel.is_visible()
        assert 40 < web_page.locator("#bagian-3-2").bounding_box()["y"] < 200
        web_page.locator(".bagian-kini", has_text="3.2 Realisasi Anggaran").wait_for()


def test_the_panel_of_a_phone_does_not_cover_what_has_the_focus(
    report: Report, browser: Any
) -> None:
    """WCAG 2.4.11: Tab past its end closes it, and so does Escape, wherever the focus is."""
    with page(browser, report.folder / "laporan.html", 360) as web_page:
        button, panel = web_page.locator("#buka-panel"), web_page.locator("#panel")
        button.click()
        web_page.locator("#panel summary").last.focus()
        assert panel.is_visible()
        web_page.keyboard.press("Tab")
        assert web_page.evaluate("document.activeElement.closest('main') !== null")
        assert not panel.is_visible()
        button.click()
        web_page.evaluate("document.activeElement.blur()")
        assert panel.is_visible()
        web_page.keyboard.press("Escape")
        assert not panel.is_visible()
        assert web_page.evaluate("document.activeElement.id") == "buka-panel"


def test_the_dark_view_follows_the_system_and_the_button(report: Report, browser: Any) -> None:
    """Remembered where the browser allows it, and no error where it does not."""
    background = "getComputedStyle(document.body).backgroundColor"
    light = "rgb(255, 255, 255)"
    file = report.folder / "laporan.html"
    with page(browser, file, color_scheme="dark") as web_page:
        button = web_page.locator("#tema")
        assert web_page.evaluate(background) != light
        assert button.get_attribute("aria-pressed") == "true"
        button.click()
        assert web_page.evaluate(background) == light
        web_page.reload()
        assert web_page.evaluate(background) == light
    with page(browser, file, init_script=WITHOUT_STORAGE) as web_page:
        web_page.locator("#tema").click()
        assert web_page.evaluate(background) != light
        web_page.emulate_media(media="print")
        assert web_page.evaluate("getComputedStyle(document.body).color") == (
            "rgb(29, 39, 51)"  # --tinta of the light view in gaya.css
        )


def test_each_table_is_one_stop_of_the_tab_key(web_page: Any) -> None:
    """Arrow keys lead on from the filter to the heads, the numbers and the CSV download."""
    stops = """() => [...document.querySelectorAll('main .lkip-tabel')].map((t) =>
      [t, ...t.querySelectorAll('a[href], button, input, [tabindex]')].filter(
        (u) => u.tabIndex >= 0 && !u.closest('.asal')).length)"""
    assert set(web_page.evaluate(stops)) == {1}
    web_page.locator(f"#{WIDE_TABEL} .saring input").focus()
    seen = []
    for key in ("ArrowDown", "ArrowRight", "ArrowDown", "End"):
        web_page.keyboard.press(key)
        seen.append(web_page.evaluate("document.activeElement.className"))
    assert seen == ["urut", "urut", "angka-asal", "unduh"]
    assert set(web_page.evaluate(stops)) == {1}


def test_a_reference_shows_what_it_leads_to(web_page: Any) -> None:
    """By mouse: the caption and first rows of the table, until Escape; the page does not change."""
    preview = web_page.locator(".pratinjau")
    web_page.locator("main p a[href='#anggaran-kegiatan']").first.hover()
    preview.wait_for(state="visible")
    rows = preview.locator("tbody tr").count()
    assert rows == 6
    assert "Pagu, realisasi, dan serapan anggaran menurut kegiatan" in preview.inner_text()
    assert f"… dan {web_page.locator('#anggaran-kegiatan tbody tr').count() - rows}" in (
        preview.inner_text()
    )
    assert web_page.locator("#anggaran-kegiatan").count() == 1
    web_page.keyboard.press("Escape")
    assert not preview.is_visible()


def test_a_chart_is_enlarged_and_closed_again(report: Report, browser: Any) -> None:
    """On a phone it is wider than the screen, in a box of its own; the focus comes back."""
    with page(browser, report.folder / "laporan.html", 360) as web_page:
        web_page.get_by_role("button", name="Perbesar Gambar 3.1", exact=True).click()
        dialog = web_page.get_by_role("dialog", name="Gambar 3.1")
        assert dialog.locator("img").bounding_box()["width"] > 900
        assert web_page.evaluate("document.documentElement.scrollWidth") <= 360
        web_page.keyboard.press("Escape")
        assert not dialog.is_visible()
        assert web_page.evaluate("document.activeElement.ariaLabel") == "Perbesar Gambar 3.1"


@pytest.mark.parametrize(("width", "shown"), [(360, "svg.sempit"), (768, ".rupa img")])
def test_a_chart_has_a_form_for_the_width_of_the_screen(
    report: Report, browser: Any, width: int, shown: str
) -> None:
    """One form alone, no wider than its frame; read aloud and found once, in legible letters."""
    with page(browser, report.folder / "laporan.html", width) as web_page:
        for figure in web_page.locator("main .lkip-gambar figure").all():
            assert figure.evaluate("f => f.scrollWidth <= f.clientWidth")
            pictures = figure.locator(":is(img, svg[role=img])").locator("visible=true")
            assert pictures.count() == figure.locator(shown).count() == 1
        chart = web_page.locator("#anggaran-serapan-diagram")
        assert chart.get_by_text("Seluruh anggaran").locator("visible=true").count() == 1
        if width == 360:
            height = "t => Math.min(...t.map(u => u.getBoundingClientRect().height))"
            assert web_page.locator(".sempit text").evaluate_all(height) > 8


def test_heads_and_first_columns_stay_in_sight_on_a_phone(report: Report, browser: Any) -> None:
    """A long, wide table, scrolled down and to the right."""
    with page(browser, report.folder / "laporan.html", 360) as web_page:
        tabel = web_page.locator(f"#{WIDE_TABEL}")
        tabel.scroll_into_view_if_needed()
        tabel.evaluate("t => t.scrollTo(200, t.scrollHeight / 2)")
        box = tabel.bounding_box()
        head = tabel.locator("thead").bounding_box()
        assert abs(head["y"] - box["y"]) < 2
        left = tabel.locator("tbody th[scope=row]").first.bounding_box()["x"]
        assert abs(left - box["x"]) < 2


@pytest.mark.parametrize(
    ("width", "text", "cell", "head"), [(360, 16, 13.12, "sticky"), (768, 17, 14.4, "static"),
                                        (1280, 17, 14.4, "static")],
)  # fmt: skip
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_each_width_has_its_type_and_its_heads(
    report: Report, browser: Any, width: int, text: float, cell: float, head: str, theme: str
) -> None:
    """In pixels; lines of about 95 letters at most; numbers with an origin are underlined."""
    with page(browser, report.folder / "laporan.html", width, color_scheme=theme) as web_page:

        def style(selector: str, key: str) -> str:
            found = web_page.locator(selector).first
            return found.evaluate("(u, key) => getComputedStyle(u)[key]", key)

        tabel, words = "#anggaran-kegiatan", "main > p:not([class])"
        assert style(words, "fontSize") == f"{text}px"
        assert style(f"{tabel} td", "fontSize") == f"{cell}px"
        assert style(words, "fontFamily").startswith('"Libertinus Serif"')
        assert style(f"{tabel} td", "fontFamily").startswith('"Source Sans')
        assert float(style(words, "width")[:-2]) < 95 * text / 2
        assert style(f"{tabel} tbody th[scope=row]", "position") == head
        assert style(f"{tabel} .angka-asal", "textDecorationLine") == "underline"
        assert style(tabel, "overflowX") == "auto"


def test_both_typefaces_are_in_the_file(web_page: Any) -> None:
    """Text and tables are set in them, whatever fonts the reader's machine has."""
    loaded = "[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family)"
    assert {f.strip('"') for f in web_page.evaluate(loaded)} == {
        "Source Sans Pro",
        "Libertinus Serif",
    }


def test_print_leaves_out_what_paper_cannot_do(web_page: Any) -> None:
    """No panel, no controls; a chart's data only if opened; a filtered table says that it is."""
    web_page.locator("#skm-jawaban-diagram-data summary").click()
    web_page.locator("#lembaga-keaktifan .saring input").fill("pemberdayaan")
    web_page.emulate_media(media="print")
    for tool in (".samping", ".alat-tabel", ".saring input"):
        assert not any(e.is_visible() for e in web_page.locator(tool).all())
    assert web_page.locator("#skm-jawaban-diagram-data table").is_visible()
    assert not web_page.locator("#lembaga-diagram-data").is_visible()
    assert web_page.locator("#lembaga-keaktifan output").is_visible()
    assert not web_page.locator("#program-anggaran-output output").is_visible()


def test_a_long_table_has_its_head_on_every_printed_page(web_page: Any) -> None:
    """Chromium drops from a repeated head what it cannot repeat, such as a button."""
    document = pypdfium2.PdfDocument(web_page.pdf(prefer_css_page_size=True))
    pages = [p.get_textpage().get_text_bounded() for p in document]
    head = re.compile(r"Sub kegiatan Pagu \(Rp\) Realisasi \(Rp\)\s+Serapan\s+\(%\) Keluaran")
    assert len([t for t in pages if head.search(t)]) > 2


def test_the_policy_refuses_what_is_not_of_the_report(
    report: Report, browser: Any, tmp_path: Path
) -> None:
    """A script, a handler, a style and an image that someone slipped in do nothing."""
    malicious = (
        '<main id="isi"><script>window.jahat = 1</script><p id="uji" style="color: red" '
        'onclick="window.jahat = 2">Uji</p><img alt="" src="https://example.org/a.png">'
    )
    file = alter(report, tmp_path, '<main id="isi">', malicious)
    faults: list[str] = []
    with page(browser, file, faults=faults) as web_page:
        web_page.locator("#uji").click()
        assert web_page.evaluate("window.jahat") is None
        assert web_page.evaluate("getComputedStyle(uji).color") != "rgb(255, 0, 0)"
        assert web_page.evaluate("document.querySelector('main img').naturalWidth") == 0
        button(web_page, "anggaran-program", "Pagu (Rp)").click()
        assert web_page.locator("#anggaran-program [aria-sort]").count() == 1
    assert sum("Content Security Policy" in fault for fault in faults) == 4
