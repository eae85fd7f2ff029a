"""Typst in a process of its own: what it keeps of a document ends with it, and so does its fault.

A script that reads a line of JSON and writes one: the pages, or why there are none. It lives no
longer than whoever asks.
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


def main() -> None:
    """Do what standard input asks for; as long as it stays open, somebody waits."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for whoever asked
    job = json.loads(sys.stdin.readline())
    threading.Thread(target=_follow, daemon=True).start()
    answer: dict[str, Any]
    try:
        answer = {"halaman": [base64.b64encode(page).decode() for page in compile_pages(**job)]}
    except (typst.TypstError, RuntimeError) as error:  # of a layout that was only asked for places
        answer = {"galat": str(error)}
    print(json.dumps(answer), flush=True)
    os._exit(0)  # whatever is left need not be given back piece by piece


def _follow() -> None:
    sys.stdin.read()
    os._exit(1)


def compile_pages(
    primary: str,
    fonts: str,
    inputs: dict[str, str],
    *,
    date: str,
    **options: Any,
) -> list[bytes]:
    """Pictures of the pages, or the one PDF, of the document whose main file is `primary`.

    options: as typst.Compiler.compile_with_warnings takes them (format, ppi, pdf_standards).

    Where a table goes depends on what stands before it, and page numbers on where tables go: each
    layout goes by `letak.json` alone and tells where each should have gone (gaya.typ), until all
    did. Raises typst.TypstError or RuntimeError.
    """
    own = typst.Fonts(include_system_fonts=False, font_paths=[fonts])
    known: dict[str, Any] = {}
    settled: set[str] = set()
    while True:
        document: Any = typst.Compiler(
            primary, root=Path(primary).parent, font_paths=own, sys_inputs=inputs
        )
        told = json.loads(document.query("<letak>", field="value"))
        if not learn_places(told, known, settled):
            made = document.compile(**options, timestamp=datetime.fromisoformat(date))
            return made if isinstance(made, list) else [made]
        Path(primary).with_name("letak.json").write_bytes(json.dumps(known).encode())


def learn_places(told: list[dict[str, Any]], known: dict[str, Any], settled: set[str]) -> bool:
    """Whether a table of a layout should have gone elsewhere; then `known` says where.

    In each chapter the first that should is right about it, all before it being where they should,
    and settled with them; what those after it say is the best guess.
    """
    wrong: set[int] = set()  # chapters
    for table in told:
        name, chapter = table["ke"], table["bab"]
        if name not in settled:
            settled |= {name} if chapter not in wrong else set()
            wrong |= {chapter} if table["mau"] != known.get(name, {}).get("mau") else set()
            known[name] = table
    return bool(wrong)


if __name__ == "__main__":
    main()
