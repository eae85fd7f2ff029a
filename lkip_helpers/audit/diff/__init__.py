"""What differs between two reports: their numbers, tables and sentences. No file is read here."""
