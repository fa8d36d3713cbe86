"""What is said of a file that cannot be read, and of cells whose fault lies in the file itself.

Codes of rows are those of the API (``schools.row_texts``); here stands only what a push by JSON
never meets. Words in a file that goes back must not depend on catalogues, hence data.
"""

from schools.row_text import RowText, text
from schools.row_texts import TEXTS

CELLS: dict[str, RowText] = {
    "IIN_ZEROS_RESTORED": text(
        (
            "Excel убрал ведущие нули ИИН. Мы их вернули: контрольная цифра и дата сошлись.",
            "Excel ЖСН басындағы нөлдерді алып тастаған. Біз оларды қайтардық: бақылау цифры мен"
            " күні сәйкес келді.",
            "Excel took the leading zeros of the IIN. They are back: check digit and date agree.",
        ),
        (
            "Сверьте ИИН. Чтобы нули не терялись, сделайте столбец ИИН текстовым, как в шаблоне.",
            "ЖСН-ді тексеріңіз. Нөлдер жоғалмауы үшін ЖСН бағанын үлгідегідей мәтіндік етіңіз.",
            "Compare the IIN. Make the column a text column, as in the template, to keep zeros.",
        ),
    ),
    "IIN_ZEROS_LOST": text(
        (
            "В ИИН меньше 12 цифр: похоже, Excel убрал ведущие нули.",
            "ЖСН-де 12 цифрдан аз: Excel басындағы нөлдерді алып тастаған сияқты.",
            "The IIN has fewer than 12 digits: Excel seems to have taken the leading zeros.",
        ),
        (
            "Сделайте столбец ИИН текстовым и впишите ИИН из документа, все 12 цифр.",
            "ЖСН бағанын мәтіндік етіп, құжаттағы ЖСН-нің 12 цифрын түгел жазыңыз.",
            "Make the column a text column and type all 12 digits from the document.",
        ),
    ),
    "IIN_SCIENTIFIC": text(
        (
            "Excel сохранил ИИН как число с порядком, последние цифры потеряны.",
            "Excel ЖСН-ді дәрежелі сан ретінде сақтаған, соңғы цифрлары жоғалған.",
            "Excel saved the IIN as a number with an exponent; its last digits are lost.",
        ),
        (
            "Сделайте столбец ИИН текстовым и впишите ИИН заново; по файлу его не восстановить.",
            "ЖСН бағанын мәтіндік етіп, ЖСН-ді қайта жазыңыз; файлдан қалпына келтіру мүмкін емес.",
            "Make the column a text column and type the IIN again; the file no longer holds it.",
        ),
    ),
    "DATE_AMBIGUOUS": text(
        (
            "По такой записи не понять, где день, а где месяц.",
            "Мұндай жазудан қайсысы күн, қайсысы ай екені түсініксіз.",
            "It cannot be told which part is the day and which the month.",
        ),
        (
            "Запишите дату как 31.12.2015 или 2015-12-31.",
            "Күнді 31.12.2015 немесе 2015-12-31 түрінде жазыңыз.",
            "Write the date as 31.12.2015 or 2015-12-31.",
        ),
    ),
    "DATE_SHORT_YEAR": text(
        (
            "Год записан двумя цифрами.",
            "Жыл екі цифрмен жазылған.",
            "The year has two digits.",
        ),
        (
            "Запишите год четырьмя цифрами: 31.12.2015.",
            "Жылды төрт цифрмен жазыңыз: 31.12.2015.",
            "Write the year with four digits: 31.12.2015.",
        ),
    ),
    "DATE_WRITTEN": text(
        ("Дата не читается.", "Күн оқылмайды.", "The date cannot be read."),
        (
            "Запишите дату как 31.12.2015 или 2015-12-31.",
            "Күнді 31.12.2015 немесе 2015-12-31 түрінде жазыңыз.",
            "Write the date as 31.12.2015 or 2015-12-31.",
        ),
    ),
    "STUDY_TYPE_WORD": text(
        ("Неизвестный тип обучения.", "Белгісіз оқыту түрі.", "Unknown study type."),
        (
            "Напишите один из четырёх: «в общеобразовательном классе», «в коррекционном классе»,"
            " «с особыми образовательными потребностями», «на дому».",
            "Үлгінің «Кеңестер» парағындағы төрт түрдің бірін жазыңыз.",
            "Write one of the four types that stand on the sheet «Hints» of the template.",
        ),
    ),
    "SUBJECT_WORD": text(
        (
            "Такого предмета нет в справочнике.",
            "Анықтамалықта мұндай пән жоқ.",
            "The catalogue has no such subject.",
        ),
        (
            "Выберите предмет из списка шаблона: названия стоят на листе «Подсказки».",
            "Пәнді үлгінің тізімінен таңдаңыз: атаулары «Кеңестер» парағында.",
            "Choose a subject from the template's list: the names stand on the sheet «Hints».",
        ),
    ),
    "FORMULA": text(
        (
            "В ячейке формула без сохранённого значения.",
            "Ұяшықта мәні сақталмаған формула тұр.",
            "The cell holds a formula without a saved value.",
        ),
        (
            "Скопируйте столбец и вставьте его как значения, затем сохраните файл.",
            "Бағанды көшіріп, мән ретінде қойыңыз да, файлды сақтаңыз.",
            "Copy the column, paste it as values and save the file.",
        ),
    ),
    "CELL_ERROR": text(
        (
            "Вместо значения в ячейке ошибка Excel.",
            "Ұяшықта мәннің орнында Excel қатесі тұр.",
            "The cell shows an error of Excel instead of a value.",
        ),
        (
            "Исправьте формулу или впишите значение.",
            "Формуланы түзетіңіз немесе мәнді жазыңыз.",
            "Mend the formula or type the value.",
        ),
    ),
}

FILES: dict[str, RowText] = {
    "EMPTY_FILE": text(
        ("Файл пуст.", "Файл бос.", "The file is empty."),
        (
            "Заполните шаблон и загрузите его.",
            "Үлгіні толтырып, жүктеңіз.",
            "Fill the template and upload it.",
        ),
    ),
    "FILE_TOO_LARGE": text(
        ("Файл больше 5 МБ.", "Файл 5 МБ-тан үлкен.", "The file is over 5 MB."),
        (
            "Оставьте в файле один лист с данными без рисунков: 10 000 строк занимают меньше 1 МБ.",
            "Файлда суретсіз бір парақ қалдырыңыз: 10 000 жол 1 МБ-тан аз орын алады.",
            "Keep one sheet of data without pictures: 10 000 rows take less than 1 MB.",
        ),
    ),
    "UNPACKED_TOO_LARGE": text(
        (
            "Файл распаковывается в слишком большой объём.",
            "Файл ашылғанда тым үлкен көлем алады.",
            "The file unpacks to too large a size.",
        ),
        (
            "Скопируйте данные в новый шаблон: в файле много лишнего оформления.",
            "Деректерді жаңа үлгіге көшіріңіз: файлда артық безендіру көп.",
            "Copy the data into a fresh template: the file carries too much formatting.",
        ),
    ),
    "WRONG_TYPE": text(
        (
            "Это не таблица XLSX и не CSV.",
            "Бұл XLSX кестесі де, CSV де емес.",
            "This is neither an XLSX table nor CSV.",
        ),
        (
            "Сохраните таблицу в Excel как «Книга Excel (.xlsx)» или «CSV».",
            "Кестені Excel-де «Excel кітабы (.xlsx)» немесе «CSV» ретінде сақтаңыз.",
            "Save the table in Excel as «Excel Workbook (.xlsx)» or «CSV».",
        ),
    ),
    "OLD_EXCEL": text(
        (
            "Это старый формат Excel (.xls) или двоичный (.xlsb).",
            "Бұл Excel-дің ескі (.xls) немесе екілік (.xlsb) пішімі.",
            "This is the old Excel format (.xls) or the binary one (.xlsb).",
        ),
        (
            "Откройте файл и сохраните его как «Книга Excel (.xlsx)».",
            "Файлды ашып, «Excel кітабы (.xlsx)» ретінде сақтаңыз.",
            "Open the file and save it as «Excel Workbook (.xlsx)».",
        ),
    ),
    "OPEN_DOCUMENT": text(
        (
            "Это таблица LibreOffice (.ods).",
            "Бұл LibreOffice кестесі (.ods).",
            "This is a LibreOffice table (.ods).",
        ),
        (
            "Сохраните её как «Excel 2007–365 (.xlsx)».",
            "Оны «Excel 2007–365 (.xlsx)» ретінде сақтаңыз.",
            "Save it as «Excel 2007–365 (.xlsx)».",
        ),
    ),
    "PASSWORD": text(
        (
            "Файл защищён паролем.",
            "Файл құпиясөзбен қорғалған.",
            "The file is protected with a password.",
        ),
        (
            "Снимите пароль: Файл → Сведения → Защита книги, и загрузите файл снова.",
            "Құпиясөзді алып тастаңыз: Файл → Мәліметтер → Кітапты қорғау, содан кейін қайта"
            " жүктеңіз.",
            "Take the password off: File → Info → Protect Workbook, and upload the file again.",
        ),
    ),
    "MACROS": text(
        (
            "В файле есть макросы; такие файлы не принимаются.",
            "Файлда макростар бар; мұндай файлдар қабылданбайды.",
            "The file holds macros; such files are not taken.",
        ),
        (
            "Сохраните его как «Книга Excel (.xlsx)» без макросов.",
            "Оны макроссыз «Excel кітабы (.xlsx)» ретінде сақтаңыз.",
            "Save it as «Excel Workbook (.xlsx)», without macros.",
        ),
    ),
    "BROKEN_FILE": text(
        (
            "Файл повреждён и не читается.",
            "Файл бүлінген, оқылмайды.",
            "The file is damaged and cannot be read.",
        ),
        (
            "Откройте его в Excel, сохраните заново как .xlsx и загрузите ещё раз.",
            "Оны Excel-де ашып, .xlsx ретінде қайта сақтап, тағы жүктеңіз.",
            "Open it in Excel, save it again as .xlsx and upload it once more.",
        ),
    ),
    "ENCODING": text(
        (
            "Кодировка CSV не распознана.",
            "CSV кодтауы танылмады.",
            "The encoding of the CSV is not recognised.",
        ),
        (
            "Сохраните файл как «CSV UTF-8» или загрузите XLSX.",
            "Файлды «CSV UTF-8» ретінде сақтаңыз немесе XLSX жүктеңіз.",
            "Save the file as «CSV UTF-8», or upload XLSX.",
        ),
    ),
    "NO_HEADER": text(
        (
            "Не найдена строка с названиями столбцов.",
            "Баған атаулары бар жол табылмады.",
            "The row with the captions of the columns was not found.",
        ),
        (
            "Первой строкой должны идти названия столбцов, как в шаблоне.",
            "Бірінші жолда үлгідегідей баған атаулары тұруы керек.",
            "The captions must stand in the first row, as in the template.",
        ),
    ),
    "MISSING_COLUMNS": text(
        (
            "Не хватает обязательных столбцов.",
            "Міндетті бағандар жетіспейді.",
            "Required columns are missing.",
        ),
        (
            "Добавьте названные столбцы; порядок столбцов любой.",
            "Аталған бағандарды қосыңыз; бағандардың реті маңызды емес.",
            "Add the columns named; their order does not matter.",
        ),
    ),
    "COLUMN_TWICE": text(
        (
            "Столбец встречается дважды.",
            "Баған екі рет кездеседі.",
            "A column stands twice.",
        ),
        (
            "Оставьте один из столбцов с этим названием.",
            "Осы атаумен бір бағанды ғана қалдырыңыз.",
            "Keep one column of that caption.",
        ),
    ),
    "SEVERAL_SHEETS": text(
        (
            "Данные стоят на нескольких листах.",
            "Деректер бірнеше парақта тұр.",
            "Several sheets hold data.",
        ),
        (
            "Соберите строки на один лист или скройте и удалите лишние листы.",
            "Жолдарды бір параққа жинаңыз немесе артық парақтарды жойыңыз.",
            "Bring the rows together on one sheet, or delete the others.",
        ),
    ),
    "HIDDEN_SHEET": text(
        (
            "Данные найдены только на скрытом листе.",
            "Деректер тек жасырын парақта табылды.",
            "Data were found on a hidden sheet only.",
        ),
        (
            "Сделайте лист видимым, проверьте строки и загрузите файл снова.",
            "Парақты көрінетін етіп, жолдарды тексеріп, файлды қайта жүктеңіз.",
            "Show the sheet, look at its rows and upload the file again.",
        ),
    ),
    "MERGED_CELLS": text(
        (
            "Среди строк есть объединённые ячейки.",
            "Жолдар арасында біріктірілген ұяшықтар бар.",
            "There are merged cells among the rows.",
        ),
        (
            "Разъедините ячейки: каждый ученик и преподаватель — отдельная строка.",
            "Ұяшықтарды ажыратыңыз: әр оқушы мен мұғалім — бөлек жол.",
            "Unmerge the cells: every pupil and teacher has a row of its own.",
        ),
    ),
    "NO_ROWS": text(
        (
            "Под названиями столбцов нет ни одной строки.",
            "Баған атауларының астында бірде-бір жол жоқ.",
            "There is no row under the captions.",
        ),
        (
            "Впишите строки под названиями столбцов.",
            "Баған атауларының астына жолдарды жазыңыз.",
            "Type the rows under the captions.",
        ),
    ),
    "TOO_MANY_ROWS": text(
        (
            "В файле больше 10 000 строк.",
            "Файлда 10 000-нан көп жол бар.",
            "The file has more than 10 000 rows.",
        ),
        (
            "Один файл — одна школа и один месяц. Уберите лишние строки.",
            "Бір файл — бір мектеп және бір ай. Артық жолдарды алып тастаңыз.",
            "One file is one school and one month. Take the other rows out.",
        ),
    ),
    "SUBJECTS_UNKNOWN": text(
        (
            "Нет ни одного столбца с предметом из справочника.",
            "Анықтамалықтағы пәні бар бірде-бір баған жоқ.",
            "There is no column of a subject of the catalogue.",
        ),
        (
            "Назовите столбцы предметами из справочника, как в шаблоне.",
            "Бағандарды үлгідегідей анықтамалықтағы пәндермен атаңыз.",
            "Name the columns by subjects of the catalogue, as in the template.",
        ),
    ),
    "PERIOD_CLOSED": text(
        (
            "Месяц закрыт первой подписью акта.",
            "Ай актінің бірінші қолымен жабылған.",
            "The month is closed by the first signature of its act.",
        ),
        (
            "Ничего не записано. Исправления после подписи — корректирующим актом.",
            "Ештеңе жазылған жоқ. Қол қойылғаннан кейінгі түзетулер — түзету актісімен.",
            "Nothing was written. After a signature corrections are made by a corrective act.",
        ),
    ),
}

ALL: dict[str, RowText] = TEXTS | CELLS | FILES


def said(code: str, language: str) -> tuple[str, str]:
    """What is wrong and how to mend it, in a language of the portal."""
    found = ALL[code]
    return (
        found.message.get(language, found.message["ru"]),
        found.how_to_fix.get(language, found.how_to_fix["ru"]),
    )
