"""What differs between two reports: their numbers, tables and sentences. No file is read here."""

from lkip_helpers.lazy import lazy_modules

__getattr__, __dir__ = lazy_modules(__name__, __path__)
