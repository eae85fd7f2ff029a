"""Typst in a process of its own, so that its caches and its crashes end with the document.

A script that reads one line of JSON and writes one: the pages, or why there are none. It does not
outlive the process that started it.
"""

import base64
import json
import os
import signal
import sys
import threading
from datetime import datetime
from pathlib import Path
from typing import Any

import typst

LONG = 500_000  # bytes of a body whose layouts take hundreds of megabytes
AGE = 6  # compilations after which Typst drops what only earlier layouts used


def main() -> None:
    """Do the job on standard input, which the waiting process keeps open."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for whoever asked
    job = json.loads(sys.stdin.readline())
    threading.Thread(target=_follow, daemon=True).start()
    answer: dict[str, Any]
    try:
        answer = {"halaman": [base64.b64encode(page).decode() for page in compile_pages(**job)]}
    except (typst.TypstError, RuntimeError) as error:  # RuntimeError: of `query`
        answer = {"galat": str(error)}
    print(json.dumps(answer), flush=True)
    os._exit(0)  # without freeing memory piece by piece


def _follow() -> None:
    sys.stdin.read()
    os._exit(1)


def compile_pages(
    primary: str, fonts: str, inputs: dict[str, str], *, date: str, **options: Any
) -> list[bytes]:
    """Pictures of the pages, or the one PDF, of the document whose main file is `primary`.

    options: as typst.Compiler.compile_with_warnings takes them (format, ppi, pdf_standards).

    Where a table goes depends on what stands before it, and page numbers on where tables go. Each
    layout therefore follows `letak.json` and reports where each table should have gone (gaya.typ);
    this is repeated until all stand where they should. Raises typst.TypstError or RuntimeError.
    """
    folder = Path(primary).parent
    is_long = sum(file.stat().st_size for file in folder.glob("*.typ")) > LONG
    font_book = typst.Fonts(include_system_fonts=False, font_paths=[fonts])
    places: dict[str, Any] = {}
    settled: set[str] = set()
    while True:
        document: Any = typst.Compiler(
            primary, root=folder, font_paths=font_book, sys_inputs=inputs
        )
        layout = json.loads(document.query("<letak>", field="value"))
        if not learn_places(layout, places, settled):
            pages = document.compile(**options, timestamp=datetime.fromisoformat(date))
            return pages if isinstance(pages, list) else [pages]
        (folder / "letak.json").write_bytes(json.dumps(places).encode())
        for _ in range(AGE if is_long else 0):  # of definitions alone, in no time
            typst.compile(str(folder / "gaya.typ"), format="svg", ignore_system_fonts=True)


def learn_places(layout: list[dict[str, Any]], places: dict[str, Any], settled: set[str]) -> bool:
    """Whether a table of this layout should have gone elsewhere; `places` then says where.

    In each chapter the first misplaced table is right about its place, as all before it stand where
    they should; it is settled with them. What later tables report is the best guess so far.
    """
    misplaced_in: set[int] = set()
    for table in layout:
        name, chapter = table["ke"], table["bab"]
        if name not in settled:
            settled |= {name} if chapter not in misplaced_in else set()
            misplaced_in |= {chapter} if table["mau"] != places.get(name, {}).get("mau") else set()
            places[name] = table
    return bool(misplaced_in)


if __name__ == "__main__":
    main()
