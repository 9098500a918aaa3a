"""What a question may mean: plans in a small algebra over the ontology, the likeliest first."""
