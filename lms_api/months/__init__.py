"""Pupils and teachers of a school month by month: each row's state, differences, errors."""
