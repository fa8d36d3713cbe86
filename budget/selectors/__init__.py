"""Reading budgets, norms, plans, applications and distributions."""
