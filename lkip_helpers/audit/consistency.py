"""Findings across sheets and files: what one place says against what another says or proves.

Each has a key. A finding is closed by mending the input, or by a written explanation under that
key on the sheet Penjelasan Temuan.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from lkip_helpers.audit import supplement_agreement
from lkip_helpers.audit.agreement import check_spending, check_target, make_warning
from lkip_helpers.audit.history import check_previous, hash_previous
from lkip_helpers.audit.indicator_evidence import list_evidence
from lkip_helpers.audit.movement import check_direction
from lkip_helpers.compute.anggaran import compare_pk_dpa, standard_name
from lkip_helpers.compute.quarters import compute_of_year
from lkip_helpers.compute.subsetsum import explain_total
from lkip_helpers.intake.checks import cells, location, make_finding, rupiah
from lkip_helpers.intake.data import Data
from lkip_helpers.intake.finding import Finding
from lkip_helpers.intake.once import once
from lkip_helpers.intake.partial import list_until_unreadable
from lkip_helpers.report.format import PERCENT, format_name, format_short
from lkip_helpers.rules import load_rules

Rule = Callable[[Data], Iterator[tuple[str, Finding]]]
EVIDENCE_KEY = "bukti:"  # begins the key of a realisasi that its evidence does not yield


@dataclass(frozen=True)
class Mismatch:
    """One finding with its key, and the explanation written for it, if any."""

    key: str
    findings: Finding
    explanation: str

    @property
    def open_items(self) -> bool:
        return not self.explanation


def check_consistency(data: Data, faulty: Collection[str] = ()) -> list[Mismatch]:
    """Every finding, explained ones too, and explanations that explain nothing.

    faulty: names of sheets with cells that could not be read; a rule that sums such a sheet waits.
    """
    return list(_check(data, hash_previous(data), tuple(sorted(faulty))))


@once
def _check(data: Data, _previous: dict[str, str], faulty: tuple[str, ...]) -> tuple[Mismatch, ...]:
    """check_consistency for data and raw files of the year before that are as these."""
    write = data.penjelasan_temuan
    explanation = dict(zip(write["kunci"], write["penjelasan"], strict=True))
    whole = [rule for rule in EVERY if faulty_free(rule, faulty)]
    every = [found for rule in whole for found in list_until_unreadable(rule(data))]
    result = [Mismatch(k, _give_key(k, t), str(explanation.get(k, ""))) for k, t in every]
    for rows, key in () if faulty else write["kunci"].items():
        if key not in {k for k, _ in every}:
            stale = make_finding(
                write, cells(write, rows, "kunci"), key,
                f"tidak ada temuan dengan kunci {key}", "hapus barisnya", "peringatan",
            )  # fmt: skip
            result.append(Mismatch(f"basi:{key}", stale, ""))
    return tuple(result)


def faulty_free(rule: Rule, faulty: Collection[str]) -> bool:
    """Whether no sheet that this rule sums up has a cell that could not be read."""
    return not set(SUMS.get(rule, ())) & set(faulty)


def list_open(data: Data, faulty: Collection[str] = ()) -> list[Finding]:
    """Findings that nobody has explained."""
    return [k.findings for k in check_consistency(data, faulty) if k.open_items]


def list_consistency(data: Data) -> pd.DataFrame:
    """kunci, letak, pesan, penjelasan of every finding; penjelasan is "" while it is open."""
    column = ["kunci", "letak", "pesan", "penjelasan"]
    rows = [
        (k.key, " › ".join(b for b in (t.berkas, t.lembar, t.sel) if b), t.pesan, k.explanation)
        for k in check_consistency(data)
        for t in [k.findings]
    ]
    return pd.DataFrame(rows, columns=column)


def _give_key(key: str, t: Finding) -> Finding:
    manner = f"{t.saran}, atau jelaskan pada lembar Penjelasan Temuan dengan kunci {key}"
    return Finding(t.berkas, t.lembar, t.sel, t.value, t.tingkat, t.pesan, manner)


def check_evidence(data: Data) -> Iterator[tuple[str, Finding]]:
    """Realisasi of an indicator against the evidence that should yield it."""
    realisasi = data.realisasi[data.realisasi["tahun"] == data.tahun]
    satuan = data.indikator.set_index("kode")["satuan"]
    for b in list_evidence(data):
        percent = "\u00a0%" if str(satuan[b.code]).strip().lower() in PERCENT else ""
        for rows, value in realisasi[realisasi["kode"] == b.code]["realisasi"].items():
            if not any(_same(value, n) for _, n in b.value):
                detailed = ", ".join(f"{name} {format_short(n)}{percent}" for name, n in b.value)
                yield f"{EVIDENCE_KEY}{b.code}", make_warning(
                    realisasi, rows, "realisasi",
                    f"realisasi {b.indikator} {format_short(value)}{percent}, padahal menurut "
                    f"bukti ({b.location}): {detailed}",
                    "perbaiki realisasinya atau lengkapi buktinya",
                )  # fmt: skip


def _same(a: float, b: float) -> bool:
    return format_short(a) == format_short(b)


def check_triwulan(data: Data) -> Iterator[tuple[str, Finding]]:
    """The year's realisasi against what its quarters make of it."""
    current = data.realisasi[data.realisasi["tahun"] == data.tahun]
    for rows, b in compute_of_year(data.triwulan).dropna(subset="setahun").iterrows():
        for r, content in current[current["kode"] == b["kode"]]["realisasi"].items():
            if not _same(content, b["setahun"]):
                origin = location(data.triwulan, rows, "tw4")
                yield f"triwulan:{b['kode']}", make_warning(
                    current, r, "realisasi",
                    f"realisasi {b['kode']} {format_short(content)}, tetapi {b['cara']} "
                    f"triwulannya {format_short(b['setahun'])} ({origin})",
                    "samakan keduanya",
                )  # fmt: skip


def check_pk_dpa(data: Data) -> Iterator[tuple[str, Finding]]:
    """The budget of each programme in the PK against its pagu in the DPA."""
    pk, dpa = data.pk_program, data.anggaran
    yield from _pk_total(pk, dpa)
    for b in compare_pk_dpa(pk, dpa).itertuples():
        if b.selisih == 0 or pk.empty:
            continue
        name = standard_name(str(b.program))
        own_pk = pk[pk["program"].map(standard_name) == name]
        own_dpa = dpa[dpa["program"].map(standard_name) == name]
        frame, column = (own_pk, "anggaran") if len(own_pk) else (own_dpa, "pagu")
        if own_pk.empty:
            diff = f"pagu {rupiah(b.dpa)} pada DPA, tidak dimuat dalam PK"
        elif own_dpa.empty:
            diff = f"{rupiah(b.pk)} pada PK, tidak ada pada DPA"
        else:
            diff = f"{rupiah(b.pk)} pada PK, {rupiah(b.dpa)} pada DPA ({_range(own_dpa)})"
        yield f"pk:{name}", make_warning(
            frame, frame.index[0], column,
            f"{format_name(str(b.program))}: {diff}; selisih {rupiah(b.selisih)}",
            "sesuaikan Perjanjian Kinerja atau DPA",
        )  # fmt: skip


def _pk_total(pk: pd.DataFrame, dpa: pd.DataFrame) -> Iterator[tuple[str, Finding]]:
    """The whole PK against the whole DPA, and which rows make the difference exactly."""
    detail = dpa.assign(pagu=dpa["pagu"].fillna(0).astype(float))
    total_pk, total_dpa = int(pk["anggaran"].sum()), int(detail["pagu"].sum())
    difference = total_dpa - total_pk
    if not difference or pk.empty or dpa.empty:
        return
    content = explain_total(detail, "program", "sub_kegiatan", "pagu", difference)
    detailed = ""
    if content:
        detailed = " = " + " + ".join(
            f"{format_name(str(name))} {rupiah(int(v))}" for name, v in content
        )
    yield "pk:jumlah", make_warning(
        pk, pk.index[-1], "anggaran",
        f"jumlah PK {rupiah(total_pk)}, jumlah pagu DPA {rupiah(total_dpa)} ({_range(dpa)}); "
        f"selisih {rupiah(difference)}{detailed}",
        "sesuaikan Perjanjian Kinerja atau DPA",
    )  # fmt: skip


def _range(own: pd.DataFrame) -> str:
    initial, end = own.index.min(), own.index.max()
    return f"{location(own, initial, 'pagu')}:{cells(own, end, 'pagu')}"


def check_names(data: Data) -> Iterator[tuple[str, Finding]]:
    """One indicator, one name: each sheet spells it as the sheet Indikator does."""
    official = data.indikator.set_index("kode")["indikator"].to_dict()
    for frame in (data.renstra.drop_duplicates("kode"), data.iku, data.pk, data.realisasi):
        for rows, code, name in frame[["kode", "indikator"]].itertuples():
            if code in official and _fold(name) != _fold(official[code]):
                sheet = frame.attrs["sumber"]["lembar"]
                yield f"nama:{code}:{sheet}:{rows}", make_warning(
                    frame, rows, "indikator",
                    f"indikator {code} ditulis “{name}”, pada lembar Indikator “{official[code]}”",
                    "samakan namanya",
                )  # fmt: skip


def _fold(text: Any) -> str:
    return "".join(str(text).casefold().split())


def check_scale(data: Data) -> Iterator[tuple[str, Finding]]:
    """Figures of an indicator lie on its own scale."""
    name = data.indikator.set_index("kode")["indikator"].to_dict()
    for frame, column in (
        (data.renstra, "target"),
        (data.iku, "target"),
        (data.pk, "target"),
        (data.realisasi, "target"),
        (data.realisasi, "realisasi"),
    ):
        for rows, b in frame.iterrows():
            for scale in load_rules("konsistensi")["skala"]:
                fitting = any(k in str(name.get(b["kode"], "")).casefold() for k in scale["kata"])
                if (
                    fitting
                    and pd.notna(b[column])
                    and not scale["bawah"] <= b[column] <= scale["atas"]
                ):
                    sheet = frame.attrs["sumber"]["lembar"]
                    column_location = str(b["tahun"]) if frame is data.renstra else column
                    yield f"skala:{b['kode']}:{sheet}:{column_location}:{rows}", make_finding(
                        frame, cells(frame, rows, column_location), b[column],
                        f"{column} {name[b['kode']]} {format_short(b[column])} di luar skala "
                        f"{scale['nama']} ({scale['bawah']}–{scale['atas']})",
                        "periksa skalanya", "peringatan",
                    )  # fmt: skip


def check_border(data: Data) -> Iterator[tuple[str, Finding]]:
    """A kecamatan does not border on itself."""
    itself = _fold(f"Kecamatan {data.profil.nama}")
    for rows, content in data.batas["batas"].dropna().items():
        if itself in _fold(content):
            yield f"batas:{rows}", make_warning(
                data.batas, rows, "batas",
                f"kecamatan berbatasan dengan dirinya sendiri: {content}", "perbaiki batasnya",
            )  # fmt: skip


def check_counts(data: Data) -> Iterator[tuple[str, Finding]]:
    """No count is above the number there can be."""
    unsur = data.sarana["unsur"].nunique()
    for rows, n in data.wilayah["target_sarana"].dropna().items():
        if unsur and n > unsur:
            name = data.wilayah.loc[rows, "kelurahan"]
            yield f"cacah:sarana:{_fold(name)}", make_warning(
                data.wilayah, rows, "target_sarana",
                f"target sarana {name} {n}, padahal hanya {unsur} unsur yang didata",
                "periksa targetnya",
            )  # fmt: skip


EVERY: tuple[Rule, ...] = (
    check_evidence,
    check_target,
    check_spending,
    check_triwulan,
    check_pk_dpa,
    check_names,
    check_scale,
    check_border,
    check_counts,
    check_previous,
    check_direction,
    *supplement_agreement.EVERY,
)

SUMS: dict[Rule, tuple[str, ...]] = {
    check_evidence: (
        "ipp", "skm", "unsur_skm", "lembaga", "pembinaan", "sarana", "program_lokal", "wilayah",
    ),
    check_pk_dpa: ("anggaran", "pk_program"),
    check_triwulan: ("triwulan",),
    check_counts: ("sarana",),
    **supplement_agreement.SUMS,
}  # fmt: skip
