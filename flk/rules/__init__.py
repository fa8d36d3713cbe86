"""The rules, grouped by topic. Functions of 5-20 lines; no ORM, no network, no Django."""
