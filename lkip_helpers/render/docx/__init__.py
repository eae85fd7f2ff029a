"""laporan.docx, written straight from the report's HTML."""
