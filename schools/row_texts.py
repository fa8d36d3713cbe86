"""What every error of a contingent row says and how to mend it: stable codes, three languages."""

from schools.row_text import RowText
from schools.row_text import text as _text
from schools.row_texts_learning import LEARNING_TEXTS

TEXTS: dict[str, RowText] = {
    "ROW_SHAPE": _text(
        ("Строка не является объектом.", "Жол объект емес.", "The row is not an object."),
        (
            "Передайте объект с полями iin, grade, birth_date, study_type.",
            "iin, grade, birth_date, study_type өрістері бар объект жіберіңіз.",
            "Send an object with iin, grade, birth_date, study_type.",
        ),
    ),
    "ROW_ID_FORMAT": _text(
        (
            "Номер строки row_id не подходит.",
            "row_id жол нөмірі жарамсыз.",
            "The row_id is not usable.",
        ),
        (
            "Строка до 64 печатных знаков; ИИН в ней передавать нельзя.",
            "64 таңбаға дейінгі мәтін; онда ЖСН болмауы керек.",
            "A string of up to 64 printable characters that is not an IIN.",
        ),
    ),
    "IIN_FORMAT": _text(
        (
            "ИИН должен состоять из 12 цифр.",
            "ЖСН 12 цифрдан тұруы керек.",
            "An IIN consists of 12 digits.",
        ),
        (
            "Передайте ИИН строкой из 12 цифр 0–9, с ведущими нулями и без пробелов.",
            "ЖСН-ді 0–9 цифрларынан тұратын 12 таңбалы мәтін түрінде, бос орынсыз жіберіңіз.",
            "Send the IIN as a string of 12 digits 0–9 with leading zeros and no spaces.",
        ),
    ),
    "IIN_CHECKSUM": _text(
        (
            "Контрольная цифра ИИН не сходится.",
            "ЖСН-нің бақылау цифры сәйкес келмейді.",
            "The check digit of the IIN does not match.",
        ),
        (
            "Сверьте ИИН с документом ученика: в нём опечатка.",
            "ЖСН-ді оқушының құжатымен салыстырыңыз: қате терілген.",
            "Compare the IIN with the pupil's document: it has a typing error.",
        ),
    ),
    "IIN_DATE": _text(
        (
            "В ИИН записана дата, которой не бывает.",
            "ЖСН-де жоқ күн жазылған.",
            "The IIN holds a date that does not exist.",
        ),
        (
            "Сверьте ИИН с документом ученика.",
            "ЖСН-ді оқушының құжатымен салыстырыңыз.",
            "Compare the IIN with the pupil's document.",
        ),
    ),
    "BIRTH_DATE_FORMAT": _text(
        (
            "Дата рождения не читается.",
            "Туған күні оқылмайды.",
            "The birth date cannot be read.",
        ),
        (
            "Передайте дату в виде ГГГГ-ММ-ДД, например 2014-05-12.",
            "Күнді ЖЖЖЖ-АА-КК түрінде жіберіңіз, мысалы 2014-05-12.",
            "Send the date as YYYY-MM-DD, e.g. 2014-05-12.",
        ),
    ),
    "BIRTH_DATE_MISMATCH": _text(
        (
            "Дата рождения не совпадает с датой в ИИН.",
            "Туған күні ЖСН-дегі күнмен сәйкес келмейді.",
            "The birth date differs from the date in the IIN.",
        ),
        (
            "Исправьте дату рождения или ИИН: первые шесть цифр ИИН — это дата рождения.",
            "Туған күнін немесе ЖСН-ді түзетіңіз: ЖСН-нің алғашқы алты цифры — туған күні.",
            "Mend the birth date or the IIN: its first six digits are the birth date.",
        ),
    ),
    "AGE_RANGE": _text(
        (
            "Возраст ученика вне 5–20 лет.",
            "Оқушының жасы 5–20 аралығынан тыс.",
            "The pupil's age is outside 5–20 years.",
        ),
        (
            "Проверьте, что это ученик, а не сотрудник, и что ИИН его.",
            "Бұл қызметкер емес, оқушы екенін және ЖСН оныкі екенін тексеріңіз.",
            "Check that this is a pupil, not an employee, and that the IIN is theirs.",
        ),
    ),
    "GRADE_RANGE": _text(
        (
            "Класс — целое число от 0 до 12.",
            "Сынып — 0-ден 12-ге дейінгі бүтін сан.",
            "The grade is a whole number from 0 to 12.",
        ),
        (
            "Передайте только номер класса без буквы; 0 — предшкольный класс.",
            "Әріпсіз тек сынып нөмірін жіберіңіз; 0 — мектепалды сыныбы.",
            "Send only the number of the grade without a letter; 0 is the preparatory class.",
        ),
    ),
    "STUDY_TYPE_UNKNOWN": _text(
        ("Неизвестный тип обучения.", "Оқыту түрі белгісіз.", "The study type is unknown."),
        (
            "Одно из: general, correction, special_needs, home.",
            "Мыналардың бірі: general, correction, special_needs, home.",
            "One of general, correction, special_needs, home.",
        ),
    ),
    "ENROLLED_ON_FORMAT": _text(
        (
            "Дата зачисления не читается.",
            "Қабылданған күні оқылмайды.",
            "The enrolment date cannot be read.",
        ),
        (
            "Передайте дату в виде ГГГГ-ММ-ДД или не передавайте поле.",
            "Күнді ЖЖЖЖ-АА-КК түрінде жіберіңіз немесе өрісті жібермеңіз.",
            "Send the date as YYYY-MM-DD or leave the field out.",
        ),
    ),
    "LEFT_ON_FORMAT": _text(
        (
            "Дата выбытия не читается.",
            "Шыққан күні оқылмайды.",
            "The leaving date cannot be read.",
        ),
        (
            "Передайте дату в виде ГГГГ-ММ-ДД или не передавайте поле.",
            "Күнді ЖЖЖЖ-АА-КК түрінде жіберіңіз немесе өрісті жібермеңіз.",
            "Send the date as YYYY-MM-DD or leave the field out.",
        ),
    ),
    "ENROLLED_BEFORE_BIRTH": _text(
        (
            "Дата зачисления раньше даты рождения.",
            "Қабылданған күні туған күнінен бұрын.",
            "The enrolment date is before the birth date.",
        ),
        (
            "Исправьте дату зачисления.",
            "Қабылданған күнін түзетіңіз.",
            "Mend the enrolment date.",
        ),
    ),
    "ENROLLED_AFTER_MONTH": _text(
        (
            "Ученик зачислен позже отчётного месяца.",
            "Оқушы есепті айдан кейін қабылданған.",
            "The pupil is enrolled after the reported month.",
        ),
        (
            "Уберите строку из этого месяца или исправьте дату зачисления.",
            "Жолды осы айдан алып тастаңыз немесе қабылданған күнін түзетіңіз.",
            "Leave the row out of this month or mend the enrolment date.",
        ),
    ),
    "LEFT_BEFORE_MONTH": _text(
        (
            "Ученик выбыл до отчётного месяца.",
            "Оқушы есепті айға дейін шыққан.",
            "The pupil left before the reported month.",
        ),
        (
            "Уберите строку из этого месяца или исправьте дату выбытия.",
            "Жолды осы айдан алып тастаңыз немесе шыққан күнін түзетіңіз.",
            "Leave the row out of this month or mend the leaving date.",
        ),
    ),
    "DATES_REVERSED": _text(
        (
            "Дата выбытия раньше даты зачисления.",
            "Шыққан күні қабылданған күнінен бұрын.",
            "The leaving date is before the enrolment date.",
        ),
        (
            "Поменяйте или исправьте даты.",
            "Күндерді ауыстырыңыз немесе түзетіңіз.",
            "Swap or mend the dates.",
        ),
    ),
    "DUPLICATE_IN_PUSH": _text(
        (
            "Этот ученик уже есть выше в этой передаче.",
            "Бұл оқушы осы жіберілімде жоғарыда бар.",
            "This pupil already stands above in this push.",
        ),
        (
            "Оставьте одну строку на ученика.",
            "Әр оқушыға бір жол қалдырыңыз.",
            "Keep one row a pupil.",
        ),
    ),
    "MONTH_FUTURE": _text(
        (
            "Этот месяц ещё не начался.",
            "Бұл ай әлі басталған жоқ.",
            "This month has not begun.",
        ),
        (
            "Передавайте контингент текущего или прошедшего месяца.",
            "Ағымдағы немесе өткен айдың контингентін жіберіңіз.",
            "Send the contingent of the present or of a past month.",
        ),
    ),
    "MONTH_RANGE": _text(
        ("Такого месяца нет.", "Мұндай ай жоқ.", "There is no such month."),
        (
            "year — год из четырёх цифр с 2020, month — от 1 до 12.",
            "year — 2020 жылдан бастап төрт цифрлы жыл, month — 1-ден 12-ге дейін.",
            "year has four digits, from 2020; month is 1 to 12.",
        ),
    ),
    "DROP_QUARANTINED": _text(
        (
            "Число учеников резко уменьшилось: данные ждут подтверждения школы.",
            "Оқушылар саны күрт азайды: деректер мектептің растауын күтеді.",
            "The number of pupils fell sharply: the data wait for the school's confirmation.",
        ),
        (
            "Школа подтверждает данные в своём кабинете; если это ошибка, передайте месяц заново.",
            "Мектеп деректерді кабинетінде растайды; қате болса, айды қайта жіберіңіз.",
            "The school confirms in its cabinet; if it is a mistake, push the month again.",
        ),
    ),
    "NOT_PRIMARY": _text(
        (
            "Данные сохранены, но акт строится по данным основной LMS школы.",
            "Деректер сақталды, бірақ акт мектептің негізгі LMS деректері бойынша құрылады.",
            "The data are kept, but the act is formed from the school's primary LMS.",
        ),
        (
            "Попросите школу сделать вашу LMS основной.",
            "Мектептен LMS-іңізді негізгі етуді сұраңыз.",
            "Ask the school to make your LMS the primary one.",
        ),
    ),
    "K4": _text(
        (
            "По данным ГБД «Физические лица» жизненный статус не соответствует.",
            "«Жеке тұлғалар» МДҚ деректері бойынша өмірлік мәртебесі сәйкес келмейді.",
            "By the state database of persons the life status does not match.",
        ),
        (
            "Проверьте ИИН; если он верен, исключите ученика из контингента.",
            "ЖСН-ді тексеріңіз; дұрыс болса, оқушыны контингенттен шығарыңыз.",
            "Check the IIN; if it is right, remove the pupil from the contingent.",
        ),
    ),
    "K4_WAITING": _text(
        (
            "ГБД «Физические лица» ещё не ответила.",
            "«Жеке тұлғалар» МДҚ әлі жауап берген жоқ.",
            "The state database of persons has not answered yet.",
        ),
        (
            "Ничего делать не нужно: вопрос повторяется сам.",
            "Ештеңе істеу қажет емес: сұрау өздігінен қайталанады.",
            "Nothing to do: the question is repeated by itself.",
        ),
    ),
    "K5": _text(
        (
            "Этого ученика в этом месяце заявила и другая организация.",
            "Бұл оқушыны осы айда басқа ұйым да мәлімдеді.",
            "Another organisation claims this pupil in this month too.",
        ),
        (
            "Если ученик выбыл, передайте дату выбытия; иначе решает управление образования.",
            "Оқушы шықса, шыққан күнін жіберіңіз; әйтпесе білім басқармасы шешеді.",
            "If the pupil left, send left_on; otherwise the education department decides.",
        ),
    ),
} | LEARNING_TEXTS
