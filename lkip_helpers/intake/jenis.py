"""What the cells of a column hold, read from its contract: for templates, in words and limits."""

from dataclasses import dataclass, replace
from types import NoneType
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import PlainValidator

from lkip_helpers.aturan import load_aturan
from lkip_helpers.intake.kontrak import Kontrak
from lkip_helpers.intake.tipe import Jawaban, Tahun

YA_TIDAK = ("ya", "tidak")
KOLOM_BERISI = ("kolom_wajib", "kolom_sekali")  # to be filled although a cell may be empty
Bentuk = Literal["teks", "bulat", "desimal", "ukuran", "pilihan"]


@dataclass(frozen=True)
class Jenis:
    """One column.

    bentuk: text, whole or decimal number, number or range or predicate, or one of pilihan.
    bawah, atas: limits, both included unless lebih (then more than bawah). wajib: a row without it
    is not complete. boleh_hubung: a dash is an answer too.
    """

    judul: str
    arti: str
    satuan: str
    contoh: str
    bentuk: Bentuk
    wajib: bool
    boleh_hubung: bool = False
    pilihan: tuple[str, ...] = ()
    bawah: float | None = None
    atas: float | None = None
    lebih: bool = False

    @property
    def syarat(self) -> str:
        """What may be put in, as one sentence."""
        if self.pilihan:
            return f"Pilih salah satu: {', '.join(self.pilihan)}."
        if self.bentuk == "teks":
            return "Tulis sebagai teks."
        if self.bentuk == "ukuran":
            return "Angka; rentang ditulis seperti 70–80, predikat dengan huruf seperti BB."
        batas = []
        if self.bawah is not None:
            batas.append(f"{'lebih dari' if self.lebih else 'paling kecil'} {self.bawah:g}")
        if self.atas is not None:
            batas.append(f"paling besar {self.atas:g}")
        bilangan = "Bilangan bulat" if self.bentuk == "bulat" else "Angka"
        hubung = ", atau - bila tidak ada" if self.boleh_hubung else ""
        return f"{' '.join([bilangan, ', '.join(batas)]).strip()}{hubung}."

    def berjudul(self, judul: str, *, wajib: bool) -> "Jenis":
        """The same kind under another header."""
        return replace(self, judul=judul, wajib=wajib)

    @property
    def catatan(self) -> str:
        """The note on the header: must or may, meaning, what may be put in, unit, example."""
        baris = [
            "Wajib diisi." if self.wajib else "Boleh kosong.",
            f"Arti: {self.arti}.",
            self.syarat,
            f"Satuan: {self.satuan}." if self.satuan else "",
            f"Contoh: {self.contoh}",
        ]
        return "\n".join(b for b in baris if b)


def baca_jenis(kontrak: type[Kontrak], nama: str) -> Jenis:
    """The kind of the field `nama`; of a wide field, that of its values."""
    f = kontrak.model_fields[nama]
    anotasi: Any = get_args(f.annotation)[1] if nama == kontrak.LEBAR else f.annotation
    meta = list(f.metadata)
    if get_origin(anotasi) is Annotated:
        meta += anotasi.__metadata__
        anotasi = get_args(anotasi)[0]
    anggota = [anotasi] if get_origin(anotasi) is Literal else [*get_args(anotasi), anotasi]
    bentuk, pilihan = _bentuk(anggota, meta)
    bawah, atas, lebih = _batas(meta)
    lanjut: Any = f.json_schema_extra
    aturan = load_aturan("kelengkapan")
    berisi = [n for k in KOLOM_BERISI for n in aturan[k].get(kontrak.LEMBAR, [])]
    return Jenis(
        judul=str(f.title),
        arti=str(f.description),
        satuan=lanjut["satuan"],
        contoh=str((f.examples or [""])[0]),
        bentuk=bentuk,
        wajib=f.is_required() and (NoneType not in anggota or nama in berisi),
        boleh_hubung=NoneType in anggota and nama in aturan["kolom_wajib"].get(kontrak.LEMBAR, []),
        pilihan=pilihan,
        bawah=bawah,
        atas=atas,
        lebih=lebih,
    )


def _bentuk(anggota: list[Any], meta: list[Any]) -> tuple[Bentuk, tuple[str, ...]]:
    if any(isinstance(m, PlainValidator) for m in meta):
        return "ukuran", ()
    for jenis in anggota:
        if get_origin(jenis) is Literal:
            return "pilihan", tuple(map(str, get_args(jenis)))
    if bool in anggota:
        return "pilihan", YA_TIDAK
    if str in anggota:
        return "teks", ()
    return ("desimal" if float in anggota else "bulat"), ()


def _batas(meta: list[Any]) -> tuple[float | None, float | None, bool]:
    """Lower and upper limit, and whether the lower is excluded."""
    if get_args(Jawaban)[1] in meta:
        return 1, 4, False
    if get_args(Tahun)[1] in meta:
        return 1945, 2100, False
    bawah = atas = None
    lebih = False
    for m in meta:
        bawah = getattr(m, "gt", getattr(m, "ge", bawah))
        atas = getattr(m, "le", atas)
        lebih = lebih or hasattr(m, "gt")
    return bawah, atas, lebih
