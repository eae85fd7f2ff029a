"""What still stands between a draft and the final report: missing texts, open warnings."""

from collections.abc import Iterator

from lkip_helpers.intake import finding
from lkip_helpers.intake.checks import Frames, flag, locate
from lkip_helpers.intake.finding import Finding
from lkip_helpers.intake.frames import list_until_unreadable
from lkip_helpers.intake.pipeline import IntakeResult
from lkip_helpers.intake.provenance import NOT_YET
from lkip_helpers.rules import load_rules


def list_lacking(result: IntakeResult, tahun: int) -> list[Finding]:
    """Everything that keeps the report from being final, faults and warnings included."""
    frames = result.frames
    findings = [f for f in result.findings if f.is_open]
    for entry in result.manifest.get("berkas", []):
        if missing := " dan ".join(k for k in ("asal", "tanggal") if entry[k] == NOT_YET):
            of_origin = "periksa", "asal_kosong", entry["berkas"]
            findings.append(finding.make_finding(*of_origin, isian=missing))
    if frames and result.profil is not None:
        for found in (_list_analysis(frames, tahun), _list_limits(frames), _list_reasons(frames)):
            findings += list_until_unreadable(found)
    return findings


def _list_analysis(frames: Frames, tahun: int) -> Iterator[Finding]:
    """Each indicator with a known realisasi but no analysis of causes and solutions."""
    indikator, analysis = frames["indikator"], frames["analisis"]
    realisasi = frames["realisasi"].dropna(subset="realisasi")
    required = load_rules("kelengkapan")["jenjang_wajib_analisis"]
    reported = realisasi[realisasi["tahun"] == tahun]["kode"]
    expected = indikator[indikator["jenjang"].isin(required) & indikator["kode"].isin(reported)]
    free = "" if analysis.empty else locate(analysis, max(analysis.index) + 1, "kode")
    for code, name in expected[["kode", "indikator"]].itertuples(index=False):
        if code not in analysis["kode"].to_list():
            yield flag(analysis, "tanpa_analisis", free, code, nama=name)


def _list_limits(frames: Frames) -> Iterator[Finding]:
    """Each boundary that is neither filled in nor explained by a note."""
    batas = frames["batas"]
    for row, direction in batas[batas["batas"].isna() & batas["catatan"].isna()]["arah"].items():
        yield flag(batas, "batas_kosong", (row, "batas"), arah=direction.lower())


def _list_reasons(frames: Frames) -> Iterator[Finding]:
    """Each sub kegiatan of low serapan without an explanation."""
    dpa, reasons = frames["anggaran"], frames["penjelasan"]
    limit = load_rules("kelengkapan")["serapan_wajib_jelas"]
    serapan = dpa["realisasi"].astype("Float64") / dpa["pagu"].astype("Float64") * 100
    low = dpa[(serapan < limit).fillna(value=False)]
    low = low[~low["sub_kegiatan"].isin(reasons["sub_kegiatan"])]
    for row, name in low["sub_kegiatan"].items():
        value = low.loc[row, "realisasi"]
        yield flag(dpa, "serapan_rendah", (row, "realisasi"), value, nama=name, batas=limit)
