"""The nested levels of a date."""

from __future__ import annotations

import pytest

from timeline.dates import civil
from timeline.dates.fuzzy import DateRange, ReadingOptions, Stance
from timeline.dates.text import read
from timeline.reasoning.costs import odds_cost
from timeline.reasoning.slips import AS_SAID, OTHER, Level, levels


def of(
    text: str, profile: str = "news", published: str | None = None, stance: Stance | None = None
) -> dict[str, Level]:
    """The levels of a text, by name."""
    day = civil.parse_iso(published) if published else None
    wording = read(text, ReadingOptions(), stance)
    return {
        level.name: level for level in levels(wording, odds=odds_cost(None), profile=profile, published=day)
    }


def days(level: Level) -> list[str]:
    """The runs of days that a level allows for the start."""
    assert level.start is not None
    assert level.start.days is not None
    return [DateRange(*cell).iso for cell in level.start.days.cells]


def added(text: str, name: str, **given: str) -> set[str]:
    """The runs that a level allows beyond those of the level before it."""
    named = list(of(text, **given).values())
    index = [level.name for level in named].index(name)
    before = set(days(named[index - 1])) if index else set()
    return set(days(named[index])) - before


TEXTS = [
    "2023-03-05",
    "5th of March 2023",
    "8 September",
    "on Wednesday",
    "in May",
    "last month",
    "2022-05",
    "2019",
    "8/9/2022",
]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("profile", ["news", "reference"])
def test_levels_nest_and_get_dearer(text, profile):
    """Each level allows all that the one before it allows, and costs more."""
    named = list(of(text, profile).values())
    assert sorted({level.cost for level in named}) == [level.cost for level in named]
    probes = range(civil.day_number(2021, 1, 1), civil.day_number(2025, 1, 1), 1)
    anchor = civil.day_number(2023, 3, 9)
    reached: set[int] = set()
    for level in named:
        allowed = {day for day in probes if allows(level, anchor, day)}
        assert reached <= allowed
        reached = allowed


def test_slips_that_are_as_likely_make_one_level():
    """A month off and a year off have the same share of news and make as many dates: neither comes before the other."""
    named = of("5 March 2023")
    joint = named["month or year"]
    assert {"month", "year"}.isdisjoint(named)
    assert {"month": ["2023-02-05", "2023-04-05"], "year": ["2022-03-05", "2024-03-05"]} == {
        kind.name: days(kind) for kind in joint.kinds
    }
    assert {"2023-02-05", "2023-04-05", "2022-03-05", "2024-03-05"} == added("5 March 2023", "month or year")
    # In works of reference a year off is likelier, and a phrase slips by its own unit alone.
    assert {"month", "year"} <= of("5 March 2023", "reference").keys()
    assert "month" in of("last month")


def test_slips_as_likely_on_the_first_of_january():
    """In works of reference 1 January, printed on that day, can be a placeholder or the publication day."""
    kinds = of("2019-01-01", "reference", published="2019-01-01")["publication-day or placeholder"].kinds
    assert [["2018-12-01/2018-12-31"], ["2019-01-01/2019-12-31"]] == [days(kind) for kind in kinds]


def allows(level: Level, anchor: int, day: int) -> bool:
    """Whether a day lies in the window of a level, by its definition."""
    window = level.start
    assert window is not None
    if window.days is not None and window.days.ceil(day) != day:
        return False
    after = window.earliest is None or window.earliest(anchor) <= day
    return after and (window.latest is None or day <= window.latest(anchor))


def test_a_day_off():
    """One day off is the day before or after."""
    assert {"2023-03-04", "2023-03-06"} == added("5 March 2023", "day")


def test_a_few_days_off():
    """A few days off are two to seven, either way."""
    expected = {civil.iso(civil.day_number(2023, 3, 5) + n) for k in range(2, 8) for n in (-k, k)}
    assert expected == added("5 March 2023", "days")


def test_month_slip_keeps_the_day():
    """A month off is the same day of the month before or after."""
    assert {"2023-02-05", "2023-04-05"} == added("5 March 2023", "month", profile="reference")


def test_month_slip_keeps_the_ends_of_months():
    """A whole month, a month off, is a whole month; a 31st is nothing where neither month beside it has one."""
    assert {"2023-03-01/2023-03-31", "2023-05-01/2023-05-31"} == added(
        "April 2023", "month", profile="reference"
    )
    assert "month" not in of("31 October 2023", "reference")
    assert "year" in of("31 October 2023")


def test_digit_changes_one_digit():
    """A digit slip changes one digit of the day or one of the last two of the year, and nothing else."""
    slips = added("2023-03-05", "digit")
    assert {"2023-03-15", "2023-03-25", "2013-03-05", "2093-03-05"} <= slips
    assert not {text for text in slips if text[5:7] != "03" or text[:2] != "20"}
    assert not {text for text in slips if text[:4] != "2023" and text[8:] != "05"}


def test_swap_needs_a_number():
    """Day and month are swapped only where the month was a number."""
    assert {"2023-05-03"} == added("2023-03-05", "swap")
    assert "swap" not in of("5 March 2023")
    assert "swap" not in of("2023-03-25")


def test_placeholder_is_new_years_day():
    """1 January can stand for its whole year, another day cannot."""
    assert {"1887-01-01/1887-12-31"} == added("1887-01-01", "placeholder", profile="reference")
    assert "placeholder" not in of("1887-01-28", "reference")


def test_publication_day_printed_for_the_event():
    """Where the printed day is the source's own, the event can have been on any of the 31 days before it."""
    level = of("2023-03-09", published="2023-03-09")["publication-day"]
    assert level.start is not None
    assert level.start.days is not None
    first = civil.parse_iso("2023-03-09") - 31
    assert all(level.start.days.ceil(day) == day for day in range(first, first + 31))
    assert "publication-day" not in of("2023-03-08", published="2023-03-09")
    assert "publication-day" not in of("2023-03-09")
    assert "publication-day" not in of("between 3 and 12 March 2023", published="2023-03-09")


def test_other_direction_is_marked():
    """A bare name has a level for the same words in any direction; a pinned one has none."""
    assert [AS_SAID, OTHER] == list(of("on Wednesday"))[:2]
    assert OTHER not in of("last Wednesday")


def test_phrase_slips_by_its_unit():
    """A phrase that counts from publication slips by its own unit."""
    assert [AS_SAID, "month"] == list(of("last month"))
    assert [AS_SAID, "year"] == list(of("last year"))
    assert [AS_SAID, "day", "days"] == list(of("yesterday"))


def test_moved_month_ends_where_months_end():
    """The words "last month", a month off, run from the first of the month before to the last of the month after."""
    level = of("last month")["month"]
    assert level.start is not None
    assert level.start.earliest is not None
    assert level.start.latest is not None
    anchor = civil.day_number(2023, 3, 31)
    assert ("2023-01-01", "2023-03-31") == (
        civil.iso(level.start.earliest(anchor)),
        civil.iso(level.start.latest(anchor)),
    )


def test_weekday_that_does_not_fit():
    """A date whose weekday fails is not allowed as said: the weekday is wrong, or the date slipped to one."""
    named = of("Sunday, 5 April 2023")
    assert AS_SAID not in named
    assert ["2023-04-05"] == [text for text in days(named["weekday"]) if text == "2023-04-05"]
    sundays = {"2023-04-02", "2023-04-09"}
    assert sundays <= set(days(named["days"]))
    assert all(
        civil.weekday(civil.parse_iso(text)) == 6 for text in set(days(named["digit"])) - {"2023-04-05"}
    )


def test_weekday_that_fits_limits_the_slips():
    """A weekday that fits its date keeps only the slips to such a weekday."""
    assert "day" not in of("Wednesday, 5 April 2023")
    assert {"2023-03-29", "2023-04-12"} == added("Wednesday, 5 April 2023", "days")
