"""Findings between pelengkap.xlsx and the other workbooks; each can be explained."""

from lkip_helpers.audit.agreement import Doubts, doubt
from lkip_helpers.compute.anggaran import standard_name
from lkip_helpers.compute.quarters import compute_of_year
from lkip_helpers.intake.checks import location
from lkip_helpers.intake.data import Data
from lkip_helpers.report.format import format_short, slugify


def check_promised(data: Data) -> Doubts:
    """Every indicator of the PK stands in the pohon kinerja and has a rencana aksi."""
    for name, column in (("pohon_kinerja", "kode_indikator"), ("rencana_aksi", "kode")):
        own = data.frame[name]
        for rows, code in data.pk["kode"].items() if len(own) else ():
            if code not in own[column].to_list():
                sheet = own.attrs["sumber"]["lembar"]
                yield doubt(
                    f"pelengkap:{name}:{code}", data.pk, rows, "kode",
                    f"indikator {code} diperjanjikan, tetapi tidak ada pada lembar {sheet}",
                    f"tambahkan barisnya pada lembar {sheet}",
                )  # fmt: skip


def check_programs(data: Data) -> Doubts:
    """Every programme of the DPA supports a sasaran: in the pohon kinerja or on Dukungan."""
    tree, dpa = data.pohon_kinerja, data.anggaran.drop_duplicates("program")
    boxes = tree[tree["jenjang"] == "program"]["uraian"]
    known = {standard_name(p) for p in (*boxes, *data.dukungan["program"])}
    for rows, program in dpa["program"].items() if len(tree) else ():
        if standard_name(program) not in known:
            yield doubt(
                f"pelengkap:program:{slugify(program)}", dpa, rows, "program",
                f"{program} tidak mendukung satu sasaran pun",
                "gantungkan pada sasarannya di lembar Pohon Kinerja, atau tulis di lembar Dukungan",
            )  # fmt: skip


def check_answers(data: Data) -> Doubts:
    """Every recommendation has an answer."""
    own = data.tindak_lanjut_lhe
    for rows, ordinal in own[own["rencana"].isna()]["nomor"].items():
        yield doubt(
            f"pelengkap:lhe:{ordinal}", own, rows, "rencana",
            f"rekomendasi {ordinal} belum dijawab",
            "tulis rencana tindak lanjutnya",
        )  # fmt: skip


def check_quarters(data: Data) -> Doubts:
    """The targets of the quarters make the target of the year."""
    own = compute_of_year(data.rencana_aksi, "target_")
    for rows, b in own.dropna(subset="setahun").iterrows():
        if format_short(b["setahun"]) != format_short(b["target"]):
            yield doubt(
                f"pelengkap:triwulan:{b['kode']}:{rows}", data.rencana_aksi, rows, "target",
                f"target {b['aksi']} {format_short(b['target'])}, tetapi {b['cara']} target "
                f"triwulannya {format_short(b['setahun'])} "
                f"({location(data.rencana_aksi, rows, 'target_tw1')})",
                "samakan keduanya",
            )  # fmt: skip


RULES = {
    check_promised: ("pohon_kinerja", "rencana_aksi"),
    check_programs: ("pohon_kinerja", "dukungan"),
    check_answers: (),
    check_quarters: ("rencana_aksi",),
}
