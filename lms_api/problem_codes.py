"""Codes of refused requests: what each means for the one who called."""

from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _


class ProblemCode(NamedTuple):
    """A code, its HTTP status and the words for it."""

    code: str
    status: int
    text: Any


PROBLEMS = (
    ProblemCode("BODY", 400, _("Тело не читается как JSON этого вызова.")),
    ProblemCode("QUERY", 400, _("Параметр запроса имеет другое значение, чем разрешено.")),
    ProblemCode("CURSOR", 400, _("Курсор берётся из поля next предыдущей страницы.")),
    ProblemCode("GZIP_BROKEN", 400, _("Поток gzip повреждён или обрезан.")),
    ProblemCode("GRANT_TYPE", 400, _("Поддерживается только client_credentials.")),
    ProblemCode(
        "IDEMPOTENCY_KEY", 400, _("Ключ — от 1 до 128 печатных знаков ASCII без пробелов.")
    ),
    ProblemCode("TOKEN", 401, _("Токена нет, он истёк или отозван: получите новый.")),
    ProblemCode("CLIENT", 401, _("Нет такого ключа или секрет другой.")),
    ProblemCode("SCHOOL", 404, _("Школа с таким Id не открыла доступ вашей LMS.")),
    ProblemCode("SUBMISSION", 404, _("У вашей LMS нет такой передачи.")),
    ProblemCode("CALL", 404, _("Такого вызова нет.")),
    ProblemCode("METHOD", 405, _("У вызова другой метод: см. заголовок Allow.")),
    ProblemCode("IN_PROGRESS", 409, _("Запрос с этим ключом ещё выполняется: повторите позже.")),
    ProblemCode(
        "PERIOD_CLOSED", 409, _("Акт месяца уже подписан: изменения идут корректирующим актом.")
    ),
    ProblemCode("BODY_TOO_LARGE", 413, _("Тело больше разрешённого: разделите передачу.")),
    ProblemCode("TOO_MANY_ROWS", 413, _("Строк больше разрешённого: разделите передачу.")),
    ProblemCode("MEDIA_TYPE", 415, _("Передавайте application/json в UTF-8.")),
    ProblemCode("CONTENT_ENCODING", 415, _("Из сжатий принимается только gzip.")),
    ProblemCode("KEY_REUSED", 422, _("Этот ключ уже использован с другим телом.")),
    ProblemCode(
        "TOO_MANY_CALLS", 429, _("Вызовов больше разрешённого: подождите, сколько указано.")
    ),
    ProblemCode("BUSY", 429, _("Этот месяц школы сейчас записывается: повторите через секунду.")),
)
