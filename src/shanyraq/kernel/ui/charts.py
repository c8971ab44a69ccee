"""Small charts drawn by the server as SVG: a line with gaps where data is missing, a bar from zero.

Every chart says in a sentence what it shows; behind the larger one stands its table (ui/parts/trend.html).
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils.html import escape
from django.utils.safestring import SafeString

Number = int | float | Decimal
Point = tuple[float, float]


def sparkline(values: Sequence[Number | None], *, label: str, width: int = 120, height: int = 32) -> SafeString:
    """A line over time in the height of a line of text. None is a gap, never a zero; the last point is marked."""
    points = _points(values, width=width, height=height, margin=4)
    lines = "".join(
        f'<polyline points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in run)}"/>'
        if len(run) > 1
        else f'<circle cx="{run[0][0]:.1f}" cy="{run[0][1]:.1f}" r="1.5"/>'
        for run in _runs(points)
    )
    known = [point for point in points if point]
    end = f'<circle class="spark-end" cx="{known[-1][0]:.1f}" cy="{known[-1][1]:.1f}" r="3"/>' if known else ""
    return SafeString(
        f'<svg class="spark" role="img" aria-label="{escape(label)}" viewBox="0 0 {width} {height}"'
        f' width="{width}" height="{height}">{lines}{end}</svg>'
    )


def _points(values: Sequence[Number | None], *, width: int, height: int, margin: int) -> list[Point | None]:
    known = [float(value) for value in values if value is not None]
    low, high = (min(known), max(known)) if known else (0.0, 1.0)
    span = (high - low) or 1.0
    step = (width - 2 * margin) / max(1, len(values) - 1)
    rise = height - 2 * margin
    return [
        None if value is None else (margin + place * step, margin + rise * (1 - (float(value) - low) / span))
        for place, value in enumerate(values)
    ]


def _runs(points: Sequence[Point | None]) -> Iterator[list[Point]]:
    """The unbroken stretches between gaps."""
    run: list[Point] = []
    for point in points:
        if point is None:
            if run:
                yield run
            run = []
        else:
            run.append(point)
    if run:
        yield run


def bar(share: Number, *, label: str, tone: str = "") -> SafeString:
    """A bar from zero to one hundred; `share` in per cent. The number itself stands beside it."""
    width = max(0.0, min(100.0, float(share)))
    css = f"bar bar-{escape(tone)}" if tone else "bar"
    return SafeString(
        f'<svg class="{css}" role="img" aria-label="{escape(label)}" width="100%" height="8">'
        f'<rect class="bar-all" width="100%" height="8" rx="4"/><rect width="{width:.1f}%" height="8" rx="4"/></svg>'
    )
