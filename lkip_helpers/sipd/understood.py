"""What was understood of an export, said: its layout, its columns, what was summed and checked."""

from collections.abc import Iterator

from lkip_helpers.intake.workbook import address
from lkip_helpers.sipd.amounts import Values, phrase, round_amount
from lkip_helpers.sipd.crosscheck import PHRASES, Tally
from lkip_helpers.sipd.known_layouts import tell_layout
from lkip_helpers.sipd.roles import MONEY, PARTS, PERIOD_REASON
from lkip_helpers.sipd.rows import Reader

TOO_LARGE = 10**12  # rupiah; no sub kegiatan of a kecamatan has as much
MENTIONED = 8


def check_column(read: Reader, tahun: int, *, doubts: bool) -> None:
    """There is an amount of this year, in one unit of money; parts that are left out are said."""
    header = read.header
    if not doubts and not (header.money("pagu") or header.money("realisasi")):
        read.add(
            address(header.end, 1), f"tidak ada kolom pagu atau realisasi tahun {tahun}",
            f"ambil ekspor tahun {tahun} yang memuat pagu atau realisasi",
        )  # fmt: skip
    money = {k for p in MONEY for k in header.money(p)}
    times = {k.times: k for k in header.column if k.ordinal in money and k.times}
    if len(times) > 1:
        cells = ", ".join(address(header.end, k.ordinal) for k in times.values())
        read.add(cells, "satuan uang kolom-kolom ini tidak sama", "ambil ekspor dalam rupiah penuh")
    for name, role in PARTS.items():
        remainder = [
            k.ordinal
            for k in header.column
            if (k.role in role and k.role.startswith("kala"))
            or (k.reason == PERIOD_REASON and name == "realisasi")
        ]
        if remainder and not header.money(name):
            read.add(
                ", ".join(address(header.end, k) for k in remainder),
                f"{name} menurut waktu tidak lengkap setahun; tidak dibawa",
                f"ambil ekspor yang memuat {name} sampai akhir tahun", severity="peringatan",
            )  # fmt: skip


def say_number(compute: Tally) -> None:
    """Say once that amounts were multiplied or rounded, and money that was paid back."""
    read, sub = compute.read, compute.arrangement.sub
    money = {k for p in MONEY for k in read.header.money(p)}
    if thousand := [k for k in read.header.column if k.ordinal in money and k.times > 1]:
        cells = ", ".join(address(read.header.end, k.ordinal) for k in thousand)
        large = max(
            (compute.money[p].get(s.rows) or 0 for p in compute.money for s in sub), default=0
        )
        if large >= TOO_LARGE:
            read.add(
                cells, "kepala kolom menyebut ribuan, padahal angkanya tampak rupiah penuh",
                "ambil ekspor dalam rupiah penuh",
            )  # fmt: skip
        else:
            message = "angka dalam ribuan menurut kepala kolomnya; dikalikan 1.000"
            read.add(cells, message, "periksa jumlahnya", severity="peringatan")
    sen = [n for p in compute.money for s in sub
           if (n := compute.money[p].get(s.rows)) is not None and n != int(n)]  # fmt: skip
    if sen:
        diff: Values = sum((round_amount(n) - n for n in sen), start=0)
        read.add(
            "", f"{len(sen)} angka bersen dibulatkan ke rupiah terdekat (seluruhnya "
            f"Rp{phrase(diff)})", "tidak ada yang perlu diperbaiki", severity="peringatan",
        )  # fmt: skip
    _say_empty(compute)
    for k in read.header.ordinal("setoran"):
        total = sum(compute.column[k].get(n) or 0 for s in sub for n in (s.detailed or [s.rows]))
        if total:
            read.add(
                address(read.header.end, k), f"setoran Rp{phrase(total)} tidak dikurangkan dari "
                "realisasi", "periksa apakah realisasinya sudah dikurangi setoran itu",
                severity="peringatan",
            )  # fmt: skip


def _say_empty(compute: Tally) -> None:
    """Rows of accounts or documents without an amount count as none, and are said."""
    read, detailed = (
        compute.read,
        [n for s in compute.arrangement.sub if len(s.detailed) > 1 for n in s.detailed],
    )
    for p, number in compute.raw_bytes.items():
        column = read.header.money(p)
        empty = [n for n in detailed if number.get(n) is None]
        if empty := [n for n in empty if not any(read.text(n, k) for k in column)]:
            read.add(
                compute.cells(p, empty[0]), f"{len(empty)} baris yang dijumlahkan tanpa "
                f"{PHRASES[p]}; "
                "dihitung nol", "periksa bahwa angkanya memang kosong", severity="peringatan",
            )  # fmt: skip


def tell_understood(compute: Tally) -> Iterator[str]:
    """Lines for the terminal: layout, amounts with their columns and sums, rows summed, checks."""
    header, sub = compute.read.header, compute.arrangement.sub
    yield f"Tata letak: {tell_layout(compute.read)}"
    for p in compute.money:
        column = " + ".join(address(1, k)[:-1] for k in header.money(p))
        yield f"{PHRASES[p].capitalize()} (kolom {column}): Rp{phrase(compute.total(p))}"
    unit = list(dict.fromkeys(s.unit for s in sub if s.unit))
    yield f"Sub kegiatan: {len(sub)} baris" + (f", unit: {', '.join(unit)}" if unit else "")
    count = [s for s in sub if len(s.detailed) > 1]
    for s in count[:MENTIONED]:
        yield f"  {s.code or s.name}: jumlah {len(s.detailed)} baris, mulai baris {s.detailed[0]}"
    if len(count) > MENTIONED:
        yield f"  … dan {len(count) - MENTIONED} sub kegiatan lain yang dijumlahkan"
    yield f"Jumlah yang diperiksa dan cocok: {compute.checked}"
