"""What is said: statements with their sources, refusals with what is nearest, the plan in words."""
