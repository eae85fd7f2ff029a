"""Run the chapters, join them into one numbered document, export it."""
