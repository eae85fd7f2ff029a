"""`lkip verify`: whether a file, or what a phone read of its QR code, is a report made here."""

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass, replace
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import Any

from lkip_helpers.errors import Exit
from lkip_helpers.intake.container import UnreadableWorkbook, read_regular
from lkip_helpers.render.fingerprint import inputs, read_build
from lkip_helpers.render.seal import Seal, find_seal, make_seal, read_words
from lkip_helpers.rules.dates import format_moment
from lkip_helpers.terminal import fit
from lkip_helpers.workspace import PDF, TABEL, InvalidChoice, Workspace


@dataclass(frozen=True)
class Known:
    """A report of this workspace. superseded: a newer one took its place."""

    workspace: Workspace
    build: dict[str, Any]
    folder: Path
    superseded: bool

    @property
    def seal(self) -> Seal:
        return make_seal(self.build["parameter"], self.build["masukan"])

    @property
    def name(self) -> str:
        return f"laporan {self.workspace.unit} {self.workspace.tahun} ({self.seal.state})"


def run(root: Path, choices: Any) -> int:
    """0: a report of this workspace, whole; 1: it is not, and what it claims to be.

    What is given is a file, or the text of a QR code. Raises InvalidChoice, OSError.
    """
    given, tahun = choices.berkas, choices.tahun
    known, file = list(list_known(root)), Path(given)
    if not file.exists() and (seal := find_seal(given)):
        return _say(*judge_seal(seal, known, tahun, root))
    if not file.is_file():
        fault = "adalah folder" if file.is_dir() else "tidak ada"
        raise InvalidChoice(f"{file} {fault}. Sebutkan nama berkas yang diperiksa.")
    try:
        content = read_regular(file)
    except UnreadableWorkbook as error:
        return _say(Exit.FAULT, str(error.finding))
    if not (found := find_file(content, known)):
        return _say(Exit.FAULT, _phrase_foreign(find_seal(read_words(content)), known, root))
    one, name, added = found
    print(fit(_phrase_genuine(one, name, added)))
    if tahun not in (None, one.workspace.tahun):
        return _say(Exit.FAULT, f"Bukan laporan tahun {tahun} yang dimaksud.")
    if choices.susun:
        return _say(*_compare(one, name, content[: len(content) - added]))
    return Exit.DONE


def _say(code: Exit, words: str) -> int:
    print(fit(words))
    return code


def list_known(root: Path) -> Iterator[Known]:
    """Every report in place, and those they took the place of."""
    for build_file in sorted(Workspace("", 0, root).overview.glob(f"*/*/{TABEL}")):
        folder = build_file.parent
        build = read_build(folder)
        parameter = build.get("parameter", {})
        if {"unit", "tahun", "konsep"} <= parameter.keys() and {"masukan", "waktu"} <= build.keys():
            workspace = Workspace(parameter["unit"], parameter["tahun"], root)
            yield Known(workspace, build, folder, superseded=folder != workspace.outputs)


def find_file(content: bytes, known: list[Known]) -> tuple[Known, str, int] | None:
    """The report a file is of, its name there, and how many bytes were added behind it.

    A PDF that is signed keeps its bytes, and the signature stands behind them.
    """
    for one in known:
        names = {own: name for name, own in one.build.get("keluaran", {}).items()}
        pdf = one.folder / PDF
        for size in (len(content), pdf.stat().st_size if pdf.exists() else 0):
            if name := names.get(hashlib.sha256(content[:size]).hexdigest()):
                return one, name, len(content) - size
    return None


def judge_seal(seal: Seal, known: list[Known], tahun: int | None, root: Path) -> tuple[Exit, str]:
    """What a QR code by itself can tell: that this workspace made such a report."""
    if tahun not in (None, seal.tahun):
        return Exit.FAULT, f"Kode ini dari laporan tahun {seal.tahun}, bukan tahun {tahun}."
    for one in known:
        if one.seal == seal:
            words = f"Kode ini milik {one.name} dari ruang kerja ini. Periksa pula berkasnya:"
            return Exit.DONE, f"{words} kode dapat disalin ke berkas lain."
    return Exit.FAULT, _phrase_foreign(seal, known, root)


def _phrase_genuine(one: Known, name: str, added: int) -> str:
    when = format_moment(datetime.fromisoformat(one.build["waktu"]))
    lines = [f"Asli: {name} dari {one.name}, disusun {when}."]
    if added:
        lines.append(
            f"Sesudah itu ditambahi {added} bita, seperti oleh tanda tangan elektronik; periksa "
            "tanda tangan itu di pembaca PDF."
        )
    if one.superseded:
        lines.append("Sudah digantikan laporan yang lebih baru.")
    lines.append(f"Dari data (sidik {one.seal.data}):")
    lines += [f"  {file}  SHA-256 {own}" for file, own in one.build["masukan"].items()]
    same = inputs(one.workspace) == one.build["masukan"]
    lines.append("Data itu masih sama." if same else "Data itu sudah berubah sesudahnya.")
    return "\n".join(lines)


def _phrase_foreign(seal: Seal | None, known: list[Known], root: Path) -> str:
    """Why a file is none of ours, as far as its mark tells."""
    if seal is None:
        return "Tidak dikenal: bukan laporan dari ruang kerja ini, atau tandanya tidak terbaca."
    claimed = f"laporan {seal.unit} {seal.tahun} ({seal.state})"
    if any(one.seal == seal for one in known):
        return f"Tidak asli: mengaku {claimed} dari ruang kerja ini, tetapi isinya sudah diubah."
    if seal.unit not in Workspace("", 0, root).list_units():
        return f"Dari ruang kerja lain: mengaku {claimed}, dan unit itu tidak ada di sini."
    if (seal.unit, seal.tahun) not in {(o.workspace.unit, o.workspace.tahun) for o in known}:
        return f"Tidak dapat dipastikan: mengaku {claimed}, yang belum disusun di sini."
    return f"Tidak cocok: mengaku {claimed} dari data lain daripada laporan yang ada di sini."


def _compare(one: Known, name: str, content: bytes) -> tuple[Exit, str]:
    """Build the report anew, elsewhere, from the data as they are, and hold the file to it."""
    if inputs(one.workspace) != one.build["masukan"]:
        return Exit.FAULT, "Tidak disusun ulang: datanya bukan lagi data laporan itu."
    with tempfile.TemporaryDirectory() as temporary:
        again = _build_elsewhere(one, name, Path(temporary))
        if again is None:
            return Exit.FAULT, "Tidak dapat disusun ulang; sebabnya di atas."
    if again == content:
        return Exit.DONE, "Disusun ulang dari data yang sama: sama, bita demi bita."
    return Exit.FAULT, "Disusun ulang dari data yang sama: hasilnya berbeda dari berkas ini."


def _build_elsewhere(one: Known, name: str, root: Path) -> bytes | None:
    from lkip_helpers.commands.render import build_report

    workspace = replace(one.workspace, root=root)
    shutil.copytree(one.workspace.notebooks, workspace.notebooks)
    shutil.copytree(one.workspace.raw.parent, workspace.raw.parent)
    given = one.build["parameter"]
    own = {k: v for k, v in given.items() if k not in ("unit", "tahun", "konsep")}
    made, anchor = one.build["bentuk"], one.build.get("tte", "")
    with redirect_stdout(StringIO()):
        code = build_report(workspace, own, made, final=not given["konsep"], anchor=anchor)
    file = workspace.outputs / name
    return file.read_bytes() if code == Exit.DONE and file.exists() else None
