"""Pages of acts and registers in the cabinets."""
