"""Invariants of budgets, plans and distributions (I2, I10)."""

from core.invariants import declare

_REGION = "(%(region)s::text IS NULL OR {table}.region_id = %(region)s)"

declare(
    "I2",
    "the planned counter of a budget is the amount of its plan and within the budget",
    "SELECT b.id FROM budget_regionalbudget b "
    "LEFT JOIN budget_financingplan p ON p.budget_id = b.id "
    "WHERE (b.planned_tiyn > b.amount_tiyn OR b.planned_tiyn <> coalesce(p.amount_tiyn, 0)) "
    "AND " + _REGION.format(table="b"),
)
declare(
    "I2",
    "the amount of a plan is that of its effective version",
    "SELECT p.id FROM budget_financingplan p LEFT JOIN budget_financingplanversion v "
    "ON v.plan_id = p.id AND v.status IN ('effective', 'closed') "
    "WHERE p.amount_tiyn <> coalesce(v.amount_tiyn, 0) AND " + _REGION.format(table="p"),
)
declare(
    "I2",
    "the amount of a plan's version is the sum of its lines",
    "SELECT v.id FROM budget_financingplanversion v "
    "JOIN budget_financingplan p ON p.id = v.plan_id "
    "WHERE v.amount_tiyn <> coalesce((SELECT sum(l.amount_tiyn) FROM budget_planline l "
    "WHERE l.version_id = v.id), 0) AND " + _REGION.format(table="p"),
)
declare(
    "I2",
    "the received counter of a budget is the sum of its tranches",
    "SELECT b.id FROM budget_regionalbudget b WHERE b.received_tiyn <> coalesce("
    "(SELECT sum(t.amount_tiyn) FROM budget_tranche t WHERE t.budget_id = b.id), 0) AND "
    + _REGION.format(table="b"),
)
declare(
    "I10",
    "shares of a distribution and what is left are its budget",
    "SELECT r.id FROM budget_distributionrun r WHERE r.budget_tiyn <> r.left_tiyn + coalesce("
    "(SELECT sum(a.total_tiyn) FROM budget_allocation a WHERE a.run_id = r.id), 0) AND "
    + _REGION.format(table="r"),
)
declare(
    "I10",
    "nobody's second shift has a tiyn before every first shift is covered",
    "SELECT r.id FROM budget_distributionrun r WHERE "
    "EXISTS (SELECT 1 FROM budget_allocation a WHERE a.run_id = r.id AND a.second_tiyn > 0) AND "
    "EXISTS (SELECT 1 FROM budget_allocation a WHERE a.run_id = r.id "
    "AND a.first_tiyn < a.need_first_tiyn) AND " + _REGION.format(table="r"),
)
