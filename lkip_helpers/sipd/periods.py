"""Parts of a year in a head: months, quarters, half years; alone, or from January on."""

import re
from typing import Literal, NamedTuple

Satuan = Literal["bulan", "triwulan", "semester"]
COUNTS: dict[Satuan, int] = {"bulan": 12, "triwulan": 4, "semester": 2}
_MONTHS = (
    "jan(uari)?", "(feb|peb)(ruari)?", "mar(et)?", "apr(il)?", "mei", "juni?", "juli?",
    "agu?s?t?(us)?|agt", "sept?(ember)?", "okt(ober)?", "nov?(ember)?", "des(ember)?",
)  # fmt: skip
_ROMAN = ("i", "ii", "iii", "iv")
_KE: dict[str, int] = {r: i for i, r in enumerate(_ROMAN, 1)} | {
    "pertama": 1, "kedua": 2, "ketiga": 3, "keempat": 4,
}  # fmt: skip
_TRIWULAN = re.compile(
    r"\b(?:tw|tri\s?wulan|triw|trw|kuartal|q)\.?\s*-?\s*(iv|i{1,3}|[1-4]|pertama|kedua|ketiga"
    r"|keempat)\b"
)
_SEMESTER = re.compile(r"\b(?:semester|smt|sem)\.?\s*-?\s*(i{1,2}|[12]|pertama|kedua)\b")
_UNTIL = re.compile(r"\bs\.?\s?d\b\.?|\bs/d\b|\bsampai\b|\bhingga\b|\bkumulatif\b|\bakumulasi\b")


class PeriodOfYear(NamedTuple):
    """Which part of the year: the n-th of its kind, or all until its end."""

    satuan: Satuan
    to: int
    until: bool

    @property
    def tahun_end(self) -> bool:
        return self.to == COUNTS[self.satuan]


def tell_period(part: list[str]) -> PeriodOfYear | None:
    """The part of the year that heads name, the innermost first; None where they name none."""
    until = bool(_UNTIL.search(" › ".join(part)))
    if len(part) > 1 and part[-1] in _KE:
        return PeriodOfYear("triwulan", _KE[part[-1]], until)
    pattern: tuple[tuple[re.Pattern[str], Satuan], ...] = (
        (_TRIWULAN, "triwulan"), (_SEMESTER, "semester"),
    )  # fmt: skip
    for text in reversed(part):
        for search, satuan in pattern:
            if m := list(search.finditer(text)):
                words = str(m[-1][1])
                return PeriodOfYear(satuan, _KE[words] if words in _KE else int(words), until)
        for n in range(12, 0, -1):
            if re.search(rf"\b({_MONTHS[n - 1]})\b", text):
                return PeriodOfYear("bulan", n, until)
    return None
