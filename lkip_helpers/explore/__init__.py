"""Exploring in JupyterLab: a choice in, tables, figures and sentences out; and the first page."""

from lkip_helpers.lazy import lazy_modules

__getattr__, __dir__ = lazy_modules(__name__, __path__)
