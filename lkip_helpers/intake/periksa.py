"""Rules between columns, sheets and files: one small function a rule."""

import difflib
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from lkip_helpers.aturan import find_unsur, load_aturan
from lkip_helpers.intake.kontrak import Profil, Responden
from lkip_helpers.intake.temuan import Temuan, Tingkat

Frame = Mapping[str, pd.DataFrame]
Aturan = Callable[[Profil, Frame, int], Iterator[Temuan]]


def sel(frame: pd.DataFrame, baris: Hashable, kolom: str) -> str:
    """Address of a value of a loaded frame."""
    return f"{frame.attrs['sumber']['kolom'].get(kolom, 'A')}{baris}"


def letak(frame: pd.DataFrame, baris: Hashable, kolom: str) -> str:
    """File › sheet › cell of a value of a loaded frame."""
    asal = frame.attrs["sumber"]
    return f"{asal['berkas']} › {asal['lembar']} › {sel(frame, baris, kolom)}"


def temukan(
    frame: pd.DataFrame, letak: str, nilai: Any, pesan: str, saran: str, tingkat: Tingkat = "salah"
) -> Temuan:
    """A finding on the sheet `frame` came from."""
    asal = frame.attrs["sumber"]
    return Temuan(asal["berkas"], asal["lembar"], letak, str(nilai), tingkat, pesan, saran)


def rupiah(nilai: int) -> str:
    """Whole rupiah with dots."""
    return f"{nilai:,}".replace(",", ".")


def _mirip(nama: str, daftar: Sequence[str]) -> str:
    dekat = difflib.get_close_matches(nama, daftar, 1)
    return f"apakah maksudnya {dekat[0]}?" if dekat else f"yang ada: {', '.join(daftar)}"


def check_tahun(profil: Profil, frame: Frame, tahun: int) -> Iterator[Temuan]:
    """The workbook says the year of the folder it stands in."""
    if profil.tahun != tahun:
        yield _temukan_profil(
            frame, "tahun", profil.tahun,
            f"Tahun laporan {profil.tahun}, padahal foldernya {tahun}",
            "pindahkan berkas ke folder tahunnya atau perbaiki isian Tahun laporan", "salah",
        )  # fmt: skip


def check_nip(profil: Profil, frame: Frame, __: int) -> Iterator[Temuan]:
    """A NIP has 18 digits; another is not printed in the report."""
    angka = "".join(c for c in profil.nip or "" if c.isdigit())
    if angka and len(angka) != 18:
        yield _temukan_profil(
            frame, "nip", profil.nip, f"NIP camat berisi {len(angka)} angka, seharusnya 18",
            "perbaiki; selama itu laporan tidak mencetaknya", "peringatan",
        )  # fmt: skip


def _temukan_profil(
    frame: Frame, isian: str, nilai: Any, pesan: str, saran: str, tingkat: Tingkat
) -> Temuan:
    letak = frame[Profil.NAMA].attrs["sumber"]["kolom"].get(isian, "")
    return temukan(frame[Profil.NAMA], letak, nilai, pesan, saran, tingkat)


def check_realisasi_pagu(_: Profil, frame: Frame, __: int) -> Iterator[Temuan]:
    """Nothing is spent beyond its pagu, and nothing without one."""
    dpa = frame["anggaran"]
    for baris, pagu, realisasi in dpa[["pagu", "realisasi"]].itertuples():
        batas = 0 if pd.isna(pagu) else pagu
        if pd.notna(realisasi) and realisasi > batas:
            yield temukan(
                dpa, sel(dpa, baris, "realisasi"), realisasi,
                f"realisasi {rupiah(realisasi)} melebihi pagu {rupiah(batas)}",
                "periksa kedua angkanya terhadap DPA dan laporan realisasi",
            )  # fmt: skip


def check_kode(_: Profil, frame: Frame, __: int) -> Iterator[Temuan]:
    """Every code of an indicator exists on the master sheet."""
    kode = frame["indikator"]["kode"].to_list()
    for nama in ("renstra", "iku", "pk", "realisasi", "analisis", "standar"):
        milik = frame[nama]
        for baris, isi in milik["kode"].items():
            if isi not in kode:
                yield temukan(
                    milik, sel(milik, baris, "kode"), isi,
                    f"kode indikator {isi} tidak ada di lembar Indikator", _mirip(isi, kode),
                )  # fmt: skip


def check_tertulis(_: Profil, frame: Frame, __: int) -> Iterator[Temuan]:
    """Letters stand for a score only of a predicate, two numbers only in the target of a range.

    The mutu "B" of a survey is no 60, and the lower end of "80–90" no realisasi.
    """
    polaritas = frame["indikator"].set_index("kode")["polaritas"].to_dict()
    for nama in ("renstra", "iku", "pk", "realisasi", "standar"):
        milik = frame[nama]
        for baris, kolom, sel_nya, nilai in milik.attrs["tertulis"]:
            bentuk = "predikat" if nilai.atas is None else "rentang"
            kode = milik["kode"].loc[[baris]].iloc[0]
            if bentuk == "rentang" and not kolom.startswith("target"):
                pesan, saran = f"{kolom} berupa {bentuk}, bukan satu angka", "tulis satu angka"
            elif polaritas.get(kode, bentuk) != bentuk:
                jenis = f"polaritas {kode} {polaritas[kode]}"
                pesan = f"“{nilai.tertulis}” adalah {bentuk}, padahal {jenis}"
                saran = f"tulis satu angka, atau ubah polaritas {kode} menjadi {bentuk}"
            else:
                continue
            yield temukan(milik, sel_nya, nilai.tertulis, pesan, saran)


def check_unsur(_: Profil, frame: Frame, __: int) -> Iterator[Temuan]:
    """The answer columns are the codes of the sheet Unsur, no more and no fewer."""
    skm, unsur = frame["skm"], frame["unsur_skm"]["kode"].to_list()
    kolom = [k for k in skm.columns if k not in Responden.model_fields]
    for k in kolom:
        if k not in unsur:
            yield temukan(skm, "", k, f"kolom {k} bukan kode pada lembar Unsur", _mirip(k, unsur))
    for k in unsur:
        if k not in kolom:
            yield temukan(skm, "", k, f"kolom jawaban {k} tidak ada", "tambahkan kolomnya")


def check_unsur_baku(_: Profil, frame: Frame, __: int) -> Iterator[Temuan]:
    """The nine unsur of PermenPAN-RB 14/2017 are all there, known by their names."""
    unsur = frame["unsur_skm"]
    baku = unsur["unsur"].map(find_unsur)
    for baris, nama in unsur[baku.isna()]["unsur"].items():
        yield temukan(
            unsur, sel(unsur, baris, "unsur"), nama, f"unsur {nama} tidak dikenali",
            "pakai nama unsur menurut PermenPAN-RB Nomor 14 Tahun 2017", "peringatan",
        )  # fmt: skip
    for nama in [u["nama"] for u in load_aturan("skm")["unsur"] if u["nama"] not in baku.to_list()]:
        yield temukan(
            unsur, "", nama, f"unsur {nama} tidak ada", "lengkapi atau jelaskan", "peringatan"
        )


def check_nama(_: Profil, frame: Frame, __: int) -> Iterator[Temuan]:
    """What one sheet says of a programme, sasaran, sub kegiatan or unsur exists on the other."""
    for nama, kolom, induk, kunci in (
        ("dukungan", "program", "anggaran", "program"),
        ("dukungan", "sasaran", "indikator", "sasaran"),
        ("penjelasan", "sub_kegiatan", "anggaran", "sub_kegiatan"),
        ("tindak_lanjut", "kode", "unsur_skm", "kode"),
    ):
        milik, sah = frame[nama], frame[induk][kunci].drop_duplicates().to_list()
        for baris, isi in milik[~milik[kolom].isin(sah)][kolom].items():
            lembar = frame[induk].attrs["sumber"]["lembar"]
            yield temukan(
                milik, sel(milik, baris, kolom), isi,
                f"{isi} tidak ada di lembar {lembar}", _mirip(isi, sah),
            )  # fmt: skip


def check_kelurahan(_: Profil, frame: Frame, __: int) -> Iterator[Temuan]:
    """Names of kelurahan are those of the sheet Wilayah."""
    sah = frame["wilayah"]["kelurahan"].to_list()
    for nama in ("sarana", "bangkit_berdaya"):
        milik = frame[nama]
        for baris, isi in milik.drop_duplicates("kelurahan")["kelurahan"].items():
            if isi not in sah:
                letak = sel(milik, baris, isi if nama == "sarana" else "kelurahan")
                yield temukan(
                    milik,
                    letak,
                    isi,
                    f"kelurahan {isi} tidak ada di lembar Wilayah",
                    _mirip(isi, sah),
                )


def check_atasan(_: Profil, frame: Frame, __: int) -> Iterator[Temuan]:
    """Every atasan is itself a jabatan, and exactly one jabatan has none."""
    organisasi = frame["organisasi"]
    jabatan = organisasi["jabatan"].to_list()
    for baris, atasan in organisasi["atasan"].items():
        if pd.notna(atasan) and atasan not in jabatan:
            yield temukan(
                organisasi, sel(organisasi, baris, "atasan"), atasan,
                f"atasan {atasan} tidak ada di kolom Jabatan", _mirip(atasan, jabatan),
            )  # fmt: skip
    if organisasi["atasan"].isna().sum() != 1:
        yield temukan(
            organisasi,
            "",
            "",
            "harus tepat satu jabatan tanpa atasan",
            "kosongkan atasan camat saja",
        )


SEMUA: tuple[Aturan, ...] = (
    check_tahun,
    check_nip,
    check_realisasi_pagu,
    check_kode,
    check_tertulis,
    check_unsur,
    check_unsur_baku,
    check_nama,
    check_kelurahan,
    check_atasan,
)
