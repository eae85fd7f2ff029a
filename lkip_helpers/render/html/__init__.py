"""laporan.html: a strict page whose numbers tell where they come from."""
