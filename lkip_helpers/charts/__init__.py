"""The charts of the report: one style, one canvas, one module a figure."""
