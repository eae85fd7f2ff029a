"""A new report takes the place of the old one; a run killed at any instant loses nothing."""

import json
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from lkip_helpers.render.swap import derived_folder, name_rescued, new_report
from lkip_helpers.workspace import Workspace, hash_file

NAME = ("tabel.json", "bab/10-a.ipynb", "laporan.html")


class Killed(BaseException):
    """The process was killed."""


class Failed(Exception):
    """A chapter failed."""


def write_files(folder: Path, text: str, look: str = "") -> None:
    """Write a report whose every file holds `text`; look: what the HTML holds besides."""
    for name in NAME:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text + (look if name.endswith("html") else ""), "utf-8")


def read(folder: Path) -> str:
    """The text of a whole report; fails where a file is missing or of another report."""
    (text,) = {(folder / name).read_text("utf-8") for name in NAME}
    return text


def make_report(
    workspace: Workspace, text: str, appearance: str = "", *, draft: bool = True
) -> None:
    with new_report(workspace.outputs, workspace.preceding) as folder:
        write_files(folder, text, appearance)
        build = json.dumps({"parameter": {"konsep": draft}})
        (folder / "build.json").write_text(build, "utf-8")


def fail_report(workspace: Workspace) -> None:
    """A run that comes to nothing."""
    with suppress(Failed), new_report(workspace.outputs, workspace.preceding) as folder:
        write_files(folder, "gagal")
        raise Failed


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A report B, and A that it took the place of."""
    workspace = Workspace("uji", 2021, tmp_path)
    make_report(workspace, "A")
    make_report(workspace, "B")
    return workspace


def test_the_former_report_is_kept_and_only_that_one(workspace: Workspace) -> None:
    """Two reports of a year stand side by side, never three."""
    assert (read(workspace.outputs), read(workspace.preceding)) == ("B", "A")
    make_report(workspace, "C")
    assert (read(workspace.outputs), read(workspace.preceding)) == ("C", "B")
    assert sorted(p.name for p in workspace.outputs.parent.iterdir()) == ["2021", "2021-sebelumnya"]


def test_no_draft_pushes_a_final_report_out(workspace: Workspace) -> None:
    """It may be signed and published: `lkip verify` knows it until another final one is made."""
    make_report(workspace, "akhir", draft=False)
    for text in ("konsep lain", "konsep lain lagi"):
        make_report(workspace, text)
        assert (read(workspace.outputs), read(workspace.preceding)) == (text, "akhir")
    make_report(workspace, "akhir baru", draft=False)
    assert read(workspace.preceding) == "akhir"
    make_report(workspace, "konsep")
    assert read(workspace.preceding) == "akhir baru"


def test_a_report_that_says_the_same_pushes_no_former_one_out(workspace: Workspace) -> None:
    """Even where it looks otherwise."""
    make_report(workspace, "B", "huruf lain")
    assert (workspace.outputs / "laporan.html").read_text("utf-8") == "Bhuruf lain"
    assert read(workspace.preceding) == "A"


def test_a_draft_of_the_same_numbers_does_not_make_the_final_report_vanish(
    workspace: Workspace,
) -> None:
    """It may have been signed."""
    make_report(workspace, "C", draft=False)
    make_report(workspace, "C", draft=True)
    assert (read(workspace.outputs), read(workspace.preceding)) == ("C", "C")
    build = json.loads((workspace.preceding / "build.json").read_text("utf-8"))
    assert build["parameter"]["konsep"] is False


def test_what_people_put_into_a_report_outlives_it(workspace: Workspace) -> None:
    """A signed PDF, an edited Word file: no run removes them, however often it is made again.

    What only this program writes, and what it wrote and nobody changed, goes.
    """
    rescued = name_rescued(workspace.outputs)
    for n, text in enumerate("CCDD"):
        made = {name: hash_file(workspace.outputs / name) for name in NAME}
        build = {"parameter": {"konsep": True}, "keluaran": made}
        (workspace.outputs / "build.json").write_text(json.dumps(build), "utf-8")
        (workspace.outputs / "laporan.html").write_text(f"suntingan {n}", "utf-8")
        (workspace.outputs / "bertanda-tangan.pdf").write_text(str(n), "utf-8")
        (workspace.outputs / "rekonsiliasi.html").write_text("dari perintah", "utf-8")
        make_report(workspace, text)
    held = [*rescued.iterdir(), *(f for f in workspace.preceding.iterdir() if f.is_file())]
    texts = {file.read_text("utf-8") for file in held}
    assert {*"0123", *(f"suntingan {n}" for n in range(4))} <= texts
    assert not [file for file in rescued.iterdir() if file.stem in ("rekonsiliasi", "tabel")]


def test_what_people_put_into_a_derived_folder_outlives_it(workspace: Workspace) -> None:
    """A scan beside the proofs stays, whether the proofs are made again or the report is."""
    rescued = name_rescued(workspace.outputs) / workspace.evidence.name
    for n in range(2):
        with derived_folder(workspace.evidence) as folder:
            (folder / "01-tepat-waktu").mkdir()
            (folder / "01-tepat-waktu" / "capaian.csv").write_text("dari perintah", "utf-8")
        (workspace.evidence / "01-tepat-waktu" / f"foto-{n}.jpg").write_text(str(n), "utf-8")
        (workspace.evidence / "rekonsiliasi.pdf").write_text(f"ditandatangani {n}", "utf-8")
    for text in "CD":
        made = {name: hash_file(workspace.outputs / name) for name in NAME}
        build = {"parameter": {"konsep": True}, "keluaran": made}
        (workspace.outputs / "build.json").write_text(json.dumps(build), "utf-8")
        make_report(workspace, text)
    kept = [file.name for file in sorted(rescued.rglob("*")) if file.is_file()]
    assert kept[:2] == ["foto-0.jpg", "foto-1.jpg"]
    assert [name[:12] for name in kept[2:]] == ["rekonsiliasi"] * 2  # a name of the report's own


def test_what_is_put_into_a_derived_folder_while_it_is_replaced_is_kept(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan = workspace.evidence / "foto.jpg"
    with derived_folder(workspace.evidence):
        pass
    rename = Path.rename

    def rename_late(file: Path, target: Path) -> Path:
        if file == workspace.evidence:
            scan.write_text("pindaian", "utf-8")
        return rename(file, target)

    monkeypatch.setattr(Path, "rename", rename_late)
    with derived_folder(workspace.evidence):
        pass
    assert (name_rescued(workspace.outputs) / workspace.evidence.name / scan.name).exists()


def test_a_run_that_fails_changes_neither(workspace: Workspace) -> None:
    """And leaves nothing behind."""
    fail_report(workspace)
    assert (read(workspace.outputs), read(workspace.preceding)) == ("B", "A")
    assert len(list(workspace.outputs.parent.iterdir())) == 2


def test_the_former_report_is_taken_for_no_year(workspace: Workspace) -> None:
    """Years are known by the raw data, and its name is no number."""
    workspace.raw.mkdir(parents=True)
    assert workspace.list_tahun() == [2021]
    assert not workspace.preceding.name.isdigit()


@pytest.mark.parametrize("text", ["B", "C"])
@pytest.mark.parametrize("last", range(6))
def test_a_run_killed_at_any_instant_is_mended_by_the_next(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, text: str, last: int
) -> None:
    """Each move and each removal is once the last thing that happened, or half happened."""
    moves = [0]

    def kill_after(original: Callable[..., Any], *, half: bool) -> Callable[..., Any]:
        def replacement(folder: Path, *args: Any, **kwargs: Any) -> Any:
            moves[0] += 1
            if moves[0] > last + 1:
                raise Killed
            if moves[0] == last + 1:
                if half:
                    (folder / "tabel.json").unlink(missing_ok=True)
                raise Killed
            return original(folder, *args, **kwargs)

        return replacement

    with monkeypatch.context() as m:
        m.setattr(Path, "rename", kill_after(Path.rename, half=False))
        m.setattr(shutil, "rmtree", kill_after(shutil.rmtree, half=True))
        with suppress(Killed):
            make_report(workspace, text)
    for folder in (workspace.outputs, workspace.preceding):
        assert not folder.exists() or read(folder) in "ABC"
    fail_report(workspace)
    current = read(workspace.outputs)
    assert current in ("B", text)
    assert read(workspace.preceding) == ("B" if current == "C" else "A")
    make_report(workspace, "D")
    assert (read(workspace.outputs), read(workspace.preceding)) == ("D", current)
