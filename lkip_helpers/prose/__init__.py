"""Sentences whose choice of words depends on the data."""
