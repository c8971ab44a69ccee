"""The invented building of school 28 and its rooms."""

from shanyraq.spine.registry.api import BuildingDraft, RoomDraft

FLOORS, ROOMS_A_FLOOR, SEATS = 3, 14, 30

LABORATORIES = {"301": "Физика зертханасы", "302": "Химия зертханасы", "303": "Биология зертханасы"}


def lyceum_building() -> BuildingDraft:
    """Three floors of classrooms, with laboratories, a gym, a workshop and an assembly hall."""
    numbers = [f"{floor}{place:02d}" for floor in range(1, FLOORS + 1) for place in range(1, ROOMS_A_FLOOR + 1)]
    rooms = [RoomDraft(name=LABORATORIES.get(number, number), kind=_kind(number), capacity=SEATS) for number in numbers]
    rooms += [
        RoomDraft(name="Спорт залы", kind="gym", capacity=60),
        RoomDraft(name="Шеберхана", kind="workshop", capacity=20),
        RoomDraft(name="Мәжіліс залы", kind="hall", capacity=300),
    ]
    return BuildingDraft(name="Негізгі корпус", built_year=2012, rooms=tuple(rooms))


def _kind(number: str) -> str:
    return "laboratory" if number in LABORATORIES else "classroom"
