"""Filling the demo: deterministic, restartable, through the same services that people use.

``foundation`` makes bodies, people and money; ``schools`` digitised schools; ``contingent`` what
the LMS systems said and what the registries answered; ``stories`` brings schools to every stage
of the chain, so that each desk has work.
"""
