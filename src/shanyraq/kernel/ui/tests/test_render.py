"""The compiled renderers: escaped once, said aloud, honest about what is not known."""

import datetime as dt
import uuid
from html.parser import HTMLParser

import pytest
from django.template import Context, Template
from django.utils import translation

from shanyraq.kernel.figures.api import Better, Unit, Value
from shanyraq.kernel.ui import charts, marks, shown
from shanyraq.kernel.ui.icons import icon
from shanyraq.kernel.ui.render import Column, Grid, cell, person, ring, status, why

HOSTILE = "<script>alert('Ержан')</script>\" onmouseover=\"x"
DAY = dt.date(2026, 11, 23)


class Reader(HTMLParser):
    """What a browser would see: the elements, their attributes, the text."""

    def __init__(self, markup):
        super().__init__()
        self.tags, self.attributes, self.text = [], {}, ""
        self.feed(markup)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes |= dict(attrs)

    def handle_data(self, data):
        self.text += data


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    "made",
    [
        lambda: person(HOSTILE, id="1", note=HOSTILE, url=HOSTILE),
        lambda: status(HOSTILE, tone="act"),
        lambda: why(HOSTILE, about=HOSTILE),
        lambda: ring("sealed", url=HOSTILE),
        lambda: icon("home", label=HOSTILE),
        lambda: charts.sparkline([1, 2], label=HOSTILE),
        lambda: charts.bar(4, label=HOSTILE, tone=HOSTILE),
        lambda: shown.figure(Value(1, 2, title=HOSTILE, url=HOSTILE), size=HOSTILE),
        lambda: cell(HOSTILE, css=HOSTILE, url=HOSTILE, sort=HOSTILE, data={"row": HOSTILE}),
        lambda: Grid(
            [Column(HOSTILE, note=HOSTILE, sort_url=HOSTILE)], [[HOSTILE]], caption=HOSTILE, id=HOSTILE
        ).html(),
        lambda: Grid([Column("x")], [], caption="", empty=HOSTILE).html(),
    ],
)
def test_a_hostile_name_stays_text(made):
    page = Reader(made())
    assert "script" not in page.tags
    assert "onmouseover" not in page.attributes


@pytest.mark.parametrize(
    "source",
    [
        '<ul>{% row bad note=bad url=bad end=bad face_id="1" ring="sent" %}</ul>',
        "{% card title=bad note=bad url=bad why=bad css=bad id=bad %}{{ bad }}{% endcard %}",
        '{% dialog "one" bad %}{{ bad }}{% enddialog %}',
        "{% sentence why=bad tone='care' ring='local' %}{{ bad }}{% endsentence %}",
        '{% state "refused" bad bad way=bad url=bad action=bad why=bad %}',
        '{% state "loading" bad %}',
        "{% tabs tabs bad %}",
        "{% breadcrumb tabs %}",
        '{% toggles "a" tabs value=bad label=bad %}',
        "{% timeline moments %}",
        "{% trend points bad %}",
    ],
)
def test_a_hostile_name_stays_text_in_every_component(source):
    context = Context(
        {
            "bad": HOSTILE,
            "tabs": [(HOSTILE, HOSTILE), (HOSTILE, "")],
            "moments": [{"at": HOSTILE, "words": HOSTILE, "note": HOSTILE, "url": HOSTILE}],
            "points": [(DAY, 3), (DAY, None)],
        }
    )
    page = Reader(Template("{% load ui %}" + source).render(context))
    assert "script" not in page.tags
    assert "onmouseover" not in page.attributes


def test_text_is_escaped_once_and_marks_pass_as_they_are():
    page = Reader(
        Grid([Column("a"), Column("b"), Column("c")], [["О'Коннор & Ко", ring("sent"), 12408]], caption="x").html()
    )
    assert "О'Коннор & Ко" in page.text
    assert "12\u202f408" in page.text
    assert "svg" in page.tags


def test_a_cell_says_its_ring_to_those_who_listen():
    grid = Grid([Column("Pupil"), Column("Mark")], [["Ержан", cell(9, state="conflict")]], caption="Marks", rings=True)
    markup = grid.html()
    assert 'aria-describedby="ring-conflict"' in markup
    assert 'id="ring-conflict"' in markup
    assert "two records disagree" in markup


def test_a_row_of_another_length_is_refused():
    with pytest.raises(ValueError, match="argument 2"):
        Grid([Column("a"), Column("b")], [["only the head"]], caption="x").html()


def test_an_empty_grid_says_so_in_words():
    assert "Nobody is absent." in Grid([Column("a")], [], caption="x", empty="Nobody is absent.").html()


def test_an_unknown_icon_or_state_fails_loudly():
    with pytest.raises(KeyError):
        icon("no-such-icon")
    with pytest.raises(ValueError, match="molten"):
        ring("molten")


def test_a_figure_shows_its_counts_its_date_and_its_door():
    page = Reader(shown.figure(Value(1163, 1204, at=DAY, title="At lessons", url="/figure/")))
    assert "96.6%" in page.text
    assert "1\u202f163\u00a0/\u00a01\u202f204" in page.text
    assert "23 November 2026" in page.text
    assert page.attributes["href"] == "/figure/"


def test_a_suppressed_figure_gives_nothing_away():
    page = Reader(shown.figure(Value(3, 4, at=DAY, title="Free meals", url="/figure/", suppressed=True)))
    assert "href" not in page.attributes
    assert "3" not in page.text.replace("23 November 2026", "")
    assert "75" not in page.text


def test_nothing_to_divide_by_is_a_dash_never_zero():
    assert shown.said(Value(0, 0)) == "—"
    assert shown.said(Value(0, None, unit=Unit.COUNT)) == "0"


@pytest.mark.parametrize(
    ("better", "css"),
    [(Better.HIGHER, "change-good"), (Better.LOWER, "change-care"), (Better.NEUTRAL, 'class="change"')],
)
def test_a_rise_is_good_or_bad_only_where_a_direction_is_better(better, css):
    assert css in shown.change(Value(2, 4, better=better), Value(1, 4))


def test_an_hour_is_the_schools_hour():
    early = Value(1, 2, as_of=dt.datetime(2026, 11, 23, 2, 52, tzinfo=dt.UTC))
    assert "07:52" in shown.beneath(early)


def test_a_person_keeps_one_colour_and_two_letters():
    dana = uuid.uuid4()
    assert marks.hue(dana) == marks.hue(uuid.UUID(str(dana)))
    assert marks.initials("Қасымұлы Ержан Болатұлы") == "ҚЕ"
    assert marks.initials("Ли") == "Л"


def test_missing_days_are_gaps_in_the_line():
    drawn = charts.sparkline([1, 2, None, 3, 4], label="x")
    assert drawn.count("<polyline") == 2
    assert charts.sparkline([None, None], label="x").count("<polyline") == 0
    assert charts.sparkline([5], label="x").count("<circle") == 2
