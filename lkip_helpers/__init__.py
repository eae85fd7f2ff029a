"""Helpers of the LKIP workbook: raw exports in, one numbered report out."""

__version__ = "0.1.0"
