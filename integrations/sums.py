"""Sums in tenge as registries write them, to the tiyn."""

from decimal import Context, Decimal, Inexact, InvalidOperation, Overflow

_EXACT = Context(prec=30, traps=[Inexact, InvalidOperation, Overflow])
_MOST = 10**17


def tiyn_of(tenge: Decimal | int | str) -> int:
    """Turn tenge into tiyn.

    :raises ValueError: not a number, finer than a tiyn, negative, or absurdly large
    """
    try:
        tiyn = _EXACT.multiply(_EXACT.create_decimal(tenge), Decimal(100))
        if not 0 <= tiyn < _MOST or tiyn != tiyn.to_integral_value():
            raise ValueError("a sum is impossible")
    except ArithmeticError as problem:
        raise ValueError("a sum is impossible") from problem
    return int(tiyn)
