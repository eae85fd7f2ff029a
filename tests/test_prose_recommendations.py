"""The budget and its findings in words: what lies outside the promise, and what follows."""

from types import SimpleNamespace

import pandas as pd
import pytest

from lkip_helpers.audit.consistency import OPEN
from lkip_helpers.compute.anggaran import compare_pk_dpa, compute_serapan, sum_anggaran
from lkip_helpers.prose.reservations import list_advice
from lkip_helpers.prose.spending import explain_pk_dpa, is_rounded, list_unexplained
from lkip_helpers.reconcile.reconciliation import count_causes, count_same
from tests.chapters import cell_text

PK = pd.DataFrame({"program": ["PROGRAM A B C"], "anggaran": [156_084_300]})
DPA = pd.DataFrame(
    {
        "program": ["Program A B C", "PROGRAM D E F"],
        "pagu": pd.array([863_924_300, 4_273_777_869], dtype="Int64"),
        "realisasi": pd.array([0, 0], dtype="Int64"),
    }
)
IKU = pd.DataFrame({"indikator": ["Satu", "Dua"], "capaian": [103.26, 97.56]})
IKU["judged"] = IKU["capaian"]
STEP = pd.DataFrame({"bidang": ["Loket"], "langkah": ["Dibenahi."]})


def test_all_money_outside_the_promise_is_counted() -> None:
    """2021: 707,840,000 of a promised programme and 4,273,777,869 of another; 39.82 % of all."""
    cells = "di-luar", "daftar-luar", "temuan-pk"
    data = SimpleNamespace(pk_program=PK, anggaran=DPA)
    text = cell_text("05", *cells, data=data, total={"pagu": 12_511_573_122})
    assert "Pagu Rp5,0 miliar atau 39,82 persen dari seluruh pagu" in text
    assert "Program A B C yang pagunya lebih besar Rp707,8 juta" in text
    assert "Program D E F yang tidak dimuat di dalamnya (Rp4,3 miliar)" in text
    same = SimpleNamespace(pk_program=PK, anggaran=DPA.head(1).assign(pagu=156_084_300))
    assert not cell_text("05", *cells, data=same, total={"pagu": 156_084_300})


def test_a_difference_that_was_explained_is_not_asked_for_again() -> None:
    """Of two programmes one has a reason on Penjelasan Temuan; then the sums have one."""
    written = {"d e f": "Dianggarkan pada perubahan"}
    none = pd.DataFrame({"sub_kegiatan": [], "alasan": []}, dtype=object)
    rows = {"pk_program": PK, "anggaran": DPA.assign(sub_kegiatan=["Satu", "Dua"])}
    data = SimpleNamespace(**rows, penjelasan=none, explain={"pk": written}.get)
    assert explain_pk_dpa(data).set_index("program")["alasan"].dropna().to_dict() == {
        "PROGRAM D E F": "Dianggarkan pada perubahan"
    }
    assert list_unexplained(data) == ["Program A B C"]
    told = cell_text("33", "pk-dpa-alasan", "pk-dpa-tanpa-sebab", data=data)
    assert told == "Sebab perbedaan pada Program A B C belum diuraikan."
    written["jumlah"] = "Perjanjian Kinerja ditandatangani sebelum perubahan"
    assert list_unexplained(data) == []


def test_what_figures_call_for_is_kept_apart_from_recorded_steps() -> None:
    """A missed target, a realisasi in doubt, money outside the promise; without them nothing."""
    open_items = pd.DataFrame({"indikator": ["Satu"]})
    outside = compare_pk_dpa(PK, DPA)
    given = {"iku": IKU, "open_items": open_items, "di_luar": outside}
    advice = list_advice(*given.values())
    names = {"saran": advice, "data": SimpleNamespace(langkah=STEP), **given}
    text = cell_text("05", "saran", "saran-tercatat", **names)
    assert text.startswith("Kecamatan telah menetapkan satu langkah perbaikan")
    assert text.endswith("Bab Penutup menguraikan pula tiga hal yang disarankan untuk diputuskan.")
    assert "disarankan untuk diputuskan" in cell_text("40", "saran-pengantar", **names)
    item = cell_text("40", "saran-kalimat", "saran-daftar", **names).splitlines()
    assert item[0].startswith("1. Menetapkan langkah")
    assert "Dua, yang tidak mencapai target" in item[0]
    assert "pada satu indikator" in item[1]
    assert item[2].startswith("1. Menjelaskan secara tertulis pagu Rp5,0 miliar yang")
    names["saran"] = advice.replace({"case": {"pk": "pk dijelaskan"}})
    explained = cell_text("40", "saran-kalimat", "saran-daftar", **names)
    assert "pagu Rp5,0 miliar berada di luar Perjanjian Kinerja." in explained
    for text in (item[2], explained):  # next year has another pagu, and the budget may change again
        assert "juga sesudah perubahan anggaran" in text
        assert "emuat" not in text
    given = {"iku": IKU.head(1), "open_items": open_items.head(0), "di_luar": outside.head(0)}
    clean = {"saran": list_advice(*given.values()), **given,
             "data": SimpleNamespace(langkah=STEP.head(0))}  # fmt: skip
    assert not cell_text("05", "saran", "saran-tercatat", **clean)
    assert not cell_text("40", "saran-pengantar", **clean)
    assert not cell_text("40", "saran-kalimat", "saran-daftar", **clean)
    assert not cell_text("40", "saran", **clean)  # and no heading


def test_a_full_serapan_that_is_only_rounded_says_so() -> None:
    """2021: 29,590,069 of 29,591,360 is printed 100,00; all of it needs no note."""
    lacking = compute_serapan(pd.DataFrame({"pagu": [29_591_360], "realisasi": [29_590_069]}))
    assert is_rounded(lacking)
    assert not is_rounded(compute_serapan(pd.DataFrame({"pagu": [5], "realisasi": [5]})))


def test_a_kegiatan_without_pagu_has_no_amount() -> None:
    """2021: law enforcement stands in the DPA without money; it is not the amount zero."""
    empty = DPA.assign(pagu=pd.array([None, 5], dtype="Int64"))
    assert sum_anggaran(empty, ["program"])["pagu"].isna().to_list() == [True, False]
    assert compare_pk_dpa(PK, empty)["dpa"].to_list() == [0, 5]


def test_open_findings_are_counted_as_lkip_check_counts_them() -> None:
    """One on the data, not the note, and of two across them the one nobody explained."""
    consistency = pd.DataFrame({"penjelasan": [OPEN, "Survei lain."]})
    temuan = pd.DataFrame({"pesan": ["NIP", "IKM"], "tingkat": ["peringatan", "catatan"]})
    data = SimpleNamespace(temuan=temuan)
    cells = "konsistensi-terbuka", "data-konsistensi-uraian"
    text = cell_text("00", *cells, data=data, consistency=consistency)
    assert "berjumlah dua; yang belum dijelaskan satu" in text
    assert text.endswith("yang masih terbuka berjumlah dua.")
    text = cell_text("00", *cells, data=data, consistency=consistency.tail(1))
    assert text == "Ketidakcocokan tersebut berjumlah satu dan sudah dijelaskan."


def test_counts_of_a_reconciliation_add_up_in_print() -> None:
    """Each class has its column, and so have figures without a cause."""
    classes = ["sama", "beda pembulatan", "beda", "tidak dapat dihitung"]
    numbers = pd.DataFrame(
        {"bab": "3", "kelas": classes, "sebab": ["", "bulat", "geser", ""],
         "status": ["", "", "terbukti", ""]}
    )  # fmt: skip
    row = count_same(numbers, "bab").iloc[0]
    assert row[["jumlah", "sama", "bulat", "beda", "tanpa"]].to_list() == [4, 1, 1, 1, 1]
    assert row["persen"] == pytest.approx(25)
    causes = count_causes(numbers)
    assert (causes["terbukti"] + causes["dugaan"] + causes["tanpa"] == causes["jumlah"]).all()
