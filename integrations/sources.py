"""Names of the registries, as the pages say them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from integrations.esf.port import SOURCE as ESF
from integrations.gbd_fl.port import SOURCE as GBD_FL
from integrations.kgd.port import SOURCE as KGD

SHORT_NAMES: dict[str, Promise] = {GBD_FL: _("ГБД ФЛ"), KGD: _("КГД"), ESF: _("ИС ЭСФ")}


def short_name(source: str) -> str:
    """«КГД»; an unknown registry is called by its code."""
    return str(SHORT_NAMES.get(source, source))
