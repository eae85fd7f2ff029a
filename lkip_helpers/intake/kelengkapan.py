"""What still stands between a draft and the final report: missing texts, open warnings."""

from collections.abc import Iterator

import pandas as pd

from lkip_helpers.aturan import load_aturan
from lkip_helpers.intake.periksa import Frame, sel, temukan
from lkip_helpers.intake.proses import Hasil
from lkip_helpers.intake.sumber import BELUM
from lkip_helpers.intake.temuan import Temuan


def list_kekurangan(hasil: Hasil, tahun: int) -> list[Temuan]:
    """Everything that keeps the report from being final, faults and warnings included."""
    frame = hasil.frame
    return [
        *hasil.temuan,
        *_asal(hasil),
        *_analisis(frame, tahun),
        *_batas(frame),
        *_penjelasan(frame),
    ]


def _asal(hasil: Hasil) -> Iterator[Temuan]:
    """Where each workbook is from, and of which day."""
    for b in hasil.manifest.get("berkas", []):
        kosong = [k for k in ("asal", "tanggal") if b[k] == BELUM]
        if kosong:
            yield Temuan(
                b["berkas"], "", "", "", "salah",
                f"{' dan '.join(kosong)} belum diisi di SUMBER.toml", "tulis dari mana dan kapan",
            )  # fmt: skip


def _analisis(frame: Frame, tahun: int) -> Iterator[Temuan]:
    """Causes and solutions of every indicator that is reported."""
    indikator, realisasi, analisis = frame["indikator"], frame["realisasi"], frame["analisis"]
    wajib = load_aturan("kelengkapan")["jenjang_wajib_analisis"]
    dilaporkan = realisasi[realisasi["tahun"] == tahun]["kode"]
    milik = indikator[indikator["jenjang"].isin(wajib) & indikator["kode"].isin(dilaporkan)]
    for kode, nama in milik[["kode", "indikator"]].itertuples(index=False):
        if kode not in analisis["kode"].to_list():
            yield temukan(
                analisis, _sel_baru(analisis), kode,
                f"penyebab dan solusi {nama} belum ditulis", f"tambahkan baris dengan kode {kode}",
            )  # fmt: skip


def _batas(frame: Frame) -> Iterator[Temuan]:
    """A boundary is known, or a note says why not."""
    batas = frame["batas"]
    for baris, arah in batas[batas["batas"].isna() & batas["catatan"].isna()]["arah"].items():
        yield temukan(
            batas,
            sel(batas, baris, "batas"),
            "",
            f"batas {arah.lower()} belum diisi",
            "isi batas atau catatannya",
        )


def _penjelasan(frame: Frame) -> Iterator[Temuan]:
    """A reason for every sub kegiatan that absorbed little."""
    dpa, penjelasan = frame["anggaran"], frame["penjelasan"]
    batas = load_aturan("kelengkapan")["serapan_wajib_jelas"]
    serapan = dpa["realisasi"].astype("Float64") / dpa["pagu"].astype("Float64") * 100
    rendah = dpa[(serapan < batas).fillna(value=False)]
    belum = rendah[~rendah["sub_kegiatan"].isin(penjelasan["sub_kegiatan"])]
    for baris, nama in belum["sub_kegiatan"].items():
        yield temukan(
            dpa, sel(dpa, baris, "realisasi"), belum.loc[baris, "realisasi"],
            f"serapan {nama} di bawah {batas} persen dan belum dijelaskan",
            "tulis sebabnya di lembar Penjelasan",
        )  # fmt: skip


def _sel_baru(frame: pd.DataFrame) -> str:
    """The first free row below the sheet's data; "" where it holds none yet."""
    return "" if frame.empty else sel(frame, max(frame.index) + 1, "kode")
