"""The `lkip` command: parses, calls, prints."""

import signal
import sys
from collections.abc import Sequence

from lkip_helpers.cli.perintah import build_penafsir
from lkip_helpers.cli.pilihan import PilihanSalah, find_ruang
from lkip_helpers.workspace import RuangTidakDitemukan

SALAH_PAKAI = 2


def main(argumen: Sequence[str] | None = None) -> int:
    """Exit code: 0 done, 1 data or report at fault, 2 used wrongly."""
    if hasattr(signal, "SIGPIPE"):  # `lkip check | head` ends quietly
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    pilihan = build_penafsir().parse_args(argumen)
    try:
        ruang = [] if pilihan.sendiri else [find_ruang(pilihan)]
        return int(pilihan.jalankan(*ruang, pilihan))
    except (RuangTidakDitemukan, PilihanSalah) as galat:
        print(galat, file=sys.stderr)
        return SALAH_PAKAI
