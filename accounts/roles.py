"""Roles of people and the cabinet each opens. Codes are for ever."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person may do inside an organisation."""

    SCHOOL_HEAD = "school_head", _("Руководитель организации образования")
    SCHOOL_EMPLOYEE = "school_employee", _("Сотрудник организации образования")
    DEPARTMENT_OFFICER = "department_officer", _("Специалист управления образования")
    DEPARTMENT_HEAD = "department_head", _("Руководитель управления образования")
    FINANCE_OPERATOR = "finance_operator", _("Оператор Финансового центра")
    FINANCE_SIGNATORY = "finance_signatory", _("Подписант Финансового центра")
    AUDITOR = "auditor", _("Аудитор")
    VENDOR_ENGINEER = "vendor_engineer", _("Инженер LMS")
    CITIZEN = "citizen", _("Гражданин")
    ADMINISTRATOR = "administrator", _("Администратор портала")


SCHOOL_ROLES = frozenset({Role.SCHOOL_HEAD, Role.SCHOOL_EMPLOYEE})
DEPARTMENT_ROLES = frozenset({Role.DEPARTMENT_OFFICER, Role.DEPARTMENT_HEAD})
FINANCE_ROLES = frozenset({Role.FINANCE_OPERATOR, Role.FINANCE_SIGNATORY})

CABINET_OF_ROLE = {
    Role.SCHOOL_HEAD: "school",
    Role.SCHOOL_EMPLOYEE: "school",
    Role.DEPARTMENT_OFFICER: "department",
    Role.DEPARTMENT_HEAD: "department",
    Role.FINANCE_OPERATOR: "finance",
    Role.FINANCE_SIGNATORY: "finance",
    Role.AUDITOR: "auditor",
    Role.VENDOR_ENGINEER: "vendor",
    Role.CITIZEN: "citizen",
    Role.ADMINISTRATOR: "admin",
}
