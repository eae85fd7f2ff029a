"""`lkip diff`: two reports from their folders, what differs on the terminal and as a page."""
