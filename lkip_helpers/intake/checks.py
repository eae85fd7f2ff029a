"""Rules between columns, sheets and files: one small function a rule."""

import difflib
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from lkip_helpers.intake.finding import Finding, Level
from lkip_helpers.rules.polaritas import list_polaritas, load_polaritas
from lkip_helpers.schema.office import Profil, find_area_kind

Frame = Mapping[str, pd.DataFrame]
UNSUR_BAKU = 9  # PermenPAN-RB 14/2017
Rule = Callable[[Profil, Frame, int], Iterator[Finding]]


def cells(frame: pd.DataFrame, rows: Hashable, column: str) -> str:
    """Address of a value of a loaded frame."""
    return f"{frame.attrs['sumber']['kolom'].get(column, 'A')}{rows}"


def location(frame: pd.DataFrame, rows: Hashable, column: str) -> str:
    """File › sheet › cell of a value of a loaded frame."""
    origin = frame.attrs["sumber"]
    return f"{origin['berkas']} › {origin['lembar']} › {cells(frame, rows, column)}"


def make_finding(
    frame: pd.DataFrame,
    location: str,
    value: Any,
    message: str,
    advice: str,
    level: Level = "salah",
) -> Finding:
    """A finding on the sheet `frame` came from."""
    origin = frame.attrs["sumber"]
    return Finding(origin["berkas"], origin["lembar"], location, str(value), level, message, advice)


def rupiah(value: int) -> str:
    """Whole rupiah with dots."""
    return f"{value:,}".replace(",", ".")


def suggest_similar(name: str, entries: Sequence[str]) -> str:
    """The entry that may be meant, or all of them."""
    near = difflib.get_close_matches(name, entries, 1)
    return f"apakah maksudnya {near[0]}?" if near else f"yang ada: {', '.join(entries)}"


def check_code(_: Profil, frame: Frame, __: int) -> Iterator[Finding]:
    """Every code of an indicator exists on the master sheet."""
    code = frame["indikator"]["kode"].to_list()
    for name in ("renstra", "iku", "pk", "realisasi", "analisis", "standar"):
        own = frame[name]
        for rows, content in own["kode"].items():
            if content not in code:
                yield make_finding(
                    own, cells(own, rows, "kode"), content,
                    f"kode indikator {content} tidak ada di lembar Indikator",
                    suggest_similar(content, code),
                )  # fmt: skip


def check_sasaran(_: Profil, frame: Frame, __: int) -> Iterator[Finding]:
    """Only an indicator of a tujuan may stand without a sasaran."""
    own = frame["indikator"]
    without = own[own["sasaran"].isna() & (own["jenjang"] != "tujuan")]
    for rows, code in without["kode"].items():
        yield make_finding(
            own, cells(own, rows, "sasaran"), "", f"sasaran indikator {code} belum diisi",
            "isi sasaran strategisnya", "belum",
        )  # fmt: skip


def check_written(_: Profil, frame: Frame, __: int) -> Iterator[Finding]:
    """Letters stand for a score only of a predicate, two numbers only in the target of a range.

    The mutu "B" of a survey is no 60, and the lower end of "80–90" no realisasi.
    """
    polaritas = frame["indikator"].set_index("kode")["polaritas"].to_dict()
    for name in ("renstra", "iku", "pk", "realisasi", "standar"):
        own = frame[name]
        for (rows, column, its_cell), value in own.attrs["tertulis"].items():
            form = "predikat" if value.upper is None else "rentang"
            code = own["kode"].loc[[rows]].iloc[0]
            if form == "rentang" and not column.startswith("target"):
                message, advice = f"{column} berupa {form}, bukan satu angka", "tulis satu angka"
            elif code in polaritas and load_polaritas(polaritas[code]).bentuk != form:
                kind = f"polaritas {code} {polaritas[code]}"
                message = f"“{value.written}” adalah {form}, padahal {kind}"
                possible = " atau ".join(n for n, p in list_polaritas().items() if p.bentuk == form)
                advice = f"tulis satu angka, atau ubah polaritas {code} menjadi {possible}"
            else:
                continue
            yield make_finding(own, its_cell, value.written, message, advice)


def check_names(_: Profil, frame: Frame, __: int) -> Iterator[Finding]:
    """What one sheet says of a programme, sasaran, sub kegiatan or unsur exists on the other."""
    for name, column, parent, key in (
        ("dukungan", "program", "anggaran", "program"),
        ("dukungan", "sasaran", "indikator", "sasaran"),
        ("penjelasan", "sub_kegiatan", "anggaran", "sub_kegiatan"),
        ("tindak_lanjut", "kode", "unsur_skm", "kode"),
    ):
        own, valid = frame[name], frame[parent][key].dropna().drop_duplicates().to_list()
        for rows, content in own[~own[column].isin(valid)][column].items():
            sheet = frame[parent].attrs["sumber"]["lembar"]
            yield make_finding(
                own, cells(own, rows, column), content,
                f"{content} tidak ada di lembar {sheet}", suggest_similar(content, valid),
            )  # fmt: skip


def check_kelurahan(_: Profil, frame: Frame, __: int) -> Iterator[Finding]:
    """Names of kelurahan and desa are those of the sheet Wilayah; of heads the reader says so."""
    own, valid = frame["program_lokal"], frame["wilayah"]["kelurahan"].to_list()
    for rows, content in own.drop_duplicates("kelurahan")["kelurahan"].items():
        if content not in valid:
            yield make_finding(
                own, cells(own, rows, "kelurahan"), content,
                f"{content} tidak ada di lembar Wilayah", suggest_similar(content, valid),
            )  # fmt: skip


def check_area_kind(profil: Profil, frame: Frame, __: int) -> Iterator[Finding]:
    """Each part of a kabupaten's kecamatan is said to be a kelurahan or a desa, and one of them."""
    own = frame["wilayah"]
    for rows, name, kind in own[["kelurahan", "jenis"]].itertuples():
        by_name = find_area_kind(name, None)
        if isinstance(kind, str) and by_name and kind != by_name:
            yield make_finding(
                own, cells(own, rows, "jenis"), kind,
                f"jenis {name} {kind}, padahal namanya menyebut {by_name}", "samakan keduanya",
            )  # fmt: skip
        elif find_area_kind(name, kind) is None and str(profil.kota).casefold().startswith("kab"):
            yield make_finding(
                own, cells(own, rows, "jenis"), "", f"jenis {name} belum dipilih",
                "tulis kelurahan atau desa di kolom Jenis", "belum",
            )  # fmt: skip


def check_superior(_: Profil, frame: Frame, __: int) -> Iterator[Finding]:
    """Every atasan is itself a jabatan, and exactly one jabatan has none."""
    organisation = frame["organisasi"]
    jabatan = organisation["jabatan"].to_list()
    for rows, superior in organisation["atasan"].items():
        if pd.notna(superior) and superior not in jabatan:
            yield make_finding(
                organisation, cells(organisation, rows, "atasan"), superior,
                f"atasan {superior} tidak ada di kolom Jabatan", suggest_similar(superior, jabatan),
            )  # fmt: skip
    if len(organisation) and organisation["atasan"].isna().sum() != 1:
        yield make_finding(
            organisation,
            "",
            "",
            "harus tepat satu jabatan tanpa atasan",
            "kosongkan atasan camat saja",
        )


EVERY: tuple[Rule, ...] = (
    check_code,
    check_sasaran,
    check_written,
    check_names,
    check_kelurahan,
    check_area_kind,
    check_superior,
)
