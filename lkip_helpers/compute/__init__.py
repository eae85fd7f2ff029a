"""Pure functions, frame in, frame out: no input or output, no formatting."""

from lkip_helpers.lazy import lazy_modules

__getattr__, __dir__ = lazy_modules(__name__, __path__)
