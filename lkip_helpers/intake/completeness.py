"""What still stands between a draft and the final report: missing texts, open warnings."""

from collections.abc import Iterator

import pandas as pd

from lkip_helpers.intake.checks import Frame, cells, make_finding
from lkip_helpers.intake.finding import Finding
from lkip_helpers.intake.partial import list_until_unreadable
from lkip_helpers.intake.pipeline import Result
from lkip_helpers.intake.provenance import NOT_YET
from lkip_helpers.rules import load_rules


def list_lacking(result: Result, tahun: int) -> list[Finding]:
    """Everything that keeps the report from being final, faults and warnings included."""
    frame = result.frame
    if not frame or result.profil is None:
        return [*result.findings, *_origin(result)]
    return [
        *result.findings,
        *_origin(result),
        *list_until_unreadable(_analysis(frame, tahun)),
        *list_until_unreadable(_limit(frame)),
        *list_until_unreadable(_explanation(frame)),
    ]


def _origin(result: Result) -> Iterator[Finding]:
    """Where each workbook is from, and of which day."""
    for b in result.manifest.get("berkas", []):
        empty = [k for k in ("asal", "tanggal") if b[k] == NOT_YET]
        if empty:
            yield Finding(
                b["berkas"], "", "", "", "salah",
                f"{' dan '.join(empty)} belum diisi di SUMBER.toml", "tulis dari mana dan kapan",
            )  # fmt: skip


def _analysis(frame: Frame, tahun: int) -> Iterator[Finding]:
    """Causes and solutions of every indicator that is reported."""
    indikator, realisasi, analysis = frame["indikator"], frame["realisasi"], frame["analisis"]
    required = load_rules("kelengkapan")["jenjang_wajib_analisis"]
    reported = realisasi[realisasi["tahun"] == tahun]["kode"]
    own = indikator[indikator["jenjang"].isin(required) & indikator["kode"].isin(reported)]
    for code, name in own[["kode", "indikator"]].itertuples(index=False):
        if code not in analysis["kode"].to_list():
            yield make_finding(
                analysis, _new_cell(analysis), code,
                f"penyebab dan solusi {name} belum ditulis", f"tambahkan baris dengan kode {code}",
            )  # fmt: skip


def _limit(frame: Frame) -> Iterator[Finding]:
    """A boundary is known, or a note says why not."""
    limit = frame["batas"]
    for rows, direction in limit[limit["batas"].isna() & limit["catatan"].isna()]["arah"].items():
        yield make_finding(
            limit,
            cells(limit, rows, "batas"),
            "",
            f"batas {direction.lower()} belum diisi",
            "isi batas atau catatannya",
        )


def _explanation(frame: Frame) -> Iterator[Finding]:
    """A reason for every sub kegiatan that absorbed little."""
    dpa, explanation = frame["anggaran"], frame["penjelasan"]
    limit = load_rules("kelengkapan")["serapan_wajib_jelas"]
    serapan = dpa["realisasi"].astype("Float64") / dpa["pagu"].astype("Float64") * 100
    low = dpa[(serapan < limit).fillna(value=False)]
    not_yet = low[~low["sub_kegiatan"].isin(explanation["sub_kegiatan"])]
    for rows, name in not_yet["sub_kegiatan"].items():
        yield make_finding(
            dpa, cells(dpa, rows, "realisasi"), not_yet.loc[rows, "realisasi"],
            f"serapan {name} di bawah {limit} persen dan belum dijelaskan",
            "tulis sebabnya di lembar Penjelasan",
        )  # fmt: skip


def _new_cell(frame: pd.DataFrame) -> str:
    """The first free row below the sheet's data; "" where it holds none yet."""
    return "" if frame.empty else cells(frame, max(frame.index) + 1, "kode")
