"""The styles of a workbook that are out of the ordinary: formats, and letters nobody sees."""

import re
from dataclasses import dataclass

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS

from lkip_helpers.intake.container import parse_xml

YES = {"1", "true"}
ORDINARY = re.compile(r"General|@|0\.00+|#,##0\.00+", re.IGNORECASE)  # shows a number as it is
ROUNDING = re.compile(r"(0|#,##0)(\.0)?")  # shows a whole number as it is
SMALLEST_LETTERS = 4.0  # points
PLAIN_COLOURS = {"0": "FFFFFF", "1": "000000"}  # of a theme: what a page and its text have
_INDEXED = {"0": "1", "8": "1", "1": "0", "9": "0"}  # black and white of the old palette
_SIX_DIGITS = re.compile("[0-9A-F]{6}")
LEAST_CONTRAST = 1.3  # white on the lightest of the fills that a cell for data has
STRUCK, UNSEEN, TINY = "dicoret", "sewarna", "terlalu_kecil"  # findings of rules/periksa.toml


@dataclass(frozen=True)
class Style:
    """What is out of the ordinary in a cell's style.

    code: its number format; "" for one that shows any number as it is. rounds: it shows a whole
    number as it is. look: the finding on how its letters look.
    """

    code: str = ""
    rounds: bool = False
    look: str = ""


def read_styles(styles: bytes) -> dict[str, Style]:
    """The styles that are out of the ordinary, by their index as the cells write it."""
    if not styles:
        return {}
    tree = parse_xml(styles)
    own = {n.get("numFmtId"): n.get("formatCode", "") for n in tree.iter("{*}numFmt")}
    standard = {str(n): code for n, code in BUILTIN_FORMATS.items()}
    fonts, fills = tree.findall("{*}fonts/{*}font"), tree.findall("{*}fills/{*}fill")
    result = {}
    for index, xf in enumerate(tree.findall("{*}cellXfs/{*}xf")):
        ordinal = xf.get("numFmtId", "0")
        code = own.get(ordinal, standard.get(ordinal, "General"))
        font, fill = (
            every[n] if (n := int(xf.get(key, 0))) < len(every) else None
            for every, key in ((fonts, "fontId"), (fills, "fillId"))
        )
        shown = "" if ORDINARY.fullmatch(code) else code
        style = Style(shown, ROUNDING.fullmatch(code) is not None, _look(font, fill))
        if style != Style():
            result[str(index)] = style
    return result


def _look(font: etree._Element | None, fill: etree._Element | None) -> str:
    """Why letters of this font are not seen on this fill, or not meant; "" where they are."""
    if font is None:
        return ""
    strike, size = font.find("{*}strike"), font.find("{*}sz")
    if strike is not None and strike.get("val", "1") in YES:
        return STRUCK
    if size is not None and float(size.get("val", SMALLEST_LETTERS)) < SMALLEST_LETTERS:
        return TINY
    ground, ink = _ground(fill), _colour(font.find("{*}color"))
    return UNSEEN if ground and (ink == ground or _contrast(ink, ground) < LEAST_CONTRAST) else ""


def _contrast(ink: str, ground: str) -> float:
    """How far two colours stand apart by WCAG 2.1: 1 to 21; 21 where one has no six digits."""
    if not (_SIX_DIGITS.fullmatch(ink) and _SIX_DIGITS.fullmatch(ground)):
        return 21.0
    light = []
    for colour in (ink, ground):
        parts = [int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)]
        r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        light.append(0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05)
    return max(light) / min(light)


def _ground(fill: etree._Element | None) -> str:
    """The colour behind the letters; "" where it is more than one."""
    pattern = None if fill is None else fill.find("{*}patternFill")
    kind = "" if pattern is None else pattern.get("patternType", "none")
    if pattern is not None and kind == "solid":
        return _colour(pattern.find("{*}fgColor"))
    return PLAIN_COLOURS["0"] if kind == "none" else ""


def _colour(node: etree._Element | None) -> str:
    """A colour as six digits, or as what names it; "" where none is said."""
    if node is None or node.get("auto") in YES:
        return ""
    if code := node.get("rgb"):
        return str(code[-6:]).upper()
    place, tint = node.get("theme", ""), float(node.get("tint", 0))
    if not place:
        place = _INDEXED.get(node.get("indexed", ""), f"indexed {node.get('indexed')}")
    if place not in PLAIN_COLOURS:
        return f"{place} {tint}"
    grey = int(PLAIN_COLOURS[place][:2], 16)
    grey = round(grey * (1 + tint) if tint < 0 else grey + (255 - grey) * tint)
    return 3 * f"{grey:02X}"
