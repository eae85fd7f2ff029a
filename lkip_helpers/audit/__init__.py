"""What was published, and what the data says: reconciliation, consistency, review."""
