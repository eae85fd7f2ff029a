"""The charts of the report: one style, one canvas, one module a figure."""

from lkip_helpers.lazy import lazy_modules

__getattr__, __dir__ = lazy_modules(__name__, __path__)
