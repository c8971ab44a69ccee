"""Headings as schools write them, in Kazakh, Russian and English, and what each of them means."""

import re
from functools import cache

from shanyraq.kernel.text.folding import fold
from shanyraq.spine.exchange.rules.fields import NOT_TAKEN, OF_RELATIVE, SLOTS

# Each spelling is compared folded, without spaces: case, punctuation and look-alikes stop mattering.
SPELLINGS: dict[str, str] = {
    "full_name": "ТАӘ|Т.А.Ә.|ТАЖ|Аты-жөні|Аты жөні толық|Толық аты-жөні|Тегі, аты, әкесінің аты|Тегі, аты|Тегі аты-жөні|"
    "ФИО|Ф.И.О.|ФИО полностью|Полное имя|Фамилия, имя, отчество|Фамилия, имя|Фамилия и имя|Full name|Name and surname|"
    "Аты-тегі|Тегі-аты|ФИ|Ф.И.|Список учащихся|Оқушылар тізімі|Оқушының аты-жөні|Ученик|Оқушы|Учащийся|Обучающийся",
    "family": "Тегі|Фамилия|Family name|Surname|Last name|Фамилиясы",
    "given": "Аты|Есімі|Имя|Given name|First name|Name",
    "patronymic": "Әкесінің аты|Отчество|Отчество (при наличии)|Әкесінің аты (бар болса)|Patronymic|Middle name|Отчествосы",
    "iin": "ЖСН|ИИН|IIN|ЖСН нөмірі|Жеке сәйкестендіру нөмірі|Индивидуальный идентификационный номер|ИИН/ЖСН|ЖСН/ИИН|"
    "Номер ИИН|Individual identification number",
    "birth_date": "Туған күні|Туған жылы|Туылған күні|Туған күні, айы, жылы|Туған жылы, айы, күні|Дата рождения|Д.р.|ДР|"
    "День рождения|Год рождения|Birth date|Date of birth|Birthday|Дата рожд|Число, месяц, год рождения|Туғ.күні",
    "sex": "Жынысы|Жыныс|Пол|Sex|Gender",
    "phone": "Телефон|Телефоны|Телефон нөмірі|Ұялы телефон|Ұялы телефоны|Байланыс телефоны|Номер телефона|Моб. телефон|"
    "Мобильный телефон|Сотовый телефон|Сотовый|Контактный телефон|Тел|Тел.|Тел. номер|Phone|Phone number|Mobile|Контакты|"
    "Байланыс нөмірі",
    "email": "E-mail|Email|Эл. почта|Электронная почта|Электрондық пошта|Пошта|Почта|Эл. пошта|Электрондық поштасы",
    "class": "Сынып|Сыныбы|Класс|Class|Класс (группа)|Сынып (топ)|Топ|Группа|Сынып атауы|Название класса|Класс/группа",
    "grade": "Параллель|Grade|Сынып параллелі|Класс (цифра)|Сынып (саны)|Год обучения",
    "letter": "Литер|Литера|Литері|Буква|Буква класса|Сынып әрпі|Әрпі|Әріп|Letter|Литер класса|Сынып литері|Class letter",
    "valid_from": "Қабылданған күні|Келген күні|Дата поступления|Дата приёма|Дата зачисления|Дата прибытия|Start date|"
    "Жұмысқа қабылданған күні|Дата приёма на работу|Басталған күні|Дата начала|С какого числа|Қай күннен|Admission date|From",
    "valid_to": "Кеткен күні|Дата выбытия|Дата увольнения|Жұмыстан шыққан күні|End date|Дата окончания|Аяқталған күні|To|"
    "Қай күнге дейін",
    "order_number": "Бұйрық нөмірі|Бұйрық №|Номер приказа|Приказ №|№ приказа|Приказ|Бұйрық|Order number",
    "position": "Лауазымы|Лауазым|Қызметі|Қызмет|Должность|Position|Job|Post",
    "rate": "Мөлшерлеме|Ставка|Ставкасы|Rate|Жүктеме (ставка)|Кол-во ставок|Количество ставок",
    "language": "Оқыту тілі|Тілі|Язык обучения|Язык|Language|Language of instruction|Сынып тілі",
    "languages": "Оқыту тілдері|Языки обучения|Languages|Тілдері|Languages of instruction",
    "shift": "Ауысым|Ауысымы|Смена|Shift",
    "class_teacher": "Сынып жетекшісі|Классный руководитель|Кл. рук.|Кл. руководитель|Class teacher|Сынып жетекшісінің ТАӘ|"
    "Сынып жетекшісінің аты-жөні|ФИО классного руководителя|Homeroom teacher|Жетекшісі",
    "class_teacher_iin": "Сынып жетекшісінің ЖСН|ИИН классного руководителя|Class teacher's IIN",
    "school_year": "Оқу жылы|Учебный год|School year",
    "teacher": "Мұғалім|Мұғалімі|Мұғалімнің ТАӘ|Мұғалімнің аты-жөні|Учитель|ФИО учителя|Teacher|Педагог|ФИО педагога|"
    "Пән мұғалімі|Педагогтің ТАӘ|Преподаватель",
    "teacher_iin": "Мұғалімнің ЖСН|ИИН учителя|Teacher's IIN|ИИН педагога|Педагогтің ЖСН",
    "subject": "Пән|Пәні|Пән атауы|Предмет|Subject|Дисциплина|Название предмета|Наименование предмета",
    "hours_per_week": "Сағат|Сағат саны|Аптасына сағат|Апталық сағат|Часы|Часов|Часов в неделю|Кол-во часов|"
    "Количество часов|Нагрузка|Жүктеме|Hours|Hours per week|Жүктемесі|Аптадағы сағат саны",
    "child": "Баланың ТАӘ|Баланың аты-жөні|Оқушының ТАӘ|Оқушының толық аты|ФИО ребёнка|ФИО ученика|Ребёнок|Бала|Child|"
    "Баласы|Child's name|ФИО учащегося",
    "child_iin": "Баланың ЖСН|Оқушының ЖСН|ИИН ребёнка|ИИН ученика|Child's IIN|ИИН учащегося",
    "relation": "Туыстығы|Туыстық қатынасы|Кім болып келеді|Кімі|Степень родства|Родство|Кем приходится|Relation|"
    "Relationship|Баланың кімі|Relation to the child",
    "building": "Ғимарат|Ғимараты|Ғимарат атауы|Корпус|Здание|Название здания|Building",
    "address": "Мекенжайы|Мекенжай|Мекен-жайы|Адрес|Address|Адрес здания",
    "built_year": "Салынған жылы|Год постройки|Built|Year built|Built in",
    "room": "Кабинет|Кабинеті|Бөлме|Бөлме нөмірі|Кабинет нөмірі|Помещение|Номер кабинета|Аудитория|Room|№ кабинета",
    "room_kind": "Бөлме түрі|Түрі|Вид помещения|Тип помещения|Room kind|Тип кабинета|Kind of room",
    "capacity": "Сыйымдылығы|Орын саны|Вместимость|Количество мест|Мест|Capacity|Проектная мощность|Жобалық қуаты|Places",
    "bin": "БСН|БИН|BIN|БСН/БИН",
    "kind": "Ұйым түрі|Түрі|Вид организации|Тип организации|Вид|Kind|Kind of organisation",
    "profile": "Бейіні|Профиль|Profile|Тип школы",
    "number": "Мектеп нөмірі|Номер школы|Нөмірі|Номер|Number",
    "name_kk": "Атауы қазақша|Қазақша атауы|Атауы (қаз)|Название на казахском|Наименование на казахском|Name in Kazakh|Атауы",
    "name_ru": "Атауы орысша|Орысша атауы|Название на русском|Наименование на русском|Наименование|Название|Name in Russian|"
    "Атауы (орыс)",
    "territory": "КАТО|КАТО коды|Код КАТО|ӘАОЖ|ӘАОЖ коды|KATO|KATO code",
    "shifts": "Ауысым саны|Количество смен|Число смен|Shifts|Кол-во смен",
    "parent": "Жоғары тұрған ұйым|Вышестоящая организация|Parent|Parent organisation",
    "organisation": "Мектептің БСН|БИН школы|Ұйымның БСН|БИН организации|BIN of the organisation",
    NOT_TAKEN: "№|№ п/п|п/п|№ р/с|р/с|No|N|#|Рет саны|Реттік нөмірі|Порядковый номер|Номер по порядку|Ұлты|Национальность|"
    "Азаматтығы|Гражданство|Ескерту|Ескертпе|Примечание|Примечания|Жасы|Возраст|Сурет|Фото|Подпись|Қолы|Логин|Login|"
    "Пароль|Reason|Себебі|Причина|Баланың жасы",
}  # fmt: skip

# Words that say of whom the column speaks, folded; the longer first, since one begins with the other.
_OWNERS: tuple[tuple[str, str], ...] = (
    ("parent", r"ата ана(сы|сынын|лары|ларынын|нын|лар)?|родител(ь|я|и|ей|ю)|parents?( s)?"),
    ("guardian", r"занды окил(и|инин|дин)?|законн(ый|ого) представител(ь|я)|опекун(а)?|корганшы(сы|сынын)?|guardian( s)?|legal representative( s)?"),
    ("mother", r"ана(сы|сынын)|мат(ь|ери)|мам(а|ы)|mother( s)?|шешеси(нин)?"),
    ("father", r"акеси(нин)?|отец|отца|пап(а|ы)|father( s)?"),
)  # fmt: skip
_OWN = re.compile(r"\b(оку?шы(нын)?|уч(еник|еника|ащегося|ащийся)|обучающ(ийся|егося)|ребенка|бала(нын)?|child s|pupil s|"
                  r"сотрудника|работника|кызметкер(дин)?|employee s)\b")  # fmt: skip
_OWNER = {who: re.compile(rf"\b(?:{pattern})\b") for who, pattern in _OWNERS}
_IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^\]]*\]")


@cache
def known_spellings(kind: str) -> dict[str, str]:
    """Every spelling of this kind's slots, folded; kinds may differ in what one word means (Түрі, Атауы)."""
    taken = [NOT_TAKEN, *(slot for slot in SLOTS[kind] if "." not in slot)] if kind else list(SPELLINGS)
    found: dict[str, str] = {}
    for slot in taken:
        for spelling in SPELLINGS[slot].split("|"):
            found.setdefault(squeezed(spelling), slot)
    return found


def squeezed(text: str) -> str:
    """The heading as it is compared and remembered: folded, nothing between the letters; «№» has a word of its own."""
    return fold(text.replace("№", " номерзнак ").replace("#", " номерзнак ")).replace(" ", "")


def slot_of(heading: str, kind: str) -> str:
    """What the heading means in a list of this kind (of any kind, for ""); "" where nobody knows."""
    for text in (heading, _IN_BRACKETS.sub(" ", heading)):
        found = _own_slot(text, kind) or _slot_of_relative(text, kind)
        if found:
            return found
    return ""


def _own_slot(heading: str, kind: str) -> str:
    known = known_spellings(kind)
    if found := known.get(squeezed(heading), ""):
        return found
    bare = _OWN.sub(" ", fold(heading))
    if bare.split() and not any(pattern.search(bare) for pattern in _OWNER.values()):
        return known.get(bare.replace(" ", ""), "")
    return ""


def _slot_of_relative(heading: str, kind: str) -> str:
    """«Анасының телефоны» is mother.phone in a list of pupils; in a list of guardians it is the row's own phone."""
    if kind not in {"", "pupil", "guardian"}:
        return ""
    words = fold(heading)
    for who, pattern in _OWNER.items():
        if not pattern.search(words):
            continue
        field = _field_of_relative(pattern.sub(" ", words))
        if kind == "guardian":
            return field
        return f"{who}.{field}" if field in OF_RELATIVE or (who, field) == ("parent", "relation") else ""
    return ""


def _field_of_relative(words: str) -> str:
    for _who, pattern in _OWNER.items():
        words = pattern.sub(" ", words)
    words = _OWN.sub(" ", words)
    rest = "".join(word for word in words.split() if word not in {"или", "и", "немесе", "or", "мен", "1", "2"})
    return known_spellings("guardian").get(rest, "") if rest else "full_name"
