"""Ratios against an accepted baseline, both measured in the same run on the same machine."""
