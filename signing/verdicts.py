"""What the verifier answers: valid, invalid or unknown, why, and who signed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Outcome(StrEnum):
    """UNKNOWN is neither a pass nor a refusal: this installation could not find out."""

    VALID = "valid"
    INVALID = "invalid"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class SignerFacts:
    """The signatory as the certificate names them. ``iin`` is complete: never log, never print."""

    iin: str
    bin: str
    common_name: str
    organisation: str
    role_oids: frozenset[str]
    serial_number: str
    issuer: str
    not_before: datetime
    not_after: datetime

    def __repr__(self) -> str:
        return f"SignerFacts(serial_number={self.serial_number!r})"


@dataclass(frozen=True, kw_only=True)
class Verdict:
    outcome: Outcome
    code: str
    signer: SignerFacts | None = None
    evidence: Mapping[str, object] = field(default_factory=dict)

    @property
    def is_valid(self) -> bool:
        return self.outcome is Outcome.VALID

    @property
    def message(self) -> str | Promise:
        """The reason in words fit for the signatory (translated when shown)."""
        return MESSAGES[self.code]


class Invalid(Exception):
    """The signature is refused; ``code`` is a key of MESSAGES."""

    outcome = Outcome.INVALID

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Undecided(Invalid):
    """It cannot be known here whether the signature is good."""

    outcome = Outcome.UNKNOWN


MESSAGES: dict[str, str | Promise] = {
    "valid": _("Подпись действительна."),
    # the envelope
    "too_large": _("Файл подписи слишком большой."),
    "unreadable": _("Это не подпись в формате CMS: файл не читается."),
    "not_signed_data": _("Файл CMS не содержит подписи."),
    "embedded_content": _(
        "В подпись вложен собственный текст. Нужна отделённая подпись под документом портала."
    ),
    "wrong_content_type": _("Подписан не тот тип данных."),
    "no_signer": _("В файле нет ни одной подписи."),
    "several_signers": _("В файле несколько подписей. Каждый подписывает документ отдельно."),
    "no_certificate": _("В подписи нет сертификата подписавшего."),
    "ambiguous_certificate": _("В подписи несколько сертификатов с одним номером."),
    "no_signed_attributes": _("В подписи нет подписанных атрибутов."),
    "repeated_attribute": _("Подписанный атрибут повторяется."),
    "missing_digest": _("В подписи нет контрольной суммы документа."),
    "wrong_digest": _("Подписан другой документ или другая его версия."),
    "wrong_certificate_reference": _("Подпись ссылается на другой сертификат."),
    "algorithm_not_allowed": _("Алгоритм подписи устарел или не разрешён."),
    "weak_key": _("Длина ключа подписи не разрешена."),
    "bad_signature": _("Подпись не соответствует сертификату: данные изменены."),
    "gost_not_supported": _("Подпись по ГОСТ не поддерживается в этой установке."),
    # the certificate
    "unreadable_certificate": _("Сертификат подписи не читается."),
    "unknown_issuer": _("Сертификат выдан не НУЦ РК: издатель неизвестен."),
    "bad_chain": _("Цепочка сертификатов до корня НУЦ РК не подтверждается."),
    "expired": _("Срок действия сертификата истёк."),
    "not_yet_valid": _("Срок действия сертификата ещё не начался."),
    "revoked": _("Сертификат отозван."),
    "revocation_unknown": _(
        "Не удалось проверить, не отозван ли сертификат. Это не отказ: повторите позже."
    ),
    "wrong_key_usage": _("Это ключ для входа, а не для подписи. Выберите ключ подписи."),
    "unexpected_extension": _("В сертификате есть неизвестное обязательное расширение."),
    "no_iin": _("В сертификате нет ИИН."),
    "ambiguous_subject": _("В сертификате несколько ИИН или БИН."),
    # the person
    "other_iin": _("Подписано ключом другого человека."),
    "no_bin": _("Это ключ физического лица. Нужен ключ, выданный на организацию, с её БИН."),
    "other_bin": _("Подписано ключом другой организации."),
    "role_not_allowed": _("У ключа нет права подписи таких документов."),
    # around the signature
    "document_superseded": _("Документ изменился: подпишите его новую версию."),
    "side_already_signed": _("Эта сторона уже подписала документ."),
    "person_already_signed": _("Этот человек уже подписал документ за другую сторону."),
    "unknown_side": _("Эта сторона не подписывает такой документ."),
    "no_roots": _("Проверка подписей не настроена: нет корневых сертификатов НУЦ РК."),
    "document_changed": _(
        "Пока вы смотрели, документ изменился. Откройте его заново и подпишите новую версию."
    ),
    "document_damaged": _("Хранимый документ повреждён. Подписывать его нельзя."),
}
