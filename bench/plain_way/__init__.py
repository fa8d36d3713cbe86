"""The way one would write the intake without thinking twice, and the floor below any way.

Kept only to be measured beside the product (``bench/lms_intake.py``).
"""
