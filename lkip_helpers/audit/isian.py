"""The names under which published figures are typed: every number of the computed tables."""

from collections.abc import Iterable, Iterator

from lkip_helpers.audit.hasil import UKURAN, Letak, TabelHasil, TakDikenal


def list_isian(tabel: Iterable[TabelHasil]) -> list[dict[str, str | None]]:
    """label, baris and kolom of each number, as terbit.xlsx names them; without its value.

    A row that no name tells apart from another is left out.
    """
    return [
        {"label": t.label, "baris": nama, "kolom": kolom}
        for t in tabel
        for letak, nama in _list_baris(t)
        for kolom in _list_kolom(t, letak)
    ]


def _list_baris(t: TabelHasil) -> Iterator[tuple[Letak, str | None]]:
    badan = [Letak("baris", i) for i in range(len(t.baris))]
    for letak in (*badan, *(Letak("kaki", i) for i in range(len(t.kaki)))):
        nama = "" if badan == [letak] else t.sebut(letak)
        try:
            if t.find_baris(nama) == letak:
                yield letak, nama or None
        except TakDikenal:
            continue


def _list_kolom(t: TabelHasil, letak: Letak) -> Iterator[str]:
    """Its measures that hold something there, by their titles where these are enough."""
    for kunci, kolom in t.kolom.items():
        if kolom["jenis"] in UKURAN and t.nilai(letak, kunci) not in (None, ""):
            judul = str(kolom["judul"])
            sama = [k for k, v in t.kolom.items() if v["judul"] == judul or k == judul]
            yield judul if sama == [kunci] else kunci
