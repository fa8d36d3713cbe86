"""Reading acts, their facts and their differences."""
