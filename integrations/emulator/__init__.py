"""The registry emulator: a program of its own that speaks the registries' wire forms.

It shares no code with the product and imports none of it, so a mistake in the product's reading of
a format cannot hide behind the same mistake here. Faults and magic identifiers: ``README.md``.
"""
