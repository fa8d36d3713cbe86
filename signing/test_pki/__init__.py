"""A certification authority of our own for the demo and the tests, in the layout of НУЦ РК.

Root → «НУЦ TEST» → people and information systems. Never used where DEMO is unset. No Django.
"""
