"""The words for each indicator, and the sections of tujuan and sasaran made of them."""

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

import pandas as pd

from lkip_helpers.compute.capaian import RANGE, find_partisipasi
from lkip_helpers.prose import phrases
from lkip_helpers.prose.reservations import REPORTED_WORD, find_open
from lkip_helpers.report.format import is_empty, lower_first, say_percent, say_points
from lkip_helpers.report.frame_rows import add_words, iter_rows
from lkip_helpers.report.layouts import build_heading, comparison_columns, mean_footer, phrase_years
from lkip_helpers.report.narasi import Chain, Narasi, Sentence, chain_words, choose_wording
from lkip_helpers.report.payload import Source
from lkip_helpers.report.tabel import Tabel
from lkip_helpers.rules import load_rules

_REQUIRED = frozenset(load_rules("kelengkapan")["jenjang_wajib_analisis"])
_DOUBT = ("dilaporkan", "bukti", "capaian_bukti", "status_bukti", "tanpa_bukti")


def describe_indikator(
    capaian: pd.DataFrame,
    tahun: int,
    open_items: pd.DataFrame | None = None,
    analysis: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """`capaian` with the words for its sentences, empty where there is nothing to say.

    case: "dinilai", "tanpa" capaian with alasan, or "tanpa realisasi", "tanpa target" or "tanpa
    keduanya", where these are not known, with kata and karena. status; dilaporkan, bukti,
    capaian_bukti, status_bukti, tanpa_bukti where a realisasi is in doubt; lalu, ubah_target,
    ubah_realisasi, ubah_capaian where last year is known, lalu_kata where it is said not to be;
    sebab (unless karena says the same) under its kepala, solusi, or belum where they are required
    and missing. capaian: compute_indikator.
    open_items: weigh_indikator. analysis: kode, sebab, solusi.
    """
    return add_words(
        capaian,
        lambda row: {
            **_describe_known(row),
            "alasan": row.alasan or "datanya belum lengkap",
            "status": phrases.phrase_result(row.capaian, row.polaritas),
            **_describe_doubt(row, open_items),
            **_describe_change(row, tahun),
            **_find_cause(row, analysis),
        },
    )


def _describe_known(row: Any) -> dict[str, str]:
    """The case; and of what is not known the words of the office, and why."""
    words = {m: getattr(row, f"{m}_kata", None) for m in ("realisasi", "target")}
    unknown = [measure for measure, word in words.items() if not is_empty(word)]
    if not unknown:
        return {"case": "tanpa" if is_empty(row.capaian) else "dinilai", "kata": "", "karena": ""}
    case = f"tanpa {'keduanya' if len(unknown) > 1 else unknown[0]}"
    return {"case": case, "kata": str(words[unknown[0]]), "karena": lower_first(row.keterangan)}


def _describe_doubt(row: Any, open_items: pd.DataFrame | None) -> dict[str, Any]:
    doubt = None if open_items is None or is_empty(row.capaian) else find_open(open_items, row.kode)
    if doubt is None:
        return dict.fromkeys(_DOUBT, "")
    return {
        "dilaporkan": REPORTED_WORD,
        "bukti": doubt.bukti,
        "capaian_bukti": doubt.capaian_bukti,
        "status_bukti": phrases.phrase_result(doubt.capaian_bukti, row.polaritas),
        "tanpa_bukti": "Realisasi itu belum didukung bukti." if is_empty(doubt.bukti) else "",
    }


def _describe_change(row: Any, tahun: int) -> dict[str, Any]:
    known = not is_empty(row.realisasi_lalu) and not is_empty(row.realisasi)
    both = not is_empty(row.capaian) and not is_empty(row.capaian_lalu)
    phrase, unit = phrases.phrase_change, row.satuan
    ends = getattr(row, "target_atas", None), getattr(row, "target_lalu_atas", None)
    return {
        "lalu": tahun - 1,
        "tanpa_lalu": None if both or not known or is_empty(row.capaian) else tahun - 1,
        "lalu_kata": "" if is_empty(row.capaian) else getattr(row, "realisasi_lalu_kata", ""),
        "ubah_realisasi": phrase(row.realisasi, row.realisasi_lalu, unit) if known else "",
        "ubah_target": phrase(row.target, row.target_lalu, unit, ends) if both else "",
        "ubah_capaian": _phrase_capaian_change(row) if both else "",
    }


def _phrase_capaian_change(row: Any) -> str:
    """How capaian moved; that of a range, or by another formula, only changes."""
    former = getattr(row, "polaritas_lalu", None)
    kinds = row.polaritas if is_empty(former) else former, row.polaritas
    if kinds[0] == kinds[1] and not row.polaritas.startswith(RANGE):
        return phrases.phrase_movement(row.capaian, row.capaian_lalu, say_percent, say_points)
    before, now = (
        f"{say_percent(c)} ({phrases.phrase_result(c, kind).removeprefix('berada ')})"
        for c, kind in zip((row.capaian_lalu, row.capaian), kinds, strict=True)
    )
    return f"tetap {now}" if now == before else f"berubah dari {before} menjadi {now}"


def _find_cause(row: Any, analysis: pd.DataFrame | None) -> dict[str, Any]:
    causes = [] if analysis is None else analysis[analysis["kode"] == row.kode].to_dict("records")
    reported = analysis is not None and not is_empty(row.realisasi)
    owed = not causes and reported and row.jenjang in _REQUIRED
    words = {key: causes[0][key] if causes else "" for key in ("sebab", "solusi")}
    reason = _describe_known(row)["karena"]
    if reason and lower_first(words["sebab"]).rstrip(".") == reason.rstrip("."):
        words["sebab"] = ""
    words["kepala"] = "Uraian" if reason else "Penyebab"
    return words | {"belum": row.indikator if owed else ""}


def describe_evidence(comparison: pd.DataFrame) -> pd.DataFrame:
    """`comparison` with jarak, status, status_bukti, and case.

    case: "sama"; "searah" where both mean the same for the target, else "berlawanan". comparison:
    compare_evidence.
    """

    def words(row: Any) -> dict[str, Any]:
        both = (row.capaian, row.capaian_bukti)
        reported, proven = (phrases.phrase_result(c, row.polaritas) for c in both)
        return {
            "case": "sama" if row.sesuai else "searah" if reported == proven else "berlawanan",
            "jarak": phrases.phrase_difference(row.realisasi, row.bukti, row.satuan),
            "status": reported,
            "status_bukti": proven,
        }

    return add_words(comparison, words)


def add_explanations(
    compared: pd.DataFrame, explained: Mapping[str, str], owing: str = "pemegang data"
) -> pd.DataFrame:
    """`compared` with penjelasan where a difference was explained, else pemegang, who owes that.

    compared: kode, and case, which says what differs. explained: by kode (data.explain).
    """
    written = compared["kode"].map(explained).astype(object)
    differs = ~compared.reindex(columns=["case"])["case"].isin(("sama", "disamakan", "bukan iku"))
    owed = pd.Series(owing, compared.index, dtype=object).where(differs & written.isna())
    return compared.assign(penjelasan=written.where(differs), pemegang=owed)


class Results:
    """The sections of the chapter on results, from the words for its indicators.

    words: describe_indikator. leads: sentences that introduce a table ("tujuan", "turunan",
    "sasaran") or point to one elsewhere ("bawah", "atas"). sentences: for each indicator. The
    sasaran on participation has a chapter of its own for its evidence.
    """

    def __init__(
        self, words: pd.DataFrame, tahun: int, source: Source, leads: Mapping[str, str],
        sentences: Sequence[Sentence],
    ) -> None:  # fmt: skip
        self._words, self._tahun, self._source = words, tahun, source
        self._leads, self._sentences = leads, sentences
        core = words[words["jenjang"].isin(["tujuan", "sasaran"])]
        self._core = core.assign(tabel=_name_tables(core, find_partisipasi(words)))

    def build_tujuan(self, number: int) -> Chain:
        """A tujuan with its own indicators; without any it points to the tables of its sasaran."""
        if number not in set(self._words["nomor_tujuan"]):
            return Chain([])
        members = self._core[self._core["nomor_tujuan"] == number]
        own = members[members["tabel"].str.startswith("tujuan")]
        heading = build_heading(self._words, "tujuan", number)
        if len(own):
            lead = "tujuan" if "tujuan" in set(own["jenjang"]) else "turunan"
            return Chain([heading, *self._build_results(own, "tujuan", lead)])
        tables = chain_words(f"[Tabel](#{label})" for label in members["tabel"].unique())
        text = choose_wording(self._leads, "bawah", number - 1).replace("{tabel}", tables)
        return Chain([heading, Narasi(text, when=tables)])

    def build_sasaran(self, tujuan: int) -> Chain:
        """The sasaran of a tujuan, one after another."""
        members = self._core[self._core["nomor_tujuan"] == tujuan]
        sasaran, parts = members[members["jenjang"] == "sasaran"], list[Any]()
        for number, rows in sasaran.groupby("nomor_sasaran", sort=False):
            parts.append(build_heading(self._words, "sasaran", int(number)))
            if (above := rows["tabel"].iloc[0]).startswith("sasaran"):
                parts += self._build_results(rows, "sasaran", "sasaran")
                continue
            labels = {"tujuan": above, "sasaran": f"sasaran-{number}-capaian"}
            name = phrases.phrase_names(rows["indikator"], "indikator")
            text = choose_wording(self._leads, "atas", tujuan - 1)
            parts.append(Narasi(text, indikator=name, **labels))
        return Chain(parts)

    def build_following(self, after: int) -> Chain:
        """Every further tujuan, each followed by its sasaran."""
        numbers = sorted({int(n) for n in self._words["nomor_tujuan"] if n > after})
        sections = ((self.build_tujuan(n), self.build_sasaran(n)) for n in numbers)
        return Chain([*chain.from_iterable(sections)])

    def _build_results(self, rows: pd.DataFrame, level: str, lead: str) -> list[Any]:
        """A sentence that names the table, the table, and what each indicator reached."""
        tahun, label, number = self._tahun, rows["tabel"].iloc[0], rows[f"nomor_{level}"].iloc[0]
        title = f"Capaian {level} {number} {phrase_years(rows, tahun)}"
        columns = comparison_columns(rows, tahun)
        years = zip((tahun, tahun - 1), ("capaian", "capaian_lalu"), strict=True)
        bases = ((t, phrases.phrase_basis(rows[k].count(), len(rows))) for t, k in years)
        note = " ".join(f"Rata-rata capaian tahun {t} {basis}." for t, basis in bases if basis)
        footer = [mean_footer(rows)]
        return [
            Narasi(choose_wording(self._leads, lead, number - 1), label=label),
            Tabel(label, title, rows, columns, source=self._source, footer=footer, note=note),
            Narasi(*self._sentences, each=rows, tahun=tahun),
        ]


def _name_tables(core: pd.DataFrame, participation: int) -> list[str]:
    """The label of the table that shows each indicator of a tujuan or sasaran.

    A tujuan without indicators of its own, whose only sasaran has the evidence of participation,
    shows that one's.
    """
    alone = {
        tujuan
        for tujuan, rows in core.groupby("nomor_tujuan")
        if set(rows["jenjang"]) == {"sasaran"} and set(rows["nomor_sasaran"]) == {participation}
    }
    return [
        f"tujuan-{row.nomor_tujuan}-capaian"
        if row.jenjang == "tujuan" or row.nomor_tujuan in alone
        else f"sasaran-{row.nomor_sasaran}-"
        + ("hasil" if row.nomor_sasaran == participation else "capaian")
        for row in iter_rows(core)
    ]
