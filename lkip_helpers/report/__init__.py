"""Tables, figures and sentences: pure objects that show themselves."""
