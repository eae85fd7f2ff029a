"""laporan.pdf, through Typst."""
