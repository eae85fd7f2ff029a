"""The charts of the report: one style, one canvas, one module a figure.

For a frame of one's own: `charts.plot_bars`, `plot_lines`, `plot_parts`, `plot_dots`.
"""

import pkgutil

from lkip_helpers.lazy import lazy_names

_GENERAL = ("plot_bars", "plot_lines", "plot_parts", "plot_dots")

__getattr__, __dir__ = lazy_names(
    __name__,
    {m.name: m.name for m in pkgutil.iter_modules(__path__)} | dict.fromkeys(_GENERAL, "general"),
)
