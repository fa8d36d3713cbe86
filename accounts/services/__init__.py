"""Changes to people's rights."""
