"""Runs on a schedule: once for every unit, nothing twice, one line each, a word when it fails."""
