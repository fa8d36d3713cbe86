"""Words of notifications."""

from portal.notification_texts import TEXTS, text_of


def test_a_message_is_filled_from_its_values() -> None:
    assert text_of("act.to_sign", {"number": "ША-7"}) == "Акт ША-7 ждёт вашей подписи"


def test_a_missing_value_is_a_dash_and_an_unknown_kind_its_code() -> None:
    assert text_of("act.to_sign", {}) == "Акт — ждёт вашей подписи"
    assert text_of("no.such", {}) == "no.such"


def test_a_quoted_name_that_ends_in_a_quote_closes_it_once() -> None:
    said = text_of("school.activated", {"name": "Школа «Сая»"})
    assert said == "Школа «Школа «Сая» оцифрована"


def test_no_message_names_a_pupil_or_an_iin() -> None:
    assert not [kind for kind, text in TEXTS.items() if "iin" in str(text).lower()]
