"""The charts of the report: one style, one canvas, one module per figure.

For a frame of one's own: `charts.plot_bars`, `plot_lines`, `plot_parts`, `plot_dots`.
"""

from lkip_helpers.lazy import lazy_modules

_GENERAL = ("plot_bars", "plot_lines", "plot_parts", "plot_dots")
__getattr__, __dir__ = lazy_modules(__name__, __path__, **dict.fromkeys(_GENERAL, "general"))
