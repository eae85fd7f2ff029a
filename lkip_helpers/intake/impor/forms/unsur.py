"""The unsur of the office's own sheet, with every wording of their answers that is certain."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from lkip_helpers.aturan import find_unsur, load_aturan
from lkip_helpers.intake.impor.forms.kata import ringkas
from lkip_helpers.intake.kontrak import UnsurSkm
from lkip_helpers.intake.lembar import Terbaca
from lkip_helpers.intake.temuan import Temuan

SAMBUNG = " dan "


@dataclass(frozen=True)
class Unsur:
    """kode and nama as on the sheet; baku: the unsur of the regulation; skala: answer → 1–4.

    tersurat: the answers the sheet itself names.
    """

    kode: str
    nama: str
    baku: str | None
    skala: Mapping[str, int]
    tersurat: frozenset[str] = frozenset()

    def __str__(self) -> str:
        return f"{self.kode} {self.nama}"

    def untuk(self, kepala: str) -> "Unsur":
        """This unsur as `kepala` asks for it: without answers whose direction it turns round."""
        aturan, rapi = load_aturan("forms"), ringkas(kepala)
        if not any(k in rapi for k in aturan["searah"]):
            return self
        buang = set(aturan["tanpa_arah"]) - self.tersurat
        return replace(self, skala={k: n for k, n in self.skala.items() if k not in buang})

    @property
    def sejajar(self) -> bool:
        """Whether "sangat …" is its best answer: then a common wording may mean the same."""
        return any(k.startswith("sangat ") and n == 4 for k, n in self.skala.items())


def kunci_jawaban(teks: str) -> str:
    """An answer for comparing: "Sopan & ramah" and "sopan, ramah" are "sopan dan ramah"."""
    return f" {ringkas(teks)} ".replace(SAMBUNG, " ").strip()


def list_unsur(terbaca: Terbaca) -> tuple[list[Unsur], list[Temuan]]:
    """The rows of the sheet Unsur; faults where there are none or their answers cannot be told."""
    unsur, temuan = [], []
    for nomor, rekam in terbaca.baris:
        kode, nama = str(rekam.get("kode") or "").strip(), str(rekam.get("unsur") or "").strip()
        if not (kode and nama):
            continue
        tersurat = [kunci_jawaban(str(rekam.get(f"jawaban_{i}") or "")) for i in range(1, 5)]
        isi = [t for t in tersurat if t]
        if len(set(isi)) < len(isi):
            temuan.append(_salah(f"arti jawaban {kode} ada yang sama", "bedakan keempatnya", nomor))
        baku = find_unsur(nama)
        unsur.append(Unsur(kode, nama, baku, _skala(tersurat, baku), frozenset(isi)))
    if not unsur:
        temuan.append(_salah("tidak memuat satu unsur pun", "isi kode dan nama setiap unsur", 0))
    return unsur, temuan


def _salah(pesan: str, saran: str, nomor: int) -> Temuan:
    sel = f"A{nomor}" if nomor else ""
    return Temuan(UnsurSkm.BERKAS, UnsurSkm.LEMBAR, sel, "", "salah", pesan, saran)


def _skala(tersurat: Sequence[str], baku: str | None) -> dict[str, int]:
    """The sheet's words first; those of the rules only where they do not contradict them."""
    skala = {t: i for i, t in enumerate(tersurat, 1) if t}
    for label in _label(baku):
        lain = {kunci_jawaban(t): i for i, t in enumerate(label, 1)}
        if all(skala.get(t, i) == i for t, i in lain.items()):
            skala |= lain
    return skala


def _label(baku: str | None) -> Iterator[Any]:
    return (x for u in load_aturan("skm")["unsur"] if u["nama"] == baku for x in u["label"])


def kosakata(unsur: Sequence[Unsur]) -> frozenset[str]:
    """Every word an answer to a questionnaire may be made of."""
    semua = [k for u in unsur for k in u.skala]
    semua += [ringkas(t) for u in load_aturan("skm")["unsur"] for x in u["label"] for t in x]
    kata = {k for teks in semua for k in teks.split()}
    return frozenset(kata | set(load_aturan("forms")["kata_jawaban"]) | {"dan"})
