"""What stands beside the workbooks: the map of the area and the emblem for the cover."""

import base64
import json
from pathlib import Path
from typing import Any

from lxml import etree

from lkip_helpers.intake.container import parse_xml, read_regular
from lkip_helpers.intake.finding import UnreadableFile
from lkip_helpers.workspace import AREA_MAP, EMBLEMS

_PNG = b"\x89PNG\r\n\x1a\n"


def read_map(raw: Path) -> dict[str, Any] | None:
    """Boundaries supplied by the office (GeoJSON), if any. Raises UnreadableFile."""
    file = raw / AREA_MAP
    if not file.exists():
        return None
    advice = "ganti dengan berkas GeoJSON yang utuh, atau hapus agar skema dipakai"
    try:
        area_map: dict[str, Any] = json.loads(read_regular(file).decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        location = f"baris {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise UnreadableFile(file, "bukan GeoJSON yang utuh", advice, location=location) from None
    if not isinstance(area_map, dict):
        raise UnreadableFile(file, "bukan GeoJSON", advice)
    return area_map


def read_emblem(raw: Path) -> str:
    """The emblem for the cover as a data URI, "" without one. Raises UnreadableFile."""
    for name, kind in zip(EMBLEMS, ("svg+xml", "png"), strict=True):
        file = raw / name
        if not file.exists():
            continue
        image = read_regular(file)
        if not (_is_svg(image) if name.endswith("svg") else image.startswith(_PNG)):
            advice = "simpan ulang lambangnya dari program gambar, atau hapus berkasnya"
            raise UnreadableFile(file, f"bukan gambar {name[-3:].upper()}", advice)
        return f"data:image/{kind};base64,{base64.b64encode(image).decode()}"
    return ""


def _is_svg(image: bytes) -> bool:
    try:
        return parse_xml(image).tag == "{http://www.w3.org/2000/svg}svg"
    except etree.XMLSyntaxError:
        return False
