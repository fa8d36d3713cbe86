"""The vendor's sandbox: the same calls and rules over records of its own, never over a school's."""
