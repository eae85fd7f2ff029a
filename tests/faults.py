"""Faults put into cells by a seeded generator: each is named, or what is read is what is shown."""

import copy
import hashlib
import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl.utils import get_column_letter

from tests.shown import (
    PROJECT_ROOT,
    TAK_PASTI,
    Cell,
    Grid,
    list_diffs,
    list_grid,
    read,
    rect,
    teks_baris,
)

FORMAT: dict[str, Callable[[float], Any]] = {  # what Excel shows for a number
    "0,": lambda v: v / 1000, "0.0,,": lambda v: v / 1e6, ";;;": lambda _: TAK_PASTI,
    "0%": lambda v: v * 100, "0.00%": lambda v: v * 100, '0"%"': lambda v: v, "0\\%": lambda v: v,
    "#,##0_);[Red]\\(0%\\)": lambda v: v if v >= 0 else TAK_PASTI, '0" juta"': lambda v: v * 1e6,
    '0"000"': lambda v: v * 1000, "0;0": abs, '"Rp"#,##0': lambda v: v, "0\\,00": lambda v: v / 100,
    '_(* #,##0_);_(* (#,##0);_(* "-"??_);_(@_)': lambda v: v, "#,##0.00": lambda v: v,
    "[>=1000]0.0,;0": lambda v: v / 1000 if v >= 1000 else v, "dd/mm/yyyy": lambda _: TAK_PASTI,
    '"ada"': lambda _: TAK_PASTI, "-0": lambda v: -v,
}  # fmt: skip


Kacau = Callable[[random.Random, Grid], None]


def _choose(r: random.Random, g: Grid, *, number: bool = False) -> tuple[int, int]:
    """A cell of the table, with a number where that is asked for and there is one."""
    content = [(b, k) for b in g.data for k in g.column if k < len(g.cells[b])]
    candidate = [p for p in content if _number(g.cells[p[0]][p[1]].content)] if number else []
    return r.choice(candidate or content)


def _number(v: Any) -> bool:
    return isinstance(v, int | float) and not isinstance(v, bool)


def shift(r: random.Random, g: Grid) -> None:
    """A row moves one cell to the right from somewhere, or a column one cell down."""
    b, k = _choose(r, g)
    if r.random() < 0.5:
        g.cells[b].insert(k, Cell())
    else:
        end = [*g.data, g.data[-1] + 1]
        while len(g.cells) <= end[-1]:
            g.cells.append([Cell() for _ in g.cells[0]])
        content = [g.cells[n][k] for n in end if n >= b]
        for n, s in zip([n for n in end if n >= b], [Cell(), *content[:-1]], strict=True):
            g.cells[n][k] = s


def exchanged(r: random.Random, g: Grid) -> None:
    """Two cells, two rows (the head among them), or two columns change places."""
    (b1, k1), (b2, k2) = _choose(r, g), _choose(r, g)
    what = r.randrange(4)
    if what == 0:
        g.cells[b1][k1], g.cells[b2][k2] = g.cells[b2][k2], g.cells[b1][k1]
    elif what == 1:
        g.cells[b1], g.cells[b2] = g.cells[b2], g.cells[b1]
    elif what == 2 and not g.schema.VERTICAL:
        g.cells[g.header], g.cells[b1] = g.cells[b1], g.cells[g.header]
    else:
        for n in g.data:
            g.cells[n][k1], g.cells[n][k2] = g.cells[n][k2], g.cells[n][k1]


def separator(r: random.Random, g: Grid) -> None:
    """A number is typed as a text, with separators of any country."""
    b, k = _choose(r, g, number=True)
    v = g.cells[b][k].content
    if not _number(v):
        return
    v = r.choice([v, v * 1000 + 0.25, v / 8])
    en = f"{v:,.{r.randrange(3)}f}"
    meaning = float(en.replace(",", ""))
    swap = {
        "id": ".,",
        "en": ",.",
        "spasi": " ,",
        "nbsp": "\xa0,",
        "petik": "',",
        "tipis": "\u202f,",
    }
    thousands, decimals = r.choice(list(swap.values()))
    text = en.replace(",", "\0").replace(".", decimals).replace("\0", thousands)
    text = r.choice(["{}", "Rp{}", "Rp. {}", "{},-", " {} ", "({})", "{}-", "+{}", "'{}"]).format(
        text
    )
    minus = text[0] == "(" or (text[-1] == "-" and ",-" not in text)
    g.cells[b][k] = Cell(text, "General", -meaning if minus else meaning)


def scale(r: random.Random, g: Grid) -> None:
    """A number gets another format; one is made negative or small now and then."""
    b, k = _choose(r, g, number=True)
    s = g.cells[b][k]
    if _number(s.content):
        v = r.choice([s.content, s.content, -s.content, 0, s.content / 100])
        code = r.choice(list(FORMAT))
        g.cells[b][k] = Cell(v, code, FORMAT[code](v))


def satuan(r: random.Random, g: Grid) -> None:
    """A number is typed with its unit."""
    b, k = _choose(r, g, number=True)
    v = g.cells[b][k].content
    if _number(v):
        form, times = r.choice([
            ("{} juta", 1e6), ("{} rb", 1e3), ("{} ribu", 1e3), ("{}%", 1), ("{} %", 1),
            ("{}K", 1e3), ("{} orang", 1), ("Rp{} M", 1e9), ("{} (ribu)", 1e3), ("± {}", 1),
            ("{}*", 1), ("<{}", 1),
        ])  # fmt: skip
        g.cells[b][k] = Cell(form.format(int(v)), "General", int(v) * times)


def gabungkan(r: random.Random, g: Grid) -> None:
    """Cells are merged, as Excel does it or as the format painter does, keeping what is under."""
    b, k = _choose(r, g)
    b2, k2 = b + r.randrange(4), k + r.choice([0, 0, 0, 1, 2])
    span = f"{get_column_letter(k + 1)}{b + 1}:{get_column_letter(k2 + 1)}{b2 + 1}"
    if any(_bertemu(rect(span), rect(r)) for r in g.merge) or (b, k) == (b2, k2):
        return
    g.merge.append(span)
    if r.random() < 0.5:
        for n in range(b, min(b2 + 1, len(g.cells))):
            for m in range(k, min(k2 + 1, len(g.cells[n]))):
                if (n, m) != (b, k):
                    g.cells[n][m] = Cell()


def _bertemu(a: tuple[int, ...], b: tuple[int, ...]) -> bool:
    return not (a[2] < b[0] or b[2] < a[0] or a[3] < b[1] or b[3] < a[1])


def error(r: random.Random, g: Grid) -> None:
    """An error of Excel or a formula without a result, in a cell, a row, or below the table."""
    b, k = _choose(r, g)
    formula = r.random() < 0.3
    content = (
        "=Z99" if formula else r.choice(["#REF!", "#N/A", "#DIV/0!", "#SPILL!", "#CALC!", "#NAME?"])
    )
    broken = Cell(content, "General", TAK_PASTI, error=not formula)
    if r.random() < 0.3 and not g.schema.VERTICAL:
        g.cells[b] = [copy.copy(broken) if s.content is not None else s for s in g.cells[b]]
    else:
        g.cells[b][k] = broken


def kosongkan(r: random.Random, g: Grid) -> None:
    """A cell, a row or a head is emptied, or filled with what looks empty."""
    b, k = _choose(r, g)
    s = r.choice(
        [Cell(), Cell(" ", meaning=None), Cell("\u200b", meaning=TAK_PASTI), Cell("-", meaning="-")]
    )
    if r.random() < 0.2:
        g.cells[b] = [Cell() for _ in g.cells[b]]
    elif r.random() < 0.1 and not g.schema.VERTICAL:
        g.cells[g.header][k] = s
    else:
        g.cells[b][k] = s


def gandakan(r: random.Random, g: Grid) -> None:
    """A row, the head or a column stands there twice."""
    b, k = _choose(r, g)
    what = r.randrange(3)
    if g.merge or what == 2:
        for rows in g.cells:
            rows.append(copy.copy(rows[k]) if k < len(rows) else Cell())
    else:
        origin = g.cells[b] if what == 0 or g.schema.VERTICAL else g.cells[g.header]
        g.cells.insert(b + 1, [copy.copy(s) for s in origin])
        if what == 1 and not g.schema.VERTICAL:
            g.cells[b + 1] = [Cell(s.content, s.code, None) for s in origin]


def labeli(r: random.Random, g: Grid) -> None:
    """A row of data is labelled as a total, or counts 1, 2, 3."""
    b, k = _choose(r, g)
    if r.random() < 0.7:
        first = next((n for n, s in enumerate(g.cells[b]) if s.content is not None), k)
        g.cells[b][first] = Cell(
            r.choice(["Jumlah", "TOTAL", "Rata-rata", "Sub Total"]), meaning=TAK_PASTI
        )
    else:
        for n, m in enumerate(g.column[: r.randrange(2, 5)], 1):
            g.cells[g.data[0]][m] = Cell(n, "General", n)


def sembunyikan(r: random.Random, g: Grid) -> None:
    """A row or column is hidden: what is read is not seen."""
    b, k = _choose(r, g)
    if r.random() < 0.5:
        g.baris_sembunyi.add(b)
        for s in g.cells[b]:
            s.meaning = TAK_PASTI if s.content is not None else None
    else:
        g.kolom_sembunyi.add(k)
        for n in g.data:
            g.cells[n][k].meaning = TAK_PASTI if g.cells[n][k].content is not None else None


def karakter(r: random.Random, g: Grid) -> None:
    """A character nobody sees is put into a text or a number."""
    b, k = _choose(r, g)
    s = g.cells[b][k]
    if s.content is not None:
        c = r.choice(
            ["\u200b", "\ufeff", "\u202e", "\u00ad", "_x001B_", "_x0007_", "\u2060", "_xFFFE_"]
        )
        text = str(s.content)
        location = r.randrange(len(text) + 1)
        g.cells[b][k] = Cell(text[:location] + c + text[location:], "General", TAK_PASTI)


def kind(r: random.Random, g: Grid) -> None:
    """A cell holds something of another kind, or a number beyond all bounds."""
    b, k = _choose(r, g)
    content = r.choice(
        [True, 1e308, -1e308, "9" * 400, 10**15, 1e-300, "1E+9", "NaN", "inf", "12:30", "5/6"]
    )
    g.cells[b][k] = Cell(content, "General", content)


KACAU: tuple[Kacau, ...] = (
    shift, exchanged, separator, scale, satuan, gabungkan, error, kosongkan, gandakan, labeli,
    sembunyikan, karakter, kind,
)  # fmt: skip


@dataclass(frozen=True)
class Result:
    """One case: caught by a finding, harmless, or a silent difference with its places."""

    name: str
    kind: str
    tertangkap: bool
    diff: list[str]

    @property
    def outcome(self) -> str:
        return "caught" if self.tertangkap else "silent" if self.diff else "harmless"


def coba(seed: int) -> Result:
    """The case of a seed: one sheet, one fault."""
    r = random.Random(seed)  # noqa: S311
    origin, clean = r.choice(list_grid())
    kacau = KACAU[seed % len(KACAU)]
    g = copy.deepcopy(origin)
    kacau(r, g)
    as_read = read(g)
    known = {teks_baris(origin, b) for b in range(len(origin.cells)) if b not in clean.rows}
    new = as_read.findings - clean.findings
    name = f"{seed}: {kacau.__name__} {origin.schema.FILE} › {origin.schema.SHEET}"
    diff = [] if new else list_diffs(g, as_read, known)
    return Result(name, kacau.__name__, bool(new), diff)


# What the figures of docs/faults.md stand on: the faults, and the oracle that judges them.
GENERATOR = (Path(__file__), Path(__file__).with_name("shown.py"))
PAGE = PROJECT_ROOT / "docs" / "faults.md"
OUTCOMES = ("caught", "harmless", "silent")


def hash_generator() -> str:
    return hashlib.sha256(b"".join(p.read_bytes() for p in GENERATOR)).hexdigest()[:12]


def write_page(results: Counter[tuple[str, str]], seeds: range) -> None:
    """docs/faults.md: how many cases of each kind came out how."""

    def write(name: str, what: str, kinds: Sequence[str]) -> str:
        n = [sum(results[k, o] for k in kinds) for o in OUTCOMES]
        return f"| {name} | {what} | {sum(n):,} | {' | '.join(f'{c:,}' for c in n)} |"

    every = [k.__name__ for k in KACAU]
    rows = [write(f"`{k.__name__}`", (k.__doc__ or "").strip(), [k.__name__]) for k in KACAU]
    PAGE.write_text(
        f"""# Faults put into cells

Written by `make fuzz`: seeds {seeds.start} to {seeds.stop - 1} of `tests/faults.py`,
each one fault in one sheet of the examples. *Caught*: a finding names it. *Harmless*: what was
read is what the cells show. *Silent*: what was read is something else, and nobody says so.
Generator {hash_generator()}.

| kind | what is done | cases | caught | harmless | silent |
|---|---|--:|--:|--:|--:|
{chr(10).join(rows)}
{write("all", "", every)}
""", "utf-8")  # fmt: skip
