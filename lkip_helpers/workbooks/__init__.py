"""The Excel files made for people: a new year, what it carries over, marked copies."""
