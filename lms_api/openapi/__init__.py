"""The published description of the LMS API, OpenAPI 3.1: written by hand from the code's limits.

The objects of answers stay open: v1 may add fields, so a client must skip what it does not know.
The contract tests close them, so that nothing is answered that stands not here.
"""
