"""Invariants of contracts: I3 (contracts within the plan), I4 (acts within the contract), I7."""

from core.invariants import declare

_REGION = "(%(region)s::text IS NULL OR x.region_id = %(region)s)"

declare(
    "I3",
    "contracts not cancelled stay within the plan, and the plan's counter is their sum",
    f"""
    SELECT x.id FROM budget_financingplan x
    LEFT JOIN contracts_contract c ON c.plan_id = x.id
    WHERE {_REGION}
    GROUP BY x.id
    HAVING x.contracted_tiyn > x.amount_tiyn
        OR x.contracted_tiyn <> COALESCE(sum(
               CASE c.status WHEN 'terminated' THEN c.acted_tiyn ELSE c.amount_tiyn END), 0)
    """,
)
declare(
    "I4",
    "the monthly schedule of a contract adds up to its sum, and acts stay within it",
    f"""
    SELECT x.id FROM contracts_contract x
    LEFT JOIN contracts_contractmonth m ON m.contract_id = x.id
    WHERE {_REGION}
    GROUP BY x.id
    HAVING x.acted_tiyn > x.amount_tiyn
        OR COALESCE(sum(m.amount_tiyn), 0) <> x.amount_tiyn
    """,
)
declare(
    "I7",
    "a contract is not larger than the fixed share it was formed of",
    f"""
    SELECT x.id FROM contracts_contract x
    JOIN budget_allocation a ON a.id = x.allocation_id
    JOIN budget_distributionrun r ON r.id = a.run_id
    WHERE {_REGION} AND (x.amount_tiyn <> a.total_tiyn OR r.status <> 'fixed')
    """,
)
