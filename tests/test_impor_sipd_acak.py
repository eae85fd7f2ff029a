"""Laws of the budget import: whatever the layout, read as it is or refused with a cell."""

import tempfile
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.ekspor import CONTOH, GAYA, Sub, Tata, baca, kebenaran, salah, simpan, susun, terbaca

KATA = ["Penyediaan", "Koordinasi", "Jasa", "Kantor", "Rapat", "Pelayanan", "Belanja Umum", "Total"]
uang = st.one_of(st.none(), st.integers(0, 5), st.integers(1, 9_999), st.integers(1, 10**10))
pengaturan = settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


@st.composite
def anggaran(gambar: st.DrawFn) -> tuple[Sub, ...]:
    """Some programmes with kegiatan and sub kegiatan, in the order of their codes."""
    hasil = []
    for p in range(1, gambar(st.integers(1, 3)) + 1):
        for k in range(1, gambar(st.integers(1, 3)) + 1):
            for s in range(1, gambar(st.integers(1, 4)) + 1):
                nama = " ".join(gambar(st.lists(st.sampled_from(KATA), min_size=1, max_size=4)))
                pagu = gambar(uang)
                hasil.append(Sub(
                    f"7.01.{p:02}.2.{k:02}.{s:02}", f"PROGRAM {p} DAN LAINNYA", f"Kegiatan {p}{k}",
                    f"{nama} {s}", pagu, gambar(uang) if pagu else pagu, gambar(uang), f"Unit {s}",
                ))  # fmt: skip
    return tuple(hasil)


ya = st.booleans()
tata = st.builds(
    Tata,
    bentuk=st.sampled_from(["bertingkat", "berkolom"]),
    isi=st.sampled_from(["pagu", "dppa", "realisasi"]),
    kode=st.sampled_from(["kolom", "tempel", "potong"]),
    sub4=ya, organisasi=ya, dua_baris=ya, nomor_kolom=ya, jumlah=ya, belanja=ya, urusan=ya,
    judul=ya, catatan=ya, output=ya, persen=ya, baris_patah=ya, tingkat_berangka=ya,
    angka=st.sampled_from(list(GAYA)),
    ulang_kepala=st.integers(0, 5),
    kosong=st.integers(0, 4),
    label=st.sampled_from(["ulang", "gabung", "kosong"]),
    csv=st.sampled_from(["", "", ";", ",", "\t"]),
    hubung=st.sampled_from(["-", "–", ""]),
)  # fmt: skip


def selaras(t: Tata) -> Tata:
    """The layouts there can be: merged cells only in workbooks, split codes only with levels."""
    if t.bentuk == "berkolom":
        kode = "tanpa" if t.kode == "potong" else t.kode
        return replace(t, kode=kode, organisasi=False, label="kosong" if t.csv else t.label)
    return replace(t, organisasi=t.organisasi and t.kode != "potong")


def baca_kisi(ekspor: Any, t: Tata) -> Any:
    with tempfile.TemporaryDirectory() as folder:
        return baca(simpan(ekspor, Path(folder) / ("e.csv" if t.csv else "e.xlsx"), t.csv))


@pengaturan
@given(anggaran(), tata)
def test_any_layout_of_any_budget_is_read_as_it_is_or_refused_with_a_cell(
    sub: tuple[Sub, ...], t: Tata
) -> None:
    """Nothing is ever read wrongly."""
    t = selaras(t)
    hasil = baca_kisi(susun(sub, t), t)
    if hasil.laporan.ditolak:
        assert all(x.sel for x in hasil.laporan.temuan if x.menghalangi), (asdict(t), salah(hasil))
    else:
        assert terbaca(hasil) == kebenaran(sub, t)
    assert hasil.laporan.dibaca == hasil.laporan.dipakai + len(hasil.laporan.dibuang) or salah(
        hasil
    )


@pengaturan
@given(tata)
def test_a_well_kept_budget_is_never_refused(t: Tata) -> None:
    """CONTOH has nothing that can be read in two ways."""
    t = selaras(t)
    hasil = baca_kisi(susun(CONTOH, t), t)
    assert salah(hasil) == []
    assert terbaca(hasil) == kebenaran(CONTOH, t)


@pengaturan
@given(tata, st.data())
def test_one_changed_amount_is_noticed_where_the_export_adds_up(t: Tata, data: Any) -> None:
    """With totals printed, an amount off by any number is refused, never taken."""
    t = replace(selaras(t), jumlah=True, angka="bulat", csv="")
    ekspor = susun(CONTOH, t)
    letak = [
        (b, k)
        for b, baris in enumerate(ekspor.kisi)
        for k, v in enumerate(baris)
        if isinstance(v, int) and v > 1000 and not isinstance(v, bool)
    ]
    b, k = data.draw(st.sampled_from(letak))
    ekspor.kisi[b][k] += data.draw(st.integers(1, 999_999))
    assert salah(baca_kisi(ekspor, t))
