"""Laws of the questionnaire import: whatever the look of an export, the truth or a refusal."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from lkip_helpers.intake.kontrak import Responden
from lkip_helpers.workspace import Ruang
from tests import formulir
from tests.formulir import GAYA, KODE, TANYA, Formulir, impor, karang, terbaca

SEDIKIT = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
# Cells that are no answer of any unsur, or may be one of several: never read as a value.
BUKAN_JAWABAN: tuple[Any, ...] = (
    5, 0, -1, 3.5, 100, True, "5", "0", "3,5", "1;2", "3/4", "Ya", "Tidak", "Kurang", "Sangat",
    "a", "e",
    "Tidak kurang", "Tidak sangat sesuai", "Sesuai, Sangat sesuai", "agak cepat", "puas", "tiga",
    "😀", "=2+1", "#N/A", "Siti Zubaidah", "1571076504900001", "terserah saja", "1. Sangat sesuai",
    "4. Tidak mudah", "e. Sangat baik", "Sangat tidak sesuai", "tidak ada yang tidak sesuai",
)  # fmt: skip


@pytest.fixture(scope="module")
def ruang(tmp_path_factory: pytest.TempPathFactory) -> Ruang:
    return formulir.kantor(tmp_path_factory.mktemp("ruang"))


@given(data=st.data())
@SEDIKIT
def test_order_wording_and_style_change_nothing(
    data: st.DataObject, tmp_path: Path, ruang: Ruang
) -> None:
    """Every column anywhere, every question in one of its wordings, every cell in its own style."""
    orang = karang(data.draw(st.integers(3, 12)), data.draw(st.integers(0, 99)), kosong=True)
    assume(all(any(r["jawaban"][k] for r in orang) for k in KODE))
    f = Formulir(orang).waktu().ciri().pribadi()
    for k in KODE:
        tanya = data.draw(st.sampled_from(TANYA[k]))
        awalan = data.draw(st.sampled_from(["", "3. ", "U2. ", "b) ", "\n"]))
        gaya = data.draw(st.lists(st.sampled_from(GAYA), min_size=1, max_size=3))
        giliran = iter(range(10_000))
        f.unsur(k, awalan + tanya, lambda k, n, g=gaya, i=giliran: g[next(i) % len(g)](k, n))  # type: ignore[misc]
    f.kolom = data.draw(st.permutations(f.kolom))
    berkas = f.xlsx(tmp_path) if data.draw(st.booleans()) else f.csv(tmp_path, ";")
    if berkas.suffix == ".csv":
        f.kolom = [(k, [str(v) if v is not None else "" for v in isi]) for k, isi in f.kolom]
    hasil = impor(berkas, ruang)
    assert terbaca(hasil) == [r for r in orang if any(v is not None for v in r["jawaban"].values())]
    assert not [x for x in formulir.RAHASIA if x in repr(hasil)]


@given(
    isi=st.sampled_from(BUKAN_JAWABAN), kolom=st.integers(1, 9), baris=st.integers(1, 8),
    gaya=st.sampled_from(GAYA),
)  # fmt: skip
@SEDIKIT
def test_what_is_no_answer_is_never_read_as_one(
    isi: Any, kolom: int, baris: int, gaya: formulir.Gaya, tmp_path: Path, ruang: Ruang
) -> None:
    tabel = Formulir(karang(8)).waktu().semua_unsur(gaya).baris
    tabel[baris][kolom] = isi
    hasil = impor(formulir.tulis_xlsx(tmp_path / "a.xlsx", tabel), ruang)
    sel = f"{'ABCDEFGHIJ'[kolom]}{baris + 1}"
    assert hasil.laporan.ditolak
    tempat = [t.sel for t in hasil.laporan.temuan] + [r.sel for r in hasil.laporan.ragu]
    assert any(sel in t.split(", ") for t in tempat)
    assert not [x for x in formulir.RAHASIA if x in repr(hasil)]


@given(
    asal=st.permutations(KODE), tanya=st.integers(0, 2), gaya=st.sampled_from(GAYA[:4] + GAYA[6:7])
)
@SEDIKIT
def test_answers_under_the_question_of_another_unsur_are_refused_or_mean_the_same(
    asal: list[str], tanya: int, gaya: formulir.Gaya, tmp_path: Path, ruang: Ruang
) -> None:
    """Heads shuffled over the words of their answers: only U1, U2 and U5 share words."""
    f = Formulir(karang(8)).waktu()
    for k, lain in zip(KODE, asal, strict=True):
        f.unsur(lain, TANYA[k][tanya], gaya)
    hasil = impor(f.xlsx(tmp_path), ruang)
    if not hasil.laporan.ditolak:
        for k, lain in zip(KODE, asal, strict=True):
            assert k == lain or {k, lain} <= {"U1", "U2", "U5"}
            jadi = [r["jawaban"][k] for r in hasil.isi[Responden].baris]
            assert jadi == [r["jawaban"][lain] for r in f.responden]


@given(kode=st.sampled_from(KODE), ganda=st.booleans(), gaya=st.sampled_from(GAYA))
@SEDIKIT
def test_a_question_too_many_or_too_few_is_refused(
    kode: str, ganda: bool, gaya: formulir.Gaya, tmp_path: Path, ruang: Ruang
) -> None:
    f = Formulir(karang(6)).waktu().semua_unsur(gaya, [k for k in KODE if ganda or k != kode])
    if ganda:
        f.unsur(kode, TANYA[kode][2], gaya)
    laporan = impor(f.xlsx(tmp_path), ruang).laporan
    assert laporan.ditolak
    assert ganda == bool(laporan.ragu)
    assert ganda or f"tidak ada kolom jawaban untuk {kode}" in "\n".join(laporan.list_baris())
