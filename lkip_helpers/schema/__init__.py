"""The contract of each sheet: said once, in rules/lembar.toml, and made a class here.

The checks of intake, their messages, the typed frames and their names, the templates and what a
new year takes over all follow from these classes. One class a sheet, one field a column: `title` is
its header, `description` its meaning, `examples` a valid value.
"""

from lkip_helpers.lazy import lazy_modules

__getattr__, __dir__ = lazy_modules(__name__, __path__)
