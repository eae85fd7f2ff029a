"""`lkip render --final --tte '#'`: the sign at which an electronic signature is placed."""

import nbformat
import pytest
from nbformat import NotebookNode

from lkip_helpers.commands import main
from lkip_helpers.errors import LkipError
from lkip_helpers.render.forms import export_form
from lkip_helpers.render.seal import check_anchor, list_pages, place_anchor
from lkip_helpers.report.cover import Signature
from lkip_helpers.workspace import WORKSPACE_VARIABLE
from tests.workbook import write

CAMAT = Signature("Kota", "24 Februari 2022", "Camat Uji", "A. Nama", nip="1" * 18)


def document(*texts: str, blocks: int = 2) -> NotebookNode:
    """A joined document of some texts and signature blocks."""
    cells = [nbformat.v4.new_markdown_cell(t) for t in texts]
    cells += [nbformat.v4.new_markdown_cell(CAMAT.html) for _ in range(blocks)]
    nb = nbformat.v4.new_notebook(cells=cells)
    nb.metadata["lkip"] = {
        "judul": "Isi", "sampul": {}, "isi": [], "tabel": [], "gambar": [],
        "paket": [],
    }  # fmt: skip
    return nb


def test_the_sign_stands_once_in_each_block_and_nowhere_else() -> None:
    """A link to a table has the sign only in its address, which is not printed."""
    nb = document('<h1 id="iku-capaian">Isi</h1>', "Lihat [Tabel 3.4](#iku-capaian).")
    assert place_anchor(nb, "#") == 2
    pdf = export_form("pdf", nb)
    check_anchor(pdf, "#", 2)
    (text,) = list_pages(pdf)
    blocks = text.split("Camat Uji,")[1:]
    assert [block.split("A. Nama")[0].strip() for block in blocks] == ["#", "#"]
    with pytest.raises(LkipError, match=r"harus tampil 3 kali pada PDF.* halaman 1: …"):
        check_anchor(pdf, "#", 3)


def test_a_sign_that_occurs_in_the_text_is_refused_with_its_places() -> None:
    """In a sentence, in a table, and written as an entity."""
    nb = document("<h2>Pelayanan</h2>", "Loket #2 dibuka.", "<table><td>A&#35;B</td></table>")
    with pytest.raises(LkipError) as error:
        place_anchor(nb, "#")
    assert "Pelayanan: …Loket #2 dibuka.…; Pelayanan: …A#B…. Pilih tanda lain" in str(error.value)
    with pytest.raises(LkipError, match=r"…; dan 2 tempat lain\. Pilih"):
        place_anchor(document(*["Loket #2."] * 12), "#")


def test_without_a_block_there_is_nothing_to_sign() -> None:
    with pytest.raises(LkipError, match="tidak memuat blok tanda tangan"):
        place_anchor(document("Isi", blocks=0), "#")


@pytest.mark.parametrize(
    "options", [["--tte", "#"], ["--final", "--tte", "ab"], ["--final", "--tte", "x"],
                ["--final", "--tte", "#", "--bentuk", "html"]],
)  # fmt: skip
def test_an_impossible_anchor_is_refused_before_anything_is_built(
    tmp_path: pytest.TempPathFactory,
    options: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(tmp_path))
    write(tmp_path)
    assert main(["render", "2021", *options]) == 2
    assert "--tte" in capsys.readouterr().err
