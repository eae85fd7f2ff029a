"""Print to any terminal: letters it lacks are replaced, control codes in texts are escaped."""

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

# Control codes, and characters that change the writing direction or have no width.
_CODES = re.compile(
    "[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
)
_PLAIN = {"›": ">", "→": "->", "“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "−": "-",
          "…": "...", "×": "x", "·": "-", "≤": "<=", "≥": ">=", "\u00a0": " "}  # fmt: skip


def _replace_letters(error: UnicodeError) -> tuple[str, int]:
    """Error handler "lkip": replacements for letters that an encoding lacks."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(_PLAIN.get(c, "?") for c in error.object[error.start : error.end]), error.end


codecs.register_error("lkip", _replace_letters)


def wrap(text: str, width: int = 80, indent: int = 0, hang: int = 0) -> str:
    """A paragraph wrapped at the width of the terminal or COLUMNS, else at `width`.

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
    """Lines wrapped to the terminal, if there is one or COLUMNS gives a width."""
    if not (os.environ.get("COLUMNS") or os.isatty(2)):
        return text
    return "\n".join(wrap(line, hang=2) if len(line) > 40 else line for line in text.split("\n"))


class Escaping:
    """A text stream that escapes control codes; fitting: and wraps its lines."""

    def __init__(self, stream: Any, *, fitting: bool = False) -> None:
        self.stream, self.fitting = stream, fitting
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="lkip")

    def write(self, text: str) -> int:
        try:
            escaped = _CODES.sub(lambda m: ascii(m[0])[1:-1], text)
            self.stream.write(fit(escaped) if self.fitting else escaped)
        except BrokenPipeError:
            self._discard_output()
        return len(text)

    def flush(self) -> None:
        try:
            self.stream.flush()
        except BrokenPipeError:
            self._discard_output()

    def _discard_output(self) -> None:
        """Go on without output when the reader has gone, as in `lkip run | head -1`."""
        os.dup2(os.open(os.devnull, os.O_WRONLY), self.stream.fileno())

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)


@contextmanager
def on_any_terminal() -> Iterator[None]:
    """Inside, standard output and error are printed so."""
    # None: closed before the start, or a program of Windows without a terminal.
    out = Escaping(bare(sys.stdout) or io.StringIO())
    err = Escaping(bare(sys.stderr) or io.StringIO(), fitting=True)  # prose only
    with redirect_stdout(out), redirect_stderr(err):
        try:
            yield
        finally:
            out.flush()


def bare(stream: Any) -> Any:
    """The underlying stream, for what writes control codes of its own."""
    return stream.stream if isinstance(stream, Escaping) else stream
