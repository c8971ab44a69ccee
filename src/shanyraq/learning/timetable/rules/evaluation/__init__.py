"""The judge of plans: counts each breach of a problem's rules, and shares no line with what makes plans."""

from shanyraq.learning.timetable.rules.evaluation.bonds import of_bonds
from shanyraq.learning.timetable.rules.evaluation.held import lay_out
from shanyraq.learning.timetable.rules.evaluation.limits import of_limits
from shanyraq.learning.timetable.rules.evaluation.places import of_clashes, of_places
from shanyraq.learning.timetable.rules.evaluation.verdict import Breach, Fault, Verdict
from shanyraq.learning.timetable.rules.evaluation.wishes import of_strain, of_wishes
from shanyraq.learning.timetable.rules.problem import Plan, Problem


def judge(problem: Problem, plan: Plan) -> Verdict:
    """Every breach of the problem's rules in this plan, hard and soft, with whom it concerns."""
    laid = lay_out(problem, plan)
    breaches = (
        *of_places(laid, plan),
        *of_clashes(laid),
        *of_bonds(laid),
        *of_limits(laid),
        *of_wishes(laid),
        *of_strain(laid),
    )
    return Verdict(breaches)


__all__ = ["Breach", "Fault", "Verdict", "judge"]
