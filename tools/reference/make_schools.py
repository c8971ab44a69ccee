"""Make the table of the 85 schools of Turkistan city for demonstration databases.

    python tools/reference/make_schools.py

Counted, from the city education office's interview of 22.09.2025: 85 schools; 5,397 first-graders, 1,276
of them by electronic and 4,121 by paper application; e-canteens in 33 schools, STEAM laboratories in 10,
robotics in 17, old script in 4, the palm gate in one, which is lyceum No 28. Everything else is invented:
names, kinds, languages, capacities, shifts, numbers, and how the counted totals fall on the single
schools.
"""

import csv
import sys
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "src"))

from shanyraq.spine.registry.rules.identifiers import IdentifierError, make_demo_bin  # noqa: E402

TABLE = ROOT / "src/shanyraq/spine/registry/reference/tables/schools.csv"
TERRITORY = "611010000"  # Turkistan city
SCHOOLS, FIRST_GRADERS, ONLINE = 85, 5397, 1276
PALM_GATE_SCHOOL, PALM_GATE_INTAKE = 28, 100
GRADES_OF_INTAKE = 9.5  # eleven grades, the upper ones smaller
FEATURES = {"e_canteen": 33, "robotics": 17, "steam": 10, "old_script": 4}
LYCEUMS, GYMNASIUMS = {28, 41, 63}, {7, 15, 34, 52, 70}
BILINGUAL_RU, RUSSIAN, BILINGUAL_UZ = {3, 12, 46, 58}, {9}, {21, 37, 66}
NAMES = (
    "Алаш Ақбұлақ Ақжол Алатау Алтын-дән Армандастар Асыл-мұра Атамекен Ата-жұрт Ақниет Ақтілек "
    "Бәйтерек Береке Бірлік Болашақ Бастау Білім Даналық Дархан-дала Достық Жаңа-дәуір Жас-дарын "
    "Жас-қанат Жерұйық Жігер Зерде Интеллект Келешек Керуен Кемел Қазына Қайнар Қаратау Қарлығаш "
    "Мейірім Мәңгілік-ел Мұрагер Намыс Нұрлы-жол Оазис Өрлеу Өркен Өркениет Парасат Сәулет Самұрық "
    "Сарыарқа Сенім Серпін Сырдария Талап Талпын Тарлан Тұлпар Тұмар Тұран Үміт Ұлағат Ұлытау "
    "Шапағат Шұғыла Шаңырақ Ізгілік Ырыс Ынтымақ"
)
RUSSIAN_LETTERS = str.maketrans("әғқңөұүһіӘҒҚҢӨҰҮҺІ", "агкноуухиАГКНОУУХИ")
KINDS = {
    "general": ("жалпы білім беретін мектеп", "общеобразовательная школа"),
    "gymnasium": ("мектеп-гимназия", "школа-гимназия"),
    "lyceum": ("мектеп-лицей", "школа-лицей"),
}
COLUMNS = (
    "number", "bin", "opened", "kind", "name_kk", "name_ru", "short_kk", "short_ru", "languages", "territory",
    "capacity", "shifts", "online", "paper", "features",
)  # fmt: skip


@dataclass
class School:
    """A school while it is being invented."""

    number: int
    intake: int = 0
    online: int = 0
    features: list[str] = field(default_factory=list)

    @property
    def kind(self) -> str:
        if self.number in LYCEUMS:
            return "lyceum"
        return "gymnasium" if self.number in GYMNASIUMS else "general"

    @property
    def languages(self) -> str:
        if self.number in RUSSIAN:
            return "ru"
        return "kk ru" if self.number in BILINGUAL_RU else "kk uz" if self.number in BILINGUAL_UZ else "kk"


def shared_out(total: int, weights: list[float]) -> list[int]:
    """Whole shares of the total in proportion to the weights; the largest remainders take what rounding
    leaves."""
    exact = [total * weight / sum(weights) for weight in weights]
    shares = [int(share) for share in exact]
    by_remainder = sorted(range(len(exact)), key=lambda i: (shares[i] - exact[i], i))
    for i in by_remainder[: total - sum(shares)]:
        shares[i] += 1
    return shares


def invented_schools(rng: Random) -> list[School]:
    """The schools with the counted totals shared out among them."""
    schools = [School(number) for number in range(1, SCHOOLS + 1)]
    others = [school for school in schools if school.number != PALM_GATE_SCHOOL]
    palm = schools[PALM_GATE_SCHOOL - 1]
    palm.intake = PALM_GATE_INTAKE
    weights = [rng.uniform(0.45, 1.75) for _ in others]
    for school, intake in zip(others, shared_out(FIRST_GRADERS - PALM_GATE_INTAKE, weights), strict=True):
        school.intake = intake
    online = shared_out(ONLINE, [school.intake * rng.uniform(0.5, 1.6) for school in schools])
    for school, count in zip(schools, online, strict=True):
        school.online = count
    palm.features = ["palm_gate", "e_canteen", "robotics", "steam"]
    for feature, total in FEATURES.items():
        for school in rng.sample(others, total - (feature in palm.features)):
            school.features.append(feature)
    return schools


def demo_bin(rng: Random, opened: date) -> str:
    """A number of an invented organisation."""
    while True:
        try:
            return make_demo_bin(opened, rng.randrange(100_000))
        except IdentifierError:  # one serial in about 120 is never issued
            continue


def names(school: School, honorary: str) -> tuple[str, str, str, str]:
    """Full and short names in Kazakh and Russian."""
    kind_kk, kind_ru = KINDS[school.kind]
    short_kk, short_ru = (kind_kk, kind_ru) if school.kind != "general" else ("мектеп", "школа")
    title_kk = f" «{honorary}»" if honorary else ""
    return (
        f"№{school.number}{title_kk} {kind_kk}",
        f"{kind_ru.capitalize()} № {school.number}{title_kk.translate(RUSSIAN_LETTERS)}",
        f"№{school.number} {short_kk}",
        f"{short_ru.capitalize()} № {school.number}",
    )


def row(school: School, rng: Random, honorary: str) -> tuple[object, ...]:
    """One row of the table."""
    opened = date(rng.randint(1962, 2024), 9, 1)
    capacity = max(300, round(school.intake * rng.uniform(7, 13) / 20) * 20)
    shifts = 1 if school.intake * GRADES_OF_INTAKE <= capacity else 2
    if school.number == PALM_GATE_SCHOOL:
        capacity, shifts = 900, 2
    return (
        school.number, demo_bin(rng, opened), opened, school.kind, *names(school, honorary), school.languages,
        TERRITORY, capacity, shifts, school.online, school.intake - school.online, " ".join(school.features),
    )  # fmt: skip


def main() -> None:
    """Write the table."""
    rng = Random(5397)  # noqa: S311 - invented names, no secrets
    schools = invented_schools(rng)
    honorary = [name.replace("-", " ") for name in NAMES.split()]
    rng.shuffle(honorary)
    honorary += [""] * (SCHOOLS - 1 - len(honorary))
    rng.shuffle(honorary)
    honorary.insert(PALM_GATE_SCHOOL - 1, "")
    with TABLE.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(row(school, rng, title) for school, title in zip(schools, honorary, strict=True))


if __name__ == "__main__":
    main()
