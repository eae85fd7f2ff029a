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
    except typst.TypstError as error:
        answer = {"galat": error.message}
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

    Where tables and page numbers depend on one another in a circle, Typst gives up and warns, and
    the contents may name wrong pages: then the tables that went ahead at last are named (gaya.typ),
    until each of them does find its place on a later page; in a file, so that what does not read it
    is not laid out again. Raises typst.TypstError.
    """
    own, ahead = typst.Fonts(include_system_fonts=False, font_paths=[fonts]), ""
    while True:
        document: Any = typst.Compiler(
            primary, root=Path(primary).parent, font_paths=own, sys_inputs=inputs
        )
        result, warnings = document.compile_with_warnings(
            **options, timestamp=datetime.fromisoformat(date)
        )
        circle = ahead or any("converge" in w.message for w in warnings)
        if not circle or (went := document.query("<mendahului>", field="value")) == ahead:
            return result if isinstance(result, list) else [result]
        Path(primary).with_name("mendahului.json").write_bytes(went.encode())
        ahead = went


if __name__ == "__main__":
    main()
