"""Pages of contracts in the cabinets."""
