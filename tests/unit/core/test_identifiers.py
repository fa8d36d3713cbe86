"""Identifiers: check digits by hand, every one-digit mistake is noticed."""

import datetime as dt

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from core.identifiers import Bin, Iban, Iin, InvalidIdentifier, SchoolId, check_digit

ELEVEN = st.text(alphabet="0123456789", min_size=11, max_size=11)


@pytest.mark.parametrize(
    ("eleven", "control"),
    [
        # 8·1+5·2+1·4+1·6+3·7 = 49, 49 mod 11 = 5
        ("85010130000", 5),
        # first pass 109 mod 11 = 10; second 8·3+5·4+1·6+1·8+3·9+6·1 = 91, 91 mod 11 = 3
        ("85010130060", 3),
        # both passes leave 10: such a number is never issued
        ("85010130069", None),
        # 2·1+4·2+1·4+4·5 = 34, 34 mod 11 = 1
        ("24014000000", 1),
    ],
)
def test_the_twelfth_digit_is_that_of_the_hand(eleven: str, control: int | None) -> None:
    assert check_digit(eleven) == control


@given(ELEVEN, st.integers(min_value=0, max_value=10), st.integers(min_value=1, max_value=9))
@settings(deadline=None)
def test_a_wrong_check_digit_never_passes(eleven: str, place: int, shift: int) -> None:
    control = check_digit(eleven)
    assume(control is not None)
    wrong = (int(control or 0) + shift) % 10
    with pytest.raises(InvalidIdentifier) as refused:
        Iin.parse(f"{eleven}{wrong}")
    assert refused.value.code == "IIN_CHECKSUM"


def test_an_iin_carries_birth_date_and_sex() -> None:
    iin = Iin.parse(" 850101300005 ")
    assert iin.birth_date == dt.date(1985, 1, 1)
    assert iin.is_male
    assert iin.masked == "•••• 0005"


@pytest.mark.parametrize(
    ("first_seven", "born"),
    [
        ("1502295", None),
        ("1602295", dt.date(2016, 2, 29)),
        ("0001011", dt.date(1800, 1, 1)),
        ("9912316", dt.date(2099, 12, 31)),
        ("1513015", None),
        ("1501010", None),
        ("1501017", None),
    ],
)
def test_the_date_inside_an_iin_must_exist(first_seven: str, born: dt.date | None) -> None:
    serial = next(
        number for number in range(10) if check_digit(f"{first_seven}000{number}") is not None
    )
    eleven = f"{first_seven}000{serial}"
    text = f"{eleven}{check_digit(eleven)}"
    if born:
        assert Iin.parse(text).birth_date == born
        return
    with pytest.raises(InvalidIdentifier, match="IIN_DATE"):
        Iin.parse(text)


@pytest.mark.parametrize(
    "text", ["", "85010130000", "8501013000055", "85010130000a", "٨٥٠١٠١٣٠٠٠٠٥"]
)
def test_an_iin_is_twelve_plain_digits(text: str) -> None:
    with pytest.raises(InvalidIdentifier, match="IIN_FORMAT"):
        Iin.parse(text)


def test_a_bin_names_its_kind_of_entity() -> None:
    assert Bin.parse("240140000001") == "240140000001"
    with pytest.raises(InvalidIdentifier, match="BIN_KIND"):
        Bin.parse("850101300005")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("KZ86125KZT5004100100", ""),
        ("kz86 125K ZT50 0410 0100", ""),
        ("KZ87125KZT5004100100", "IBAN_CHECKSUM"),
        ("KZ86125KZT500410010", "IBAN_FORMAT"),
        ("DE89370400440532013000", "IBAN_FORMAT"),
    ],
)
def test_an_account_is_of_a_bank_of_the_country(text: str, code: str) -> None:
    if not code:
        assert Iban.parse(text) == "KZ86125KZT5004100100"
        return
    with pytest.raises(InvalidIdentifier, match=code):
        Iban.parse(text)


def test_an_account_is_masked_to_bank_and_tail() -> None:
    assert Iban.parse("KZ86125KZT5004100100").masked == "KZ86125•••0100"


@pytest.mark.parametrize("text", ["031011863972010151", "31011863972010151", "3101186397201015x1"])
def test_a_school_id_is_eighteen_digits_without_a_leading_zero(text: str) -> None:
    with pytest.raises(InvalidIdentifier, match="SCHOOL_ID_FORMAT"):
        SchoolId.parse(text)
    assert SchoolId.parse("310118639720101510")
