#!/usr/bin/env python3
"""Recompute a distribution protocol from its published rule and compare every figure.

    python tools/check_distribution.py protocol.json

Needs nothing but Python: copy this one file anywhere and check a signed protocol yourself.
Written from the text of the rule alone (docs/rules/distribution.md), in exact fractions.
Exit 0: all agrees; 1: it does not.
"""

import hashlib
import json
import re
import sys
from fractions import Fraction
from math import floor

TEXT_MONEY = re.compile(r"(0|[1-9][0-9]{0,39})\Z", re.ASCII)
CASE_KEYS = {"algorithm", "variant", "budget_tiyn", "schools"}
SCHOOL_KEYS = {"id", "contingent", "first_shift_places", "total_places", "unit_cost_tiyn"}


class Unreadable(Exception):
    """The protocol does not have the published shape."""


def money(value):
    if not (isinstance(value, str) and TEXT_MONEY.match(value)):
        raise Unreadable(f"not a sum in tiyn: {value!r}")
    return int(value)


def count(value):
    if type(value) is not int or value < 0:
        raise Unreadable(f"not a head count: {value!r}")
    return value


def keys(thing, expected, name):
    if not isinstance(thing, dict) or set(thing) != expected:
        raise Unreadable(f"{name} does not have exactly the fields {sorted(expected)}")


def canonical(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def whole_tiyn(exact):
    """Round {id: exact share} down; the tiyn that are missing go to the largest fractions."""
    rounded = {key: floor(value) for key, value in exact.items()}
    spare = int(sum(exact.values(), Fraction(0))) - sum(rounded.values())
    queue = sorted((rounded[key] - value, key) for key, value in exact.items())
    for _, key in queue[:spare]:
        rounded[key] += 1
    return rounded


def second_shift(variant, rest, weight, need):
    """Share what is left after the first shift when it is less than all the needs together."""
    if variant == "N":
        everything = sum(need.values())
        return whole_tiyn({key: Fraction(rest * n, everything) for key, n in need.items()})
    # T: one level of tiyn per weight rises for all; a school is full once it reaches need/weight.
    order = sorted((Fraction(n, weight[key]), key) for key, n in need.items() if n)
    weights, shares = sum(weight[key] for _, key in order), dict.fromkeys(need, 0)
    while order and Fraction(rest, weights) >= order[0][0]:
        _, key = order.pop(0)
        shares[key], rest, weights = need[key], rest - need[key], weights - weight[key]
    return shares | whole_tiyn({key: Fraction(rest * weight[key], weights) for _, key in order})


def why(pupils, places, need1, need2, got1, got2):
    if not (pupils and places):
        return "no_places" if pupils else "no_pupils"
    if got1 != need1 or got2 == need2:
        return "full" if got1 == need1 else "partial_first"
    return "partial_second" if got2 else "first_only"


def recompute(protocol):
    """Build, from the case inside the protocol, the protocol as it ought to be."""
    keys(protocol, CASE_KEYS | {"shares", "left_tiyn", "sha256"}, "the protocol")
    known = protocol["algorithm"] == "ortabilim-2" and protocol["variant"] in ("T", "N")
    if not known or not isinstance(protocol["schools"], list):
        raise Unreadable("unknown algorithm or variant, or schools is not a list")
    budget, pupils, places, need1, need2 = money(protocol["budget_tiyn"]), {}, {}, {}, {}
    for school in protocol["schools"]:
        keys(school, SCHOOL_KEYS, "a school")
        key = school["id"]
        if not isinstance(key, str) or not key or key in pupils:
            raise Unreadable(f"school id {key!r} is empty or stands twice")
        first, price = count(school["first_shift_places"]), money(school["unit_cost_tiyn"])
        pupils[key] = count(school["contingent"])
        places[key] = max(first, count(school["total_places"]))
        need1[key] = min(pupils[key], first) * price
        need2[key] = max(0, min(pupils[key], places[key]) - first) * price

    got1, got2, left = dict.fromkeys(pupils, 0), dict.fromkeys(pupils, 0), 0
    all1, all2 = sum(need1.values()), sum(need2.values())
    if budget and all1 >= budget:
        got1 = whole_tiyn({key: Fraction(budget * n, all1) for key, n in need1.items()})
    elif budget:
        got1, rest = need1, budget - all1
        if rest >= all2:
            got2, left = need2, rest - all2
        else:
            weight = {key: min(pupils[key], places[key]) for key in pupils}
            got2 = second_shift(protocol["variant"], rest, weight, need2)

    right = {key: protocol[key] for key in CASE_KEYS} | {"left_tiyn": str(left)}
    right["schools"] = sorted(protocol["schools"], key=lambda school: school["id"])
    right["shares"] = [
        {
            "id": key, "need_first_tiyn": str(need1[key]), "need_second_tiyn": str(need2[key]),
            "first_tiyn": str(got1[key]), "second_tiyn": str(got2[key]),
            "total_tiyn": str(got1[key] + got2[key]),
            "unfunded_pupils": max(0, pupils[key] - places[key]),
            "reason": why(pupils[key], places[key], need1[key], need2[key], got1[key], got2[key]),
        }
        for key in sorted(pupils)
    ]  # fmt: skip
    return right | {"sha256": hashlib.sha256(canonical(right)).hexdigest()}


def differences(protocol):
    """List what is wrong with a decoded protocol; empty when every figure is right."""
    try:
        right = recompute(protocol)
        found = [name for name in right if canonical(right[name]) != canonical(protocol[name])]
    except (Unreadable, TypeError, ValueError) as error:
        return [str(error)]
    return [f"{name} is not what the rule gives" for name in found]


def main(arguments):
    if len(arguments) != 1:
        sys.stderr.write("usage: check_distribution.py protocol.json\n")
        return 1
    try:
        with open(arguments[0], encoding="utf-8") as source:
            wrong = differences(json.load(source))
    except (OSError, ValueError, RecursionError) as error:
        wrong = [f"cannot read the protocol: {error}"]
    sys.stdout.write("\n".join(wrong or ["the protocol agrees with the rule to the tiyn"]) + "\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
