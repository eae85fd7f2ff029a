"""The packages that the workbook needs, and that it works without a network."""

import json
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from lkip_helpers.commands import main
from lkip_helpers.intake import record_sources
from tests.conftest import PLANNING, WHOLE, copy_chapters
from tests.figures import note
from tests.test_report_annexes import fill_complete
from tests.workbook import write


def test_every_package_is_listed_with_version_address_and_licence(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Those of pyproject.toml, those that they need, each once; versions as installed."""
    assert main(["sbom"]) == 0
    bom = json.loads(capsys.readouterr().out)
    assert (bom["bomFormat"], bom["specVersion"]) == ("CycloneDX", "1.5")
    listed = {c["name"].lower(): c for c in bom["components"]}
    assert len(listed) == len(bom["components"]) > 100
    for name in ("pandas", "numpy", "typst", "openpyxl", "six"):
        assert listed[name]["purl"] == f"pkg:pypi/{name}@{version(name)}"
    licences = [c["licenses"][0]["license"]["name"] for c in bom["components"]]
    assert "tidak disebutkan" not in licences
    assert main(["sbom", "--lisensi"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(listed)


def _without_network() -> list[str]:
    """What starts a command in a namespace without a network; nothing if that is not allowed."""
    tool = shutil.which("unshare")
    command = [tool, "--map-root-user", "--net"] if tool else []
    if not command or subprocess.run([*command, "true"], check=False).returncode:
        return []
    return command


@pytest.mark.long
def test_a_report_is_made_without_a_network(tmp_path: Path) -> None:
    """In a namespace that has no interface at all."""
    if not (unshare := _without_network()):
        pytest.skip("ruang nama jaringan tidak diizinkan di sini")
    workspace = write(tmp_path, fill_complete)
    record_sources(workspace.raw)
    copy_chapters(tmp_path, PLANNING)
    command = [sys.executable, "-m", "lkip_helpers", "render", "2021", "--bentuk", "html"]
    result = subprocess.run(
        [*unshare, *command], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    assert (workspace.outputs / "laporan.html").exists()
    bom = json.loads((workspace.outputs / "sbom.json").read_text("utf-8"))
    assert len(bom["components"]) > 100
    if WHOLE:
        files = sum(f.is_file() for f in workspace.outputs.iterdir())
        note("tanpa jaringan", "render", files)
