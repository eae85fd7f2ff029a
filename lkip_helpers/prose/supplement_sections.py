"""Sections of the optional sheets, as each declares, and the signed forms."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd

from lkip_helpers.compute.anggaran import join_budget, sum_anggaran
from lkip_helpers.compute.capaian import compute_indikator
from lkip_helpers.compute.skm import grade_ikm
from lkip_helpers.compute.targets import compute_year_value, name_indikator
from lkip_helpers.intake.data import Data
from lkip_helpers.report.columns import Column, Kind
from lkip_helpers.report.cover import Signature
from lkip_helpers.report.format import format_integer, format_name, format_words
from lkip_helpers.report.formula import evaluate_formula
from lkip_helpers.report.layouts import capaian_column, ratio_footer, total_footer
from lkip_helpers.report.narasi import Chain, Heading, Narasi, chain_words
from lkip_helpers.report.tabel import Tabel
from lkip_helpers.rules import load_rules, load_scale, naming
from lkip_helpers.schema.base import OF_INDIKATOR
from lkip_helpers.schema.sheets import SUPPLEMENT, Presentation, Supplement

PREPARE: Mapping[str, Callable[[pd.DataFrame, Data], pd.DataFrame]] = {
    "rencana_aksi": lambda frame, _: compute_year_value(frame, "realisasi_"),
    "ikm_layanan": lambda frame, _: grade_ikm(frame),
    "kinerja_program": lambda frame, data: join_budget(frame, data.anggaran),
}
NAMED = ("sasaran", "indikator", "satuan")  # printed in place of the code of an indicator
_KINDS: Mapping[str, Kind] = {"bulat": "bilangan", "desimal": "angka", "ukuran": "angka"}


def list_shown(data: Any, section: str) -> list[tuple[type[Supplement], Presentation]]:
    """The optional sheets of this section that have rows, and how each is shown."""
    filled = [(s, s.DECLARED.tampil) for s in SUPPLEMENT.values() if len(data.frames[s.NAME])]
    return [(schema, shown) for schema, shown in filled if shown and shown.bagian == section]


def build_section(data: Data, section: str) -> Chain:
    """Heading, lead-in with its sum, table of each optional sheet of this section that has rows."""
    return Chain([part for s in list_shown(data, section) for part in _build_sheet(data, *s)])


def _build_sheet(data: Data, schema: type[Supplement], shown: Presentation) -> Iterator[Any]:
    tabel = build_tabel(data, schema, shown)
    yield Heading(shown.kepala, 2)
    values = _summarize(tabel.data, shown) | {"tahun": data.tahun}
    known = [] if pd.isna(values["rasio"]) else [shown.ikhtisar]
    yield Narasi(shown.pengantar, *known, **values)
    yield tabel
    if schema.NAME == "pohon_kinerja":
        yield from _build_tree(data.pohon_kinerja)


def _build_tree(boxes: pd.DataFrame) -> Iterator[Any]:
    """The pohon kinerja as figures, each with the texts of its boxes."""
    from lkip_helpers.charts.orgchart import list_names, plot_tree, split_tree
    from lkip_helpers.report.gambar import Gambar  # both load what draws charts

    pairs = zip(boxes["uraian"].map(format_name), boxes["indikator"], strict=True)
    texts = [f"{text} – {name}" if isinstance(name, str) else text for text, name in pairs]
    boxes = boxes.assign(kotak=texts)
    parts = split_tree(boxes)
    between = " dan " if len(parts) == 2 else " sampai dengan "
    figures = [f"[Gambar](#pohon-kinerja-{number})" for number in sorted({1, len(parts)})]
    yield Narasi(f"Hubungannya digambarkan pada {between.join(figures)}.")
    for number, part in enumerate(parts, 1):
        names = list_names(part)
        again = " (lanjutan)" if number > 1 and parts[number - 2].name == part.name else ""
        yield Gambar(
            f"pohon-kinerja-{number}",
            f"Pohon kinerja: {part.name.partition(' – ')[0]}{again}",
            partial(plot_tree, part),
            f"Bagan pohon dengan {part.name} di puncak dan {len(names) - 1} kotak di bawahnya: "
            f"{'; '.join(names[1:])}.",
            source=boxes,
            data=boxes[boxes["kotak"].isin(names)],
            column=["kode", "uraian", "indikator", Column("induk", "Kode kotak di atasnya")],
        )


def build_tabel(data: Data, schema: type[Supplement], shown: Presentation) -> Tabel:
    """The table a sheet declares, its computed columns filled."""
    source = frame = data.frames[schema.NAME]
    fields = [*schema.model_fields]
    if schema.REFERS == OF_INDIKATOR:
        frame = name_indikator(source, data.indikator)
        fields = [*(key for key in NAMED if key not in fields), *fields[1:]]
    frame = PREPARE[schema.NAME](frame, data) if schema.NAME in PREPARE else frame
    computed = {key["kunci"]: Column(**Column.unpack(key)) for key in shown.hitung}
    if "polaritas" in frame:
        computed["capaian"] = capaian_column(frame)
    for column in computed.values():
        if column.formula and column.key not in frame:
            rows = frame.to_dict("records")
            values = [evaluate_formula(column.formula, row, frame) for row in rows]
            frame = frame.assign(**{column.key: values})
    keys = [key for key in (*fields, *computed) if key not in shown.sembunyi]
    footer = [total_footer(shown.jumlah)] if shown.jumlah else []
    footer += [ratio_footer(*shown.rasio)] if shown.rasio else []
    title = naming.localize(shown.judul).format(nama=data.profil.nama, tahun=data.tahun)
    return Tabel(
        schema.NAME.replace("_", "-"), title,
        frame, [computed.get(k) or _read_column(schema, k, frame) for k in keys], source=source,
        footer=footer, merge=shown.gabung, landscape=shown.lanskap,
    )  # fmt: skip


def _read_column(schema: type[Supplement], key: str, frame: pd.DataFrame) -> Column | str:
    """A column of the sheet, printed as its schema says; any other by its name."""
    if key not in schema.model_fields:
        return key
    kind = schema.KINDS[key]
    printed: Kind = "rupiah" if kind.satuan == "rupiah" else _KINDS.get(kind.form, "teks")
    if key == "tahun":
        return Column(key, kind.title, "tahun")
    whole = printed == "angka" and "satuan" not in frame and (frame[key].dropna() % 1 == 0).all()
    return Column(key, kind.title, printed, 0 if whole else 2, title_case=True)


def _summarize(frame: pd.DataFrame, shown: Presentation) -> dict[str, Any]:
    """The values that a summary (ikhtisar) can name."""
    whole = shown.seluruh
    total = (frame[frame[whole] == frame[whole].iloc[0]] if whole else frame).sum(numeric_only=True)
    part, base = (total[key] for key in shown.rasio[:2]) if shown.rasio else (0, 1)
    return {
        "banyak": len(frame),
        "jumlah": total.to_dict(),
        "cacah": {key: _phrase_counts(frame, key, shown.bobot) for key in frame},
        "jenis": frame.nunique().to_dict(),
        "rasio": part / base * 100 if base else float("nan"),
    }


def _phrase_counts(frame: pd.DataFrame, column: str, weight: str) -> str:
    """`dua selesai dan satu dalam proses`: rows, or what they add up to, by value."""
    counts = frame.assign(_=frame[weight] if weight else 1).groupby(column, sort=False)["_"].sum()
    in_figures = any(format_words(n)[0].isdigit() for n in counts)
    write = format_integer if in_figures else format_words
    noun = "layanan bermutu " if column == "mutu" else ""
    return chain_words([f"{write(n)} {noun}{value}" for value, n in counts.items()])


FOLLOW_UP = SUPPLEMENT["tindak_lanjut_lhe"]


def build_forms(data: Data) -> Chain:
    """Each form with its number, contents and signature, in the order of the sheet."""
    parts: list[Any] = []
    for row in data.formulir.itertuples():
        if row.formulir in FORMS and (content := list(FORMS[row.formulir](data))):
            parts += _build_form(row, content)
    return Chain(parts)


def _build_form(form: Any, content: list[Any]) -> Iterator[Any]:
    yield Heading(form.formulir, 2)
    yield Narasi("Nomor: {form.nomor}", when=isinstance(form.nomor, str), form=form)
    yield from content
    yield Narasi("{form.keterangan}", when=isinstance(form.keterangan, str), form=form)
    nip = form.nip if isinstance(form.nip, str) else ""
    yield Signature(form.tempat, form.tanggal, form.jabatan, form.nama, nip=nip)


def _build_measurement(data: Data) -> Iterator[Tabel]:
    """The form Pengukuran Kinerja: targets and realisasi of the PK, and the programmes' budget."""
    scale = load_scale(data.pengaturan.skala)
    indikator = compute_indikator(data.indikator, data.realisasi, data.tahun, scale)
    promised = indikator[indikator["kode"].isin(data.pk["kode"])]
    yield Tabel(
        "pengukuran-kinerja", f"Pengukuran kinerja tahun {data.tahun}", promised,
        ["sasaran", "indikator", "satuan", "target", "realisasi", capaian_column(promised)],
        source=[data.realisasi, data.indikator], merge=["sasaran"],
    )  # fmt: skip
    title = f"Anggaran program dan realisasinya tahun {data.tahun}"
    programs = sum_anggaran(data.anggaran, ["program"])
    columns = ("program", "pagu", "realisasi", "serapan")
    footer = [ratio_footer("realisasi", "pagu", "serapan")]
    label = "pengukuran-kinerja-program"
    yield Tabel(label, title, programs, columns, source=data.anggaran, footer=footer)


def _list_recommendations(data: Data) -> Iterator[Tabel]:
    """The matrix of recommendations, follow-up, who is responsible, and status."""
    if (shown := FOLLOW_UP.DECLARED.tampil) and len(data.tindak_lanjut_lhe):
        title = "Matriks rekomendasi, rencana aksi tindak lanjut, penanggung jawab, dan status"
        yield replace(build_tabel(data, FOLLOW_UP, shown), label="matriks-rekomendasi", title=title)


FORMS: Mapping[str, Callable[[Data], Iterator[Any]]] = {
    "Pengukuran Kinerja": _build_measurement,
    "Pernyataan Telah Direviu": lambda data: (
        Narasi(wording, profil=data.profil, tahun=data.tahun)
        for wording in load_rules("reviu")["pernyataan"]
    ),
    "Matriks Rekomendasi": _list_recommendations,
}
