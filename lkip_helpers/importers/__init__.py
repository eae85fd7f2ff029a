"""Exports of other programs, read into the sheets of the office's own workbooks."""
