"""Lengths of time counted from a date: "two weeks ago", "three days after Easter", "in a month".

What a bare "two weeks" counts from nobody says, so it is refused; each length needs its "ago", "after" or
"in".
"""

from __future__ import annotations

import functools
from typing import Final

from timeline.dates.fuzzy import Granularity, Stance
from timeline.dates.lengths import Length, Offset, bounded, take_behind, take_bound, take_length
from timeline.dates.phrases.containing import contained
from timeline.dates.phrases.parts import Around, Counted, Running, Shift
from timeline.dates.phrases.reader import Reader
from timeline.dates.phrases.series import DAYS, Series, Weekdays
from timeline.dates.phrases.terms import Term
from timeline.dates.phrases.tree import TODAY, Edge, Node, Pick, Today, Unit, Way
from timeline.dates.phrases.vocabulary import CENTURY, DECADE, MONTH, MONTHS, QUARTER, SEASONS, WEEKDAYS, YEAR
from timeline.dates.phrases.windows import kept
from timeline.dates.tokens import END, Kind, Token

__all__ = ["BOUNDS", "PLURALS", "UNIT_OF", "Offset", "is_unit", "length_follows", "offset", "one"]

PLURALS: Final = frozenset({
    "weeks", "months", "years", "decades", "centuries", "quarters", "fortnight", "fortnights", "several",
})  # fmt: skip
BOUNDS: Final = frozenset({
    "more", "less", "fewer", "at", "over", "under", "nearly", "almost", "just", "up", "no", "not", "within",
    "exactly", "precisely", "well",
})  # fmt: skip
UNIT_OF: Final = {
    "day": Granularity.DAY, "week": Granularity.WEEK, "fortnight": Granularity.WEEK, "month":
    Granularity.MONTH, "quarter": Granularity.QUARTER, "year": Granularity.YEAR, "decade": Granularity.DECADE,
    "century": Granularity.CENTURY,
}  # fmt: skip
_SIZES: Final = {
    "day": Offset(days=1), "week": Offset(days=7), "month": Offset(months=1), "quarter": Offset(months=3),
    "year": Offset(months=12), "decade": Offset(months=120), "century": Offset(months=1200),
}  # fmt: skip
# How exactly a count of units is meant: weeks are counted by the same weekday, longer units by the unit
# itself.
_WHOLE: Final[dict[str, Series]] = {
    "day": DAYS, "week": DAYS, "month": MONTH, "quarter": QUARTER, "year": YEAR, "decade": DECADE, "century":
    CENTURY,
}  # fmt: skip


# The unit for a count with a half in it: "half a century ago" is a decade.
_FINER: Final[dict[str, Series]] = {"quarter": MONTH, "year": MONTH, "decade": YEAR, "century": DECADE}


def one(unit: str) -> Offset:
    """The length of one unit; a weekend has two days."""
    return _SIZES.get(unit, Offset(days=2))


def length_follows(r: Reader) -> bool:
    """Whether a number here counts a unit of time, as far as the next tokens show."""
    return any(r.ahead(n).word in _UNIT_WORDS for n in range(1, 8))


def is_unit(token: Token) -> bool:
    """Whether a token is a unit that can be counted."""
    return token.word in _UNIT_WORDS


_UNIT_WORDS: Final = frozenset({
    "day", "days", "night", "nights", "week", "weeks", "fortnight", "fortnights", "month", "months",
    "quarter", "quarters", "year", "years", "decade", "decades", "century", "centuries", "hour", "hours",
    "minute", "minutes", "yr", "yrs", "wk", "wks",
})  # fmt: skip


def offset(r: Reader) -> Term:
    """A length and what it is counted from; a bare length is refused."""
    token, before = r.here, _before(r)
    bound = take_bound(r)
    if bound == "most":
        r.any_of(("the",))
    length = take_length(r)
    if length is None:
        r.refuse(r.here if bound else token)
    bound = bound or take_behind(r)
    if r.ahead().word in _ENDINGS:
        r.any_of(("period", "stretch", "span"))
    if r.take("to", "the", "day"):
        bound = "exactly"
    if not length.counted:
        r.fail("how many is not said", at=token)
    return _counted_from(r, (token, before), length, bound)


_HEDGES: Final = frozenset({"about", "around", "roughly", "approximately", "~", "only", "some"})


def _before(r: Reader) -> str:
    """The word before a length, "about" left out."""
    if not r.place:
        return ""
    steps = 1 + (r.place > 1 and r.ahead(-1).word in _HEDGES)
    return r.ahead(-steps).word if r.place >= steps else ""


def _counted_from(r: Reader, begun: tuple[Token, str], length: Length, bound: str | None) -> Term:
    """Tell by the next words what the length is counted from, and in which direction."""
    token, before = begun
    back = _from_publication(r, before, bound)
    if back is not None:
        r.imply(Stance.REPORTED if back else Stance.PLANNED)
        return _near_publication(r, length, bound, back=back)
    if r.here.word in _DEICTIC:
        r.imply(Stance.REPORTED if r.here.word == "yesterday" else Stance.PLANNED)
        plus = _DEICTIC[r.go().word]
        return _moved(Today(plus), length, bound, back=plus < 0)
    run = before == "the" and bound is None and r.here.word in ("before", "after", "following", "from")
    if run and r.ahead() is not END:
        return _run_beside(r, length)
    if r.any_of(("before",)) or r.take("prior", "to") or r.take("ahead", "of"):
        return _moved(_inner(r), length, bound, back=True)
    if r.any_of(("after", "from", "following", "past", "since")) or (
        r.here.word == "on" and r.ahead().word in WEEKDAYS and r.go()
    ):
        if r.ahead(-1).word in ("from", "on") and r.here.word in WEEKDAYS:
            r.leaning = Stance.PLANNED
        ranged = r.ahead(-1).word == "from"
        inner = r.expression(edges=True)
        if ranged and r.here.word in ("to", "until", "till", "through"):
            # "the five years from 2015 to 2020": the two dates say it all.
            return inner
        if inner.node is None:
            r.fail("a length is counted from a date with one reading")
        return _moved(inner.node, length, bound, back=False)
    ends = r.any_of(_ENDINGS)
    if ends:
        if ends != "ending":
            r.leaning = Stance.REPORTED
        return Term(node=Counted(length.most, UNIT_OF[length.unit], _inner(r), back=True), rule="counted")
    if bound != "most" or token.word != "within":
        r.fail("a length of time is no date", at=token, suggestion="say from when, as in 'two weeks ago'")
    if r.any_of(("of",)):
        return Term(node=Around(_inner(r), length.most), rule="offset-around")
    r.imply(Stance.PLANNED)
    return Term(node=Running(length.most, UNIT_OF[length.unit], back=False), rule="running")


def _run_beside(r: Reader, length: Length) -> Term:
    """Read "the two weeks before Christmas": all of them, where "two weeks before" is a day."""
    join = r.go().word
    inner = r.expression(edges=True)
    if join == "from" and r.here.word in ("to", "until", "till", "through"):
        # "the five years from 2015 to 2020": the two dates say it all.
        return inner
    if inner.node is None:
        r.refuse()
    back = join == "before"
    start = Edge(inner.node, last=not back and join != "from", plus=-1 if back else int(join != "from"))
    return Term(node=Counted(length.most, UNIT_OF[length.unit], start, back=back), rule="counted")


_ENDINGS: Final = frozenset({"ending", "ended", "to", "through", "until"})


def _from_publication(r: Reader, before: str, bound: str | None) -> bool | None:
    """Whether a length goes back (True) or forward from publication; None where another date is named."""
    word = r.here.word
    r.loose = r.loose or word in _LOOSE
    last = r.ahead().kind is Kind.END or r.ahead().word == ","
    if word in ("ago", "earlier", "previously", "back") or (word == "before" and last):
        r.loose = r.loose or word == "before"
        r.go()
        return True
    if word in ("later", "hence", "afterwards", "afterward") or (word == "after" and last):
        r.loose = r.loose or word == "after"
        r.go()
        return False
    if before == "in" and bound != "most":
        if r.take("'s"):
            r.any_of(("time",))
        r.any_of(("time",))
        return False
    if r.take("from", "now") or r.take("from", "today"):
        return False
    return None


# What these count from stands elsewhere in the text.
_LOOSE: Final = frozenset({"earlier", "previously", "later", "afterwards", "afterward"})
_DEICTIC: Final = {"today": 0, "tomorrow": 1, "yesterday": -1}


def _near_publication(r: Reader, length: Length, bound: str | None, *, back: bool) -> Term:
    """A date counted from publication; "a year ago today" is the day, "two years ago this month" the month."""
    if bound == "exactly" and not r.done:
        bound = None
    if not back or length.least != length.most or bound is not None:
        return _moved(_ago_from(r) if back else TODAY, length, bound, back=back)
    if r.here.word in _DEICTIC:
        from_day = Today(_DEICTIC[r.go().word])
        return Term(node=Shift(from_day, length.least, length.most, back), rule="offset")
    if r.here.word in ("this", "last", "next"):
        return _period_ago(r, length)
    if r.here.word in MONTHS or (r.here.word in ("in", "on") and r.ahead().word in _NAMES):
        r.any_of(("in", "on"))
        year = Shift(Today(), length.least, length.most, back, _whole(length))
        return contained(r, r.plain(), Term(node=year, rule="offset"))
    if r.here.word in WEEKDAYS or (r.here.word == "on" and r.ahead().word in WEEKDAYS and r.go()):
        return Term(node=Shift(_ago_from(r), length.least, length.most, back), rule="offset")
    return _moved(TODAY, length, bound, back=back)


_NAMES: Final = frozenset(MONTHS) | SEASONS


def _period_ago(r: Reader, length: Length) -> Term:
    """Read "two years ago this month", "ten years ago last summer": a period, and as far back from it."""
    period = r.plain()
    if period.node is None:
        r.refuse()
    if isinstance(period.node, Unit) and period.node.inner == TODAY:
        # The week of the same day two years back, which is not that of this week's Monday.
        day = Shift(TODAY, length.least, length.most, back=True)
        return Term(node=Unit(period.node.series, period.node.shift, day), rule="offset")
    days = period.node.unit is Granularity.DAY
    whole = period.node.series if isinstance(period.node, Pick) and not days else DAYS
    return Term(node=Shift(period.node, length.least, length.most, back=True, whole=whole), rule="offset")


def _inner(r: Reader) -> Node:
    """The date that is counted from."""
    inner = r.expression(edges=True)
    if inner.node is None:
        r.fail("a length is counted from a date with one reading")
    return inner.node


def _ago_from(r: Reader) -> Node:
    """The day that "ago" counts from: publication, or the last Friday in "a week ago Friday"."""
    if r.here.word in WEEKDAYS:
        return Pick(Weekdays(WEEKDAYS[r.go().word]), Way.BEGUN)
    return TODAY


def _moved(inner: Node, length: Length, bound: str | None, *, back: bool) -> Term:
    """The date at a distance from another."""
    if bound is None or bound == "about":
        if inner is TODAY:
            return _from_today(length, back)
        return Term(Shift(inner, length.least, length.most, back, _whole(length)), "offset")
    least, most, softly = bounded(length, bound)
    far = most or softly
    assert least is not None
    assert far is not None
    return Term(node=Shift(inner, least, far, back), rule="offset-bounded")


@functools.lru_cache(maxsize=512)
def _from_today(length: Length, back: bool) -> Term:  # noqa: FBT001 - a key of the cache
    return kept(Term(Shift(TODAY, length.least, length.most, back, _whole(length)), "offset"))


def _whole(length: Length) -> Series:
    """The unit that a count is rounded to: "a year and a half ago" is a month."""
    if length.most.days:
        return DAYS
    if length.unit in _FINER and length.most.months % _SIZES[length.unit].months:
        return _FINER[length.unit]
    return _WHOLE[length.unit]
