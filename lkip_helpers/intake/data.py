"""`data = load(unit, tahun)`: the typed frames of one unit and year, by plain names."""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from lkip_helpers.errors import LkipError
from lkip_helpers.intake import pipeline
from lkip_helpers.intake.finding import Finding
from lkip_helpers.intake.frames import SheetUnreadable, parse_frame
from lkip_helpers.intake.once import FrozenDict, copy_frames, keep_values, without_attrs
from lkip_helpers.intake.pipeline import FRAMES, IntakeResult, process
from lkip_helpers.intake.provenance import read_emblem, read_map
from lkip_helpers.rules import Scale, cite_law, load_scale, naming
from lkip_helpers.schema.arguments import checked
from lkip_helpers.schema.base import Schema
from lkip_helpers.schema.sheets import Pengaturan, Profil
from lkip_helpers.workspace import Workspace, choose_workspace

ATTEMPTS = 20


class DataFault(LkipError):
    """The workbooks have faults; the message lists every one with its cell and cure."""

    def __init__(self, findings: list[Finding], head: str = "Data belum dapat dipakai:\n") -> None:
        super().__init__(head + "\n".join(map(str, findings)), findings=findings)


class SheetNotFound(LkipError, AttributeError):
    """No contract has this name."""


@dataclass(frozen=True, repr=False)
class Data:
    """Everything read of one unit and year.

    frames: by the NAME of the contract, and each also an attribute of that name; indexed by Excel
    row, with the fields of the contract as columns and attrs["sumber"]. berkas, baris, dibuang and
    temuan say how the workbooks were read. letak_profil: berkas, lembar and cell of each entry of
    the profile. emblem: a data URI, "" without one. sebutan, head, office: what the office and its
    head are called (kecamatan, camat), and its whole name.
    """

    unit: str
    tahun: int
    sebutan: str
    head: str
    office: str
    profil: Profil
    pengaturan: Pengaturan
    letak_profil: dict[str, tuple[str, str, str]]
    peta: dict[str, Any] | None
    emblem: str
    berkas: pd.DataFrame
    baris: pd.DataFrame
    dibuang: pd.DataFrame
    temuan: pd.DataFrame
    frames: dict[str, pd.DataFrame]

    def __getattr__(self, name: str) -> pd.DataFrame:
        """The frame of the contract of that NAME."""
        frames = vars(self).get("frames", {})
        if name not in frames:
            raise SheetNotFound(f"Tidak ada data {name!r}; yang ada: {', '.join(frames)}")
        return frames[name]

    def __repr__(self) -> str:
        return f"<Data {self.unit} {self.tahun}: {len(self.frames)} lembar>"

    def _repr_html_(self) -> str:
        """The summary as a table, shown where `data` is the last line of a cell."""
        head = f"<p><strong>{self.unit} {self.tahun}</strong>. Setiap baris adalah DataFrame.</p>"
        with pd.option_context("display.max_colwidth", None):
            table = self.summary.to_html(index=False, border=0)
            return f'{head}<div class="lkip-tabel">{table}</div>'

    @property
    def summary(self) -> pd.DataFrame:
        """One row a frame: name, sheet, row count, columns with units, source, empty cells."""
        return pd.DataFrame([_describe_sheet(s, self.frames[s.NAME]) for s in FRAMES])

    @property
    def skala(self) -> Scale:
        """The categories of capaian that the office chose."""
        return load_scale(self.pengaturan.skala)

    @property
    def reported(self) -> pd.DataFrame:
        """The realisasi of the year of the report."""
        return self.realisasi[self.realisasi["tahun"] == self.tahun]

    @property
    def history(self) -> pd.DataFrame:
        """The realisasi of this year and of earlier ones, oldest first (load_history)."""
        return load_history(self)

    def cite_law(self, subject: str, tahun: int | None = None) -> str:
        """The law on a subject in force in the year of the report, or in another year."""
        return naming.localize(cite_law(subject, tahun or self.tahun))

    def explain(self, kind: str) -> dict[str, str]:
        """What Penjelasan Temuan says of the findings of a kind, by what their key names next."""
        sheet, begin = self.penjelasan_temuan, f"{kind}:"
        written = zip(sheet["kunci"], sheet["penjelasan"], strict=True)
        known = ((k.removeprefix(begin), text) for k, text in written if k.startswith(begin))
        return {key.partition(":")[0]: text for key, text in known}

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self.frames]


@checked
def load(unit: str, tahun: int, *, beside: bool = False) -> Data:
    """The data of `unit` in `tahun`; the workbooks are read again only if one has changed.

    tahun may be a string of digits, as `papermill -r tahun 2021` passes it. beside: another office
    or year is spoken of, whose words stay. Raises InvalidChoice or DataFault, in Indonesian.
    """
    workspace = Workspace.of(unit, tahun)
    if not workspace.raw.is_dir():
        choose_workspace(workspace.root, unit, tahun)  # says what there is
    manifest = _retry_missing(lambda: _read_fresh_manifest(workspace))
    if manifest is None:
        result = process(workspace)
        if not result.valid:
            raise DataFault([f for f in result.findings if f.is_blocking])
        manifest = result.manifest
    data: Data = copy_frames(_read_processed(workspace, json.dumps(manifest)))
    if not beside:  # from now on the report speaks in the words of this office
        kinds = naming.find_area_kinds(data.wilayah["kelurahan"], data.wilayah["jenis"])
        naming.adopt(data.sebutan, kinds)
    return data  # no caller writes into the frames of another


@lru_cache(maxsize=8)  # a report reads the years before its own too
def _read_processed(workspace: Workspace, manifest_json: str) -> Data:
    """The processed data that a manifest describes, cached: every chapter of a report loads it."""
    manifest = json.loads(manifest_json)
    frames = _retry_missing(lambda: _read_frames(workspace.processed, manifest))
    companions: Any = {"area_map": read_map(workspace.raw), "emblem": read_emblem(workspace.raw)}
    return assemble(workspace, IntakeResult(frames=frames, manifest=manifest, **companions))


def assemble(workspace: Workspace, result: IntakeResult) -> Data:
    """The data of what was just read, or of what was read before: then without a profil."""
    manifest, frames = result.manifest, result.frames
    profil = result.profil or Profil(**manifest["profil"])
    sebutan, nama = naming.split_office(profil.nama)
    office = f"{sebutan.capitalize()} {nama}"
    profil = profil.model_copy(update={"nama": nama})
    for schema in FRAMES:
        name = schema.DOCUMENT.format(**dict(profil), kantor=office)
        with suppress(SheetUnreadable):
            frames[schema.NAME].attrs |= {"dokumen": name, "milik": office}
    cells = manifest["letak_profil"]
    return Data(
        unit=workspace.unit,
        tahun=workspace.tahun,
        sebutan=sebutan,
        head=naming.OFFICES[sebutan],
        office=office,
        profil=profil,
        pengaturan=Pengaturan(**manifest["pengaturan"]),
        letak_profil={k: (cells["berkas"], cells["lembar"], c) for k, c in cells["kolom"].items()},
        peta=result.area_map,
        emblem=result.emblem,
        **_build_manifest_frames(manifest),
        frames=frames,
    )


def read_earlier(workspace: Workspace) -> Data | None:
    """The data of an earlier year, with nothing written; None where its workbooks have faults."""
    if _read_fresh_manifest(workspace):
        return load(workspace.unit, workspace.tahun, beside=True)
    result = pipeline.read(workspace)
    return assemble(workspace, result) if result.valid else None


def load_history(data: Data) -> pd.DataFrame:
    """data.realisasi, and with rows that only earlier workbooks have, if any; then oldest first.

    What this year's workbook says of an earlier year is kept; lkip check says where the two differ,
    and which earlier year is left out because its workbooks have faults. Where rows come from
    several workbooks, attrs["asal"] names the cell of each value, with the file of an earlier year
    written as `2020/berkas`. polaritas: by which each year measured, where one was another.
    """
    now = data.indikator.set_index("kode")["polaritas"].to_dict()
    former: list[tuple[int, dict[str, str]]] = []
    seen = set(data.realisasi[["kode", "tahun"]].itertuples(index=False, name=None))
    frames = {data.tahun: data.realisasi}
    years = Workspace.of(data.unit, data.tahun).list_tahun()
    for tahun in (t for t in years if t < data.tahun):
        try:
            year = load(data.unit, tahun, beside=True)
        except DataFault:
            continue
        former.append((tahun, year.indikator.set_index("kode")["polaritas"].to_dict()))
        earlier = year.realisasi
        # A year that has workbooks of its own is taken from those alone.
        wanted = (earlier["tahun"] == tahun) | ~earlier["tahun"].isin(years)
        wanted &= (earlier["tahun"] <= tahun) & earlier["kode"].isin(now)
        earlier = earlier[wanted]
        keys = [*earlier[["kode", "tahun"]].itertuples(index=False, name=None)]
        added = earlier[[k not in seen for k in keys]]
        frames |= {tahun: added} if len(added) else {}
        seen |= {*keys}
    history = _join_years(frames) if len(frames) > 1 else data.realisasi
    rows, known = history[["kode", "tahun"]].itertuples(index=False), [*former, (data.tahun, now)]
    own = [next((p[k] for t, p in known if t >= y and k in p), None) for k, y in rows]
    return history.assign(polaritas=own) if own != [*map(now.get, history["kode"])] else history


def _join_years(frames: Mapping[int, pd.DataFrame]) -> pd.DataFrame:
    """Rows of several years' workbooks, of which this year's come first; attrs["asal"]: cells."""
    origins: dict[str, dict[int, tuple[str, str, str]]] = {}
    rows = ((n, f.attrs["sumber"], row) for n, f in enumerate(frames.values()) for row in f.index)
    for position, (number, source, row) in enumerate(rows):
        file = f"{[*frames][number]}/" * (number > 0) + source["berkas"]
        for column, letter in source["kolom"].items():
            cell = file, source["lembar"], f"{letter}{row}"
            origins.setdefault(column, {})[position] = cell
    merged = pd.concat([*map(without_attrs, frames.values())], ignore_index=True)
    merged.attrs["asal"] = FrozenDict({k: FrozenDict(v) for k, v in origins.items()})
    merged.attrs["nilai"] = keep_values(merged, *merged)
    return merged.sort_values("tahun", kind="stable")


def _describe_sheet(schema: type[Schema], frame: pd.DataFrame) -> dict[str, Any]:
    """One row of the summary."""
    units = {k: f" ({kind.satuan})" for k, kind in schema.KINDS.items() if kind.satuan}
    columns = [f"{k}{units.get(k, '')}" for k in frame]
    gaps = [f"{k} ({n} dari {len(frame)})" for k, n in frame.isna().sum().items() if n]
    return {
        "nama": f"data.{schema.NAME}",
        "lembar": schema.SHEET,
        "baris": len(frame),
        "kolom": ", ".join(columns),
        "sumber": f"{schema.FILE} › {schema.SHEET}",
        "masih kosong": ", ".join(gaps) if len(frame) else "lembarnya belum diisi",
    }


def _read_fresh_manifest(workspace: Workspace) -> dict[str, Any] | None:
    """The manifest if it still describes the raw files; None if intake must run."""
    file = workspace.processed / pipeline.MANIFEST
    if not file.exists():
        return None
    manifest: dict[str, Any] = json.loads(file.read_text("utf-8"))
    current = pipeline.version(), pipeline.hash_raw(workspace.raw)
    return manifest if (manifest["versi"], manifest["sidik"]) == current else None


def _retry_missing(read: Callable[[], Any]) -> Any:
    """What `read` returns, tried again while another process is replacing the processed data."""
    for _ in range(ATTEMPTS):
        with suppress(FileNotFoundError):
            return read()
    return read()


def _read_frames(folder: Path, manifest: dict[str, Any]) -> dict[str, pd.DataFrame]:
    frames = {}
    for schema in FRAMES:
        frame = parse_frame((folder / f"{schema.NAME}.json").read_text("utf-8"))
        frame.attrs["sumber"] = FrozenDict(manifest["sumber"][schema.NAME])
        frame.attrs["nilai"] = keep_values(frame, *frame)
        frames[schema.NAME] = frame
    return frames


def _build_manifest_frames(manifest: dict[str, Any]) -> dict[str, pd.DataFrame]:
    """The manifest's account of how the workbooks were read, as frames."""
    sheets = manifest["lembar"]
    dropped = [{k: s[k] for k in ("berkas", "lembar")} | d for s in sheets for d in s["dibuang"]]
    rows = [{**s, "dibuang": len(s["dibuang"])} for s in sheets if s["dibaca"]]
    return {
        "berkas": pd.DataFrame(manifest["berkas"]),
        "baris": pd.DataFrame(rows, columns=["berkas", "lembar", "dibaca", "dipakai", "dibuang"]),
        "dibuang": pd.DataFrame(dropped, columns=["berkas", "lembar", "baris", "alasan"]),
        "temuan": pd.DataFrame(manifest["temuan"], columns=list(Finding.__dataclass_fields__)),
    }
