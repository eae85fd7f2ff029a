"""Exploring in JupyterLab: a choice in, tables, figures and sentences out; and the first page."""
