"""Whether the report in place is that of the files as they are now.

Nothing heavy is imported here: `run`, `trace` and the first page ask before anything is built.
"""

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from lkip_helpers.workspace import BUILD, Ruang, hash_berkas

SUMBER_KODE = {".py", ".toml", ".j2", ".css", ".js", ".typ", ".lua", ".xml"}
ISI_SEL = ("cell_type", "id", "metadata", "source", "attachments")  # all but its results


def read_build(folder: Path) -> dict[str, Any]:
    """What the report in `folder` was made from; empty where there is none, or it is damaged."""
    try:
        build: dict[str, Any] = json.loads((folder / BUILD).read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return build


def is_mutakhir(ruang: Ruang) -> bool:
    """Whether the report in place is that of the data, chapters and code as they are now."""
    build = read_build(ruang.outputs)
    return build.get("masukan") == masukan(ruang) and build.get("kode") == sidik_kode(ruang)


def masukan(ruang: Ruang) -> dict[str, str]:
    """SHA-256 of every raw file that the report reads, those of an earlier year as `2020/berkas`.

    Earlier years count because their realisasi stands beside this year's.
    """
    return {
        b.name if tahun == ruang.tahun else f"{tahun}/{b.name}": hash_berkas(b)
        for tahun in ruang.list_tahun()
        if tahun <= ruang.tahun
        for b in replace(ruang, tahun=tahun).masukan
    }


def sidik_kode(ruang: Ruang) -> str:
    """Print of the chapters and of this package: other code may give another report."""
    paket = Path(__file__).parents[1]
    kode = sorted(b for b in paket.rglob("*") if b.suffix in SUMBER_KODE)
    jumlah = hashlib.sha256()
    for b in kode:
        jumlah.update(b.name.encode() + b.read_bytes())
    for b in ruang.list_bab():
        jumlah.update(b.name.encode() + _isi_bab(b))
    return jumlah.hexdigest()


def _isi_bab(berkas: Path) -> bytes:
    """A chapter without the results that JupyterLab saves in it: no report reads them."""
    try:
        bab = json.loads(berkas.read_bytes())
    except ValueError:  # no notebook: whoever builds the report will say so
        return berkas.read_bytes()
    sel = [{k: s.get(k) for k in ISI_SEL} for s in bab["cells"]]
    return json.dumps([sel, bab["metadata"].get("lkip")]).encode()
