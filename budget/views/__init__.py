"""Pages of this room, thin and by cabinet."""
