"""Measurements of one run beside their baselines: ``make bench``."""
