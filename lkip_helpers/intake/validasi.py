"""Hold each row against its contract; every fault with its cell, in Indonesian."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pandas as pd
from pydantic import ValidationError

from lkip_helpers.intake.buku import alamat
from lkip_helpers.intake.kontrak import Kontrak
from lkip_helpers.intake.lembar import Terbaca, judul_kolom, rapikan, sel_dari
from lkip_helpers.intake.temuan import Tingkat
from lkip_helpers.intake.tipe import Besaran

_PESAN = {
    "greater_than": ("{n} harus lebih dari {gt}", "periksa angkanya"),
    "greater_than_equal": ("{n} tidak boleh kurang dari {ge}", "periksa angkanya"),
    "less_than_equal": ("{n} tidak boleh lebih dari {le}", "periksa angkanya"),
    "literal_error": ("“{n}” tidak dikenal", "pilih salah satu: {expected}"),
    "finite_number": ("{n} bukan angka", "ganti dengan angka"),
}
_DTYPE: dict[type, Any] = {int: "Int64", float: "float64", bool: "bool"}


def validate(terbaca: Terbaca) -> list[tuple[int, Kontrak]]:
    """Rows that fulfil the contract, with their Excel row; faults are added to `terbaca.temuan`."""
    sah: list[tuple[int, Kontrak]] = []
    for nomor, rekam in terbaca.baris:
        try:
            sah.append((nomor, terbaca.kontrak.model_validate(rekam)))
        except ValidationError as galat:
            for satu in galat.errors(include_url=False):
                _add(terbaca, nomor, satu)
    _check_kunci(terbaca, sah)
    return sah


def _add(terbaca: Terbaca, nomor: int, galat: Mapping[str, Any]) -> None:
    nama, *lanjut = galat["loc"]
    if galat["type"] == "missing":  # the missing column itself is a finding already
        return
    rinci = {**galat.get("ctx", {}), "n": galat["input"]}
    rinci["expected"] = str(rinci.get("expected", "")).replace(" or ", " atau ").replace("'", "")
    pesan, saran = _PESAN.get(galat["type"], ("{pesan}", "{saran}"))
    judul = lanjut[0] if lanjut else judul_kolom(terbaca.kontrak)[str(nama)]
    sel = sel_dari(terbaca, nomor, str(nama), lanjut[0] if lanjut else None)
    rinci.setdefault("pesan", "isinya tidak dapat dibaca")
    rinci.setdefault("saran", "periksa isinya")
    tingkat: Tingkat = "salah"
    if galat["type"] == "belum" or not rapikan(galat["input"]):
        pesan, saran, tingkat = "belum diisi", sebut_isian(terbaca.kontrak, str(nama)), "belum"
        rinci = {}
    terbaca.add(
        f"{judul}: {pesan.format(**rinci)}", saran.format(**rinci), sel, galat["input"], tingkat
    )


def sebut_isian(kontrak: type[Kontrak], nama: str) -> str:
    """What to put into a field, with its unit and an example."""
    f = kontrak.model_fields[nama]
    lanjut: Any = f.json_schema_extra
    arti = "; ".join(filter(None, (str(f.description), lanjut["satuan"])))
    return f"isi, misalnya {(f.examples or ['…'])[0]} ({arti})"


def _check_kunci(terbaca: Terbaca, sah: list[tuple[int, Kontrak]]) -> None:
    """Rows that must be unique together; both cells are named."""
    kunci = terbaca.kontrak.KUNCI
    dilihat: dict[tuple[str, ...], int] = {}
    for nomor, baris in sah if kunci else []:
        isi = tuple(str(getattr(baris, k)).casefold() for k in kunci)
        if isi in dilihat:
            sel, lain = (
                sel_dari(terbaca, nomor, kunci[-1]),
                sel_dari(terbaca, dilihat[isi], kunci[-1]),
            )
            teks = " / ".join(str(getattr(baris, k)) for k in kunci)
            terbaca.add(
                f"{teks} sudah ada di {lain}", "hapus atau bedakan salah satunya", sel, teks
            )
        dilihat.setdefault(isi, nomor)


def build_frame(terbaca: Terbaca, sah: list[tuple[int, Kontrak]]) -> pd.DataFrame:
    """Typed frame of the rows: index = Excel row, columns = fields; wide fields long or wide.

    attrs["sumber"] holds berkas, lembar and the column letter of each field; attrs["tertulis"]
    what was written as more than a number, as (row, field, cell, Besaran).
    """
    k = terbaca.kontrak
    frame = pd.DataFrame(
        [b.model_dump() for _, b in sah],
        columns=list(k.model_fields),
        index=pd.Index([n for n, _ in sah], name="baris", dtype="int64"),
    )
    for nama, f in k.model_fields.items():
        if nama != k.LEBAR:
            _tambah_atas(frame, nama, [getattr(b, nama) for _, b in sah])
            frame[nama] = frame[nama].astype(_dtype(f.annotation))
    if k.LEBAR:
        frame = _buka_lebar(frame, terbaca)
    frame.attrs["sumber"] = {"berkas": k.BERKAS, "lembar": k.LEMBAR, "kolom": huruf_kolom(terbaca)}
    frame.attrs["tertulis"] = list(_list_tertulis(terbaca, sah))
    return frame


def _list_tertulis(
    terbaca: Terbaca, sah: list[tuple[int, Kontrak]]
) -> Iterator[tuple[int, str, str, Besaran]]:
    """Ranges and predicates: a rule between sheets says where they may stand."""
    for nomor, baris in sah:
        for nama in terbaca.kontrak.model_fields:
            isi = getattr(baris, nama)
            for kunci, nilai in isi.items() if isinstance(isi, dict) else ((None, isi),):
                if isinstance(nilai, Besaran):
                    yield nomor, nama, sel_dari(terbaca, nomor, nama, kunci), nilai


def _tambah_atas(frame: pd.DataFrame, nama: str, isi: Iterable[Any]) -> None:
    """A column `<nama>_atas` with the upper ends of ranges, where there are any."""
    atas = [getattr(v, "atas", None) for v in isi]
    if any(a is not None for a in atas):
        frame[f"{nama}_atas"] = pd.array(atas, dtype="Float64").astype("float64")


def huruf_kolom(terbaca: Terbaca) -> dict[str, str]:
    """Column letter of each field and of each wide header."""
    semua = {**terbaca.kolom, **{str(k): v for k, v in terbaca.lebar.items()}}
    return {nama: alamat(1, nomor)[:-1] for nama, nomor in semua.items()}


def _dtype(anotasi: Any) -> Any:
    jenis = {anotasi, *getattr(anotasi, "__args__", ())}
    return next((d for t, d in _DTYPE.items() if t in jenis), "object")


def _buka_lebar(frame: pd.DataFrame, terbaca: Terbaca) -> pd.DataFrame:
    k, lebar = terbaca.kontrak, str(terbaca.kontrak.LEBAR)
    anotasi: Any = k.model_fields[lebar].annotation
    jenis = _dtype(anotasi.__args__[1])
    isi = pd.DataFrame(frame[lebar].to_list(), index=frame.index, columns=list(terbaca.lebar))
    luas = frame.drop(columns=lebar).join(isi.astype(jenis))
    if not k.KUNCI_LEBAR:
        return luas
    tetap = [n for n in k.model_fields if n != lebar]
    panjang = luas.melt(tetap, list(terbaca.lebar), k.KUNCI_LEBAR, lebar, ignore_index=False)
    asli = [b[kunci] for kunci in terbaca.lebar for b in frame[lebar]]  # in the order of melt
    _tambah_atas(panjang, lebar, asli)
    kunci = "Int64" if anotasi.__args__[0] is int else "object"
    return panjang.astype({lebar: jenis, k.KUNCI_LEBAR: kunci}).sort_index(kind="stable")
