"""Deterministic chance: the same numbers always give the same draw, on every machine."""

_ALL_64_BITS = 2**64 - 1


def mixed(*numbers: int) -> int:
    """Mix integers into one evenly spread number below 2**64 (the finalizer of splitmix64)."""
    state = 0
    for number in numbers:
        state = (state + number + 0x9E3779B97F4A7C15) & _ALL_64_BITS
        state = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & _ALL_64_BITS
        state = ((state ^ (state >> 27)) * 0x94D049BB133111EB) & _ALL_64_BITS
        state ^= state >> 31
    return state
