"""What several sheets say of one thing: each rule yields its doubts, with their keys."""

import re
from collections.abc import Hashable, Iterator, Mapping
from itertools import product
from typing import Any

import pandas as pd

from lkip_helpers.audit.indicator_evidence import list_evidence
from lkip_helpers.compute.anggaran import compare_pk_dpa, standardize_name
from lkip_helpers.compute.subsetsum import explain_total
from lkip_helpers.compute.targets import compute_year_value
from lkip_helpers.intake.checks import locate, make_finding, phrase_place
from lkip_helpers.intake.data import Data
from lkip_helpers.intake.finding import Finding
from lkip_helpers.report.format import PERCENT, format_name, format_short, slugify
from lkip_helpers.report.quantities import UPPER, write_quantity
from lkip_helpers.rules import load_rules
from lkip_helpers.schema.numbers import rupiah

EVIDENCE_KEY = "bukti:"  # begins the key of a realisasi that its evidence does not yield
Doubts = Iterator[tuple[str, Finding]]


def doubt(
    kind: str, key: str, frame: pd.DataFrame, rows: Hashable, column: str, value: Any = None,
    **met: Any,
) -> tuple[str, Finding]:  # fmt: skip
    """A doubt about a cell of a loaded frame, with its key.

    kind: its words in rules/konsistensi.toml, filled with what was met. value: what stands there,
    if not in that column.
    """
    if value is None:
        value = frame.loc[rows, column] if rows in frame.index else ""
    message, advice = (load_rules("konsistensi")["temuan"][kind][k] for k in ("pesan", "saran"))
    cell = locate(frame, rows, column)
    told = message.format(**met), advice.format(**met)
    return f"{kind}:{key}".rstrip(":"), make_finding(frame, cell, value, *told, "peringatan")


def select_year(data: Data) -> pd.DataFrame:
    """The realisasi of the year of the report."""
    return data.realisasi[data.realisasi["tahun"] == data.tahun]


def check_target(data: Data) -> Doubts:
    """The target of an indicator in Renstra, IKU, PK and beside its realisasi, at both ends."""
    renstra = data.renstra[data.renstra["tahun"] == data.tahun].dropna(subset="target")
    changed = data.pk.dropna(subset="target_perubahan")
    satuan = data.indikator.set_index("kode")["satuan"].to_dict()
    altered = {code: (n, text) for n, code, text in _targets(changed, satuan, "target_perubahan")}
    for rows, code, target in _targets(renstra, satuan):
        for name, frame in (("IKU", data.iku), ("PK", data.pk), ("Realisasi", select_year(data))):
            due, origin = target, f"Renstra ({phrase_place(renstra, rows, str(data.tahun))})"
            if name == "Realisasi" and code in altered:
                row, due = altered[code]
                origin = f"PK Perubahan ({phrase_place(data.pk, row, 'target_perubahan')})"
            for b, _, text in _targets(frame[frame["kode"] == code], satuan):
                if text != due:
                    met = {"kode": code, "target": text, "di": name, "lain": due, "asal": origin}
                    yield doubt("target", f"{code}:{name}", frame, b, "target", **met)


def _targets(
    frame: pd.DataFrame, satuan: Mapping[str, str], column: str = "target"
) -> Iterator[tuple[Hashable, str, str]]:
    """Row, kode and target as written: a range by both its ends, a predicate by its letters."""
    for rows, b in frame.iterrows():
        text = write_quantity(b[column], satuan.get(b["kode"]), b.get(f"{column}{UPPER}"))
        yield rows, str(b["kode"]), text or format_short(b[column])


def check_spending(data: Data) -> Doubts:
    """Nothing is spent beyond its pagu, and nothing without one, unless it is explained."""
    dpa = data.anggaran
    for rows, name, pagu, realisasi in dpa[["sub_kegiatan", "pagu", "realisasi"]].itertuples():
        limit = 0 if pd.isna(pagu) else pagu
        known = locate(dpa, rows, "pagu") not in dpa.attrs.get("salah", ())
        if known and pd.notna(realisasi) and realisasi > limit:
            met = {"realisasi": rupiah(realisasi), "pagu": rupiah(limit)}
            yield doubt("pagu", slugify(name), dpa, rows, "realisasi", **met)


def check_evidence(data: Data) -> Doubts:
    """Realisasi of an indicator against the evidence that should yield it."""
    realisasi, satuan = select_year(data), data.indikator.set_index("kode")["satuan"]
    for b in list_evidence(data):
        percent = "\u00a0%" if str(satuan[b.code]).strip().lower() in PERCENT else ""
        for rows, value in realisasi[realisasi["kode"] == b.code]["realisasi"].items():
            if not any(_same(value, n) for _, n in b.value):
                proof = ", ".join(f"{name} {format_short(n)}{percent}" for name, n in b.value)
                met = {"nama": b.indikator, "angka": f"{format_short(value)}{percent}"}
                met |= {"letak": b.location, "bukti": proof}
                yield doubt("bukti", b.code, realisasi, rows, "realisasi", **met)


def _same(a: float, b: float) -> bool:
    return format_short(a) == format_short(b)


def check_triwulan(data: Data) -> Doubts:
    """The year's realisasi against what its quarters make of it."""
    current = select_year(data)
    for rows, b in compute_year_value(data.triwulan).dropna(subset="setahun").iterrows():
        for r, value in current[current["kode"] == b["kode"]]["realisasi"].items():
            if not _same(value, b["setahun"]):
                met = {"kode": b["kode"], "cara": b["cara"], "angka": format_short(value)}
                met["setahun"] = format_short(b["setahun"])
                met["letak"] = phrase_place(data.triwulan, rows, "tw4")
                yield doubt("triwulan", b["kode"], current, r, "realisasi", **met)


def check_pk_dpa(data: Data) -> Doubts:
    """The budget of each programme in the PK against its pagu in the DPA."""
    pk, dpa = data.pk_program, data.anggaran
    yield from _pk_total(pk, dpa)
    for b in compare_pk_dpa(pk, dpa).itertuples() if len(pk) else ():
        if b.selisih == 0:
            continue
        name = standardize_name(str(b.program))
        own_pk, own_dpa = (f[f["program"].map(standardize_name) == name] for f in (pk, dpa))
        frame, column = (own_pk, "anggaran") if len(own_pk) else (own_dpa, "pagu")
        if own_pk.empty:
            diff = f"pagu {rupiah(b.dpa)} pada DPA, tidak dimuat dalam PK"
        elif own_dpa.empty:
            diff = f"{rupiah(b.pk)} pada PK, tidak ada pada DPA"
        else:
            diff = f"{rupiah(b.pk)} pada PK, {rupiah(b.dpa)} pada DPA ({_range(own_dpa)})"
        met = {"nama": format_name(str(b.program)), "beda": diff, "selisih": rupiah(b.selisih)}
        yield doubt("pk", name, frame, frame.index[0], column, **met)


def _pk_total(pk: pd.DataFrame, dpa: pd.DataFrame) -> Doubts:
    """The whole PK against the whole DPA, and which rows make the difference exactly."""
    detail = dpa.assign(pagu=dpa["pagu"].fillna(0).astype(float))
    total_pk, total_dpa = int(pk["anggaran"].sum()), int(detail["pagu"].sum())
    difference = total_dpa - total_pk
    if not difference or pk.empty or dpa.empty:
        return
    content = explain_total(detail, "program", "sub_kegiatan", "pagu", difference) or []
    parts = " + ".join(f"{format_name(str(name))} {rupiah(int(v))}" for name, v in content)
    parts = f"{rupiah(difference)}{' = ' if parts else ''}{parts}"
    met = {"pk": rupiah(total_pk), "dpa": rupiah(total_dpa), "letak": _range(dpa)}
    yield doubt("pk:jumlah", "", pk, pk.index[-1], "anggaran", selisih=parts, **met)


def _range(own: pd.DataFrame) -> str:
    initial, end = own.index.min(), own.index.max()
    return f"{phrase_place(own, initial, 'pagu')}:{locate(own, end, 'pagu')}"


def check_names(data: Data) -> Doubts:
    """One indicator, one name: each sheet spells it as the sheet Indikator does."""
    official = data.indikator.set_index("kode")["indikator"].to_dict()
    for frame in (data.renstra.drop_duplicates("kode"), data.iku, data.pk, data.realisasi):
        sheet = frame.attrs["sumber"]["lembar"]
        for rows, code, name in frame[["kode", "indikator"]].itertuples():
            if code in official and _fold(name) != _fold(official[code]):
                met = {"kode": code, "nama": name, "resmi": official[code]}
                yield doubt("nama", f"{code}:{sheet}:{rows}", frame, rows, "indikator", **met)


def _fold(text: Any) -> str:
    return "".join(str(text).casefold().split())


def check_scale(data: Data) -> Doubts:
    """Figures of an indicator lie on its own scale."""
    names = data.indikator.set_index("kode")["indikator"].to_dict()
    planned = [(frame, "target") for frame in (data.renstra, data.iku, data.pk, data.realisasi)]
    scales = load_rules("konsistensi")["skala"]
    for frame, column in (*planned, (data.realisasi, "realisasi")):
        sheet = frame.attrs["sumber"]["lembar"]
        for (rows, b), scale in product(frame.dropna(subset=column).iterrows(), scales):
            own, value = str(names.get(b["kode"], "")), b[column]
            named = any(word in own.casefold() for word in scale["kata"])
            if named and not scale["bawah"] <= value <= scale["atas"]:
                cell = str(b["tahun"]) if frame is data.renstra else column
                key = f"{b['kode']}:{sheet}:{cell}:{rows}"
                met = {"jenis": column, "indikator": own, "angka": format_short(value), **scale}
                yield doubt("skala", key, frame, rows, cell, value, **met)


def check_border(data: Data) -> Doubts:
    """A kecamatan does not border on itself; one whose name begins like its own is another."""
    itself = _fold(f"Kecamatan {data.profil.nama}")
    for rows, content in data.batas["batas"].dropna().items():
        part = re.split(r"[^\w\s]|\b(?:dan|kabupaten|kota)\b", str(content).casefold())
        if itself in map(_fold, part):
            yield doubt("batas", str(rows), data.batas, rows, "batas", batas=content)


def check_counts(data: Data) -> Doubts:
    """No count is above the number there can be."""
    unsur = data.sarana["unsur"].nunique()
    for rows, n in data.wilayah["target_sarana"].dropna().items():
        if unsur and n > unsur:
            name = data.wilayah.loc[rows, "kelurahan"]
            met = {"nama": name, "target": n, "unsur": unsur}
            yield doubt("cacah:sarana", _fold(name), data.wilayah, rows, "target_sarana", **met)


def check_promised(data: Data) -> Doubts:
    """Every indicator of the PK stands in the pohon kinerja and has a rencana aksi."""
    for name, column in (("pohon_kinerja", "kode_indikator"), ("rencana_aksi", "kode")):
        own = data.frames[name]
        for rows, code in data.pk["kode"].items() if len(own) else ():
            if code not in own[column].to_list():
                met = {"kode": code, "lembar": own.attrs["sumber"]["lembar"]}
                yield doubt("pelengkap", f"{name}:{code}", data.pk, rows, "kode", **met)


def check_programs(data: Data) -> Doubts:
    """Every programme of the DPA supports a sasaran: in the pohon kinerja or on Dukungan."""
    tree, dpa = data.pohon_kinerja, data.anggaran.dropna(subset="program")
    boxes = tree[tree["jenjang"] == "program"]["uraian"]
    known = {standardize_name(p) for p in (*boxes, *data.dukungan["program"])}
    for rows, program in dpa["program"].drop_duplicates().items() if len(tree) else ():
        if standardize_name(program) not in known:
            key = slugify(program)
            yield doubt("pelengkap:program", key, dpa, rows, "program", program=program)


def check_answers(data: Data) -> Doubts:
    """Every recommendation has an answer."""
    own = data.tindak_lanjut_lhe
    for rows, ordinal in own[own["rencana"].isna()]["nomor"].items():
        yield doubt("pelengkap:lhe", str(ordinal), own, rows, "rencana", nomor=ordinal)


def check_quarters(data: Data) -> Doubts:
    """The targets of the quarters make the target of the year."""
    own = compute_year_value(data.rencana_aksi, "target_")
    for rows, b in own.dropna(subset="setahun").iterrows():
        if not _same(b["setahun"], b["target"]):
            met = {"aksi": b["aksi"], "cara": b["cara"], "target": format_short(b["target"])}
            met["setahun"] = format_short(b["setahun"])
            met["letak"] = phrase_place(data.rencana_aksi, rows, "target_tw1")
            key = f"{b['kode']}:{rows}"
            yield doubt("pelengkap:triwulan", key, data.rencana_aksi, rows, "target", **met)
