"""`lkip doctor`: what is wrong with an installation, each fault with its cure."""

import importlib.metadata
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from lkip_helpers.commands import doctor, main
from lkip_helpers.workspace import WORKSPACE_VARIABLE


@pytest.fixture
def installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Path]:
    """A folder of installed packages: ours, which needs two others, one of them with a font."""
    site = tmp_path / "pustaka"
    for name, needs, files in (
        ("lkip-helpers", ("fon", "tabel>=3"), {}),
        ("fon", (), {"fon/a.otf": "huruf"}),
        ("tabel", (), {"tabel.py": ""}),
    ):
        info = site / f"{name.replace('-', '_')}-3.1.dist-info"
        info.mkdir(parents=True)
        head = [f"Name: {name}", "Version: 3.1", *(f"Requires-Dist: {n}" for n in needs)]
        (info / "METADATA").write_text("\n".join(["Metadata-Version: 2.1", *head, "", ""]))
        (info / "RECORD").write_text("".join(f"{f},,{len(c)}\n" for f, c in files.items()))
        for file, content in files.items():
            (site / file).parent.mkdir(exist_ok=True)
            (site / file).write_text(content)
    root = tmp_path / "kerja"
    assert main(["init", str(root)]) == 0
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(root))

    def find(name: str) -> importlib.metadata.Distribution:
        distributions = importlib.metadata.Distribution.discover(name=name, path=[str(site)])
        if found := next(iter(distributions), None):
            return found
        raise importlib.metadata.PackageNotFoundError(name)

    for module in ("doctor", "sbom"):
        monkeypatch.setattr(f"lkip_helpers.commands.{module}.distribution", find)
    monkeypatch.setattr(doctor, "version", lambda name: find(name).version)
    return site


def spoil(site: Path, fault: str) -> None:
    """Spoil the installation by one kind of fault."""
    match fault:
        case "missing":
            (site / "fon-3.1.dist-info" / "METADATA").unlink()
            (site / "fon-3.1.dist-info").rename(site / "hilang")
        case "old":
            metadata = site / "tabel-3.1.dist-info" / "METADATA"
            metadata.write_text(metadata.read_text().replace("3.1", "1.5"))
        case "font":
            (site / "fon/a.otf").unlink()
        case "cut":
            (site / "fon/a.otf").write_text("hur")


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        ("missing", "pustaka fon untuk lkip-helpers tidak terpasang; pasang ulang"),
        ("old", "pustaka tabel>=3 untuk lkip-helpers terpasang versi 1.5; pasang"),
        ("font", "pustaka fon rusak: fon/a.otf; pasang ulang"),
        ("cut", "pustaka fon rusak: fon/a.otf; pasang ulang"),
    ],
)
def test_a_broken_installation_is_reported(
    installed: Path, capsys: pytest.CaptureFixture[str], fault: str, message: str
) -> None:
    assert main(["doctor"]) == 0, capsys.readouterr().err
    spoil(installed, fault)
    assert main(["doctor"]) == 1
    assert f"salah: {message}" in " ".join(capsys.readouterr().err.split())


def test_folders_that_cannot_be_written_are_reported(
    installed: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Raw data too: `lkip new` and `lkip import` write there."""

    def refuse(**_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.TemporaryFile", refuse)
    assert main(["doctor"]) == 1
    output = " ".join(capsys.readouterr().err.split())
    assert "data/raw tidak dapat ditulis" in output
    assert output.count("minta izin menulis") == 3
    assert "Permission" not in output


def test_a_package_that_cannot_be_imported_points_to_the_doctor(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In one sentence; a traceback would mean nothing to a clerk."""
    monkeypatch.setitem(sys.modules, "lkip_helpers.commands.check", None)
    assert main(["check", "2021", "--unit", "paal-merah"]) == 70
    output = capsys.readouterr().err
    assert output.startswith("Pemasangan program tidak utuh (ModuleNotFoundError: ")
    assert "lkip doctor menyebut yang rusak" in " ".join(output.split())
    assert "Traceback" not in output
