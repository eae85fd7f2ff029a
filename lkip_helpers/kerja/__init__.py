"""What each command does, from the files to the terminal: the other rooms at work together."""
