"""Registries outside: one folder each (``port client wire``), the evidence of what they answered.

Facts come out of here, verdicts never: what a silent or broken registry means is decided by
``flk``. ``emulator`` is a program of its own that shares no code with the product.
"""
