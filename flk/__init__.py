"""Format-logic control (ФЛК): dated rules over frozen facts, and the findings they leave.

``rules facts registry engine outcomes`` are pure Python: no ORM, no network, no Django. Rooms
downstream turn their records and the registries' evidence into facts, call ``engine.evaluate``
and keep the verdicts with ``services.record_findings``. A silent registry never passes and never
refuses.
"""
