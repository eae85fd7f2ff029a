"""`lkip new`: the workbooks of a new year, for what the office states by option or when asked."""

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
    """0: the workbooks of the new year are in place. Raises InvalidChoice, LkipError."""
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
    """The scope that the options state; `ask`, if any, asks for others. Raises InvalidChoice."""

    def get_answer(option: str, question: str) -> str | None:
        given: str | None = getattr(choices, option)
        if given is None and ask:
            given = ask(f"{question} (Enter: lewati): ").strip() or None
        return given

    def choose_one(option: str, question: str, allowed: Collection[Any]) -> str | None:
        given = get_answer(option, f"{question} {', '.join(allowed)}")
        if given is not None and given.casefold() not in allowed:
            raise InvalidChoice(f"“{given}” tidak dikenal; pilih salah satu: {', '.join(allowed)}.")
        return given and given.casefold()

    survey: Any = choose_one("survei", "Bentuk survei kepuasan yang dimiliki?", SURVEY)
    if choices.unsur is not None and not 1 <= choices.unsur <= MOST_UNSUR:
        raise InvalidChoice(f"Banyaknya unsur 1 sampai {MOST_UNSUR}, bukan {choices.unsur}.")
    return Scope(
        kelurahan=_parse_names(get_answer("kelurahan", "Nama kelurahan, dipisah koma")),
        desa=_parse_names(get_answer("desa", "Nama desa, dipisah koma")),
        survey=survey,
        unsur=choices.unsur,
        renstra=_parse_period(get_answer("renstra", "Periode Renstra, misalnya 2025-2029")),
        triwulan=YES_NO.get(choose_one("triwulan", "Realisasi diukur setiap triwulan?", YES_NO)),
        program_lokal=YES_NO.get(choose_one("program_lokal", "Ada program setempat?", YES_NO)),
    )


def _parse_names(text: str | None) -> tuple[str, ...]:
    names = [" ".join(n.split()) for n in (text or "").split(",")]
    if len({n.casefold() for n in names}) < len(names):
        raise InvalidChoice(f"Ada nama yang ditulis dua kali: {text}.")
    return tuple(n for n in names if n)


def _parse_period(text: str | None) -> tuple[int, int] | None:
    if text is None:
        return None
    match = re.fullmatch(r"((?:19|20)\d\d)\s*[-–]\s*((?:19|20)\d\d)", text.strip())
    if not match or not 0 < int(match[2]) - int(match[1]) < 10:
        raise InvalidChoice(f"“{text}” bukan periode; tulis tahun awal-akhir, misalnya 2025-2029.")
    return int(match[1]), int(match[2])
