"""Capaian over another target."""

import ast
from collections.abc import Iterator

from lkip_helpers.audit.banding import Pasangan
from lkip_helpers.audit.hasil import Letak, TabelHasil, rapikan
from lkip_helpers.audit.hipotesis.dasar import Konteks, Sebab, sebut_cetak
from lkip_helpers.audit.hipotesis.turunan import Operan
from lkip_helpers.audit.selang import Selang, TakTerhitung
from lkip_helpers.display.format import format_ringkas
from lkip_helpers.display.rumus import parse_rumus

BERSAMA_TERSEDIKIT = 3
PANJANG_NAMA = 8  # letters; texts no longer ("Nilai") name no row


def find_target_lain(kelompok: list[Pasangan], k: Konteks) -> Iterator[tuple[Pasangan, Sebab]]:
    """Percentages whose numerator is printed: which denominator gives what was printed."""
    tersirat = {
        p.nomor: (p, s, q) for p in kelompok if (hasil := _tersirat(p, k)) for s, q in [hasil]
    }
    bersama = _bulat_bersama([s for _, s, _ in tersirat.values()])
    for p, selang, pembilang in tersirat.values():
        yield from (
            (p, Sebab("target lain", _uraian(p, pembilang, nilai, nama), 0.85))
            for nama, nilai in _target_lain(p, k)
            if selang.bawah <= nilai <= selang.atas
        )
        if bersama and selang.bawah <= bersama <= selang.atas:
            nama = f"sama bagi {len(tersirat)} angka"
            yield p, Sebab("target lain", _uraian(p, pembilang, bersama, nama), 0.9)


def _uraian(p: Pasangan, pembilang: Pasangan, target: float, nama: str) -> str:
    return (
        f"{sebut_cetak(pembilang.cetak)} / {format_ringkas(target)} × 100 = "
        f"{sebut_cetak(p.cetak)}: dihitung terhadap {format_ringkas(target)} ({nama})"
    )


def _tersirat(p: Pasangan, k: Konteks) -> tuple[Selang, Pasangan] | None:
    """The denominators that would give the printed percentage, and the printed numerator."""
    rumus = p.tabel.rumus(p.letak, p.kolom)
    if not rumus or p.kelas != "beda" or not p.cetak.nilai:
        return None
    match parse_rumus(rumus):
        case ast.BinOp(
            left=ast.BinOp(left=pembilang, op=ast.Div()),
            op=ast.Mult(),
            right=ast.Constant(value=100),
        ):
            operan = Operan(p, k, [])
            try:
                atas = operan(pembilang)
            except TakTerhitung:
                return None
            bawah, ujung = p.cetak.selang
            if bawah <= 0:
                return None
            return Selang(atas.bawah * 100 / ujung, atas.atas * 100 / bawah), operan.dipakai[0]
        case _:
            return None


def _bulat_bersama(selang: list[Selang]) -> float | None:
    """The one whole number inside every interval, where several figures leave only one."""
    if len(selang) < BERSAMA_TERSEDIKIT:
        return None
    bawah, atas = max(s.bawah for s in selang), min(s.atas for s in selang)
    bulat = [n for n in range(int(bawah), int(atas) + 2) if bawah <= n <= atas]
    return float(bulat[0]) if len(bulat) == 1 else None


def _target_lain(p: Pasangan, k: Konteks) -> Iterator[tuple[str, float]]:
    """Other targets of the same row: of other years and of other tables."""
    nama = {
        rapikan(v)
        for v in _baris(p.tabel, p.letak).values()
        if isinstance(v, str) and len(v) > PANJANG_NAMA
    }
    for tabel in k.hasil.values():
        for i, b in enumerate(tabel.baris):
            if not nama & {rapikan(v) for v in b.values() if isinstance(v, str)}:
                continue
            for kolom, isi in b.items():
                target = kolom.startswith("target") or kolom.isdigit()
                if target and isinstance(isi, int | float) and not _sendiri(p, tabel, i, kolom):
                    yield f"{tabel.kolom[kolom]['judul']} pada {tabel.judul}", float(isi)


def _baris(t: TabelHasil, letak: Letak) -> dict[str, object]:
    return dict(t.baris[letak.urut]) if letak.bagian == "baris" else {}


def _sendiri(p: Pasangan, tabel: TabelHasil, urut: int, kolom: str) -> bool:
    sendiri = p.tabel.nilai(p.letak, "target") if "target" in p.tabel.kolom else None
    return tabel.baris[urut][kolom] == sendiri
