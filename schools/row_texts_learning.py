"""Words for the rows of marks and of teachers, of a patch, and of pupils claimed elsewhere."""

from schools.row_text import RowText
from schools.row_text import text as _text

LEARNING_TEXTS: dict[str, RowText] = {
    "NOT_IN_MONTH": _text(
        (
            "Этого ученика нет в контингенте месяца.",
            "Бұл оқушы айдың контингентінде жоқ.",
            "This pupil is not in the month's contingent.",
        ),
        (
            "Передайте все поля строки, чтобы добавить ученика, или исправьте ИИН.",
            "Оқушыны қосу үшін жолдың барлық өрістерін жіберіңіз немесе ЖСН-ді түзетіңіз.",
            "Send all fields of the row to add the pupil, or mend the IIN.",
        ),
    ),
    "SIBLING_SCHOOL": _text(
        (
            "Ученика в этом месяце передала и другая школа вашей организации.",
            "Бұл айда оқушыны ұйымыңыздың басқа мектебі де жіберді.",
            "Another school of the same organisation reports this pupil in the same month.",
        ),
        (
            "Оплачивается школа с более ранней датой enrolled_on; уберите ученика из другой.",
            "enrolled_on күні ертерек мектеп төленеді; оқушыны екіншісінен алып тастаңыз.",
            "The school with the earlier enrolled_on is paid; take the pupil out of the other.",
        ),
    ),
    "QUARTER_RANGE": _text(
        (
            "Четверть — число от 1 до 4, учебный год — с 2020 года.",
            "Тоқсан — 1-ден 4-ке дейінгі сан, оқу жылы — 2020 жылдан.",
            "A quarter is 1 to 4, a school year begins in 2020 or later.",
        ),
        (
            "year — первый год учебного года: 2025 значит 2025–26.",
            "year — оқу жылының бірінші жылы: 2025 — 2025–26.",
            "year is the first year of the school year: 2025 means 2025–26.",
        ),
    ),
    "QUARTER_FUTURE": _text(
        (
            "Эта четверть ещё не началась.",
            "Бұл тоқсан әлі басталған жоқ.",
            "This quarter has not begun.",
        ),
        (
            "Проверьте year: для четверти это первый год учебного года.",
            "year мәнін тексеріңіз: тоқсан үшін бұл оқу жылының бірінші жылы.",
            "Check year: with a quarter it is the first year of the school year.",
        ),
    ),
    "PERIOD_KIND": _text(
        (
            "Нужен месяц или четверть, но не оба.",
            "Ай немесе тоқсан қажет, екеуі бірдей емес.",
            "Give a month or a quarter, not both.",
        ),
        (
            "Передайте одно из полей month и quarter.",
            "month және quarter өрістерінің біреуін жіберіңіз.",
            "Send one of the fields month and quarter.",
        ),
    ),
    "MARKS_SHAPE": _text(
        (
            "Оценки — массив объектов, не больше 500 на ученика.",
            "Бағалар — объектілер массиві, бір оқушыға 500-ден аспайды.",
            "Marks are an array of objects, at most 500 a pupil.",
        ),
        (
            "Передайте marks: [{subject_id, mark_type, value}].",
            "marks: [{subject_id, mark_type, value}] түрінде жіберіңіз.",
            "Send marks: [{subject_id, mark_type, value}].",
        ),
    ),
    "MARK_TYPE_UNKNOWN": _text(
        ("Такого вида оценки нет.", "Мұндай баға түрі жоқ.", "There is no such kind of mark."),
        (
            "numeric или pass_fail.",
            "numeric немесе pass_fail.",
            "numeric or pass_fail.",
        ),
    ),
    "MARK_VALUE": _text(
        (
            "Значение не подходит к виду оценки.",
            "Мән баға түріне сәйкес келмейді.",
            "The value does not fit the kind of mark.",
        ),
        (
            "numeric — целое число от 1 до 10; pass_fail — «pass» или «fail».",
            "numeric — 1-ден 10-ға дейінгі бүтін сан; pass_fail — «pass» немесе «fail».",
            'numeric is a whole number 1 to 10; pass_fail is "pass" or "fail".',
        ),
    ),
    "SUBJECT_UNKNOWN": _text(
        (
            "Предмета нет в справочнике.",
            "Пән анықтамалықта жоқ.",
            "The subject is not in the catalogue.",
        ),
        (
            "Возьмите subject_id из ответа GET subjects.",
            "subject_id мәнін GET subjects жауабынан алыңыз.",
            "Take subject_id from the answer of GET subjects.",
        ),
    ),
    "SUBJECT_TWICE": _text(
        (
            "Предмет указан у преподавателя дважды.",
            "Пән мұғалімде екі рет көрсетілген.",
            "The subject stands twice with this teacher.",
        ),
        (
            "Сложите часы и передайте предмет один раз.",
            "Сағаттарды қосып, пәнді бір рет жіберіңіз.",
            "Add the hours and send the subject once.",
        ),
    ),
    "SUBJECTS_SHAPE": _text(
        (
            "Предметы — массив объектов, от 1 до 100 на преподавателя.",
            "Пәндер — объектілер массиві, бір мұғалімге 1-ден 100-ге дейін.",
            "Subjects are an array of objects, 1 to 100 a teacher.",
        ),
        (
            "Передайте subjects: [{subject_id, hours}].",
            "subjects: [{subject_id, hours}] түрінде жіберіңіз.",
            "Send subjects: [{subject_id, hours}].",
        ),
    ),
    "HOURS_FORMAT": _text(
        (
            "Часы — десятичная строка, не больше двух знаков после точки.",
            "Сағат — ондық жол, нүктеден кейін екі таңбадан аспайды.",
            "Hours are a decimal string with at most two places.",
        ),
        (
            'Передайте часы строкой, например "36" или "17.50".',
            'Сағатты жолмен жіберіңіз, мысалы "36" немесе "17.50".',
            'Send the hours as a string, e.g. "36" or "17.50".',
        ),
    ),
    "HOURS_RANGE": _text(
        (
            "Столько часов в периоде быть не может.",
            "Кезеңде мұнша сағат болуы мүмкін емес.",
            "There cannot be so many hours in the period.",
        ),
        (
            "Больше нуля и не больше часов периода; у преподавателя — в сумме по предметам.",
            "Нөлден көп, кезең сағатынан аспайды; мұғалімде — пәндер бойынша қосындысы.",
            "More than zero and not over the hours of the period, a teacher's subjects together.",
        ),
    ),
    "TEACHER_AGE": _text(
        (
            "Возраст преподавателя вне 16–90 лет.",
            "Мұғалімнің жасы 16–90 аралығынан тыс.",
            "The teacher's age is outside 16–90 years.",
        ),
        (
            "Проверьте, что ИИН принадлежит преподавателю, а не ученику.",
            "ЖСН оқушынікі емес, мұғалімдікі екенін тексеріңіз.",
            "Check that the IIN is the teacher's, not a pupil's.",
        ),
    ),
    "PUPIL_NOT_REPORTED": _text(
        (
            "Ученика нет в контингенте школы за эту четверть.",
            "Оқушы осы тоқсанда мектеп контингентінде жоқ.",
            "The pupil is not in the school's contingent of this quarter.",
        ),
        (
            "Передайте ученика в контингенте или исправьте ИИН. Оценки сохранены.",
            "Оқушыны контингентте жіберіңіз немесе ЖСН-ді түзетіңіз. Бағалар сақталды.",
            "Report the pupil in the contingent or mend the IIN. The marks are kept.",
        ),
    ),
    "CITIZENSHIP": _text(
        (
            "По данным ГБД «Физические лица» ученик — гражданин другого государства.",
            "«Жеке тұлғалар» МДҚ деректері бойынша оқушы — басқа мемлекеттің азаматы.",
            "By the state database of persons the pupil is a citizen of another state.",
        ),
        (
            "Если гражданство получено недавно, ничего делать не нужно: вопрос повторится сам.",
            "Азаматтық жақында алынса, ештеңе істеу қажет емес: сұрау өздігінен қайталанады.",
            "If citizenship is new, nothing to do: the question is repeated by itself.",
        ),
    ),
    "NO_DOCUMENT": _text(
        (
            "Для особого типа обучения в кабинете школы нет документа.",
            "Оқытудың ерекше түріне мектеп кабинетінде құжат жоқ.",
            "The school's cabinet holds no document for the special study type.",
        ),
        (
            "Школа прикладывает документ в своём кабинете; до этого платится общая норма.",
            "Мектеп құжатты өз кабинетінде тіркейді; оған дейін жалпы норма төленеді.",
            "The school adds the document in its cabinet; until then the general norm is paid.",
        ),
    ),
}
