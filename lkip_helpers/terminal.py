"""What is printed is read on any terminal, and nothing that is printed commands it."""

import codecs
import io
import os
import re
import shutil
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import Any

# Control codes, and what turns the direction of writing or has no width: told, not sent.
_CODES = re.compile(
    "[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
)
_PLAIN = {"›": ">", "→": "->", "“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "−": "-",
          "…": "...", "×": "x", "·": "-", "≤": "<=", "≥": ">=", "\u00a0": " "}  # fmt: skip


def _spell(error: UnicodeError) -> tuple[str, int]:
    """What stands for letters that an encoding lacks."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(_PLAIN.get(c, "?") for c in error.object[error.start : error.end]), error.end


codecs.register_error("lkip", _spell)


def wrap(text: str, width: int = 80, indent: int = 0, hang: int = 0) -> str:
    """A paragraph as wide as the terminal or COLUMNS says, or `width` where neither is there.

    indent: blanks before its first line; hang: before the others. No word is broken.
    """
    return textwrap.fill(
        text,
        shutil.get_terminal_size((width, 24)).columns,
        initial_indent=" " * indent,
        subsequent_indent=" " * hang,
        break_on_hyphens=False,
        break_long_words=False,
    )


def fit(text: str) -> str:
    """Lines as wide as the terminal, where there is one or COLUMNS stands for it."""
    if not (os.environ.get("COLUMNS") or os.isatty(2)):
        return text
    return "\n".join(wrap(line, hang=2) if len(line) > 40 else line for line in text.split("\n"))


class Escaping:
    """A stream of text whose control codes are shown as escapes; fitting: and its lines fitted."""

    def __init__(self, stream: Any, *, fitting: bool = False) -> None:
        self.stream, self.fitting = stream, fitting
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="lkip")

    def write(self, text: str) -> int:
        try:
            told = _CODES.sub(lambda m: ascii(m[0])[1:-1], text)
            self.stream.write(fit(told) if self.fitting else told)
        except BrokenPipeError:
            self._fall_silent()
        return len(text)

    def flush(self) -> None:
        try:
            self.stream.flush()
        except BrokenPipeError:
            self._fall_silent()

    def _fall_silent(self) -> None:
        """Nobody reads on, as in `lkip run | head -1`: the work goes on to its end unheard."""
        os.dup2(os.open(os.devnull, os.O_WRONLY), self.stream.fileno())

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)


@contextmanager
def on_any_terminal() -> Iterator[None]:
    """Inside, everything is printed so."""
    # None: closed before we began, or a program of Windows without a terminal.
    out = Escaping(bare(sys.stdout) or io.StringIO())
    err = Escaping(bare(sys.stderr) or io.StringIO(), fitting=True)  # prose alone
    with redirect_stdout(out), redirect_stderr(err):
        try:
            yield
        finally:
            out.flush()


def bare(stream: Any) -> Any:
    """The stream itself, for what draws with control codes of its own."""
    return stream.stream if isinstance(stream, Escaping) else stream
