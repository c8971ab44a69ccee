"""The words of every rule: what is asked, why it matters, how it is mended, and where. A test compares the codes."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from shanyraq.kernel.text import numbers
from shanyraq.kernel.ui.shown import language
from shanyraq.spine.quality.rules.declaring import Owner, Severity
from shanyraq.spine.registry import api as registry

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Words:
    """`title` names the question, `told` fills in one finding's numbers, `why` is the answer to «Неге?»."""

    title: Text
    told: Text
    why: Text
    mend: Text


WORDS: Mapping[str, Words] = {
    "class_without_teacher": Words(
        _("A class without a class teacher"),
        _("Nobody leads this class"),
        _("Nobody answers for the class: families are invited, and cases are looked into, by the class teacher."),
        _("Name the class teacher in the list of classes."),
    ),
    "class_teacher_gone": Words(
        _("The class teacher does not work here any more"),
        _("The person who leads this class holds no post here"),
        _("A right ends with the post, so nobody sees this class as its class teacher, though a name stands there."),
        _("Name another class teacher, or enter the post if the person works here."),
    ),
    "class_over_limit": Words(
        _("A class larger than the sanitary limit"),
        _("%(size)s pupils; the limit is %(limit)s"),
        _("The sanitary rules name the largest size of a class; above it, places and air do not suffice."),
        _("Move pupils to a parallel class or open one; where that is impossible, accept it with the reason."),
    ),
    "class_over_rooms": Words(
        _("A class larger than any classroom"),
        _("%(size)s pupils; the largest classroom has %(limit)s places"),
        _("No classroom of the school has a place for each pupil of this class."),
        _("Correct the places of the rooms, or divide the class."),
    ),
    "class_in_wrong_shift": Words(
        _("A class that must learn in the first shift"),
        _("Grade %(grade)s learns in shift %(shift)s"),
        _("By the sanitary rules grade 1 and the final classes learn in the first shift."),
        _("Change the shift of the class."),
    ),
    "class_in_unknown_shift": Words(
        _("A class in a shift that the school does not have"),
        _("Shift %(shift)s; the school has %(limit)s"),
        _("The number of shifts and the shifts of the classes go into statistics and must agree."),
        _("Change the shift of the class, or the number of shifts of the school."),
    ),
    "class_empty": Words(
        _("A class without pupils"),
        _("Nobody is enrolled in this class"),
        _("An empty class is counted in statistics and asks for a teacher and a room."),
        _("Enrol the pupils; if the class was opened by mistake, accept it with that reason."),
    ),
    "subject_untaught": Words(
        _("A subject of the curriculum without a teacher"),
        _("Without a teacher: %(subject_names)s"),
        _("The curriculum has hours of this subject in this class, and nobody has them in the teaching load."),
        _("Give the hours to a teacher."),
    ),
    "stays_overlap": Words(
        _("A child counted twice"),
        _("Stands in %(number)s classes at once, in %(places)s organisations"),
        _("On one day a child belongs to one class. Twice counted, the numbers of both schools are wrong."),
        _("End the stay that is over; the other school sees the same question."),
    ),
    "learner_without_group": Words(
        _("A pupil without a class"),
        _("Stands in the register of the school and in no class"),
        _("Such a child is in no class list, in no register of lessons and in no number."),
        _("Enrol the child in a class, or record that the child has left."),
    ),
    "learner_without_guardian": Words(
        _("A child without a legal representative"),
        _("No guardian stands in the register"),
        _("In an emergency there is nobody to call, and nobody may give consent."),
        _("Ask the family and enter the guardian."),
    ),
    "guardian_without_phone": Words(
        _("A guardian without a telephone number"),
        _("No telephone number stands in the register"),
        _("When the child is ill the school must be able to call."),
        _("Ask for the number and enter it."),
    ),
    "phone_shared": Words(
        _("One telephone number of many guardians"),
        _("%(number)s guardians have the same number"),
        _("Most often it is the number of a school or a clerk: none of these families can be called."),
        _("Ask each family for its own number."),
    ),
    "iin_missing": Words(
        _("A learner without an IIN"),
        _("No IIN stands in the register"),
        _("Without it a child may be entered a second time. Foreigners and newborns may have none."),
        _("Enter the IIN; if there is none yet, accept it with that reason."),
    ),
    "iin_wrong": Words(
        _("An IIN that cannot be right"),
        _("The digits of the IIN do not fit each other"),
        _("A digit is mistyped, so the number belongs to nobody or to somebody else."),
        _("Copy the twelve digits from the document."),
    ),
    "iin_disagrees": Words(
        _("The IIN disagrees with the birth date or the sex"),
        _("In disagreement: %(what_names)s"),
        _("The IIN tells the birth date and the sex; one of the two entries is mistaken."),
        _("Compare with the document and correct what is wrong."),
    ),
    "birth_date_missing": Words(
        _("A learner without a birth date"),
        _("No birth date stands in the register"),
        _("Statistics count by age, and a place in grade 1 depends on it."),
        _("Enter the birth date from the document."),
    ),
    "age_far_from_grade": Words(
        _("An age far from the grade"),
        _("%(age)s years old in grade %(grade)s"),
        _("Mostly a year is mistyped. If the age is right, the child may need a plan of its own."),
        _("Correct the birth date, or accept it if it is right."),
    ),
    "people_alike": Words(
        _("Perhaps one person entered twice"),
        _("%(number)s records bear the same name and birth date"),
        _("Marks, attendance and rights of one person would stand under two records."),
        _("Compare the records; if these are different people, accept it with that reason."),
    ),
    "name_mixes_scripts": Words(
        _("A Latin letter in a Cyrillic name"),
        _("Words with mixed letters: %(number)s"),
        _("The letter looks the same and is another one: a search does not find the person, a copy does not match."),
        _("Type the name again in one script."),
    ),
    "no_director": Words(
        _("An organisation without a director"),
        _("Nobody holds the post of director today"),
        _("Numbers are submitted and accounts of heads are given under the director's name."),
        _("Enter the order of appointment, or of the acting director."),
    ),
    "school_over_capacity": Words(
        _("More pupils in a shift than places in the school"),
        _("%(size)s pupils in the fullest shift; %(limit)s places"),
        _("The figure of deficit of places is counted from this."),
        _("Correct the capacity, or accept it and name what is being done."),
    ),
    "capacity_unknown": Words(
        _("The number of places is not known"),
        _("The capacity of the organisation is not entered"),
        _("Without it nobody can say where places are free."),
        _("Enter the capacity from the technical passport."),
    ),
    "no_building": Words(
        _("An organisation without a building"),
        _("No building stands in the register"),
        _("Rooms, safety and repairs are counted by building."),
        _("Enter the building with its rooms."),
    ),
    "building_without_rooms": Words(
        _("A building without rooms"),
        _("No room is entered in this building"),
        _("Without rooms neither a timetable nor the places can be checked."),
        _("Enter the rooms of the building."),
    ),
    "teacher_over_load": Words(
        _("A teacher with too many hours"),
        _("%(hours)s hours a week; the most is %(limit)s"),
        _("Above this, the order of payment and the teacher's rest are broken."),
        _("Give some of the hours to a colleague, or accept it with the order's number."),
    ),
    "teacher_without_load": Words(
        _("A teacher without hours"),
        _("Holds the post of teacher and has no hours"),
        _("Without hours the teacher sees no class and cannot fill in a register."),
        _("Enter the teaching load; on leave, accept it with that reason."),
    ),
    "load_without_post": Words(
        _("Hours of somebody who does not work here"),
        _("%(number)s rows of load stand under a post that has ended"),
        _("Nobody gives these lessons, though the register says that they are given."),
        _("Give the hours to a colleague, or enter the post."),
    ),
}

SEVERITIES: Mapping[str, Text] = {
    Severity.GRAVE: _("grave"),
    Severity.PLAIN: _("to be mended"),
    Severity.LIGHT: _("worth a look"),
}
TONES: Mapping[str, str] = {Severity.GRAVE: "act", Severity.PLAIN: "care", Severity.LIGHT: "quiet"}
OWNERS: Mapping[str, Text] = {
    Owner.DIRECTOR: _("director"),
    Owner.DEPUTY: _("deputy head"),
    Owner.SECRETARY: _("secretary"),
    Owner.CLASS_TEACHER: _("class teacher"),
}
TOUCHES: Mapping[str, Text] = {
    "statistics": _("the numbers of statistics"),
    "rights": _("who may see and do what"),
    "health": _("health and places"),
    "learning": _("lessons and loads"),
    "family": _("reaching the family"),
    "search": _("being found"),
}
DISAGREE: Mapping[str, Text] = {"birth_date_differs": _("birth date"), "sex_differs": _("sex")}


def told(rule: str, details: Mapping[str, Any]) -> str:
    """One finding in words: its numbers filled in. Details of a rule that is gone are not trusted."""
    if rule not in WORDS:
        return ""
    filled = dict(details)
    filled["subject_names"] = ", ".join(registry.subject_name(code) for code in details.get("subjects", []))
    filled["what_names"] = ", ".join(str(DISAGREE[code]) for code in details.get("what", []) if code in DISAGREE)
    try:
        return str(WORDS[rule].told) % filled
    except KeyError:
        return str(WORDS[rule].title)


FIGURES: Mapping[str, Text] = {
    "learners": _("Learners"),
    "girls": _("of them girls"),
    "boys": _("of them boys"),
    "birth_unknown": _("of them without a birth date"),
    "classes": _("Classes and groups"),
    "staff": _("Staff"),
    "teachers": _("of them teachers"),
    "rates": _("Rates of the posts"),
}
LANGUAGES: Mapping[str, Text] = {
    "kk": _("Kazakh"), "ru": _("Russian"), "uz": _("Uzbek"), "ug": _("Uyghur"), "tg": _("Tajik"), "en": _("English"),
}  # fmt: skip


def figure_words(code: str) -> str:
    """The name of one figure of a snapshot."""
    kind, _dot, value = code.partition(".")
    if kind == "grade":
        return _now("Grade %(grade)s") % {"grade": int(value)}
    if kind == "language":
        return _now("Language of instruction: %(language)s") % {"language": LANGUAGES.get(value, value)}
    if kind == "shift":
        return _now("Shift %(shift)s") % {"shift": value}
    return str(FIGURES.get(code, code))


def figure_shown(value: str) -> str:
    """A figure of a snapshot as the reader writes numbers; stored, it is exact text."""
    return numbers.number(Decimal(value), language=language())


CAMPAIGNS: Mapping[str, Text] = {
    "start_of_year": _("Start of the school year"),
    "first_october": _("The contingent as of 1 October"),
    "end_of_half_year": _("End of the half-year"),
    "end_of_year": _("End of lessons"),
}


def campaign_words(key: str) -> str:
    """«Start of the school year, 2026-2027»."""
    code, _dash, year = key.rpartition("-")
    name = str(CAMPAIGNS.get(code, code))
    return f"{name}, {year}–{int(year) + 1}" if year.isdigit() else name
