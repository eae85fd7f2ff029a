"""`lkip new`: what the office says of itself, by option or asked, and the workbooks for it."""

import re
import sys
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

from lkip_helpers.schema.sheets import Profil
from lkip_helpers.workbooks import newyear
from lkip_helpers.workbooks.carryover import Scope
from lkip_helpers.workspace import InvalidChoice, Workspace, choose_unit

SURVEY = ("jawaban", "rekap", "ikm", "tidak")
YES_NO: dict[str | None, bool] = {"ya": True, "tidak": False}
MOST_UNSUR = 40


def run(root: Path, choices: Any) -> int:
    """0: the workbooks of the new year are in place. Raises InvalidChoice, NewTahunRefused."""
    unit = choose_unit(root, choices.unit)
    if choices.tahun is None:
        raise InvalidChoice("Sebutkan tahunnya: lkip new TAHUN --unit NAMA.")
    workspace = Workspace(unit, choices.tahun, root)
    first = choices.kosong or newyear.find_origin(workspace) is None
    ask = input if first and sys.stdin.isatty() and sys.stdout.isatty() else None
    chosen = newyear.choose_supplement(choices.pelengkap)
    if chosen and (workspace.raw / Profil.FILE).exists():
        made = newyear.add_supplement(workspace, chosen)
    else:
        scope = read_scope(choices, ask)
        made = newyear.create_tahun(workspace, empty=choices.kosong, scope=scope, supplement=chosen)
    origin = f"dengan isi tetap dari {made.origin}" if made.origin else "dari kosong"
    print(f"Data {workspace.unit} {workspace.tahun} disiapkan {origin}:")
    for file in made.files:
        print(f"  {file.relative_to(workspace.root)}")
    check = workspace.phrase_command("check")
    print(f"Buka lembar Petunjuk, isi sel kuning, simpan, lalu jalankan: {check}")
    return 0


def read_scope(choices: Any, ask: Callable[[str], str] | None) -> Scope:
    """The scope of the options; those not given are asked for where there is somebody to ask.

    Raises InvalidChoice, in Indonesian.
    """

    def answer(option: str, question: str) -> str | None:
        given: str | None = getattr(choices, option)
        if given is None and ask:
            given = ask(f"{question} (Enter: lewati): ").strip() or None
        return given

    def one_of(option: str, question: str, known: Collection[Any]) -> str | None:
        given = answer(option, f"{question} {', '.join(known)}")
        if given is not None and given.casefold() not in known:
            raise InvalidChoice(f"“{given}” tidak dikenal; pilih salah satu: {', '.join(known)}.")
        return given and given.casefold()

    survey: Any = one_of("survei", "Bentuk survei kepuasan yang dimiliki?", SURVEY)
    if choices.unsur is not None and not 1 <= choices.unsur <= MOST_UNSUR:
        raise InvalidChoice(f"Banyaknya unsur 1 sampai {MOST_UNSUR}, bukan {choices.unsur}.")
    return Scope(
        kelurahan=_names(answer("kelurahan", "Nama kelurahan, dipisah koma")),
        desa=_names(answer("desa", "Nama desa, dipisah koma")),
        survey=survey,
        unsur=choices.unsur,
        renstra=_period(answer("renstra", "Periode Renstra, misalnya 2025-2029")),
        triwulan=YES_NO.get(one_of("triwulan", "Realisasi diukur setiap triwulan?", YES_NO)),
        program_lokal=YES_NO.get(one_of("program_lokal", "Ada program setempat?", YES_NO)),
    )


def _names(text: str | None) -> tuple[str, ...]:
    names = [" ".join(n.split()) for n in (text or "").split(",")]
    if len({n.casefold() for n in names}) < len(names):
        raise InvalidChoice(f"Ada nama yang ditulis dua kali: {text}.")
    return tuple(n for n in names if n)


def _period(text: str | None) -> tuple[int, int] | None:
    if text is None:
        return None
    fitting = re.fullmatch(r"((?:19|20)\d\d)\s*[-–]\s*((?:19|20)\d\d)", text.strip())
    if not fitting or not 0 < int(fitting[2]) - int(fitting[1]) < 10:
        raise InvalidChoice(f"“{text}” bukan periode; tulis tahun awal-akhir, misalnya 2025-2029.")
    return int(fitting[1]), int(fitting[2])
