"""The search box of the cabinets: numbers, BIN, school names and sums, among what one may see."""
