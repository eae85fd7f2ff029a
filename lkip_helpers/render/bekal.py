"""Imported once by the process the workers are forked from: what every chapter needs."""

import papermill  # noqa: F401

import lkip_helpers.display.gambar
import lkip_helpers.display.narasi
import lkip_helpers.display.tabel
import lkip_helpers.render.mesin  # noqa: F401
