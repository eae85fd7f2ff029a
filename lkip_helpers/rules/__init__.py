"""The rules of the field as data, each with its legal source, and one small loader."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True)
class Tier:
    """A band: key, letter or name, meaning, and where it begins."""

    kunci: str
    teks: str
    batas: str = ""
    mulai: float | None = None
    lebih_dari: float | None = None

    def in_force(self, value: float) -> bool:
        """Whether `value` reaches this band's lower bound (bands are asked from the top)."""
        if self.lebih_dari is not None:
            return value > self.lebih_dari
        return self.mulai is None or value >= self.mulai


@dataclass(frozen=True)
class Scale:
    """Bands from the top down, with their source."""

    name: str
    source: str
    tier: tuple[Tier, ...]

    def find(self, value: float) -> Tier:
        """The first band whose lower bound `value` reaches; raises ValueError below the lowest."""
        if (band := next((j for j in self.tier if j.in_force(value)), None)) is None:
            raise ValueError(f"{value} di bawah batas terendah skala {self.name}")
        return band


@lru_cache
def load_rules(name: str) -> dict[str, Any]:
    """The rule file `name`.toml as it stands."""
    return tomllib.loads((files(__package__) / f"{name}.toml").read_text("utf-8"))


@lru_cache
def cite_rule(key: str, content: str = "sumber") -> str:
    """What the rules say under `file.part.…`, or above it where it is silent: a source, a text.

    "" where nothing is said. Raises KeyError for a rule that is not there.
    """
    file, *path = key.split(".")
    node: dict[str, Any] = load_rules(file)
    text = node.get(content, "")
    for part in path:
        node = node[part]
        text = node.get(content, text)
    return str(text)


@lru_cache
def load_scale(name: str = "") -> Scale:
    """The scale of capaian; without a name, the one chosen in the rule file."""
    scale = load_rules("capaian")["skala"]
    name = name or scale["bawaan"]
    return Scale(name, scale[name]["sumber"], tuple(Tier(**k) for k in scale[name]["kategori"]))


@lru_cache
def load_mutu(name: str = "") -> Scale:
    """A table of mutu pelayanan, bands on 25–100; without a name, the one in force."""
    mutu = load_rules("skm")["mutu"]
    name = name or mutu["bawaan"]
    return _letters(name, mutu[name]["sumber"], mutu[name]["jenjang"], "kinerja")


@lru_cache
def load_predikat_ipp() -> Scale:
    """Bands of the Indeks Pelayanan Publik on 0–5."""
    rule = load_rules("ipp")
    return _letters("predikat", rule["sumber"], rule["predikat"], "arti")


def list_named(file: str, tabel: str) -> dict[str, bool]:
    """Scales or tables of mutu by name, and whether each is the one in force."""
    entries = load_rules(file)[tabel]
    return {name: name == entries["bawaan"] for name in entries if name != "bawaan"}


def load_weight(unsur_count: int, choice: str = "tepat") -> float:
    """Weight of one unsur: as it was chosen, by default exactly 1/number of unsur."""
    return float(load_rules("skm")["bobot_pilihan"][choice] or Fraction(1, unsur_count))


@lru_cache
def list_choices(file: str, key: str) -> tuple[str, ...]:
    """What an office can choose from under `key` of a rule file, in order."""
    return tuple(k for k, v in load_rules(file)[key].items() if k != "bawaan")


def find_unsur(name: str) -> str | None:
    """Standard name of an unsur pelayanan by the words in `name`, not by place; or None."""
    entries = load_rules("skm")["unsur"]
    fitting = [u["nama"] for u in entries if any(k in name.lower() for k in u["kata"])]
    return str(fitting[0]) if len(fitting) == 1 else None


def find_evidence(name: str, chosen: str | None = None) -> str | None:
    """The kind of evidence that should yield an indicator: the one chosen for it, else by law.

    Two indices have their names from national regulations and are known by them; any other
    indicator has the evidence its office chose, or none.
    """
    if isinstance(chosen, str):
        return chosen
    entries = load_rules("konsistensi")["bukti"]
    fitting = (b["dari"] for b in entries if any(k in name.casefold() for k in b["kata"]))
    return next(fitting, None)


def _letters(name: str, source: str, entries: Sequence[Mapping[str, Any]], text: str) -> Scale:
    tier = (Tier(j["huruf"], j[text], mulai=j["mulai"]) for j in entries)
    return Scale(name, source, tuple(tier))


@lru_cache
def load_efisiensi(choice: str = "selisih") -> Scale:
    """Bands of the efficiency figure of the formula that was chosen."""
    rule = load_rules("efisiensi")["rumus"][choice]
    return Scale(choice, rule["sumber"], tuple(Tier(**j) for j in rule["jenjang"]))


def list_predikat() -> dict[str, float]:
    """The predicates of every group by their letters, with their scores."""
    groups = load_rules("capaian")["predikat"].values()
    return {letter: float(score) for g in groups for letter, score in g["nilai"].items()}


def find_predikat_value(letter: str) -> float | None:
    """Score of a predicate of any group by its letters; None for what is no predicate."""
    return list_predikat().get(letter.strip().upper())


def find_predikat(satuan: str, value: float) -> str | None:
    """Letters of a score where `satuan` names a group of predicates that has this score."""
    grouping = find_predikat_group(satuan, value) or {"nilai": {}}
    return next((letter for letter, n in grouping["nilai"].items() if n == value), None)


def find_predikat_group(satuan: str, value: float) -> Mapping[str, Any] | None:
    """The group of predicates that `satuan` names and that has this score."""
    unit = " ".join(satuan.casefold().split())
    groups = load_rules("capaian")["predikat"].values()
    return next((g for g in groups if unit in g["kata"] and value in g["nilai"].values()), None)


def list_in_force(entries: Iterable[Mapping[str, Any]], tahun: int) -> list[Mapping[str, Any]]:
    """The entries whose years hold `tahun`."""
    since, until = "berlaku_sejak", "berlaku_sampai"
    return [b for b in entries if b.get(since, tahun) <= tahun <= b.get(until, tahun)]


def find_in_force(entries: Sequence[Mapping[str, Any]], tahun: int) -> Mapping[str, Any]:
    """The entry whose years hold `tahun`; raises LookupError where none or several do."""
    found = list_in_force(entries, tahun)
    if len(found) != 1:
        raise LookupError(f"{len(found)} aturan berlaku pada tahun {tahun}, seharusnya satu")
    return found[0]


def cite_law(subject: str, tahun: int) -> str:
    """The regulation on `subject` as it is named in a report of `tahun`."""
    return str(find_in_force(load_rules("peraturan")[subject], tahun)["teks"])
