"""The schools of Turkistan city: the account's totals hold exactly, the numbers are marked as invented."""

from shanyraq.spine.registry.reference.kato import territory
from shanyraq.spine.registry.reference.schools import school, schools
from shanyraq.spine.registry.rules.identifiers import parse_bin


def test_totals_are_those_the_office_counted() -> None:
    assert [each.number for each in schools()] == list(range(1, 86))
    assert sum(each.first_graders for each in schools()) == 5397
    assert sum(each.first_graders_online for each in schools()) == 1276
    assert sum(each.first_graders_on_paper for each in schools()) == 4121
    features = [feature for each in schools() for feature in each.features]
    counted = {"e_canteen": 33, "robotics": 17, "steam": 10, "old_script": 4, "palm_gate": 1}
    assert {feature: features.count(feature) for feature in features} == counted


def test_lyceum_28_has_the_palm_gate() -> None:
    assert [each.number for each in schools() if "palm_gate" in each.features] == [28]
    assert (school(28).kind, school(28).name_kk, school(28).languages) == (
        "lyceum",
        "№28 мектеп-лицей",
        ("kk",),
    )


def test_business_numbers_are_valid_unique_and_marked_as_invented() -> None:
    numbers = [parse_bin(each.bin) for each in schools()]
    assert len({number.digits for number in numbers}) == 85
    assert all(number.is_demo for number in numbers)
    assert [(n.registered.year, n.registered.month) for n in numbers] == [(s.opened.year, 9) for s in schools()]


def test_every_school_can_hold_its_children() -> None:
    for each in schools():
        assert each.first_graders > 0
        assert each.capacity * each.shifts >= each.first_graders * 7
        assert each.shifts in (1, 2)
        assert set(each.languages) <= {"kk", "ru", "uz"}
        assert each.languages
        assert territory(each.territory).name_kk == "Түркістан қаласы"
