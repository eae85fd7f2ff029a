"""Tables, figures and sentences: pure objects that show themselves."""

from lkip_helpers.lazy import lazy_modules

__getattr__, __dir__ = lazy_modules(__name__, __path__)
