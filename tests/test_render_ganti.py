"""A new report takes the place of the old one; a run killed at any instant loses nothing."""

import json
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from lkip_helpers.render.ganti import folder_baru
from lkip_helpers.workspace import Ruang

NAMA = ("tabel.json", "bab/10-a.ipynb", "laporan.html")


class Mati(BaseException):
    """The process was killed."""


class Gagal(Exception):
    """A chapter failed."""


def isi(folder: Path, teks: str, rupa: str = "") -> None:
    """A report whose every file says `teks`; rupa: what only its looks say."""
    for nama in NAMA:
        (folder / nama).parent.mkdir(parents=True, exist_ok=True)
        (folder / nama).write_text(teks + (rupa if nama.endswith("html") else ""), "utf-8")


def baca(folder: Path) -> str:
    """What a whole report says; fails where a file is missing or of another report."""
    (teks,) = {(folder / nama).read_text("utf-8") for nama in NAMA}
    return teks


def susun(ruang: Ruang, teks: str, rupa: str = "", *, konsep: bool = True) -> None:
    with folder_baru(ruang.outputs, ruang.sebelumnya) as folder:
        isi(folder, teks, rupa)
        build = json.dumps({"parameter": {"konsep": konsep}})
        (folder / "build.json").write_text(build, "utf-8")


def gagal(ruang: Ruang) -> None:
    """A run that comes to nothing."""
    with suppress(Gagal), folder_baru(ruang.outputs, ruang.sebelumnya) as folder:
        isi(folder, "gagal")
        raise Gagal


@pytest.fixture
def ruang(tmp_path: Path) -> Ruang:
    """A report B, and A that it took the place of."""
    ruang = Ruang("uji", 2021, tmp_path)
    susun(ruang, "A")
    susun(ruang, "B")
    return ruang


def test_the_former_report_is_kept_and_only_that_one(ruang: Ruang) -> None:
    """Two reports of a year stand side by side, never three."""
    assert (baca(ruang.outputs), baca(ruang.sebelumnya)) == ("B", "A")
    susun(ruang, "C")
    assert (baca(ruang.outputs), baca(ruang.sebelumnya)) == ("C", "B")
    assert sorted(p.name for p in ruang.outputs.parent.iterdir()) == ["2021", "2021-sebelumnya"]


def test_a_report_that_says_the_same_pushes_no_former_one_out(ruang: Ruang) -> None:
    """Even where it looks otherwise."""
    susun(ruang, "B", "huruf lain")
    assert (ruang.outputs / "laporan.html").read_text("utf-8") == "Bhuruf lain"
    assert baca(ruang.sebelumnya) == "A"


def test_a_draft_of_the_same_numbers_does_not_make_the_final_report_vanish(ruang: Ruang) -> None:
    """It may have been signed."""
    susun(ruang, "C", konsep=False)
    susun(ruang, "C", konsep=True)
    assert (baca(ruang.outputs), baca(ruang.sebelumnya)) == ("C", "C")
    build = json.loads((ruang.sebelumnya / "build.json").read_text("utf-8"))
    assert build["parameter"]["konsep"] is False


def test_a_run_that_fails_changes_neither(ruang: Ruang) -> None:
    """And leaves nothing behind."""
    gagal(ruang)
    assert (baca(ruang.outputs), baca(ruang.sebelumnya)) == ("B", "A")
    assert len(list(ruang.outputs.parent.iterdir())) == 2


def test_the_former_report_is_taken_for_no_year(ruang: Ruang) -> None:
    """Years are known by the raw data, and its name is no number."""
    ruang.raw.mkdir(parents=True)
    assert ruang.list_tahun() == [2021]
    assert not ruang.sebelumnya.name.isdigit()


@pytest.mark.parametrize("teks", ["B", "C"])
@pytest.mark.parametrize("ke", range(6))
def test_a_run_killed_at_any_instant_is_mended_by_the_next(
    ruang: Ruang, monkeypatch: pytest.MonkeyPatch, teks: str, ke: int
) -> None:
    """Each move and each removal is once the last thing that happened, or half happened."""
    hitung = [0]

    def lalu_mati(asli: Callable[..., Any], *, setengah: bool) -> Callable[..., Any]:
        def pengganti(tempat: Path, *lain: Any, **bernama: Any) -> Any:
            hitung[0] += 1
            if hitung[0] > ke + 1:
                raise Mati
            if hitung[0] == ke + 1:
                if setengah:
                    (tempat / "tabel.json").unlink(missing_ok=True)
                raise Mati
            return asli(tempat, *lain, **bernama)

        return pengganti

    with monkeypatch.context() as m:
        m.setattr(Path, "rename", lalu_mati(Path.rename, setengah=False))
        m.setattr(shutil, "rmtree", lalu_mati(shutil.rmtree, setengah=True))
        with suppress(Mati):
            susun(ruang, teks)
    for folder in (ruang.outputs, ruang.sebelumnya):
        assert not folder.exists() or baca(folder) in "ABC"
    gagal(ruang)
    kini = baca(ruang.outputs)
    assert kini in ("B", teks)
    assert baca(ruang.sebelumnya) == ("B" if kini == "C" else "A")
    susun(ruang, "D")
    assert (baca(ruang.outputs), baca(ruang.sebelumnya)) == ("D", kini)
