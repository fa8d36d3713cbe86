"""Nightly second look at stored signatures (invariant I39)."""

import logging

from django.db import transaction

from core.jobs import JobRun, job
from signing.models import Signature
from signing.services.checking import recheck_signature

RECHECK_JOB = "signing.recheck"
_CHUNK = 200
_log = logging.getLogger(__name__)


@job(RECHECK_JOB)
def recheck_signatures(run: JobRun) -> None:
    """Verify every stored signature again, in chunks; the result counts what is not valid.

    Parameters: ``kinds``, an optional list of document kinds.
    """
    signatures = Signature.objects.select_related("document").order_by("id")
    if run.params.get("kinds"):
        signatures = signatures.filter(document__kind__in=run.params["kinds"])
    total = signatures.count()
    done, not_valid = run.job.done, int(run.job.result.get("not_valid", 0))
    last = run.cursor or 0
    while chunk := list(signatures.filter(id__gt=last)[:_CHUNK]):
        with transaction.atomic():
            for signature in chunk:
                check = recheck_signature(signature=signature)
                if check.outcome != "valid":
                    not_valid += 1
                    _log.error("signature %s: %s %s", signature.pk, check.outcome, check.code)
            last, done = chunk[-1].pk, done + len(chunk)
            run.checkpoint(cursor=last, done=done, total=total, not_valid=not_valid)
