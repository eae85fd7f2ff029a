"""Raw exports go in at this one door and are checked once."""

from lkip_helpers.intake.data import Data, DataBermasalah, DataTidakAda, load, load_riwayat
from lkip_helpers.intake.kelengkapan import list_kekurangan
from lkip_helpers.intake.proses import check, process
from lkip_helpers.intake.sumber import record_sumber
from lkip_helpers.intake.temuan import Temuan

__all__ = [
    "Data",
    "DataBermasalah",
    "DataTidakAda",
    "Temuan",
    "check",
    "list_kekurangan",
    "load",
    "load_riwayat",
    "process",
    "record_sumber",
]
