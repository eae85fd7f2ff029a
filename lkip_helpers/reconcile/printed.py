"""A printed figure: its value, and how exactly it was printed."""

import math
import re
from dataclasses import dataclass

from lkip_helpers.compute.rounding import LONGEST, round_half_up
from lkip_helpers.report.format import format_number

LINE = {"", "-", "–", "—", "−"}
CHECKMARK = {"√", "✓", "✔", "v", "✔️", "\\sqrt{}"}
_NUMBER = re.compile(r"[−-]?\s*\d+(?:[.,]\d+)*")


@dataclass(frozen=True)
class Printed:
    """A printed text, its value (a dash is 0, a tick 1; None for no number) and decimals."""

    text: str
    value: float | None = None
    decimals: int = 0

    @property
    def wording(self) -> str:
        """The figure in a sentence, with the decimals it was printed with."""
        return self.text if self.value is None else format_number(self.value, self.decimals)

    @property
    def digits(self) -> int:
        """How many significant digits it has."""
        return len("".join(c for c in self.wording if c.isdigit()).strip("0"))

    @property
    def last_place_unit(self) -> float:
        """Worth of one unit in the last printed place."""
        return float(10.0**-self.decimals)

    @property
    def interval(self) -> tuple[float, float]:
        """Values that print as this figure does when rounded half up."""
        value = math.nan if self.value is None else self.value
        half = self.last_place_unit / 2
        return value - half, value + half

    def fits(self, value: float) -> bool:
        """Whether `value`, rounded once, half up, prints as this figure."""
        if self.value is None or not math.isfinite(value):
            return False
        return round_half_up(value, self.decimals) == round_half_up(self.value, self.decimals)


def read_print(text: str, near: float | None = None) -> Printed:
    """`text` as printed; of two readings ("2.529") the one nearer to `near`, else Indonesian."""
    tidy = " ".join(text.split())
    if tidy in LINE:
        return Printed(tidy, 0.0)
    if tidy.casefold() in CHECKMARK:
        return Printed(tidy, 1.0)
    found = _NUMBER.search(tidy)
    if found is None or sum(map(str.isdigit, found[0])) > LONGEST:  # no float tells it apart
        return Printed(tidy)
    sign = -1 if found[0][0] in "−-" else 1
    readings = _readings(found[0].lstrip("−- "))
    if near and len(readings) > 1:
        readings.sort(key=lambda r: abs(math.log(max(r[0], 1e-9) / abs(near))))
    value, decimals = readings[0]
    return Printed(tidy, sign * value, decimals)


def _readings(core: str) -> list[tuple[float, int]]:
    """Value and decimals of every way to read the digits, the likelier first."""
    separators = [c for c in core if c in ".,"]
    if not separators:
        return [(float(core), 0)]
    whole = (float(re.sub(r"[.,]", "", core)), 0)
    front, back = re.split(r"[.,](?=\d+$)", core)
    fraction = (float(f"{re.sub(r'[.,]', '', front)}.{back}"), len(back))
    if len(separators) > 1:
        return [whole] if len(set(separators)) == 1 else [fraction]
    if len(back) == 3 and len(front) <= 3 and not front.startswith("0"):
        return [whole, fraction] if separators[0] == "." else [fraction, whole]
    return [fraction]
