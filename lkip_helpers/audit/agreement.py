"""Rules on what several sheets say about one thing; each yields its doubts, with their keys."""

import re
from collections.abc import Hashable, Iterator, Mapping
from itertools import product
from typing import Any

import pandas as pd

from lkip_helpers.audit.indicator_evidence import list_evidence
from lkip_helpers.compute.anggaran import compare_pk_dpa, explain_difference
from lkip_helpers.compute.rounding import compare_figures
from lkip_helpers.compute.targets import compute_year_value
from lkip_helpers.intake.checks import locate, phrase_place
from lkip_helpers.intake.data import Data
from lkip_helpers.intake.finding import Finding
from lkip_helpers.report.format import (
    format_figure,
    format_name,
    format_short,
    lower_first,
    slugify,
)
from lkip_helpers.report.quantities import UPPER, fold_satuan, write_quantity
from lkip_helpers.rules import load_rules
from lkip_helpers.schema.cells import standardize_name
from lkip_helpers.schema.numbers import rupiah

LEAST_BESIDE = 10  # percent, beside which 1 or less is more likely a share
EVIDENCE_KEY = "bukti:"  # begins the key of a realisasi that differs from its evidence
Doubts = Iterator[tuple[str, Finding]]


def doubt(
    kind: str, key: str, frame: pd.DataFrame, index: Hashable, column: str, value: Any = None,
    **met: Any,
) -> tuple[str, Finding]:  # fmt: skip
    """A doubt about a cell of a loaded frame, with its key.

    kind: names its words in rules/konsistensi.toml, filled with `met`. value: that of the cell,
    where it is not in that column of the frame.
    """
    if value is None:
        value = frame.loc[index, column] if index in frame.index else ""
    entry = load_rules("konsistensi")["temuan"][kind]
    message, advice = (entry[k].format(**met) for k in ("pesan", "saran"))
    level, cell = entry.get("tingkat", "peringatan"), locate(frame, index, column)
    at = frame.attrs["sumber"]["berkas"], frame.attrs["sumber"]["lembar"], cell
    return f"{kind}:{key}".rstrip(":"), Finding(*at, str(value), level, message, advice)


def check_target(data: Data) -> Doubts:
    """The target of an indicator, at both ends, in Renstra, IKU, PK and beside its realisasi.

    A PK that was changed to the target of the Renstra agrees with it. What the PK promises has a
    target in the Renstra, where that lists the indicator.
    """
    renstra = data.renstra[data.renstra["tahun"] == data.tahun]
    unplanned = renstra[renstra["target"].isna() & renstra["kode"].isin(data.pk["kode"])]
    for index, code in unplanned["kode"].items():
        yield doubt("target_kosong", code, renstra, index, str(data.tahun), "", kode=code)
    renstra = renstra.dropna(subset="target")
    changed = data.pk.dropna(subset="target_perubahan")
    satuan = data.indikator.set_index("kode")["satuan"].to_dict()
    altered = {code: (i, text) for i, code, text in _targets(changed, satuan, "target_perubahan")}
    for index, code, target in _targets(renstra, satuan):
        cured = "PK" if code in altered and altered[code][1] == target else ""
        for name, frame in (("IKU", data.iku), ("PK", data.pk), ("Realisasi", data.reported)):
            due, origin = target, f"Renstra ({phrase_place(renstra, index, str(data.tahun))})"
            if name == "Realisasi" and code in altered:
                pk_index, due = altered[code]
                origin = f"PK Perubahan ({phrase_place(data.pk, pk_index, 'target_perubahan')})"
            for other, _, text in _targets(frame[frame["kode"] == code], satuan):
                if text != due and name != cured:
                    met = {"kode": code, "target": text, "di": name, "lain": due, "asal": origin}
                    yield doubt("target", f"{code}:{name}", frame, other, "target", **met)


def _targets(
    frame: pd.DataFrame, satuan: Mapping[str, str], column: str = "target"
) -> Iterator[tuple[Hashable, str, str]]:
    """Row, kode and target as written: a range by both its ends, a predicate by its letters."""
    for index, row in frame.iterrows():
        text = write_quantity(row[column], satuan.get(row["kode"]), row.get(f"{column}{UPPER}"))
        yield index, str(row["kode"]), text or phrase_known(row[column])


def check_spending(data: Data) -> Doubts:
    """Spending above its pagu, or without one, that nobody has explained."""
    dpa = data.anggaran
    for index, name, pagu, realisasi in dpa[["sub_kegiatan", "pagu", "realisasi"]].itertuples():
        limit = 0 if pd.isna(pagu) else pagu
        known = locate(dpa, index, "pagu") not in dpa.attrs.get("salah", ())
        if known and pd.notna(realisasi) and realisasi > limit:
            met = {"realisasi": rupiah(realisasi), "pagu": rupiah(limit)}
            yield doubt("pagu", slugify(name), dpa, index, "realisasi", **met)


def check_evidence(data: Data) -> Doubts:
    """The realisasi of an indicator against its evidence, which it has if that was chosen."""
    realisasi = data.reported
    satuan = data.indikator.drop_duplicates("kode").set_index("kode")["satuan"]
    for evidence in list_evidence(data):
        code, values = evidence.code, evidence.figures
        percent = "\u00a0%" if fold_satuan(satuan[code]) == "%" else ""
        for index, value in realisasi[realisasi["kode"] == code]["realisasi"].items():
            proven = any(_prints_same(value, n) for _, n in values)
            if not proven and (values or pd.notna(value)):
                proof = ", ".join(f"{name} {format_figure(n)}{percent}" for name, n in values)
                met = {"nama": evidence.indikator, "angka": phrase_known(value, percent)}
                met |= {"letak": evidence.location, "bukti": proof}
                at = code, realisasi, index, "realisasi"
                yield doubt("bukti", *at, **met) if values else doubt("tanpa_bukti", *at, **met)


def phrase_known(value: float, percent: str = "") -> str:
    """A value with its sign of percent, or that it is not known."""
    return "tidak diketahui" if pd.isna(value) else f"{format_figure(value)}{percent}"


def _prints_same(one: float, other: float) -> bool:
    return format_figure(one) == format_figure(other)


def check_triwulan(data: Data) -> Doubts:
    """The realisasi of the year against that computed from its quarters."""
    current = data.reported
    for index, row in compute_year_value(data.triwulan).dropna(subset="setahun").iterrows():
        for other, value in current[current["kode"] == row["kode"]]["realisasi"].items():
            if not _prints_same(value, row["setahun"]):
                met = {"kode": row["kode"], "cara": row["cara"], "angka": phrase_known(value)}
                met["setahun"] = format_figure(row["setahun"])
                met["letak"] = phrase_place(data.triwulan, index, "tw4")
                yield doubt("triwulan", row["kode"], current, other, "realisasi", **met)


def check_pk_dpa(data: Data) -> Doubts:
    """The budget of each programme in the PK against its pagu in the DPA."""
    pk, dpa = data.pk_program, data.anggaran
    yield from _check_pk_total(pk, dpa)
    for row in compare_pk_dpa(pk, dpa).itertuples() if len(pk) else ():
        if row.selisih == 0:
            continue
        name = standardize_name(str(row.program))
        own_pk, own_dpa = (f[f["program"].map(standardize_name) == name] for f in (pk, dpa))
        frame, column = (own_pk, "anggaran") if len(own_pk) else (own_dpa, "pagu")
        if own_pk.empty:
            diff = f"pagu {rupiah(row.dpa)} pada DPA, tidak dimuat dalam PK"
        elif own_dpa.empty:
            diff = f"{rupiah(row.pk)} pada PK, tidak ada pada DPA"
        else:
            diff = f"{rupiah(row.pk)} pada PK, {rupiah(row.dpa)} pada DPA ({_pagu_range(own_dpa)})"
        met = {"nama": format_name(str(row.program)), "beda": diff, "selisih": rupiah(row.selisih)}
        yield doubt("pk", name, frame, frame.index[0], column, **met)


def _check_pk_total(pk: pd.DataFrame, dpa: pd.DataFrame) -> Doubts:
    """The total of the PK against that of the DPA, and what makes the difference up."""
    total_pk, total_dpa = int(pk["anggaran"].sum()), int(dpa["pagu"].sum())
    if total_pk == total_dpa or pk.empty or dpa.empty:
        return
    parts = explain_difference(pk, dpa).sort_values("sub_kegiatan", key=pd.notna, kind="stable")
    names = parts["sub_kegiatan"].fillna(parts["program"]).map(format_name)
    terms = " + ".join(map("{} {}".format, names, parts["selisih"].map(rupiah)))
    met = {"pk": rupiah(total_pk), "dpa": rupiah(total_dpa), "letak": _pagu_range(dpa)}
    met["selisih"] = f"{rupiah(total_dpa - total_pk)} = {terms}"
    yield doubt("pk:jumlah", "", pk, pk.index[-1], "anggaran", **met)


def _pagu_range(dpa: pd.DataFrame) -> str:
    first, last = dpa.index.min(), dpa.index.max()
    end = f":{locate(dpa, last, 'pagu')}" if last != first else ""
    return f"{phrase_place(dpa, first, 'pagu')}{end}"


def check_names(data: Data) -> Doubts:
    """Names of an indicator that are spelled otherwise than on the sheet Indikator."""
    official = data.indikator.set_index("kode")["indikator"].dropna().to_dict()
    for rows in (data.renstra, data.iku, data.pk, data.realisasi):
        frame, sheet = rows.drop_duplicates(["kode", "indikator"]), rows.attrs["sumber"]["lembar"]
        for index, code, name in frame[["kode", "indikator"]].dropna().itertuples():
            if code in official and fold_letters(name) != fold_letters(official[code]):
                met = {"kode": code, "nama": name, "resmi": official[code]}
                yield doubt("nama", f"{code}:{sheet}:{index}", frame, index, "indikator", **met)


def fold_letters(text: Any) -> str:
    """A text without its spaces and capitals."""
    return "".join(str(text).casefold().split())


def _list_figures(data: Data) -> Iterator[tuple[str, pd.DataFrame, Hashable, str, str, pd.Series]]:
    """Every target and realisasi of an indicator: key, frame, index, cell, which it is, the row."""
    planned = [(frame, "target") for frame in (data.renstra, data.iku, data.pk, data.realisasi)]
    for frame, column in (*planned, (data.realisasi, "realisasi")):
        for index, row in frame.dropna(subset=column).iterrows():
            cell = str(row["tahun"]) if frame is data.renstra else column
            key = f"{row['kode']}:{frame.attrs['sumber']['lembar']}:{cell}:{index}"
            yield key, frame, index, cell, column, row


def check_scale(data: Data) -> Doubts:
    """Figures of an indicator outside its own scale; of a range, either end."""
    names = data.indikator.set_index("kode")["indikator"].to_dict()
    scales = load_rules("konsistensi")["skala"]
    for (key, frame, index, cell, column, row), scale in product(_list_figures(data), scales):
        name, ends = str(names.get(row["kode"], "")), (row[column], row.get(f"{column}{UPPER}"))
        named = any(word in name.casefold() for word in scale["kata"])
        beyond = (v for v in ends if pd.notna(v) and not scale["bawah"] <= v <= scale["atas"])
        if named and (value := next(beyond, None)) is not None:
            met = {"jenis": column, "indikator": name, "angka": format_figure(value), **scale}
            yield doubt("skala", key, frame, index, cell, value, **met)


def check_fraction(data: Data) -> Doubts:
    """Percentages of at most 1 beside others of the same indicator: 0,92 may be meant as 92."""
    percent = data.indikator[data.indikator["satuan"].map(fold_satuan, "ignore") == "%"]
    figures = [*_list_figures(data)]
    for code, name in percent.set_index("kode")["indikator"].items():
        own = [figure for figure in figures if figure[-1]["kode"] == code]
        most = max((row[column] for *_, column, row in own), default=0)
        for key, frame, index, cell, column, row in own if most >= LEAST_BESIDE else ():
            if 0 < (value := row[column]) <= 1:
                met = {"jenis": column, "indikator": name, "angka": format_short(value)}
                met |= {"terbesar": format_short(most), "persen": format_short(value * 100)}
                yield doubt("pecahan", key, frame, index, cell, value, **met)


def check_border(data: Data) -> Doubts:
    """A kecamatan that borders on itself; one whose name only begins like its own is another."""
    itself = fold_letters(data.office)
    for index, border in data.batas["batas"].dropna().items():
        names = re.split(r"[^\w\s]|\b(?:dan|kabupaten|kota)\b", str(border).casefold())
        if itself in map(fold_letters, names):
            yield doubt("batas", str(index), data.batas, index, "batas", batas=border)


def check_counts(data: Data) -> Doubts:
    """Counts above the number there can be, and the sum of the aspects of an index."""
    unsur = data.sarana["unsur"].nunique()
    for index, target in data.wilayah["target_sarana"].dropna().items():
        if unsur and target > unsur:
            name = data.wilayah.loc[index, "kelurahan"]
            met = {"nama": name, "target": target, "unsur": unsur}
            key = fold_letters(name)
            yield doubt("cacah:sarana", key, data.wilayah, index, "target_sarana", **met)
    scale = next(s for s in load_rules("konsistensi")["skala"] if "pelayanan publik" in s["kata"])
    if compare_figures(total := data.ipp["nilai"].sum(), scale["atas"]) > 0:
        met = {"jenis": "jumlah", "indikator": "nilai aspek", "angka": format_short(total)}
        yield doubt("skala", "ipp", data.ipp, data.ipp.index[-1], "nilai", **met, **scale)


def check_pk_supported(data: Data) -> Doubts:
    """Indicators of the PK that are not in the pohon kinerja or have no rencana aksi."""
    for name, column in (("pohon_kinerja", "kode_indikator"), ("rencana_aksi", "kode")):
        frame = data.frames[name]
        for index, code in data.pk["kode"].items() if len(frame) else ():
            if code not in frame[column].to_list():
                met = {"kode": code, "lembar": frame.attrs["sumber"]["lembar"]}
                yield doubt("pelengkap", f"{name}:{code}", data.pk, index, "kode", **met)


def check_programs(data: Data) -> Doubts:
    """Programmes of the DPA that support no sasaran, in the pohon kinerja or on Dukungan."""
    tree, dpa = data.pohon_kinerja, data.anggaran.dropna(subset="program")
    boxes = tree[tree["jenjang"] == "program"]["uraian"]
    known = {standardize_name(p) for p in (*boxes, *data.dukungan["program"])}
    for index, program in dpa["program"].drop_duplicates().items() if len(tree) else ():
        if standardize_name(program) not in known:
            key = slugify(program)
            yield doubt("pelengkap:program", key, dpa, index, "program", program=program)


def check_supported(data: Data) -> Doubts:
    """Sasaran strategis without a programme on Dukungan, where others have one."""
    own = data.indikator[data.indikator["jenjang"] == "sasaran"].drop_duplicates("sasaran")
    lacking = own[~own["sasaran"].isin(data.dukungan["sasaran"])]
    for index, sasaran in lacking["sasaran"].dropna().items() if len(data.dukungan) else ():
        at = data.indikator, index, "sasaran"
        yield doubt("dukungan", slugify(sasaran), *at, sasaran=lower_first(sasaran))


def check_answers(data: Data) -> Doubts:
    """Recommendations without an answer."""
    recommendations = data.tindak_lanjut_lhe
    for index, number in recommendations[recommendations["rencana"].isna()]["nomor"].items():
        yield doubt("pelengkap:lhe", str(number), recommendations, index, "rencana", nomor=number)


def check_quarters(data: Data) -> Doubts:
    """Targets of the year that differ from those of its quarters."""
    targets = compute_year_value(data.rencana_aksi, "target_")
    for index, row in targets.dropna(subset="setahun").iterrows():
        if not _prints_same(row["setahun"], row["target"]):
            met = {"aksi": row["aksi"], "cara": row["cara"], "target": format_figure(row["target"])}
            met["setahun"] = format_figure(row["setahun"])
            met["letak"] = phrase_place(data.rencana_aksi, index, "target_tw1")
            key = f"{row['kode']}:{index}"
            yield doubt("pelengkap:triwulan", key, data.rencana_aksi, index, "target", **met)
