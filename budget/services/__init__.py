"""What changes budgets, plans, intakes, applications and distributions. One use case a module."""
