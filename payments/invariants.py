"""Rules of paying that must hold at every instant; each query selects the rows that break one."""

from core.invariants import declare

_LIVE = "NOT IN ('rejected', 'reissued')"

declare(
    "I6",
    "Σ of live and executed orders of an act = its counters, within its amount",
    f"""
    SELECT a.id FROM acts_act a
    LEFT JOIN payments_paymentorder o ON o.act_id = a.id AND o.status {_LIVE}
    WHERE (%(region)s::text IS NULL OR a.region_id = %(region)s)
    GROUP BY a.id
    HAVING COALESCE(SUM(o.amount_tiyn), 0) <> a.ordered_tiyn
        OR COALESCE(SUM(o.amount_tiyn) FILTER (WHERE o.status = 'executed'), 0) <> a.paid_tiyn
        OR a.ordered_tiyn > a.amount_tiyn
    """,
)
declare(
    "I6",
    "A paid act has exactly one confirmed order of its whole sum",
    """
    SELECT a.id FROM acts_act a
    WHERE a.status = 'paid' AND (%(region)s::text IS NULL OR a.region_id = %(region)s)
      AND (SELECT COUNT(*) FROM payments_paymentorder o
           WHERE o.act_id = a.id AND o.status = 'executed'
             AND o.amount_tiyn = a.amount_tiyn) <> 1
    """,
)
declare(
    "I7",
    "Paid ≤ ordered ≤ received ≤ budget in every region; counter = Σ of live orders",
    f"""
    SELECT b.id FROM budget_regionalbudget b
    LEFT JOIN budget_financingplan p ON p.budget_id = b.id
    LEFT JOIN contracts_contract c ON c.plan_id = p.id
    LEFT JOIN acts_act a ON a.contract_id = c.id
    LEFT JOIN payments_paymentorder o ON o.act_id = a.id AND o.status {_LIVE}
    WHERE (%(region)s::text IS NULL OR b.region_id = %(region)s)
    GROUP BY b.id
    HAVING COALESCE(SUM(o.amount_tiyn), 0) <> b.ordered_tiyn
        OR b.ordered_tiyn > b.received_tiyn OR b.received_tiyn > b.amount_tiyn
    """,
)
declare(
    "I12",
    "Orders of a register ≤ its total, each for an act of that register",
    f"""
    SELECT r.id FROM acts_actregister r
    JOIN payments_paymentorder o ON o.register_id = r.id AND o.status {_LIVE}
    JOIN acts_act a ON a.id = o.act_id
    WHERE (%(region)s::text IS NULL OR r.region_id = %(region)s)
    GROUP BY r.id
    HAVING SUM(o.amount_tiyn) > r.total_tiyn OR bool_or(a.register_id IS DISTINCT FROM r.id)
    """,
)
declare(
    "I13",
    "The payee's account on an order = the account in the signed contract",
    f"""
    SELECT o.id FROM payments_paymentorder o
    JOIN acts_act a ON a.id = o.act_id JOIN contracts_contract c ON c.id = a.contract_id
    WHERE o.status {_LIVE} AND (%(region)s::text IS NULL OR o.region_id = %(region)s)
      AND (o.payee_iban <> c.payee_iban OR o.payee_bic <> c.payee_bic)
    """,
)
declare(
    "I15",
    "A key names one order for ever and stands in its own file",
    """
    SELECT o.id FROM payments_paymentorder o
    LEFT JOIN payments_paymentbatch b ON b.id = o.batch_id
    WHERE (%(region)s::text IS NULL OR o.region_id = %(region)s)
      AND ((o.batch_id IS NULL AND o.status NOT IN ('formed', 'approved'))
        OR (b.id IS NOT NULL AND position(convert_to(o.key, 'UTF8') IN b.file) = 0))
    """,
)
declare(
    "I15",
    "A stored file is as it was made: its hash, its count and its sum",
    """
    SELECT b.id FROM payments_paymentbatch b
    JOIN payments_paymentorder o ON o.batch_id = b.id
    WHERE (%(region)s::text IS NULL OR o.region_id = %(region)s)
    GROUP BY b.id
    HAVING encode(sha256(b.file), 'hex') <> b.sha256
        OR (%(region)s::text IS NULL
            AND (COUNT(*) <> b.orders_count OR SUM(o.amount_tiyn) <> b.total_tiyn))
    """,
)
declare(
    "I16",
    "An executed order has one matched bank line of its sum, and a matched line such an order",
    """
    SELECT o.id FROM payments_paymentorder o
    LEFT JOIN payments_statementline l ON l.order_id = o.id AND l.outcome = 'matched'
    WHERE (%(region)s::text IS NULL OR o.region_id = %(region)s)
    GROUP BY o.id
    HAVING COUNT(l.id) <> CASE WHEN o.status = 'executed' THEN 1 ELSE 0 END
        OR bool_or(l.amount_tiyn <> o.amount_tiyn OR l.key <> o.key
                   OR l.payee_iban <> o.payee_iban)
    """,
)
declare(
    "I30",
    "Whoever formed an order did not approve it; nothing leaves unapproved",
    """
    SELECT o.id FROM payments_paymentorder o
    WHERE (%(region)s::text IS NULL OR o.region_id = %(region)s)
      AND (o.approved_by_user_id = o.created_by_user_id OR o.approved_by_id = o.created_by_id
        OR (o.status <> 'formed' AND o.approved_by_user_id IS NULL))
    """,
)
declare(
    "I31",
    "No live order without both signatures on the act and a live e-invoice of its sum",
    f"""
    SELECT o.id FROM payments_paymentorder o JOIN acts_act a ON a.id = o.act_id
    WHERE o.status {_LIVE} AND (%(region)s::text IS NULL OR o.region_id = %(region)s)
      AND ((SELECT COUNT(DISTINCT s.side) FROM signing_signature s
            WHERE s.document_id = a.document_id AND s.side IN ('school', 'department')) < 2
        OR (o.status IN ('formed', 'approved') AND NOT EXISTS (
            SELECT 1 FROM acts_invoice i WHERE i.act_id = a.id AND i.is_matched
               AND i.revoked_at IS NULL AND i.amount_tiyn = o.amount_tiyn)))
    """,
)
