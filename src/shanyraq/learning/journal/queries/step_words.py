"""The steps of a result in words and numbers: "how this mark came about", line by line, in the reader's language."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from shanyraq.kernel.text import numbers
from shanyraq.kernel.ui.shown import language
from shanyraq.learning.journal.models.words import PART_WORDS, PERIOD_WORDS
from shanyraq.learning.journal.rules.period import Kind, Outcome, Step
from shanyraq.learning.journal.rules.scheme import Part


@dataclass(frozen=True, slots=True)
class StepLine:
    """One line: what is looked at, how it is computed, and what it comes to."""

    title: str
    how: str
    value: str


def step_lines(outcome: Outcome) -> list[StepLine]:
    """Every step of the outcome, in order."""
    per_cent = any(step.kind is Kind.SHARE for step in outcome.steps)
    return [_LINES[step.kind](step, per_cent) for step in outcome.steps]


def lacks_words(lacks: Sequence[str]) -> list[str]:
    """What is missing, in words: parts of the scheme («soch»), tests by number («sor:2»), periods («q3»)."""
    return [_lack(code) for code in lacks]


def _lack(code: str) -> str:
    part, _colon, number = code.partition(":")
    words = str(PART_WORDS.get(part) or PERIOD_WORDS.get(part) or part)
    return f"{words} № {number}" if number else words


def shown(value: Fraction | int, *, places: int = 2) -> str:
    """A number as people write it: as few places as it needs, at most two."""
    exact = Fraction(value)
    needed = next((place for place in range(places) if (exact * 10**place).denominator == 1), places)
    return numbers.number(exact, language=language(), places=needed)


def _share(step: Step, _per_cent: bool) -> StepLine:
    got, most, weight = step.got or 0, step.most or 1, step.weight or Fraction()
    if step.about == Part.FO:
        mean = f"{shown(got)} ÷ {shown(most // 10)} = {shown(Fraction(10 * got, most))}"
        how = f"{mean}; {shown(step.value)}% × {shown(weight)}%"
    else:
        how = f"{shown(got)} ÷ {shown(most)} = {shown(step.value)}%; × {shown(weight)}%"
    return StepLine(str(PART_WORDS[step.about]), how, f"{shown(step.value * weight / 100)}%")


def _moved(step: Step, _per_cent: bool) -> StepLine:
    said = {"weight": shown(step.weight or 0)}
    how = _("there is nothing to count; its %(weight)s%% go to the other parts") % said
    return StepLine(str(PART_WORDS[step.about]), how, "—")


def _sum(step: Step, per_cent: bool) -> StepLine:
    return StepLine(_("Together"), "", f"{shown(step.value)}%" if per_cent else shown(step.value))


def _rounded(step: Step, per_cent: bool) -> StepLine:
    return StepLine(_("Rounded, a half goes up"), "", f"{shown(step.value)}%" if per_cent else shown(step.value))


def _scale(step: Step, _per_cent: bool) -> StepLine:
    how = _("%(least)s%% and more are a %(mark)s") % {"least": step.got, "mark": shown(step.value)}
    return StepLine(_("On the scale"), how, shown(step.value))


def _mean(step: Step, _per_cent: bool) -> StepLine:
    return StepLine(_("Mean of the marks"), f"{step.got} ÷ {step.most}", shown(step.value))


def _term(step: Step, _per_cent: bool) -> StepLine:
    return StepLine(str(PERIOD_WORDS[step.about]), "", shown(step.got) if step.got else "—")


def _weighed(step: Step, _per_cent: bool) -> StepLine:
    weight = step.weight or Fraction()
    how = f"{shown(step.value)} × {shown(weight)}%"
    return StepLine(str(PERIOD_WORDS[step.about]), how, shown(step.value * weight / 100))


_LINES: dict[Kind, Callable[[Step, bool], StepLine]] = {
    Kind.SHARE: _share, Kind.MOVED: _moved, Kind.SUM: _sum, Kind.ROUNDED: _rounded, Kind.SCALE: _scale,
    Kind.MEAN: _mean, Kind.TERM: _term, Kind.WEIGHED: _weighed,
}  # fmt: skip
