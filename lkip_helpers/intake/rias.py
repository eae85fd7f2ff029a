"""How a template looks: colours with a meaning, widths, locks, cells that ask to be filled."""

from collections.abc import Iterable
from math import ceil

from openpyxl.cell.cell import Cell
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

BIRU_TUA, ABU, KUNING, BIRU_MUDA, PUTIH = "1F3864", "D9DEE7", "FFF2CC", "DDEBF7", "FFFFFF"
TINTA, REDUP, GARIS = "1B1B1B", "595959", "BFBFBF"
FON, TAUT = "Calibri", "0563C1"
LEBAR_TERKECIL, LEBAR_TERBESAR = 12, 56
KOLOM_TERAKHIR = 16_384
TINGGI_BARIS = 15
TERBUKA, TERKUNCI = Protection(locked=False), Protection(locked=True)
BINGKAI = Border(*[Side("thin", color=GARIS)] * 4)


def huruf(
    *, tebal: bool = False, ukuran: int = 11, warna: str = TINTA, garis: bool = False
) -> Font:
    """The one typeface of the templates."""
    return Font(
        name=FON, bold=tebal, size=ukuran, color=warna, underline="single" if garis else None
    )


def warna(kode: str) -> PatternFill:
    """A solid fill."""
    return PatternFill("solid", fgColor=kode)


def rias_judul(ws: Worksheet, judul: str, guna: str) -> None:
    """Title and purpose above the table."""
    for nomor, (teks, gaya) in enumerate(
        ((judul, huruf(tebal=True, ukuran=14, warna=BIRU_TUA)), (guna, huruf(warna=REDUP))), 1
    ):
        sel = ws.cell(nomor, 1, teks)
        sel.font, sel.protection = gaya, TERKUNCI
    ws.row_dimensions[1].height = 24


def rias_kepala(sel: Cell, *, wajib: bool, terbuka: bool = False) -> None:
    """A header: dark where the column must be filled, light where it may stay empty."""
    sel.font = huruf(tebal=True, warna=PUTIH if wajib else TINTA)
    sel.fill = warna(BIRU_TUA if wajib else ABU)
    sel.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
    sel.border = BINGKAI
    sel.protection = TERBUKA if terbuka else TERKUNCI


def rias_isian(sel: Cell, format_angka: str, *, dibawa: bool) -> None:
    """A cell for data: unlocked, and blue where its value comes from elsewhere."""
    sel.number_format, sel.font = format_angka, huruf()
    teks = format_angka == "@"
    sel.alignment = Alignment(wrap_text=teks, vertical="top", horizontal=None if teks else "right")
    sel.border, sel.protection = BINGKAI, TERBUKA
    if dibawa:
        sel.fill = warna(BIRU_MUDA)


def minta_isi(ws: Worksheet, rentang: str, rumus: str) -> None:
    """Yellow wherever `rumus` holds: the cell is to be filled in now."""
    aturan = FormulaRule(formula=[rumus], fill=PatternFill(bgColor=KUNING, fill_type="solid"))
    ws.conditional_formatting.add(rentang, aturan)


def atur_lebar(ws: Worksheet, lebar: Iterable[int]) -> None:
    """Widths by the longest text, within bounds; every cell of every column can be written in."""
    terakhir = 0
    for terakhir, banyak in enumerate(lebar, 1):
        kolom = ws.column_dimensions[get_column_letter(terakhir)]
        kolom.width = min(max(banyak + 3, LEBAR_TERKECIL), LEBAR_TERBESAR)
        kolom.protection = TERBUKA
    sisa = ws.column_dimensions[get_column_letter(terakhir + 1)]
    sisa.min, sisa.max, sisa.width, sisa.protection = terakhir + 1, KOLOM_TERAKHIR, 12, TERBUKA


def atur_tinggi(ws: Worksheet, awal: int) -> None:
    """Rows from `awal` tall enough for their wrapped text: not every program does it on opening."""
    for baris in ws.iter_rows(awal):
        lebar = ((s, ws.column_dimensions[s.column_letter].width) for s in baris if s.value)
        garis = max((ceil(len(str(s.value)) / w) for s, w in lebar), default=1)
        if garis > 1:
            ws.row_dimensions[baris[0].row].height = TINGGI_BARIS * garis


def kunci(ws: Worksheet) -> None:
    """Protect the heads without a password; rows may still be added, deleted and sorted."""
    ws.protection.sheet = True
    for boleh in ("formatCells", "formatColumns", "formatRows", "insertRows", "deleteRows",
                  "insertColumns", "sort", "autoFilter"):  # fmt: skip
        setattr(ws.protection, boleh, False)


def atur_cetak(ws: Worksheet, kepala: int) -> None:
    """Landscape, as wide as one page, the head on every page."""
    ws.page_setup.orientation, ws.page_setup.paperSize = "landscape", 9
    ws.page_setup.fitToWidth, ws.page_setup.fitToHeight = 1, 0
    ws.sheet_properties.pageSetUpPr.fitToPage = True
    if kepala:
        ws.print_title_rows = f"{kepala}:{kepala}"
