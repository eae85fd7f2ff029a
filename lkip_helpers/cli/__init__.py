"""The `lkip` command: parses, calls, prints."""

import os
import signal
import sys
from collections.abc import Sequence

from lkip_helpers.cli.perintah import build_penafsir
from lkip_helpers.cli.pilihan import find_ruang
from lkip_helpers.sistem import sebut_galat
from lkip_helpers.workspace import VARIABEL_RUANG, PilihanSalah, find_root

GAGAL, SALAH_PAKAI = 1, 2


def main(argumen: Sequence[str] | None = None) -> int:
    """Exit code: 0 done, 1 data or report at fault, 2 used wrongly."""
    if hasattr(signal, "SIGPIPE"):  # `lkip check | head` ends quietly
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    pilihan = build_penafsir().parse_args(argumen)
    try:
        if os.environ.get(VARIABEL_RUANG):  # kernels start elsewhere: for them the path is whole
            os.environ[VARIABEL_RUANG] = str(find_root())
        ruang = [] if pilihan.sendiri else [find_ruang(pilihan)]
        return int(pilihan.jalankan(*ruang, pilihan))
    except PilihanSalah as galat:
        print(galat, file=sys.stderr)
        return SALAH_PAKAI
    except OSError as galat:
        print(f"{sebut_galat(galat)}.", file=sys.stderr)
    except KeyboardInterrupt:
        print("Dihentikan.", file=sys.stderr)
    return GAGAL
