"""Columns of the report's tables: title, kind of value, decimals and formula, said once by key."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from lkip_helpers.report import format as fmt
from lkip_helpers.rules import cite_rule
from lkip_helpers.rules.polaritas import load_polaritas

Kind = Literal["teks", "angka", "bilangan", "rupiah", "persen", "tahun", "ya", "rujukan"]
NUMERIC = ("angka", "bilangan", "rupiah", "persen")
_REFERENCE = re.compile(r"\[(Tabel|Gambar)\]\(#[a-z0-9-]+\)")


JSON_NAMES = {
    "kunci": "key", "judul": "title", "jenis": "kind", "desimal": "decimals", "rumus": "formula",
    "aturan": "rule", "grup": "grouping", "rapi": "tidy",
}  # fmt: skip


@dataclass(frozen=True)
class Column:
    """A column: key in the frame and in tabel.json, printed title, kind, decimals, formula, group.

    formula: how each cell follows from other columns of its row; empty for an input. rule: key of
    the rule it follows (cite_rule), where there is one.
    grouping: a title spanning this and its neighbours of the same group.
    tidy: print a name that is written all in capitals as a title; the raw value stays.
    A column of kind "rujukan" holds texts with cross-references, `[Tabel](#label)`; joining the
    chapters gives them their numbers.
    """

    key: str
    title: str
    kind: Kind = "teks"
    decimals: int = 2
    formula: str = ""
    rule: str = ""
    grouping: str = ""
    tidy: bool = False

    def pack(self) -> dict[str, Any]:
        """The column as tabel.json has it."""
        return {name: getattr(self, field) for name, field in JSON_NAMES.items()}

    @staticmethod
    def rename(packed: Any) -> Any:
        """The fields of a column of tabel.json, by their names here; else what is given."""
        if not isinstance(packed, Mapping):
            return packed
        return {JSON_NAMES[name]: v for name, v in packed.items() if name in JSON_NAMES}

    @property
    def numeric(self) -> bool:
        return self.kind in NUMERIC

    @property
    def places(self) -> int:
        """Digits behind the comma of its numbers."""
        return self.decimals if self.kind in ("angka", "persen") else 0

    def format(self, value: Any) -> str:
        """`value` as it is printed in this column; units stand in the head, not in each cell.

        A text among numbers (a predicate, a range) is printed as it is.
        """
        if self.numeric:
            return value if isinstance(value, str) else self._number(value)
        match self.kind:
            case "ya":
                return fmt.EMPTY if fmt.is_empty(value) or not value else "✓"
            case "tahun":
                return fmt.EMPTY if fmt.is_empty(value) else str(int(value))
        if fmt.is_empty(value):
            return fmt.EMPTY
        return fmt.format_name(str(value)) if self.tidy else str(value)

    def _number(self, value: Any) -> str:
        return fmt.format_number(value, self.places)

    def seen(self, value: Any) -> str:
        """`format` as long as a reader will see it: a reference takes the place of its number."""
        text = self.format(value)
        return _REFERENCE.sub(r"\1 0.00", text) if self.kind == "rujukan" else text


def phrase_column(title: str) -> str:
    """A column's title within a sentence: without its unit, small unless it is a proper name."""
    plain = "persen" if title == "%" else re.sub(r" \(.*\)", "", title)
    return plain if re.search(r"\s[A-Z]", plain) else fmt.lower_first(plain)


PLAIN_POLARITAS = "maksimal"
_MEASURES = {
    "capaian": {},
    "capaian_lalu": {"realisasi": "realisasi_lalu", "target": "target_lalu"},
    "capaian_akhir": {"target": "target_akhir"},
    "capaian_standar": {"target": "standar"},
    "capaian_bukti": {"realisasi": "bukti"},
}


def measure_capaian(key: str, polaritas: str = PLAIN_POLARITAS) -> Column:
    """A column of capaian by the formula of its polaritas; without one where there are several."""
    rule = load_polaritas(polaritas or PLAIN_POLARITAS)
    formula = rule.formula(**_MEASURES[key]) if polaritas else ""
    return Column(key, "Capaian (%)", "persen", formula=formula, rule=rule.rule)


def build_entries(column: Sequence[Column]) -> dict[str, Column]:
    """Columns by their key. Raises ValueError for one that is said twice: the later would win."""
    key = [k.key for k in column]
    if repeat := {k for k in key if key.count(k) > 1}:
        raise ValueError(f"Kolom ditulis lebih dari sekali: {', '.join(sorted(repeat))}")
    return dict(zip(key, column, strict=True))


ENTRIES = build_entries(
    (
        Column("kelurahan", "Kelurahan"),
        Column("luas_ha", "Luas (ha)", "angka", 0),
        Column("arah", "Arah"),
        Column("batas", "Berbatasan dengan"),
        Column("catatan", "Catatan"),
        Column("uraian", "Uraian"),
        Column("nilai", "Nilai", "angka"),
        Column("satuan", "Satuan"),
        Column("jabatan", "Jabatan"),
        Column("atasan", "Bertanggung jawab kepada"),
        Column("nomor", "Peraturan"),
        Column("tentang", "Tentang"),
        Column("kode", "Kode"),
        Column("tujuan", "Tujuan"),
        Column("sasaran", "Sasaran strategis"),
        Column("indikator", "Indikator kinerja"),
        Column("target", "Target", "angka"),
        Column("realisasi", "Realisasi", "angka"),
        *map(measure_capaian, _MEASURES),
        Column("target_lalu", "Target", "angka"),
        Column("realisasi_lalu", "Realisasi", "angka"),
        Column("predikat", "Predikat"),
        Column("program", "Program", tidy=True),
        Column("kegiatan", "Kegiatan"),
        Column("sub_kegiatan", "Sub kegiatan"),
        Column("anggaran", "Anggaran (Rp)", "rupiah"),
        Column("keterangan", "Keterangan"),
        Column("pagu", "Pagu (Rp)", "rupiah"),
        Column(
            "serapan",
            "Serapan (%)",
            "persen",
            formula=cite_rule("anggaran.serapan", "teks"),
            rule="anggaran.serapan",
        ),
        Column("output", "Keluaran"),
        Column("kategori", "Kategori"),
        Column("jumlah", "Jumlah", "bilangan"),
        Column("persen", "Persentase (%)", "persen"),
        Column("unsur", "Unsur"),
        Column("jawaban", "Jawaban"),
        Column("frekuensi", "Frekuensi", "bilangan"),
        Column("nrr", "NRR", "angka", rule="skm.rumus.nrr"),
        Column(
            "nrr_tertimbang",
            "NRR tertimbang",
            "angka",
            3,
            formula="nrr × (1 / banyak(unsur))",
            rule="skm.rumus.tertimbang",
        ),
        Column(
            "nilai_konversi",
            "Nilai konversi",
            "angka",
            formula="nrr_tertimbang × 25",
            rule="skm.rumus.konversi",
        ),
        Column(
            "ikm",
            "IKM",
            "angka",
            formula="dari(skm_nilai, Jumlah, nilai_konversi)",
            rule="skm.rumus.ikm",
        ),
        Column("mutu", "Mutu"),
        Column("kinerja", "Kinerja"),
        Column("responden", "Responden", "bilangan"),
        Column("peringkat", "Peringkat", "bilangan"),
        Column("lembaga", "Lembaga"),
        Column("kecamatan", "Kecamatan", "bilangan"),
        Column("dibina", "Dibina", "ya"),
        Column("bentuk", "Bentuk pembinaan"),
        Column("rt", "RT sasaran", "bilangan"),
        Column("perubahan", "Perubahan", "angka"),
        Column("target_akhir", "Target akhir", "angka"),
        Column("sisa", "Sisa", "angka"),
        Column("laju", "Perbaikan per tahun", "angka"),
        Column("cakupan", "Cakupan"),
        Column("standar", "Standar", "angka"),
        Column("sumber", "Sumber"),
        Column("sebab", "Penyebab"),
        Column("solusi", "Upaya"),
        Column("peran", "Peran"),
        Column("berkas", "Berkas"),
        Column("lembar", "Lembar"),
        Column("nilai_interval", "Nilai interval (NRR)"),
        Column("interval_konversi", "Nilai konversi"),
        Column("tingkat", "Tingkat"),
        Column("jumlah_indikator", "Jumlah indikator", "bilangan"),
        Column("pk", "Perjanjian Kinerja", "rupiah"),
        Column("dpa", "DPA", "rupiah"),
        Column("selisih", "Selisih", "rupiah", formula="dpa − pk"),
        Column("polaritas", "Arah"),
        Column("arti", "Arti"),
        Column("rumus", "Rumus capaian"),
        Column("bukti", "Bukti"),
        Column("layanan", "Jenis layanan"),
        Column("kelompok", "Kelompok"),
        Column("bidang", "Bidang"),
        Column("langkah", "Langkah perbaikan"),
        Column(
            "persentase", "Persentase (%)", "persen", formula=measure_capaian("capaian").formula
        ),
        Column("asal", "Asal"),
        Column("tanggal", "Tanggal"),
        Column("sidik", "Sidik SHA-256"),
        Column("dibaca", "Dibaca", "bilangan"),
        Column("dipakai", "Dipakai", "bilangan"),
        Column("dibuang", "Dibuang", "bilangan"),
        Column("alasan", "Alasan"),
        Column("sel", "Sel"),
        Column("pesan", "Temuan"),
        Column("ciri", "Ciri"),
        Column("populasi", "Populasi (orang)", "bilangan"),
        Column("sampel_minimal", "Sampel minimal", "bilangan"),
        Column("cukup", "Cukup"),
        Column("korelasi", "Korelasi dengan unsur lain", "angka"),
        Column("rencana", "Rencana tindak lanjut"),
        Column("penanggung_jawab", "Penanggung jawab"),
        Column("waktu", "Waktu"),
        Column("sebelum", "Sebelum (Rp)", "rupiah"),
        Column("sesudah", "Sesudah (Rp)", "rupiah"),
        Column("formulasi", "Formulasi"),
        Column("sumber_data", "Sumber data"),
        Column("butir", "Butir"),
        Column("bagian", "Bagian"),
        Column("hasil", "Jawaban"),
        Column("tampak", "Terlihat pada", "rujukan"),
        Column("saran", "Saran"),
    )
)


def resolve_columns(column: Sequence[str | Column]) -> tuple[Column, ...]:
    """Keys replaced by their entry in ENTRIES; a key without one becomes a text column.

    A key may bring its title: `"jumlah: Jumlah sasaran"`.
    """
    return tuple(k if isinstance(k, Column) else _resolve(*k.split(": ", 1)) for k in column)


def _resolve(key: str, title: str = "") -> Column:
    column = ENTRIES.get(key) or Column(key, key.replace("_", " ").capitalize())
    return replace(column, title=title) if title else column


def alter(key: str, **traits: Any) -> Column:
    """The column `key` of ENTRIES with other properties: `alter("jumlah", title="Σ nilai")`."""
    return replace(ENTRIES[key], **traits)
