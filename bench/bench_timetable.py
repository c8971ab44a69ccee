"""How soon a two-shift school's timetable is found on one core, and how its cost falls with time.

    .venv/bin/python bench/bench_timetable.py [--seed 1] [--seconds 300]

The floor of the same run is an empty pass of the independent judge over the found plan: what any search must at least
do once. CPU time throughout; the counts are the judge's, not the search's.
"""

import argparse
import time

from timetable_school import school


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--seconds", type=float, default=300.0)
    given = arguments.parse_args()

    from shanyraq.learning.timetable.gateways.cpsat.climbing import Budget
    from shanyraq.learning.timetable.gateways.cpsat.generate import generate
    from shanyraq.learning.timetable.rules.evaluation import judge

    problem = school(given.seed)
    print(
        f"{sum('/' not in group.key for group in problem.groups)} classes, {len(problem.teachers)} teachers, "
        f"{len(problem.rooms)} rooms, {len(problem.activities)} lessons"
    )
    begun = time.process_time()
    trail = []

    def tell(running):
        spent = time.process_time() - begun
        if not trail or running.cost < trail[-1][1] * 0.9:
            print(f"{spent:7.1f} s CPU  round {running.rounds:4}  cost {running.cost}  left out {running.left_out}")
        trail.append((spent, running.cost))

    outcome = generate(problem, Budget(given.seconds, given.seed, clock=time.process_time), tell)
    if outcome.best is None:
        print("nothing found")
        return
    best, spent = outcome.best, time.process_time() - begun
    print(f"{spent:7.1f} s CPU  round {best.rounds:4}  cost {best.cost}  proved {outcome.proved}")
    begun_judge = time.process_time()
    verdict = judge(problem, best.plan)
    floor = time.process_time() - begun_judge
    print(f"judge: {verdict.hard} hard, {verdict.soft} soft in {floor:.3f} s")
    print(f"the first plan took {trail[0][0] / floor:.0f} floors")
    for fault, (amount, cost) in sorted(verdict.by_fault().items()):
        print(f"  {fault:14} {amount:6} cost {cost}")


if __name__ == "__main__":
    main()
