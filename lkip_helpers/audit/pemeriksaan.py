"""Everything `lkip check` says: form of the sheets, agreement across them, published figures."""

from lkip_helpers.audit.konsistensi import list_terbuka
from lkip_helpers.intake.data import assemble
from lkip_helpers.intake.proses import Hasil, read
from lkip_helpers.intake.temuan import Temuan
from lkip_helpers.intake.terbit import check_terbit
from lkip_helpers.workspace import Ruang


def check_semua(ruang: Ruang) -> list[Temuan]:
    """Every finding of a unit and year, without writing anything."""
    return periksa(ruang)[1]


def periksa(ruang: Ruang) -> tuple[Hasil, list[Temuan]]:
    """What intake read, and every finding on it."""
    hasil = read(ruang)
    return hasil, [*hasil.temuan, *check_lanjut(ruang, hasil), *check_terbit(ruang)]


def check_lanjut(ruang: Ruang, hasil: Hasil) -> list[Temuan]:
    """Open findings across sheets; none before the sheets themselves are right."""
    return list_terbuka(assemble(ruang, hasil)) if hasil.sah else []
