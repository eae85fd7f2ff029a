"""What still stands between a draft and the final report: missing texts, open warnings."""

from collections.abc import Iterator

from lkip_helpers.intake import finding
from lkip_helpers.intake.checks import Frames, cells, flag
from lkip_helpers.intake.finding import Finding
from lkip_helpers.intake.pipeline import IntakeResult
from lkip_helpers.intake.provenance import NOT_YET
from lkip_helpers.intake.unreadable import list_until_unreadable
from lkip_helpers.rules import load_rules


def list_lacking(result: IntakeResult, tahun: int) -> list[Finding]:
    """Everything that keeps the report from being final, faults and warnings included."""
    frame, every = result.frames, [*result.findings, *_list_origin(result)]
    if frame and result.profil is not None:
        for found in (_list_analysis(frame, tahun), _list_limits(frame), _list_reasons(frame)):
            every += list_until_unreadable(found)
    return every


def _list_origin(result: IntakeResult) -> Iterator[Finding]:
    """Where each workbook is from, and of which day."""
    for b in result.manifest.get("berkas", []):
        if empty := " dan ".join(k for k in ("asal", "tanggal") if b[k] == NOT_YET):
            yield finding.make_finding("periksa", "asal_kosong", b["berkas"], isian=empty)


def _list_analysis(frame: Frames, tahun: int) -> Iterator[Finding]:
    """Causes and solutions of every indicator that is reported."""
    indikator, realisasi, analysis = frame["indikator"], frame["realisasi"], frame["analisis"]
    required = load_rules("kelengkapan")["jenjang_wajib_analisis"]
    reported = realisasi[realisasi["tahun"] == tahun]["kode"]
    own = indikator[indikator["jenjang"].isin(required) & indikator["kode"].isin(reported)]
    free = "" if analysis.empty else cells(analysis, max(analysis.index) + 1, "kode")
    for code, name in own[["kode", "indikator"]].itertuples(index=False):
        if code not in analysis["kode"].to_list():
            yield flag(analysis, "tanpa_analisis", free, code, nama=name)


def _list_limits(frame: Frames) -> Iterator[Finding]:
    """A boundary is known, or a note says why not."""
    own = frame["batas"]
    for rows, direction in own[own["batas"].isna() & own["catatan"].isna()]["arah"].items():
        yield flag(own, "batas_kosong", (rows, "batas"), arah=direction.lower())


def _list_reasons(frame: Frames) -> Iterator[Finding]:
    """A reason for every sub kegiatan that absorbed little."""
    dpa, reasons = frame["anggaran"], frame["penjelasan"]
    limit = load_rules("kelengkapan")["serapan_wajib_jelas"]
    serapan = dpa["realisasi"].astype("Float64") / dpa["pagu"].astype("Float64") * 100
    low = dpa[(serapan < limit).fillna(value=False)]
    low = low[~low["sub_kegiatan"].isin(reasons["sub_kegiatan"])]
    for rows, name in low["sub_kegiatan"].items():
        value = low.loc[rows, "realisasi"]
        yield flag(dpa, "serapan_rendah", (rows, "realisasi"), value, nama=name, batas=limit)
