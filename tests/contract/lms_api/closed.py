"""The published description with the objects of answers closed: nothing undescribed is answered."""

import copy
from typing import Any

from lms_api.openapi.answers import ANSWERS
from lms_api.openapi.refusals import SHAPES


def closed(document: dict[str, Any]) -> dict[str, Any]:
    """A copy that refuses every field of an answer that stands not in it."""
    strict = copy.deepcopy(document)
    schemas = strict["components"]["schemas"]
    for name in (*ANSWERS, *SHAPES):
        if schemas[name].get("type") == "object":
            schemas[name]["additionalProperties"] = False
    return strict
