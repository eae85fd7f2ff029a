"""`data = load(unit, tahun)`: the typed frames of one unit and year, by plain names."""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from lkip_helpers.errors import LkipError
from lkip_helpers.intake import pipeline
from lkip_helpers.intake.finding import Finding
from lkip_helpers.intake.frames import parse_frame
from lkip_helpers.intake.once import Shared
from lkip_helpers.intake.partial import SheetUnreadable
from lkip_helpers.intake.pipeline import FRAMES, Result, process
from lkip_helpers.intake.provenance import read_emblem, read_map
from lkip_helpers.rules import Scale, cite_law, load_scale
from lkip_helpers.schema.base import Schema
from lkip_helpers.schema.sheets import Pengaturan, Profil
from lkip_helpers.workspace import Workspace

ATTEMPTS = 20


class DataFault(LkipError):
    """The workbooks have faults; the message lists every one with its cell and cure."""

    def __init__(self, findings: list[Finding]) -> None:
        text = "\n".join(["Data belum dapat dipakai:", *map(str, findings)])
        super().__init__(text, findings=findings)


class DataNotFound(LkipError):
    """There is no folder of raw data for this unit and year."""


class SheetNotFound(LkipError, AttributeError):
    """No contract has this name."""


@dataclass(frozen=True, repr=False)
class Data:
    """One unit and year.

    frame: by the NAME of its contract, and each an attribute of that name, indexed by Excel row and
    with attrs["sumber"]; its columns are the fields of the contract. berkas, baris, dibuang and
    temuan tell how the workbooks were read. letak_profil: berkas, lembar and cell of each entry of
    the profile. emblem: a data URI, "" without one.
    """

    unit: str
    tahun: int
    profil: Profil
    pengaturan: Pengaturan
    letak_profil: dict[str, tuple[str, str, str]]
    peta: dict[str, Any] | None
    emblem: str
    berkas: pd.DataFrame
    baris: pd.DataFrame
    dibuang: pd.DataFrame
    temuan: pd.DataFrame
    frame: dict[str, pd.DataFrame]

    def __getattr__(self, name: str) -> pd.DataFrame:
        """The frame of the contract of that NAME."""
        frame = vars(self).get("frame", {})
        if name not in frame:
            raise SheetNotFound(f"Tidak ada data {name!r}; yang ada: {', '.join(frame)}")
        return frame[name]

    def __repr__(self) -> str:
        return f"<Data {self.unit} {self.tahun}: {len(self.frame)} lembar>"

    def _repr_html_(self) -> str:
        """What there is, for whoever shows `data`."""
        head = f"<p><strong>{self.unit} {self.tahun}</strong>. Setiap baris adalah DataFrame.</p>"
        with pd.option_context("display.max_colwidth", None):
            table = self.summary.to_html(index=False, border=0)
            return f'{head}<div class="lkip-tabel">{table}</div>'

    @property
    def summary(self) -> pd.DataFrame:
        """Each frame: its name, sheet, rows, columns with their units, source, what is empty."""
        return pd.DataFrame([_describe_sheet(s, self.frame[s.NAME]) for s in FRAMES])

    @property
    def skala(self) -> Scale:
        """The categories of capaian that the office chose."""
        return load_scale(self.pengaturan.skala)

    @property
    def history(self) -> pd.DataFrame:
        """load_history: realisasi of this year and of earlier workbooks."""
        return load_history(self)

    def cite_law(self, subject: str, tahun: int | None = None) -> str:
        """The law on a subject in force in the year of the report, or in another."""
        return cite_law(subject, tahun or self.tahun)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self.frame]


def load(unit: str, tahun: int | str) -> Data:
    """The data of `unit` in `tahun`, read anew where a workbook changed since the last time.

    tahun may be its digits, as `papermill -r tahun 2021` hands it on. Raises DataNotFound or
    DataFault, both in Indonesian.
    """
    if not str(tahun).isdecimal():
        raise DataNotFound(f"“{tahun}” bukan tahun; tulis angkanya saja, misalnya 2021.")
    workspace = Workspace.of(unit, int(tahun))
    if not workspace.raw.is_dir():
        existing_tahun = ", ".join(map(str, workspace.list_tahun())) or "tidak ada"
        raise DataNotFound(
            f"Data mentah {unit} {tahun} tidak ada. "
            f"Unit yang ada: {', '.join(workspace.list_units())}. "
            f"Tahun yang ada untuk {unit}: {existing_tahun}."
        )
    manifest = _read_shared(lambda: _fresh_manifest(workspace))
    if manifest is None:
        result = process(workspace)
        if not result.valid:
            raise DataFault([t for t in result.findings if t.is_blocking])
        manifest = result.manifest
    return _apart(_read_kept(workspace, json.dumps(manifest)))


@lru_cache(maxsize=4)
def _read_kept(workspace: Workspace, manifest: str) -> Data:
    """The data that a manifest attests: read once, for the chapters of a report all want it."""
    content = json.loads(manifest)
    frame = _read_shared(lambda: _read_frame(workspace.processed, content))
    return _build(workspace, content, frame)


def _apart(data: Data) -> Data:
    """The same data with frames of its own; what is written into them stays there."""
    own = {
        f.name: value.copy(deep=False)
        for f in fields(data)
        if isinstance(value := getattr(data, f.name), pd.DataFrame)
    }
    frame = {name: value.copy(deep=False) for name, value in data.frame.items()}
    return replace(data, frame=frame, **own)


def assemble(workspace: Workspace, result: Result) -> Data:
    """The data set of what was just read, without going through a file."""
    return _build(workspace, result.manifest, result.frame, result.profil)


def _build(
    workspace: Workspace,
    manifest: dict[str, Any],
    frame: dict[str, pd.DataFrame],
    profil: Profil | None = None,
) -> Data:
    profil = profil or Profil(**manifest["profil"])
    for schema in FRAMES:
        named = schema.DOCUMENT.format(**dict(profil))
        with suppress(SheetUnreadable):
            frame[schema.NAME].attrs["dokumen"] = named
    place = manifest["letak_profil"]
    return Data(
        unit=workspace.unit,
        tahun=workspace.tahun,
        profil=profil,
        pengaturan=Pengaturan(**manifest["pengaturan"]),
        letak_profil={k: (place["berkas"], place["lembar"], c) for k, c in place["kolom"].items()},
        peta=read_map(workspace.raw),
        emblem=read_emblem(workspace.raw),
        **_frame_manifest(manifest),
        frame=frame,
    )


def load_preceding(data: Data) -> Data | None:
    """The data of the year before; None where there is none, or it has faults."""
    try:
        return load(data.unit, data.tahun - 1)
    except (DataNotFound, DataFault):
        return None


def load_history(data: Data) -> pd.DataFrame:
    """data.realisasi with the earlier years that only their own workbooks have.

    What this year's workbook says of an earlier year stands; lkip check says where both differ,
    and which earlier year is left out because its workbooks have faults. Where rows of several
    workbooks meet, attrs["asal"] names the cell of each, those of an earlier year as `2020/berkas`.
    """
    owned = set(data.realisasi[["kode", "tahun"]].itertuples(index=False, name=None))
    parts = {data.tahun: data.realisasi}
    years = Workspace.of(data.unit, data.tahun).list_tahun()
    for tahun in (t for t in years if t < data.tahun):
        try:
            old = load(data.unit, tahun).realisasi
        except DataFault:
            continue
        known = (old["tahun"] == tahun) | ~old["tahun"].isin(years)  # a year speaks for itself
        old = old[known & (old["tahun"] <= tahun) & old["kode"].isin(data.indikator["kode"])]
        keys = [*old[["kode", "tahun"]].itertuples(index=False, name=None)]
        new = old[[k not in owned for k in keys]]
        parts |= {tahun: new} if len(new) else {}
        owned |= {*keys}
    return _merge(parts) if len(parts) > 1 else data.realisasi


def _merge(parts: Mapping[int, pd.DataFrame]) -> pd.DataFrame:
    """Rows of several years' workbooks, the first this year's, each with the cell it came from."""
    origin: dict[str, dict[int, tuple[str, str, str]]] = {}
    ordinal = 0
    for year, own in parts.items():
        source = own.attrs["sumber"]
        tahun = f"{year}/" if ordinal else ""
        for row in own.index:
            for column, letter in source["kolom"].items():
                cell = (f"{tahun}{source['berkas']}", source["lembar"], f"{letter}{row}")
                origin.setdefault(column, {})[ordinal] = cell
            ordinal += 1
    result = pd.concat([pipeline.without_attrs(p) for p in parts.values()], ignore_index=True)
    result.attrs["asal"] = Shared({k: Shared(v) for k, v in origin.items()})
    return result


def _describe_sheet(schema: type[Schema], frame: pd.DataFrame) -> dict[str, Any]:
    """A line of the summary."""
    extra: dict[str, Any] = {k: f.json_schema_extra or {} for k, f in schema.model_fields.items()}
    named = [f"{k} ({u})" if (u := extra.get(k, {}).get("satuan")) else str(k) for k in frame]
    gaps = [f"{k} ({n} dari {len(frame)})" for k, n in frame.isna().sum().items() if n]
    return {
        "nama": f"data.{schema.NAME}",
        "lembar": schema.SHEET,
        "baris": len(frame),
        "kolom": ", ".join(named),
        "sumber": f"{schema.FILE} › {schema.SHEET}",
        "masih kosong": ", ".join(gaps) if len(frame) else "lembarnya belum diisi",
    }


def _fresh_manifest(workspace: Workspace) -> dict[str, Any] | None:
    """The manifest where it still describes the raw files; None where intake must run."""
    file = workspace.processed / pipeline.MANIFEST
    if not file.exists():
        return None
    manifest: dict[str, Any] = json.loads(file.read_text("utf-8"))
    fresh = manifest["versi"] == pipeline.version() and manifest["sidik"] == pipeline.hash_raw(
        workspace.raw
    )
    return manifest if fresh else None


def _read_shared(read: Callable[[], Any]) -> Any:
    """Read again where another process just put newer data in place."""
    for _ in range(ATTEMPTS):
        try:
            return read()
        except FileNotFoundError:
            continue
    return read()


def _read_frame(folder: Path, manifest: dict[str, Any]) -> dict[str, pd.DataFrame]:
    result = {}
    for schema in FRAMES:
        frame = parse_frame((folder / f"{schema.NAME}.json").read_text("utf-8"))
        frame.attrs["sumber"] = Shared(manifest["sumber"][schema.NAME])
        result[schema.NAME] = frame
    return result


def _frame_manifest(manifest: dict[str, Any]) -> dict[str, pd.DataFrame]:
    """How the workbooks were read, as frames."""
    sheet = manifest["lembar"]
    dropped = [
        {"berkas": s["berkas"], "lembar": s["lembar"], **d} for s in sheet for d in s["dibuang"]
    ]
    rows = [{**s, "dibuang": len(s["dibuang"])} for s in sheet if s["dibaca"]]
    return {
        "berkas": pd.DataFrame(manifest["berkas"]),
        "baris": pd.DataFrame(rows, columns=["berkas", "lembar", "dibaca", "dipakai", "dibuang"]),
        "dibuang": pd.DataFrame(dropped, columns=["berkas", "lembar", "baris", "alasan"]),
        "temuan": pd.DataFrame(manifest["temuan"], columns=list(Finding.__dataclass_fields__)),
    }
