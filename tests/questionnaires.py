"""Makes exports of questionnaires as form programs make them, from known answers."""

import csv
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from lkip_helpers.forms import read_forms
from lkip_helpers.importers.findings import ImportResult
from lkip_helpers.importers.mapping import read_mapping
from lkip_helpers.schema.sheets import Respondents
from lkip_helpers.workspace import MAPPING, Workspace
from tests import workbook

CODES = tuple(f"U{i}" for i in range(1, 10))
# Names, questions and answers of the model questionnaire of PermenPAN-RB 14/2017, and others met.
NAME = dict(zip(CODES, (
    "Persyaratan", "Sistem, mekanisme, dan prosedur", "Waktu penyelesaian", "Biaya/tarif",
    "Produk spesifikasi jenis pelayanan", "Kompetensi pelaksana", "Perilaku pelaksana",
    "Sarana dan prasarana", "Penanganan pengaduan, saran, dan masukan",
), strict=True))  # fmt: skip
QUESTIONS: dict[str, tuple[str, ...]] = {
    "U1": (
        ("Bagaimana pendapat Saudara tentang kesesuaian persyaratan pelayanan dengan jenis "
        "pelayanannya?"),
        "Persyaratan", "Kemudahan memenuhi syarat pelayanan",
    ),
    "U2": (
        "Bagaimana pemahaman Saudara tentang kemudahan prosedur pelayanan di unit ini?",
        "Sistem, Mekanisme dan Prosedur", "Kejelasan alur pelayanan",
    ),
    "U3": (
        "Bagaimana pendapat Saudara tentang kecepatan waktu dalam memberikan pelayanan?",
        "Waktu Penyelesaian", "Seberapa cepat pelayanan selesai?",
    ),
    "U4": (
        "Bagaimana pendapat Saudara tentang kewajaran biaya/tarif dalam pelayanan?",
        "Biaya / Tarif", "Berapa ongkos yang Saudara keluarkan",
    ),
    "U5": (
        ("Bagaimana pendapat Saudara tentang kesesuaian produk pelayanan antara yang tercantum "
        "dalam standar pelayanan dengan hasil yang diberikan?"),
        "Produk Spesifikasi Jenis Pelayanan", "Kesesuaian hasil pelayanan",
    ),
    "U6": (
        "Bagaimana pendapat Saudara tentang kompetensi/kemampuan petugas dalam pelayanan?",
        "Kompetensi Pelaksana", "Keterampilan petugas",
    ),
    "U7": (
        ("Bagaimana pendapat Saudara tentang perilaku petugas dalam pelayanan terkait kesopanan "
        "dan keramahan?"),
        "Perilaku Pelaksana", "Petugas sopan dan ramah",
    ),
    "U8": (
        "Bagaimana pendapat Saudara tentang kualitas sarana dan prasarana?",
        "Sarana dan Prasarana", "Fasilitas ruang tunggu",
    ),
    "U9": (
        "Bagaimana pendapat Saudara tentang penanganan pengaduan pengguna layanan?",
        "Penanganan Pengaduan, Saran dan Masukan", "Penanganan keluhan",
    ),
}  # fmt: skip
WORDS: dict[str, tuple[str, str, str, str]] = {
    "U1": ("Tidak sesuai", "Kurang sesuai", "Sesuai", "Sangat sesuai"),
    "U2": ("Tidak mudah", "Kurang mudah", "Mudah", "Sangat mudah"),
    "U3": ("Tidak cepat", "Kurang cepat", "Cepat", "Sangat cepat"),
    "U4": ("Sangat mahal", "Cukup mahal", "Murah", "Gratis"),
    "U5": ("Tidak sesuai", "Kurang sesuai", "Sesuai", "Sangat sesuai"),
    "U6": ("Tidak kompeten", "Kurang kompeten", "Kompeten", "Sangat kompeten"),
    "U7": (
        "Tidak sopan dan ramah", "Kurang sopan dan ramah", "Sopan dan ramah",
        "Sangat sopan dan ramah",
    ),
    "U8": ("Buruk", "Cukup", "Baik", "Sangat baik"),
    "U9": (
        "Tidak ada", "Ada tetapi tidak berfungsi", "Berfungsi kurang maksimal",
        "Dikelola dengan baik",
    ),
}  # fmt: skip
COST_2021 = ("Selalu", "Sering", "Kadang-kadang", "Tidak pernah")
TRAITS = {
    "jenis_kelamin": ("Laki-laki", "Perempuan"),
    "usia": ("19", "26–35 tahun", "44"),
    "pendidikan": ("SMA", "S1", "Diploma III"),
    "pekerjaan": ("Wiraswasta", "PNS", "Ibu rumah tangga"),
    "layanan": ("Surat pindah", "Rekomendasi nikah", "Legalisasi"),
}
TRAIT_HEADERS = {
    "jenis_kelamin": "Jenis Kelamin", "usia": "Usia", "pendidikan": "Pendidikan Terakhir",
    "pekerjaan": "Pekerjaan Utama", "layanan": "Jenis layanan yang diterima",
}  # fmt: skip
Style = Callable[[str, int], Any]
SECRETS = (
    "Siti Zubaidah", "1571076504900001", "0812-7788-9900", "+6281377889900", "siti@contoh.id",
    "Jalan Kenanga 17", "198502022010012002", "Zubaidah",
)  # fmt: skip


def words(code: str, value: int) -> str:
    return WORDS[code][value - 1]


def lettered(code: str, value: int) -> str:
    return f"{'abcd'[value - 1]}. {words(code, value)}"


def lettered_reversed(code: str, value: int) -> str:
    return f"{'dcba'[value - 1]}. {words(code, value).upper()}."


def numbered(code: str, value: int) -> str:
    return f"{value}. {words(code, value)}"


def number(_: str, value: int) -> int:
    return value


def number_as_text(_: str, value: int) -> str:
    return f" {value}"


STYLE: tuple[Style, ...] = (
    words, lettered, lettered_reversed, numbered, number, number_as_text,
    lambda code, n: words(code, n).upper() + " .",
    lambda _, n: float(n),
    lambda code, n: f"{words(code, n)} ({n})",
    lambda code, n: words(code, n).replace(" dan ", " & ").replace("tetapi", "tapi"),
)  # fmt: skip


def invent(count: int, seed: int = 1, *, empty: bool = False) -> list[dict[str, Any]]:
    """Respondents as they must come out; empty: some answers and characteristics are missing."""
    draw = random.Random(seed)  # noqa: S311 answers, not secrets
    scores = (1, 2, 3, 4, None) if empty else (1, 2, 3, 4)
    return [
        {"responden": n}
        | {trait: draw.choice((*v, None) if empty else v) for trait, v in TRAITS.items()}
        | {"jawaban": {code: draw.choice(scores) for code in CODES} | {draw.choice(CODES): 3}}
        for n in range(1, count + 1)
    ]


@dataclass
class FormExport:
    """An export as rows: heads and cells of each column, in the order they are added."""

    respondents: Sequence[dict[str, Any]]
    column: list[tuple[str | None, list[Any]]] = field(default_factory=list)

    def add(self, header: str | None, content: Callable[[int], Any]) -> "FormExport":
        self.column.append((header, [content(i) for i in range(len(self.respondents))]))
        return self

    def when(self, header: str = "Timestamp", tahun: int = 2021, *, text: str = "") -> "FormExport":
        def moment(i: int) -> Any:
            answered_at = datetime(tahun, 1 + i % 12, 1 + i % 28, 8, i % 60, i // 60 % 60)  # noqa: DTZ001
            return answered_at.strftime(text) if text else answered_at

        return self.add(header, moment)

    def unsur(self, code: str, header: str | None = None, style: Style = words) -> "FormExport":
        def content(i: int) -> Any:
            value = self.respondents[i]["jawaban"][code]
            return None if value is None else style(code, value)

        return self.add(header or QUESTIONS[code][0], content)

    def every_unsur(self, style: Style = words, code: Sequence[str] = CODES) -> "FormExport":
        for item in code:
            self.unsur(item, style=style)
        return self

    def trait(self) -> "FormExport":
        for name, header in TRAIT_HEADERS.items():
            self.add(header, lambda i, n=name: self.respondents[i][n])  # type: ignore[misc]
        return self

    def personal(self) -> "FormExport":
        """Columns of personal data, most with usual heads, some odd; all cells are from SECRETS."""
        heads = ("Nama Lengkap", "NIK", "No. HP/WA", "Kontak yang dapat dihubungi", "Email Address",
                 "Alamat", "Isian 7", "Saran dan masukan")  # fmt: skip
        for header, secret in zip(heads, SECRETS, strict=True):
            self.add(header, lambda _, s=secret: s)  # type: ignore[misc]
        return self

    @property
    def rows(self) -> list[list[Any]]:
        return [
            [header for header, _ in self.column],
            *([cells[i] for _, cells in self.column] for i in range(len(self.respondents))),
        ]

    def xlsx(self, folder: Path, sheet: str = "Form Responses 1", name: str = "skm") -> Path:
        return write_xlsx(folder / f"{name}.xlsx", self.rows, sheet)

    def csv(self, folder: Path, separator: str = ",", encoding: str = "utf-8") -> Path:
        file = folder / "ekspor.csv"
        with file.open("w", encoding=encoding, newline="") as f:
            csv.writer(f, delimiter=separator).writerows(self.rows)
        return file


def write_xlsx(file: Path, rows: Sequence[Sequence[Any]], sheet: str = "Sheet1") -> Path:
    wb = Workbook()
    ws = wb.active
    ws.title = sheet
    for row in rows:
        ws.append(list(row))
    wb.save(file)
    return file


def office(root: Path, unsur_words: dict[str, Sequence[str]] | None = None) -> Workspace:
    """A workspace whose sheet Unsur has the nine unsur, and no answers yet."""

    def alter(sheets: dict[tuple[str, str], workbook.Sheet]) -> None:
        labels = {**WORDS, **(unsur_words or {})}
        sheets["skm.xlsx", "Unsur"][3:] = [[code, NAME[code], *labels[code]] for code in CODES]
        sheets["skm.xlsx", "Jawaban"] = [[], [], ["Responden", *CODES]]

    return workbook.write(root, alter)


def importing(file: Path, workspace: Workspace, *, tahun_only: bool = False) -> ImportResult:
    return read_forms(file, workspace, read_mapping(workspace.raw), tahun_only=tahun_only)


def parsed(result: ImportResult) -> list[dict[str, Any]]:
    """Respondents with all fields; rows used and dropped must add up to those read."""
    report = result.report
    assert not report.refused, list(report.list_rows())
    assert report.as_read == report.used + len(report.dropped)
    respondents = [dict.fromkeys(TRAITS) | r for r in result.content[Respondents].rows]
    assert report.used == len(respondents)
    return respondents


def answers(respondents: list[dict[str, Any]]) -> list[dict[str, int]]:
    """Of each respondent the answers by code of unsur."""
    return [r["jawaban"] for r in respondents]


def import_answers(file: Path, workspace: Workspace) -> list[dict[str, int]]:
    return answers(parsed(importing(file, workspace)))


def fill_answers(folder: Path, answer: str) -> None:
    """Fill in every answer still empty in padanan.toml."""
    file = folder / MAPPING
    file.write_text(file.read_text("utf-8").replace('= ""', f'= "{answer}"'), "utf-8")
