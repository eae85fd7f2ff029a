"""The rules of the field as data, each with its legal source, and one small loader."""

import tomllib
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True)
class Jenjang:
    """A band: key, letter or name, meaning, and where it begins."""

    kunci: str
    teks: str
    batas: str = ""
    mulai: float | None = None
    lebih_dari: float | None = None

    def berlaku(self, nilai: float) -> bool:
        """Whether `nilai` reaches this band's lower bound (bands are asked from the top)."""
        if self.lebih_dari is not None:
            return nilai > self.lebih_dari
        return self.mulai is None or nilai >= self.mulai


@dataclass(frozen=True)
class Skala:
    """Bands from the top down, with their source."""

    nama: str
    sumber: str
    jenjang: tuple[Jenjang, ...]

    def find(self, nilai: float) -> Jenjang:
        """The first band whose lower bound `nilai` reaches; raises ValueError below the lowest."""
        for j in self.jenjang:
            if j.berlaku(nilai):
                return j
        raise ValueError(f"{nilai} di bawah batas terendah skala {self.nama}")


@lru_cache
def load_aturan(nama: str) -> dict[str, Any]:
    """The rule file `nama`.toml as it stands."""
    return tomllib.loads((files(__package__) / f"{nama}.toml").read_text("utf-8"))


@lru_cache
def cite_aturan(kunci: str, isi: str = "sumber") -> str:
    """What the rules say under `berkas.bagian.…`, or above it where it is silent: a source, a text.

    "" where nothing is said. Raises KeyError for a rule that is not there.
    """
    berkas, *jalan = kunci.split(".")
    simpul: dict[str, Any] = load_aturan(berkas)
    teks = simpul.get(isi, "")
    for bagian in jalan:
        simpul = simpul[bagian]
        teks = simpul.get(isi, teks)
    return str(teks)


@lru_cache
def load_skala(nama: str = "") -> Skala:
    """The scale of capaian; without a name, the one chosen in the rule file."""
    skala = load_aturan("capaian")["skala"]
    nama = nama or skala["bawaan"]
    return Skala(nama, skala[nama]["sumber"], tuple(Jenjang(**k) for k in skala[nama]["kategori"]))


@lru_cache
def load_mutu(tabel: str = "mutu") -> Skala:
    """Bands of mutu pelayanan on 25–100; `mutu_2004` is the repealed table."""
    return _huruf("skm", tabel, "kinerja")


@lru_cache
def load_predikat_ipp() -> Skala:
    """Bands of the Indeks Pelayanan Publik on 0–5."""
    return _huruf("ipp", "predikat", "arti")


def load_bobot(jumlah_unsur: int) -> float:
    """Weight of one unsur: exact 1/number of unsur."""
    bobot = Fraction(load_aturan("skm")["bobot"])
    return float(bobot if bobot.denominator == jumlah_unsur else Fraction(1, jumlah_unsur))


def find_unsur(nama: str) -> str | None:
    """Standard name of an unsur pelayanan by the words in `nama`, not by place; or None."""
    daftar = load_aturan("skm")["unsur"]
    cocok = [u["nama"] for u in daftar if any(k in nama.lower() for k in u["kata"])]
    return str(cocok[0]) if len(cocok) == 1 else None


def find_bukti(nama: str) -> list[str]:
    """Kinds of evidence (`dari`) that should yield the indicator called `nama`, by its words."""
    daftar = load_aturan("konsistensi")["bukti"]
    return [str(b["dari"]) for b in daftar if any(k in nama.casefold() for k in b["kata"])]


def _huruf(berkas: str, tabel: str, teks: str) -> Skala:
    aturan = load_aturan(berkas)
    jenjang = tuple(Jenjang(j["huruf"], j[teks], mulai=j["mulai"]) for j in aturan[tabel])
    return Skala(tabel, aturan["sumber"], jenjang)


@lru_cache
def load_efisiensi() -> Skala:
    """Bands of the efficiency figure `selisih`, in percentage points."""
    aturan = load_aturan("efisiensi")["selisih"]
    jenjang = tuple(Jenjang(**j) for j in aturan["jenjang"])
    return Skala("selisih", aturan["sumber"], jenjang)


def find_nilai_predikat(huruf: str) -> float | None:
    """Score of a predicate of any group by its letters; None for what is no predicate."""
    for grup in load_aturan("capaian")["predikat"].values():
        if huruf.strip().upper() in grup["nilai"]:
            return float(grup["nilai"][huruf.strip().upper()])
    return None


def find_predikat(satuan: str, nilai: float) -> str | None:
    """Letters of a score where `satuan` names a group of predicates that has this score."""
    for grup in load_aturan("capaian")["predikat"].values():
        if " ".join(satuan.casefold().split()) in grup["kata"]:
            return next((huruf for huruf, n in grup["nilai"].items() if n == nilai), None)
    return None
