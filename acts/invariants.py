"""Invariants of acts: I4–I7, I11, I12, I17, I18, I20, I21."""

from core.invariants import declare

_REGION = "(%(region)s::text IS NULL OR x.region_id = %(region)s)"
_SIGNED = "('signed', 'in_register', 'payable', 'paid')"

declare(
    "I4",
    "what a contract counts as acted is the sum of its signed acts",
    f"""
    SELECT x.id FROM contracts_contract x
    LEFT JOIN acts_act a ON a.contract_id = x.id AND a.status IN {_SIGNED}
    WHERE {_REGION} GROUP BY x.id HAVING x.acted_tiyn <> COALESCE(sum(a.amount_tiyn), 0)
    """,
)
declare(
    "I5",
    "one live main act a contract and month",
    f"""
    SELECT x.contract_id, x.month FROM acts_act x
    WHERE {_REGION} AND x.kind = 'main' AND x.status <> 'annulled'
    GROUP BY x.contract_id, x.month HAVING count(*) > 1
    """,
)
declare(
    "I6",
    "paid within ordered within the act; a paid act is paid to the tiyn",
    f"""
    SELECT x.id FROM acts_act x
    WHERE {_REGION} AND (x.paid_tiyn > x.ordered_tiyn OR x.ordered_tiyn > x.amount_tiyn
        OR (x.status = 'paid' AND x.paid_tiyn <> x.amount_tiyn)
        OR (x.ordered_tiyn > 0 AND x.status NOT IN ('payable', 'paid')))
    """,
)
declare(
    "I7",
    "paid acts within signed acts within contracts within the plan within the budget",
    f"""
    SELECT x.id FROM budget_regionalbudget x
    JOIN budget_financingplan p ON p.budget_id = x.id
    LEFT JOIN (
        SELECT c.plan_id,
               sum(CASE c.status WHEN 'terminated' THEN c.acted_tiyn ELSE c.amount_tiyn END) AS due,
               sum(c.acted_tiyn) AS acted,
               sum((SELECT COALESCE(sum(a.paid_tiyn), 0) FROM acts_act a
                    WHERE a.contract_id = c.id)) AS paid
        FROM contracts_contract c GROUP BY c.plan_id
    ) c ON c.plan_id = p.id
    WHERE {_REGION} AND (COALESCE(c.paid, 0) > COALESCE(c.acted, 0)
        OR COALESCE(c.acted, 0) > COALESCE(c.due, 0)
        OR COALESCE(c.due, 0) > p.amount_tiyn OR p.amount_tiyn > x.amount_tiyn)
    """,
)
declare(
    "I11",
    "sums and counts of an act are those of its lines, every pupil once",
    f"""
    SELECT x.id FROM acts_act x LEFT JOIN acts_actline l ON l.act_id = x.id
    WHERE {_REGION}
    GROUP BY x.id
    HAVING x.amount_tiyn <> COALESCE(sum(l.amount_tiyn), 0)
        OR x.held_tiyn <> COALESCE(sum(l.held_tiyn), 0)
        OR x.pupils_count <> count(l.id)
        OR x.payable_count <> count(l.id) FILTER (WHERE l.outcome = 'payable')
    """,
)
declare(
    "I12",
    "the total of a register is the sum of its acts",
    f"""
    SELECT x.id FROM acts_actregister x LEFT JOIN acts_act a ON a.register_id = x.id
    WHERE {_REGION} GROUP BY x.id
    HAVING x.total_tiyn <> COALESCE(sum(a.amount_tiyn), 0) OR x.acts_count <> count(a.id)
    """,
)
declare(
    "I17",
    "every payable line holds the pupil's month, and nothing else does",
    f"""
    SELECT l.id FROM acts_actline l JOIN acts_act x ON x.id = l.act_id
    LEFT JOIN acts_fundedmonth f
        ON f.act_line_id = l.id AND f.month = l.month AND f.person_id = l.person_id
    WHERE {_REGION} AND x.status <> 'annulled'
      AND (l.outcome = 'payable') <> (f.person_id IS NOT NULL)
    """,
)
declare(
    "I18",
    "every paid line rests on evidence that the pupil lives and is a citizen",
    f"""
    SELECT l.id FROM acts_actline l JOIN acts_act x ON x.id = l.act_id
    LEFT JOIN integrations_evidence e ON e.id = l.evidence_id
    WHERE {_REGION} AND l.outcome = 'payable'
      AND (e.id IS NULL OR e.outcome <> 'ok' OR e.facts ->> 'alive' IS DISTINCT FROM 'true'
           OR e.facts ->> 'citizen' IS DISTINCT FROM 'true')
    """,
)
_NORM = """
    (SELECT n.amount_tiyn FROM budget_percapitanorm n
     WHERE n.study_type = {study_type} AND n.locality = s.locality
       AND n.level = CASE WHEN l.grade = 0 THEN 'preschool' WHEN l.grade <= 4 THEN 'primary'
                          WHEN l.grade <= 9 THEN 'basic' ELSE 'general' END
       AND n.valid_from <= x.month AND (n.valid_to IS NULL OR n.valid_to > x.month)
       AND (n.region_id IS NULL OR n.region_id = x.region_id)
     ORDER BY n.region_id IS NOT NULL DESC, n.valid_from DESC LIMIT 1)
"""
declare(
    "I18",
    "no line is paid by the norm of a special type without a paper of that month",
    f"""
    SELECT l.id FROM acts_actline l JOIN acts_act x ON x.id = l.act_id
    JOIN schools_school s ON s.id = x.school_id
    LEFT JOIN schools_monthclosure c ON c.school_id = x.school_id AND c.month = x.month
      AND NOT EXISTS (SELECT 1 FROM schools_monthreopening r WHERE r.closure_id = c.id)
    WHERE {_REGION} AND l.study_type <> 'general' AND l.outcome = 'payable'
      AND l.reason <> 'no_document' AND x.status <> 'annulled'
      AND {_NORM.format(study_type="l.study_type")}
          > COALESCE({_NORM.format(study_type="'general'")}, 0)
      AND NOT EXISTS (
          SELECT 1 FROM schools_studyproof p
          WHERE p.school_id = x.school_id AND p.person_id = l.person_id
            AND p.study_type = l.study_type
            AND p.valid_from < x.month + interval '1 month'
            AND (p.valid_until IS NULL OR p.valid_until >= x.month)
            AND p.submitted_at <= COALESCE(c.closed_at, p.submitted_at)
            AND (p.ended_at IS NULL OR p.ended_at > COALESCE(c.closed_at, x.formed_at)))
    """,
)
declare(
    "I20",
    "no act pays more pupils than the contract has places",
    f"""
    SELECT x.id FROM acts_act x JOIN contracts_contract c ON c.id = x.contract_id
    WHERE {_REGION} AND x.payable_count > c.total_places
    """,
)
declare(
    "I21",
    "the digest of an act's lines is that in the act and in the signed bytes",
    f"""
    SELECT x.id FROM acts_act x JOIN acts_actline l ON l.act_id = x.id
    LEFT JOIN signing_document d ON d.id = x.document_id
    WHERE {_REGION}
    GROUP BY x.id, d.id
    HAVING x.snapshot_sha256 <> encode(sha256(convert_to(string_agg(
            concat_ws('|', l.person_id, l.grade, l.study_type, l.place_in_order, l.price_tiyn,
                      l.amount_tiyn, l.held_tiyn, l.outcome, l.rule_code, l.reason,
                      COALESCE(l.evidence_id::text, ''), COALESCE(l.duplicate_case_id::text, '')),
            chr(10) ORDER BY l.person_id), 'UTF8')), 'hex')
        OR (d.id IS NOT NULL AND convert_from(d.canonical, 'UTF8')::jsonb
              #>> '{{payload,lines_sha256}}' IS DISTINCT FROM x.snapshot_sha256)
    """,
)
