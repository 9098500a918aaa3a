"""Languages as data, and what they let one read of a text."""
