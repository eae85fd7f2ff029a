"""The cell styles of a workbook that are out of the ordinary: formats, and unreadable text."""

import operator
import re
from dataclasses import dataclass

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS

from lkip_helpers.intake.container import parse_xml

YES = {"1", "true"}
ORDINARY = re.compile(r"General|@|0\.00+|#,##0\.00+", re.IGNORECASE)  # shows a number as it is
ROUNDING = re.compile(r"(0|#,##0)(\.0)?")  # shows a whole number as it is
SMALLEST_LETTERS = 4.0  # points
PLAIN_COLOURS = {"0": "FFFFFF", "1": "000000"}  # of a theme: page and text
_INDEXED = {"0": "1", "8": "1", "1": "0", "9": "0"}  # black and white: palette to theme
_SIX_DIGITS = re.compile("[0-9A-F]{6}")
BRIGHTNESS = (0.2126, 0.7152, 0.0722)  # how bright red, green and blue are, by WCAG
LEAST_CONTRAST = 1.3  # of white on the lightest fill of a cell for data
STRUCK, UNSEEN, TINY = "dicoret", "sewarna", "terlalu_kecil"  # findings of rules/periksa.toml


@dataclass(frozen=True)
class Style:
    """What is out of the ordinary in a cell's style.

    code: its number format; "" for one that shows any number as it is. rounds: whether it shows a
    whole number as it is. look: the finding on why its text is not seen or not meant.
    """

    code: str = ""
    rounds: bool = False
    look: str = ""


def read_styles(styles: bytes) -> dict[str, Style]:
    """The styles that are out of the ordinary, by their index as the cells write it."""
    if not styles:
        return {}
    tree = parse_xml(styles)
    custom = {n.get("numFmtId"): n.get("formatCode", "") for n in tree.iter("{*}numFmt")}
    standard = {str(n): code for n, code in BUILTIN_FORMATS.items()}
    fonts, fills = tree.findall("{*}fonts/{*}font"), tree.findall("{*}fills/{*}fill")
    unusual = {}
    for index, xf in enumerate(tree.findall("{*}cellXfs/{*}xf")):
        number = xf.get("numFmtId", "0")
        code = custom.get(number, standard.get(number, "General"))
        places = (fonts, int(xf.get("fontId", 0))), (fills, int(xf.get("fillId", 0)))
        font, fill = (next(iter(entries[place:]), None) for entries, place in places)
        shown = "" if ORDINARY.fullmatch(code) else code
        style = Style(shown, ROUNDING.fullmatch(code) is not None, _find_look(font, fill))
        if style != Style():
            unusual[str(index)] = style
    return unusual


def _find_look(font: etree._Element | None, fill: etree._Element | None) -> str:
    """The finding on text of this font on this fill that is not seen or struck out; "" if none."""
    if font is None:
        return ""
    strike, size = font.find("{*}strike"), font.find("{*}sz")
    if strike is not None and strike.get("val", "1") in YES:
        return STRUCK
    if size is not None and float(size.get("val", SMALLEST_LETTERS)) < SMALLEST_LETTERS:
        return TINY
    ground, ink = _read_background(fill), _read_colour(font.find("{*}color"))
    return UNSEEN if ground and _compute_contrast(ink, ground) < LEAST_CONTRAST else ""


def _compute_contrast(colour: str, background: str) -> float:
    """Contrast ratio of two colours by WCAG 2.1: 1 to 21; of named colours one or the other."""
    if not (_SIX_DIGITS.fullmatch(colour) and _SIX_DIGITS.fullmatch(background)):
        return 1.0 if colour == background else 21.0
    shades = []
    for shade in (colour, background):
        parts = (value / 255 for value in bytes.fromhex(shade))
        linear = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        shades.append(sum(map(operator.mul, BRIGHTNESS, linear)) + 0.05)
    return max(shades) / min(shades)


def _read_background(fill: etree._Element | None) -> str:
    """The background colour; "" for a pattern or gradient."""
    pattern = None if fill is None else fill.find("{*}patternFill")
    kind = "" if pattern is None else pattern.get("patternType", "none")
    if pattern is not None and kind == "solid":
        return _read_colour(pattern.find("{*}fgColor"))
    return PLAIN_COLOURS["0"] if kind == "none" else ""


def _read_colour(node: etree._Element | None) -> str:
    """A colour as six hex digits, or as its name in theme or palette; "" without one."""
    if node is None or node.get("auto") in YES:
        return ""
    if code := node.get("rgb"):
        return str(code[-6:]).upper()
    index, tint = node.get("theme", ""), float(node.get("tint", 0))
    if not index:
        index = _INDEXED.get(node.get("indexed", ""), f"indexed {node.get('indexed')}")
    if index not in PLAIN_COLOURS:
        return f"{index} {tint}"
    grey = int(PLAIN_COLOURS[index][:2], 16)
    grey = round(grey * (1 + tint) if tint < 0 else grey + (255 - grey) * tint)
    return 3 * f"{grey:02X}"
