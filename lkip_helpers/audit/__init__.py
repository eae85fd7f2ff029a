"""Room for reconciliation with published figures and review; empty so far."""
