"""Invariants of documents: I35 (digests), I37 (who may stand on a document)."""

from core.invariants import declare

_REGION = "(%(region)s::text IS NULL OR d.region_id = %(region)s)"

declare(
    "I35",
    "the digest of a document is the digest of its stored bytes",
    f"""
    SELECT d.id FROM signing_document d
    WHERE {_REGION} AND encode(sha256(d.canonical), 'hex') <> d.sha256
    """,
)
declare(
    "I35",
    "the digest of a PDF is the digest of its stored bytes",
    f"""
    SELECT d.id FROM signing_documentpdf p
    JOIN signing_document d ON d.id = p.document_id
    WHERE {_REGION} AND encode(sha256(p.content), 'hex') <> p.sha256
    """,
)
declare(
    "I37",
    "only expected sides sign, one signature a side, distinct persons",
    f"""
    SELECT s.document_id FROM signing_signature s
    JOIN signing_document d ON d.id = s.document_id
    WHERE {_REGION}
    GROUP BY s.document_id, d.sides
    HAVING count(DISTINCT s.side) <> count(*)
        OR count(DISTINCT s.signer_iin_index) <> count(*)
        OR (d.sides <> '[]'::jsonb AND NOT bool_and(d.sides ? s.side))
    """,
)
declare(
    "I37",
    "the kind, record and version of a document are inside its signed bytes",
    f"""
    SELECT d.id FROM signing_document d,
    LATERAL (SELECT convert_from(d.canonical, 'UTF8')::jsonb AS said) bytes
    WHERE {_REGION} AND (
        said->>'kind' <> d.kind OR said->>'subject_kind' <> d.subject_kind
        OR said->>'subject_id' <> d.subject_id::text OR said->>'version' <> d.version::text)
    """,
)
