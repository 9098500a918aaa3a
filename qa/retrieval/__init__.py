"""What the graph holds for a plan: the claims that fit, how well, and where no plan fits, sentences."""
