"""Imported once by the process the workers are forked from: what every chapter needs."""

import signal

# Ctrl-C belongs to the process that was started by a person; it ends its workers itself.
signal.signal(signal.SIGINT, signal.SIG_IGN)

from lkip_helpers.render.startup import relax_collector, skip_address_parser

skip_address_parser()
relax_collector()

import matplotlib.backends.backend_agg
import matplotlib.backends.backend_svg
import pandas
import papermill

import lkip_helpers.render.engine
import lkip_helpers.report.gambar
import lkip_helpers.report.narasi
import lkip_helpers.report.tabel
