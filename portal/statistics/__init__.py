"""Public statistics: where the money is, the queue, the registers, a school's money. No people.

One set of figures (``facts``) is read set-wise and grouped in memory, so that every table, chart
and file of a page adds up to the same totals. Definitions: ``docs/rules/statistics.md``.
"""
