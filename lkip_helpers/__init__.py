"""Helpers of the LKIP workbook: raw exports in, one numbered report out.

A chapter needs one line: `from lkip_helpers import Narasi, Tabel, compute, load, prose`.
"""

from lkip_helpers.lazy import lazy_names

__version__ = "0.1.0"
ROOMS = ("audit", "charts", "compute", "explore", "intake", "prose", "reconcile", "report", "rules")

__getattr__, __dir__ = lazy_names(
    __name__,
    {
        "load": "intake",
        "Tabel": "report.tabel",
        "Gambar": "report.gambar",
        "Narasi": "report.narasi",
        "show": "report.shown",
        "Column": "report.columns",
        "alter": "report.columns",
        "total_footer": "report.layouts",
        "ratio_footer": "report.layouts",
        "LkipError": "errors",
        **{room: room for room in ROOMS},
    },
)
