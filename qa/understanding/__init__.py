"""What a question says: what it asks for, whom and when it names, and what it takes from the one before."""
