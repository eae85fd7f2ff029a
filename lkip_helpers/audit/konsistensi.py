"""Findings across sheets and files: what one place says against what another says or proves.

Each has a key. A finding is closed by mending the input, or by a written explanation under that
key on the sheet Penjelasan Temuan.
"""

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from lkip_helpers.aturan import load_aturan
from lkip_helpers.audit.arah import check_arah
from lkip_helpers.audit.bukti import list_bukti
from lkip_helpers.audit.riwayat import check_lalu
from lkip_helpers.compute.anggaran import compare_pk_dpa, nama_baku
from lkip_helpers.compute.pecahan import explain_jumlah
from lkip_helpers.compute.triwulan import compute_setahun
from lkip_helpers.display.format import PERSEN, format_nama, format_ringkas
from lkip_helpers.intake.data import Data
from lkip_helpers.intake.periksa import letak, rupiah, sel, temukan
from lkip_helpers.intake.temuan import Temuan

Aturan = Callable[[Data], Iterator[tuple[str, Temuan]]]
KUNCI_BUKTI = "bukti:"  # begins the key of a realisasi that its evidence does not yield


@dataclass(frozen=True)
class Ketidakcocokan:
    """One finding with its key, and the explanation written for it, if any."""

    kunci: str
    temuan: Temuan
    penjelasan: str

    @property
    def terbuka(self) -> bool:
        return not self.penjelasan


def check_konsistensi(data: Data) -> list[Ketidakcocokan]:
    """Every finding, explained ones too, and explanations that explain nothing."""
    tulis = data.penjelasan_temuan
    penjelasan = dict(zip(tulis["kunci"], tulis["penjelasan"], strict=True))
    semua = [(kunci, t) for aturan in SEMUA for kunci, t in aturan(data)]
    hasil = [Ketidakcocokan(k, _beri_kunci(k, t), str(penjelasan.get(k, ""))) for k, t in semua]
    for baris, kunci in tulis["kunci"].items():
        if kunci not in {k for k, _ in semua}:
            basi = temukan(
                tulis, sel(tulis, baris, "kunci"), kunci,
                f"tidak ada temuan dengan kunci {kunci}", "hapus barisnya", "peringatan",
            )  # fmt: skip
            hasil.append(Ketidakcocokan(f"basi:{kunci}", basi, ""))
    return hasil


def list_terbuka(data: Data) -> list[Temuan]:
    """Findings that nobody has explained."""
    return [k.temuan for k in check_konsistensi(data) if k.terbuka]


def list_konsistensi(data: Data) -> pd.DataFrame:
    """kunci, letak, pesan, penjelasan of every finding; penjelasan is "" while it is open."""
    kolom = ["kunci", "letak", "pesan", "penjelasan"]
    baris = [
        (
            k.kunci,
            " › ".join(b for b in (k.temuan.berkas, k.temuan.lembar, k.temuan.sel) if b),
            k.temuan.pesan,
            k.penjelasan,
        )
        for k in check_konsistensi(data)
    ]
    return pd.DataFrame(baris, columns=kolom)


def _beri_kunci(kunci: str, t: Temuan) -> Temuan:
    cara = f"{t.saran}, atau jelaskan pada lembar Penjelasan Temuan dengan kunci {kunci}"
    return Temuan(t.berkas, t.lembar, t.sel, t.nilai, t.tingkat, t.pesan, cara)


def _ingatkan(frame: pd.DataFrame, baris: Hashable, kolom: str, pesan: str, saran: str) -> Temuan:
    nilai = frame.loc[baris, kolom] if baris in frame.index else ""
    return temukan(frame, sel(frame, baris, kolom), nilai, pesan, saran, "peringatan")


def check_bukti(data: Data) -> Iterator[tuple[str, Temuan]]:
    """Realisasi of an indicator against the evidence that should yield it."""
    realisasi = data.realisasi[data.realisasi["tahun"] == data.tahun]
    satuan = data.indikator.set_index("kode")["satuan"]
    for b in list_bukti(data):
        persen = "\u00a0%" if str(satuan[b.kode]).strip().lower() in PERSEN else ""
        for baris, nilai in realisasi[realisasi["kode"] == b.kode]["realisasi"].items():
            if not any(_sama(nilai, n) for _, n in b.nilai):
                rinci = ", ".join(f"{nama} {format_ringkas(n)}{persen}" for nama, n in b.nilai)
                yield f"{KUNCI_BUKTI}{b.kode}", _ingatkan(
                    realisasi, baris, "realisasi",
                    f"realisasi {b.indikator} {format_ringkas(nilai)}{persen}, padahal menurut "
                    f"bukti ({b.letak}): {rinci}",
                    "perbaiki realisasinya atau lengkapi buktinya",
                )  # fmt: skip


def _sama(a: float, b: float) -> bool:
    return format_ringkas(a) == format_ringkas(b)


def check_target(data: Data) -> Iterator[tuple[str, Temuan]]:
    """The target of an indicator in Renstra, IKU, PK and beside its realisasi."""
    renstra = data.renstra[data.renstra["tahun"] == data.tahun].dropna(subset="target")
    lain = {
        "IKU": data.iku,
        "PK": data.pk,
        "Realisasi": data.realisasi[data.realisasi["tahun"] == data.tahun],
    }
    ubah = data.pk.set_index("kode")["target_perubahan"].dropna()
    for baris, kode, target in renstra[["kode", "target"]].itertuples():
        for nama, frame in lain.items():
            sah = ubah.get(kode, target) if nama == "Realisasi" else target
            for b, isi in frame[frame["kode"] == kode]["target"].items():
                if not _sama(isi, sah):
                    asal = letak(renstra, baris, str(data.tahun))
                    yield f"target:{kode}:{nama}", _ingatkan(
                        frame, b, "target",
                        f"target {kode} {format_ringkas(isi)} pada {nama}, "
                        f"tetapi {format_ringkas(sah)} "
                        + (f"pada PK Perubahan ({_sel_ubah(data, kode)})" if kode in ubah
                           and nama == "Realisasi" else f"pada Renstra ({asal})"),
                        "samakan targetnya",
                    )  # fmt: skip


def _sel_ubah(data: Data, kode: str) -> str:
    baris = data.pk.index[data.pk["kode"] == kode][0]
    return letak(data.pk, baris, "target_perubahan")


def check_triwulan(data: Data) -> Iterator[tuple[str, Temuan]]:
    """The year's realisasi against what its quarters make of it."""
    kini = data.realisasi[data.realisasi["tahun"] == data.tahun]
    for baris, b in compute_setahun(data.triwulan).dropna(subset="setahun").iterrows():
        for r, isi in kini[kini["kode"] == b["kode"]]["realisasi"].items():
            if not _sama(isi, b["setahun"]):
                yield f"triwulan:{b['kode']}", _ingatkan(
                    kini, r, "realisasi",
                    f"realisasi {b['kode']} {format_ringkas(isi)}, tetapi {b['cara']} triwulannya "
                    f"{format_ringkas(b['setahun'])} ({letak(data.triwulan, baris, 'tw4')})",
                    "samakan keduanya",
                )  # fmt: skip


def check_pk_dpa(data: Data) -> Iterator[tuple[str, Temuan]]:
    """The budget of each programme in the PK against its pagu in the DPA."""
    pk, dpa = data.pk_program, data.anggaran
    yield from _jumlah_pk(pk, dpa)
    for b in compare_pk_dpa(pk, dpa).itertuples():
        if b.selisih == 0 or pk.empty:
            continue
        nama = nama_baku(str(b.program))
        milik_pk = pk[pk["program"].map(nama_baku) == nama]
        milik_dpa = dpa[dpa["program"].map(nama_baku) == nama]
        frame, kolom = (milik_pk, "anggaran") if len(milik_pk) else (milik_dpa, "pagu")
        if milik_pk.empty:
            beda = f"pagu {rupiah(b.dpa)} pada DPA, tidak dimuat dalam PK"
        elif milik_dpa.empty:
            beda = f"{rupiah(b.pk)} pada PK, tidak ada pada DPA"
        else:
            beda = f"{rupiah(b.pk)} pada PK, {rupiah(b.dpa)} pada DPA ({_rentang(milik_dpa)})"
        yield f"pk:{nama}", _ingatkan(
            frame, frame.index[0], kolom,
            f"{format_nama(str(b.program))}: {beda}; selisih {rupiah(b.selisih)}",
            "sesuaikan Perjanjian Kinerja atau DPA",
        )  # fmt: skip


def _jumlah_pk(pk: pd.DataFrame, dpa: pd.DataFrame) -> Iterator[tuple[str, Temuan]]:
    """The whole PK against the whole DPA, and which rows make the difference exactly."""
    rincian = dpa.assign(pagu=dpa["pagu"].fillna(0).astype(float))
    selisih = int(rincian["pagu"].sum() - pk["anggaran"].sum())
    if not selisih or pk.empty or dpa.empty:
        return
    isi = explain_jumlah(rincian, "program", "sub_kegiatan", "pagu", selisih)
    rinci = ""
    if isi:
        rinci = " = " + " + ".join(f"{format_nama(str(nama))} {rupiah(int(v))}" for nama, v in isi)
    yield "pk:jumlah", _ingatkan(
        pk, pk.index[-1], "anggaran",
        f"jumlah PK {rupiah(int(pk['anggaran'].sum()))}, jumlah pagu DPA "
        f"{rupiah(int(rincian['pagu'].sum()))} ({_rentang(dpa)}); selisih {rupiah(selisih)}{rinci}",
        "sesuaikan Perjanjian Kinerja atau DPA",
    )  # fmt: skip


def _rentang(milik: pd.DataFrame) -> str:
    awal, akhir = milik.index.min(), milik.index.max()
    return f"{letak(milik, awal, 'pagu')}:{sel(milik, akhir, 'pagu')}"


def check_nama(data: Data) -> Iterator[tuple[str, Temuan]]:
    """One indicator, one name: each sheet spells it as the sheet Indikator does."""
    resmi = data.indikator.set_index("kode")["indikator"].to_dict()
    for frame in (data.renstra.drop_duplicates("kode"), data.iku, data.pk, data.realisasi):
        for baris, kode, nama in frame[["kode", "indikator"]].itertuples():
            if kode in resmi and _lipat(nama) != _lipat(resmi[kode]):
                lembar = frame.attrs["sumber"]["lembar"]
                yield f"nama:{kode}:{lembar}:{baris}", _ingatkan(
                    frame, baris, "indikator",
                    f"indikator {kode} ditulis “{nama}”, pada lembar Indikator “{resmi[kode]}”",
                    "samakan namanya",
                )  # fmt: skip


def _lipat(teks: Any) -> str:
    return "".join(str(teks).casefold().split())


def check_skala(data: Data) -> Iterator[tuple[str, Temuan]]:
    """Figures of an indicator lie on its own scale."""
    nama = data.indikator.set_index("kode")["indikator"].to_dict()
    for frame, kolom in (
        (data.renstra, "target"),
        (data.iku, "target"),
        (data.pk, "target"),
        (data.realisasi, "target"),
        (data.realisasi, "realisasi"),
    ):
        for baris, b in frame.iterrows():
            for skala in load_aturan("konsistensi")["skala"]:
                cocok = any(k in str(nama.get(b["kode"], "")).casefold() for k in skala["kata"])
                if cocok and pd.notna(b[kolom]) and not skala["bawah"] <= b[kolom] <= skala["atas"]:
                    lembar = frame.attrs["sumber"]["lembar"]
                    letak_kolom = str(b["tahun"]) if frame is data.renstra else kolom
                    yield f"skala:{b['kode']}:{lembar}:{letak_kolom}:{baris}", temukan(
                        frame, sel(frame, baris, letak_kolom), b[kolom],
                        f"{kolom} {nama[b['kode']]} {format_ringkas(b[kolom])} di luar skala "
                        f"{skala['nama']} ({skala['bawah']}–{skala['atas']})",
                        "periksa skalanya", "peringatan",
                    )  # fmt: skip


def check_batas(data: Data) -> Iterator[tuple[str, Temuan]]:
    """A kecamatan does not border on itself."""
    sendiri = _lipat(f"Kecamatan {data.profil.nama}")
    for baris, isi in data.batas["batas"].dropna().items():
        if sendiri in _lipat(isi):
            yield f"batas:{baris}", _ingatkan(
                data.batas, baris, "batas",
                f"kecamatan berbatasan dengan dirinya sendiri: {isi}", "perbaiki batasnya",
            )  # fmt: skip


def check_cacah(data: Data) -> Iterator[tuple[str, Temuan]]:
    """No count is above the number there can be."""
    kelurahan = len(data.wilayah)
    for baris, n in data.lembaga["kelurahan"].items():
        if kelurahan and n > kelurahan:
            nama = data.lembaga.loc[baris, "lembaga"]
            yield f"cacah:{_lipat(nama)}", _ingatkan(
                data.lembaga, baris, "kelurahan",
                f"{nama} aktif di {n} kelurahan, padahal hanya ada {kelurahan} kelurahan",
                "periksa jumlahnya",
            )  # fmt: skip
    unsur = data.sarana["unsur"].nunique()
    for baris, n in data.wilayah["target_sarana"].dropna().items():
        if unsur and n > unsur:
            nama = data.wilayah.loc[baris, "kelurahan"]
            yield f"cacah:sarana:{_lipat(nama)}", _ingatkan(
                data.wilayah, baris, "target_sarana",
                f"target sarana {nama} {n}, padahal hanya {unsur} unsur yang didata",
                "periksa targetnya",
            )  # fmt: skip
    for baris, b in data.bangkit_berdaya.iterrows():
        if b["realisasi"] > b["rt"]:
            yield f"cacah:rt:{_lipat(b['kelurahan'])}", _ingatkan(
                data.bangkit_berdaya, baris, "realisasi",
                f"realisasi {b['realisasi']} RT melebihi {b['rt']} RT sasaran di {b['kelurahan']}",
                "periksa jumlahnya",
            )  # fmt: skip


SEMUA: tuple[Aturan, ...] = (
    check_bukti,
    check_target,
    check_triwulan,
    check_pk_dpa,
    check_nama,
    check_skala,
    check_batas,
    check_cacah,
    check_lalu,
    check_arah,
)
