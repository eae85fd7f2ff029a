"""`lkip verify`: whether a file, or the text of a scanned QR code, is a report made here."""

import hashlib
import re
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
from lkip_helpers.intake.container import read_regular
from lkip_helpers.intake.finding import UnreadableFile
from lkip_helpers.render.fingerprint import inputs, read_build
from lkip_helpers.render.seal import Seal, find_seal, make_seal, read_words
from lkip_helpers.rules.dates import format_moment
from lkip_helpers.terminal import fit
from lkip_helpers.workspace import TABEL, InvalidChoice, Root, Workspace

_END = b"%%EOF"  # of each revision of a PDF; its line may end in up to two characters


@dataclass(frozen=True)
class KnownReport:
    """A report in this workspace. superseded: a newer one took its place.

    earlier: not this making of it, but one before it on the same data.
    """

    workspace: Workspace
    build: dict[str, Any]
    superseded: bool
    earlier: bool = False

    @property
    def seal(self) -> Seal:
        return make_seal(self.build["parameter"], self.build["masukan"])

    @property
    def name(self) -> str:
        return f"laporan {self.workspace.unit} {self.workspace.tahun} ({self.seal.state})"


def run(root: Path, choices: Any) -> int:
    """0: an unchanged report of this workspace; 1: it is not; prints what it claims to be.

    The argument is a file, or the text of a QR code. Raises InvalidChoice, OSError.
    """
    argument, path, reports = choices.berkas, Path(choices.berkas), list(list_known(root))
    if not path.exists() and (seal := find_seal(argument)):
        return _print(*judge_seal(seal, reports, choices, root))
    if not path.is_file():
        fault = "adalah folder" if path.is_dir() else "tidak ada"
        raise InvalidChoice(f"{path} {fault}. Sebutkan nama berkas yang diperiksa.")
    try:
        content = read_regular(path)
    except UnreadableFile as error:
        return _print(Exit.FAULT, str(error.finding))
    if not (found := find_file(content, reports)):
        return _print(Exit.FAULT, _phrase_foreign(find_seal(read_words(content)), reports, root))
    report, name, appended = found
    print(fit(_phrase_genuine(report, name, appended)))
    if _is_other(report.workspace, choices):
        return _print(Exit.FAULT, "Bukan laporan yang dimaksud dengan --unit atau --tahun.")
    if choices.susun:
        return _print(*_compare(report, name, content[: len(content) - appended]))
    return Exit.DONE


def _print(code: Exit, words: str) -> int:
    print(fit(words))
    return code


def list_known(root: Path) -> Iterator[KnownReport]:
    """Every current report, and those that they superseded."""
    for build_file in sorted(Root(root).overview.glob(f"*/*/{TABEL}")):
        folder = build_file.parent
        build = read_build(folder)
        parameter = build.get("parameter", {})
        if {"unit", "tahun", "konsep"} <= parameter.keys() and {"masukan", "waktu"} <= build.keys():
            workspace = Workspace(parameter["unit"], parameter["tahun"], root)
            yield KnownReport(workspace, build, superseded=folder != workspace.outputs)


def find_file(content: bytes, reports: list[KnownReport]) -> tuple[KnownReport, str, int] | None:
    """The report that a file belongs to, its name there, and how many bytes were appended to it.

    A signed PDF keeps its bytes, and the signature is appended as a further revision.
    """
    ends = {match.end() + n for match in re.finditer(_END, content) for n in range(3)}
    digests, hashed, read = {}, hashlib.sha256(), 0  # in one pass: a file may hold millions of ends
    for size in sorted({len(content), *(end for end in ends if end < len(content))}):
        hashed.update(content[read:size])
        digests[hashed.hexdigest()] = read = size
    for report in reports:
        now = {digest: name for name, digest in report.build.get("keluaran", {}).items()}
        for digest, name in (report.build.get("terdahulu", {}) | now).items():
            if (size := digests.get(digest, -1)) >= 0:
                return replace(report, earlier=digest not in now), name, len(content) - size
    return None


def _is_other(made: Workspace | Seal, choices: Any) -> bool:
    """Whether a report is not of the unit and year asked for."""
    return (made.unit, made.tahun) != (choices.unit or made.unit, choices.tahun or made.tahun)


def judge_seal(
    seal: Seal, reports: list[KnownReport], choices: Any, root: Path
) -> tuple[Exit, str]:
    """Exit code and message for a QR code alone, which only tells that such a report was made."""
    if _is_other(seal, choices):
        return Exit.FAULT, f"Kode ini dari laporan {seal.unit} {seal.tahun}, bukan yang dimaksud."
    for report in reports:
        if report.seal == seal:
            words = f"Kode ini milik {report.name} dari ruang kerja ini. Periksa pula berkasnya:"
            return Exit.DONE, f"{words} kode dapat disalin ke berkas lain."
    return Exit.FAULT, _phrase_foreign(seal, reports, root)


def _phrase_genuine(report: KnownReport, name: str, appended: int) -> str:
    when = format_moment(datetime.fromisoformat(report.build["waktu"]))
    before = "sebelum " if report.earlier else ""
    lines = [f"Asli: {name} dari {report.name}, disusun {before}{when}."]
    if appended:
        lines.append(
            f"Sesudah itu ditambahi {appended} bita, seperti oleh tanda tangan elektronik; periksa "
            "tanda tangan itu di pembaca PDF."
        )
    if report.superseded or report.earlier:
        lines.append("Sudah digantikan laporan yang lebih baru.")
    lines.append(f"Dari data (sidik {report.seal.data}):")
    lines += [f"  {file}  SHA-256 {digest}" for file, digest in report.build["masukan"].items()]
    now = inputs(report.workspace)
    changed = "sudah berubah sesudahnya" if now else "tidak ada lagi di ruang kerja ini"
    lines.append(f"Data itu {'masih sama' if now == report.build['masukan'] else changed}.")
    return "\n".join(lines)


def _phrase_foreign(seal: Seal | None, reports: list[KnownReport], root: Path) -> str:
    """Why a file is no report of ours, as far as its seal tells."""
    if seal is None:
        return "Tidak dikenal: bukan laporan dari ruang kerja ini, atau tandanya tidak terbaca."
    claimed = f"laporan {seal.unit} {seal.tahun} ({seal.state})"
    if any(r.seal == seal for r in reports):
        return f"Tidak asli: mengaku {claimed} dari ruang kerja ini, tetapi isinya sudah diubah."
    if seal.unit not in Root(root).list_units():
        return f"Dari ruang kerja lain: mengaku {claimed}, dan unit itu tidak ada di sini."
    if (seal.unit, seal.tahun) not in {(r.workspace.unit, r.workspace.tahun) for r in reports}:
        return f"Tidak dapat dipastikan: mengaku {claimed}, yang belum disusun di sini."
    return f"Tidak cocok: mengaku {claimed} dari data lain daripada laporan yang ada di sini."


def _compare(report: KnownReport, name: str, content: bytes) -> tuple[Exit, str]:
    """Build the report again in a temporary folder, and compare the file with the result."""
    from lkip_helpers.commands.render import build_as

    if inputs(report.workspace) != report.build["masukan"]:
        return Exit.FAULT, "Tidak disusun ulang: datanya bukan lagi data laporan itu."
    with tempfile.TemporaryDirectory() as temporary:
        workspace = replace(report.workspace, root=Path(temporary))
        shutil.copytree(report.workspace.notebooks, workspace.notebooks)
        shutil.copytree(report.workspace.raw.parent, workspace.raw.parent)
        with redirect_stdout(StringIO()):
            code = build_as(workspace, report.build)
        if code != Exit.DONE or not (file := workspace.outputs / name).exists():
            return Exit.FAULT, "Tidak dapat disusun ulang; sebabnya di atas."
        if file.read_bytes() == content:
            return Exit.DONE, "Disusun ulang dari data yang sama: sama, bita demi bita."
    return Exit.FAULT, "Disusun ulang dari data yang sama: hasilnya berbeda dari berkas ini."
