"""The twenty regions of Kazakhstan (KATO first level = ISO 3166-2:KZ)."""

from core.collation import sort_key
from core.models import Region

REGIONS = (
    ("10", "область Абай", "Абай облысы", "Abai Region"),
    ("11", "Акмолинская область", "Ақмола облысы", "Akmola Region"),
    ("15", "Актюбинская область", "Ақтөбе облысы", "Aktobe Region"),
    ("19", "Алматинская область", "Алматы облысы", "Almaty Region"),
    ("23", "Атырауская область", "Атырау облысы", "Atyrau Region"),
    ("27", "Западно-Казахстанская область", "Батыс Қазақстан облысы", "West Kazakhstan Region"),
    ("31", "Жамбылская область", "Жамбыл облысы", "Jambyl Region"),
    ("33", "область Жетісу", "Жетісу облысы", "Jetisu Region"),
    ("35", "Карагандинская область", "Қарағанды облысы", "Karaganda Region"),
    ("39", "Костанайская область", "Қостанай облысы", "Kostanay Region"),
    ("43", "Кызылординская область", "Қызылорда облысы", "Kyzylorda Region"),
    ("47", "Мангистауская область", "Маңғыстау облысы", "Mangystau Region"),
    ("55", "Павлодарская область", "Павлодар облысы", "Pavlodar Region"),
    ("59", "Северо-Казахстанская область", "Солтүстік Қазақстан облысы", "North Kazakhstan Region"),
    ("61", "Туркестанская область", "Түркістан облысы", "Turkistan Region"),
    ("62", "область Ұлытау", "Ұлытау облысы", "Ulytau Region"),
    ("63", "Восточно-Казахстанская область", "Шығыс Қазақстан облысы", "East Kazakhstan Region"),
    ("71", "г. Астана", "Астана қаласы", "Astana"),
    ("75", "г. Алматы", "Алматы қаласы", "Almaty"),
    ("79", "г. Шымкент", "Шымкент қаласы", "Shymkent"),
)


def write_regions() -> None:
    """Insert regions that are missing; names edited by an administrator stay."""
    Region.objects.bulk_create(
        [
            Region(code=code, name_ru=ru, name_kk=kk, name_en=en, sort_key=sort_key(ru))
            for code, ru, kk, en in REGIONS
        ],
        ignore_conflicts=True,
    )
