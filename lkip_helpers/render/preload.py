"""What every chapter needs, imported once by the process that the workers are forked from."""

import matplotlib.backends.backend_agg
import matplotlib.backends.backend_svg
import pandas
import papermill

import lkip_helpers.render.engine
import lkip_helpers.report.gambar
import lkip_helpers.report.narasi
import lkip_helpers.report.tabel
