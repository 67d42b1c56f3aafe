"""Strategies for the values of the dates room: EDTF texts, day sets, steps and wordings."""

from __future__ import annotations

import attrs
from hypothesis import strategies as st

from timeline.dates import civil
from timeline.dates.days import DaySet, Either, Pieces, Weekly, Yearly
from timeline.dates.fuzzy import Shape, Window, Wording

QUALIFIERS = st.sampled_from(["", "", "", "?", "~", "%"])
YEARS = st.integers(-9999, 9999).filter(lambda year: year != 0)
DAYS = st.integers(civil.day_number(-3000, 1, 1), civil.day_number(5000, 1, 1))


def four(year: int) -> str:
    return f"-{-year:04d}" if year < 0 else f"{year:04d}"


@st.composite
def masks(draw: st.DrawFn, text: str, most: int = 3) -> str:
    """A text with up to so many of its digits unspecified."""
    places = [index for index, char in enumerate(text) if char.isdigit()]
    hidden = draw(st.sets(st.sampled_from(places), max_size=most))
    return "".join("X" if index in hidden else char for index, char in enumerate(text))


@st.composite
def unmarked_dates(draw: st.DrawFn, most: int = 3) -> str:
    """A date with digits unspecified here and there, but no qualifiers; always one that exists."""
    year = four(draw(YEARS))
    month = draw(st.integers(1, 12))
    day = draw(st.integers(1, civil.days_in_month(int(year), month)))
    text = draw(st.sampled_from([year, f"{year}-{month:02d}", f"{year}-{month:02d}-{day:02d}"]))
    return draw(masks(text, most))


@st.composite
def dates(draw: st.DrawFn) -> str:
    """A date of any kind."""
    kind = draw(st.sampled_from(["plain", "plain", "season", "letter", "exponent", "significant"]))
    before, after = draw(QUALIFIERS), draw(QUALIFIERS)
    if kind == "season":
        return f"{before}{four(draw(YEARS))}-{draw(QUALIFIERS)}{draw(st.integers(21, 41))}{after}"
    if kind == "letter":
        return f"Y{draw(st.sampled_from(['', '-']))}{draw(st.integers(10_000, 10**12))}{after}"
    if kind == "exponent":
        return f"Y{draw(st.integers(1, 999))}E{draw(st.integers(4, 20))}S{draw(st.integers(1, 5))}{after}"
    if kind == "significant":
        return f"{four(draw(YEARS))}S{draw(st.integers(1, 4))}{after}"
    parts = draw(unmarked_dates()).removeprefix("-").split("-")
    marked = [f"{draw(QUALIFIERS)}{part}{draw(QUALIFIERS)}" for part in parts]
    return "-".join(marked)


@st.composite
def edtf_texts(draw: st.DrawFn) -> str:
    """A text with the shape of EDTF, of any level; some are refused for what they say (reversed ends)."""
    kind = draw(st.sampled_from(["date", "date", "interval", "set"]))
    if kind == "date":
        return draw(dates())
    if kind == "interval":
        ends = draw(st.lists(st.one_of(dates(), st.sampled_from(["", ".."])), min_size=2, max_size=2))
        return "/".join(ends)
    members = draw(
        st.lists(st.one_of(dates(), st.builds("{}..{}".format, dates(), dates())), min_size=1, max_size=5)
    )
    left, right = draw(st.sampled_from(["[]", "{}"]))
    first, last = draw(st.sampled_from(["", ".."])), draw(st.sampled_from(["", ".."]))
    return f"{left}{first}{','.join(members)}{last}{right}"


NOISE = st.one_of(
    st.text(max_size=40),
    st.text(alphabet="0123456789-/XYESTZ?~%[]{},.:+ ()ux\n", max_size=40),
    edtf_texts().flatmap(
        lambda text: st.builds(str.replace, st.just(text), st.just(text[:1]), st.text(max_size=2))
    ),
)

CELLS = st.builds(lambda first, length: (first, first + length), st.integers(0, 60), st.integers(0, 9))
PIECES = st.lists(CELLS, min_size=1, max_size=4).map(Pieces)
WEEKLY = st.sets(st.integers(0, 6), min_size=1, max_size=3).map(Weekly)


@st.composite
def yearly(draw: st.DrawFn, years: st.SearchStrategy[str | None]) -> Yearly:
    """Some spans of the year that do not overlap, one of which may reach into the next year."""
    edges = draw(
        st.lists(st.integers(0, 365), min_size=2, max_size=6, unique=True).filter(lambda e: len(e) % 2 == 0)
    )
    month_days = [civil.civil(civil.day_number(2000, 1, 1) + edge)[1:] for edge in sorted(edges)]
    if draw(st.booleans()):
        month_days = [*month_days[1:], month_days[0]]
    return Yearly(list(zip(month_days[::2], month_days[1::2], strict=True)), draw(years))


YEAR_MASKS = st.sampled_from(["2022", "202X", "20X4", "2XX0", "19XX", "-004X", "-000X", "000X", "XXXX"])
DAY_SETS: st.SearchStrategy[DaySet] = st.one_of(
    PIECES,
    WEEKLY,
    yearly(st.none()),
    yearly(YEAR_MASKS),
    st.lists(PIECES, min_size=2, max_size=3).map(Either),
)


@attrs.frozen
class Shifted:
    """So many days after the anchor."""

    days: int

    def __call__(self, anchor: int) -> int:
        return anchor + self.days


@attrs.frozen
class MonthsOn:
    """The first or the last day of the month so many months on from the anchor's."""

    months: int
    last: bool

    def __call__(self, anchor: int) -> int:
        year, month, _ = civil.civil(anchor)
        return civil.month_bounds(year, month + self.months)[self.last]


@st.composite
def relative_windows(draw: st.DrawFn) -> Window:
    """A window that moves with the anchor, over all days or those of a set."""
    low = draw(st.integers(-40, 40))
    if draw(st.booleans()):
        earliest, latest = Shifted(low), Shifted(low + draw(st.integers(-1, 20)))
    else:
        earliest, latest = (
            MonthsOn(low // 10, last=False),
            MonthsOn(low // 10 + draw(st.integers(0, 2)), last=True),
        )
    days = draw(st.one_of(st.none(), WEEKLY, yearly(st.none())))
    return Window(earliest=earliest, latest=latest, days=days)


_FEW_CELLS = st.builds(lambda first, length: (first, first + length), st.integers(0, 20), st.integers(0, 3))
_FEW_DAYS = st.lists(_FEW_CELLS, min_size=1, max_size=3).map(Pieces)
WORDINGS = st.one_of(
    st.builds(lambda days: Wording(text="within", start=Window(days=days)), _FEW_DAYS),
    st.builds(
        lambda one, two: Wording(text="span", shape=Shape.SPAN, start=Window(days=one), end=Window(days=two)),
        _FEW_DAYS,
        _FEW_DAYS,
    ),
).filter(lambda w: w.shape is Shape.WITHIN or w.start.days.least <= w.end.days.greatest)
"""Wordings of a dozen days, small enough for every span of them to be tried."""
