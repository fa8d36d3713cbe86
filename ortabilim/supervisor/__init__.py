"""Holds every process of a one-machine OrtaBilim: databases, emulators, worker, beat and web.

No Django here: the supervisor outlives a broken settings module and says what went wrong.
"""
