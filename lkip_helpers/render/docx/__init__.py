"""laporan.docx, through pandoc and what pandoc leaves undone."""
