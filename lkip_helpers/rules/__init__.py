"""The rules of the field as data, each with its legal source, and one small loader."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache, partial
from importlib.resources import files
from typing import Any

_BAND_FIELDS = {"huruf": "kunci", "kinerja": "teks", "arti": "teks"}  # as tables of laws say it


@dataclass(frozen=True)
class Band:
    """A band: key (letter or name), meaning, lower bound (mulai; lebih_dari if excluded)."""

    kunci: str
    teks: str
    batas: str = ""
    mulai: float | None = None
    lebih_dari: float | None = None

    def is_reached(self, value: float) -> bool:
        """Whether `value` reaches the lower bound."""
        if self.lebih_dari is not None:
            return value > self.lebih_dari
        return self.mulai is None or value >= self.mulai


@dataclass(frozen=True)
class Scale:
    """Bands from the highest down, with their source."""

    name: str
    source: str
    bands: tuple[Band, ...]

    def find(self, value: float) -> Band:
        """The first band whose lower bound `value` reaches; raises ValueError below the lowest."""
        if (band := next((b for b in self.bands if b.is_reached(value)), None)) is None:
            raise ValueError(f"{value} di bawah batas terendah skala {self.name}")
        return band


@lru_cache
def load_rules(name: str) -> dict[str, Any]:
    """The contents of the rule file `name`.toml."""
    return tomllib.loads((files(__package__) / f"{name}.toml").read_text("utf-8"))


@lru_cache
def load_pattern(file: str, name: str) -> re.Pattern[str]:
    """One of the [pola] of a rule file, compiled; <<x>> in it stands for the pattern x."""
    text = "|".join(load_rules(file)["pola"][name])
    expanded = re.sub(r"<<(\w+)>>", lambda m: f"(?:{load_pattern(file, m[1]).pattern})", text)
    return re.compile(expanded, re.IGNORECASE)


@lru_cache
def cite_rule(key: str, attribute: str = "sumber") -> str:
    """An attribute of the rule `file.part.…`, inherited from the tables above; "" without one.

    Raises KeyError for a rule that does not exist.
    """
    file, *path = key.split(".")
    node: dict[str, Any] = load_rules(file)
    text = node.get(attribute, "")
    for part in path:
        node = node[part]
        text = node.get(attribute, text)
    return str(text)


@lru_cache
def load_scale(
    name: str = "", file: str = "capaian", key: str = "skala", part: str = "kategori"
) -> Scale:
    """A scale of capaian, or of another rule file; without a name, its default."""
    scales = load_rules(file)[key]
    name = name or scales["bawaan"]
    bands = ({_BAND_FIELDS.get(k, k): v for k, v in entry.items()} for entry in scales[name][part])
    return Scale(name, cite_rule(f"{file}.{key}.{name}"), tuple(Band(**band) for band in bands))


load_mutu = partial(load_scale, file="skm", key="mutu", part="jenjang")  # on 25–100
load_efisiensi = partial(load_scale, file="efisiensi", key="rumus", part="jenjang")
load_predikat_ipp = partial(load_scale, file="ipp", part="jenjang")  # on 0–5


def load_weight(unsur_count: int, choice: str = "tepat") -> float:
    """Weight of one unsur: as chosen, by default exactly 1/unsur_count."""
    return float(load_rules("skm")["bobot_pilihan"][choice] or Fraction(1, unsur_count))


@lru_cache
def list_choices(file: str, key: str) -> tuple[str, ...]:
    """What an office can choose from under `key` of a rule file, in order."""
    return tuple(name for name in load_rules(file)[key] if name != "bawaan")


def find_unsur(name: str) -> str | None:
    """Standard name of an unsur pelayanan by the words in `name`; None unless one fits."""
    name, unsur = name.lower(), load_rules("skm")["unsur"]
    others = {u["nama"] for u in unsur if any(w in name for w in u.get("bukan", ()))}
    matches = {u["nama"] for u in unsur if any(w in name for w in u["kata"])} - others
    return str(matches.pop()) if len(matches) == 1 else None


def find_evidence(name: str, chosen: str | None = None) -> str | None:
    """The kind of evidence an indicator is computed from: as chosen, else by its name; or None.

    Two indices are named by national regulations; any other indicator has the evidence that its
    office chose, if any.
    """
    if isinstance(chosen, str):
        return chosen
    entries = load_rules("konsistensi")["bukti"]
    kinds = (e["dari"] for e in entries if any(w in name.casefold() for w in e["kata"]))
    return next(kinds, None)


def list_predikat() -> dict[str, float]:
    """The predicates of every group by their letters, with their scores."""
    groups = load_rules("capaian")["predikat"].values()
    return {letter: float(score) for g in groups for letter, score in g["nilai"].items()}


def find_predikat(satuan: str, value: float) -> str | None:
    """Letters of a score where `satuan` names a group of predicates that has this score."""
    group = find_predikat_group(satuan, value) or {"nilai": {}}
    return next((letter for letter, score in group["nilai"].items() if score == value), None)


def find_predikat_group(satuan: str, value: float) -> Mapping[str, Any] | None:
    """The group of predicates that `satuan` names and that has this score."""
    unit = " ".join(satuan.casefold().split())
    groups = load_rules("capaian")["predikat"].values()
    return next((g for g in groups if unit in g["kata"] and value in g["nilai"].values()), None)


def is_unknown(text: Any) -> bool:
    """Whether a text among figures says that the figure is not known."""
    return text in load_rules("capaian")["tidak_diketahui"].values()


def list_in_force(entries: Iterable[Mapping[str, Any]], tahun: int) -> list[Mapping[str, Any]]:
    """The entries in force in `tahun`."""
    since, until = "berlaku_sejak", "berlaku_sampai"
    return [e for e in entries if e.get(since, tahun) <= tahun <= e.get(until, tahun)]


def find_in_force(entries: Sequence[Mapping[str, Any]], tahun: int) -> Mapping[str, Any]:
    """The entry in force in `tahun`; raises LookupError for none or several."""
    found = list_in_force(entries, tahun)
    if len(found) != 1:
        raise LookupError(f"{len(found)} aturan berlaku pada tahun {tahun}, seharusnya satu")
    return found[0]


def cite_law(subject: str, tahun: int) -> str:
    """The name of the regulation on `subject` in force in `tahun`."""
    return str(find_in_force(load_rules("peraturan")[subject], tahun)["teks"])
