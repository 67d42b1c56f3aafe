"""What ordinals and plain numbers count: days of months, weeks, quarters, centuries, years, clock times."""

from __future__ import annotations

from typing import Final

from timeline.dates.fuzzy import Granularity, Stance
from timeline.dates.lengths import take_length
from timeline.dates.phrases import eras, names, numbers, offsets, written
from timeline.dates.phrases.containing import CENTURIES, contained
from timeline.dates.phrases.cutting import part_of, skip_clock, skip_clock_words
from timeline.dates.phrases.parts import Counted, Portion, Shift
from timeline.dates.phrases.reader import Reader
from timeline.dates.phrases.series import Months, Series, Weekdays
from timeline.dates.phrases.spelling import meant
from timeline.dates.phrases.terms import Term
from timeline.dates.phrases.tree import Beside, Edge, Pick, Today, Unit, Way, Within
from timeline.dates.phrases.vocabulary import (
    AHEAD,
    BACK,
    DAY_PARTS,
    HERE,
    MONTHS,
    REFUSALS,
    SEASONS,
    UNITS,
    WEEKDAYS,
    season,
)
from timeline.dates.tokens import Kind, Token

__all__ = ["IN_A_ROW", "beside", "clock", "counted", "final", "nth", "number", "ordinal", "pair"]


def ordinal(r: Reader) -> Term:
    """Read "5th of March 2023", "the first quarter", "the first ten days of August", "the 21st"."""
    token = r.go()
    return nth(r, token.number, token)


IN_A_ROW: Final = frozenset({"straight", "consecutive", "successive"})
_SHARED: Final = frozenset({"quarters", "quarter"})
_AND: Final = frozenset({"and", "or", "-", "to", "through"})


def pair(r: Reader) -> tuple[Term, str, Term] | None:
    """Read "the first and second quarters of 2022"; None, and no step, without such a pair."""
    skip = int(r.here.word == "the")
    one, join = r.ahead(skip), r.ahead(skip + 1)
    if one.kind is not Kind.ORDINAL or join.word not in _AND:
        return None
    skip += 2 + (r.ahead(skip + 2).word == "the")
    if r.ahead(skip).kind is not Kind.ORDINAL or r.ahead(skip + 1).word not in _SHARED:
        return None
    r.go(skip)
    place = r.place
    other = r.expression()
    behind = r.place
    # The first ordinal is read with what the second one has behind it.
    r.go(place + 1 - behind)
    start = nth(r, one.number, one)
    while r.place < behind and r.any_of(("of", "in", "the", ",")):
        pass
    if r.place < behind:
        start = contained(r, start, r.expression())
    return start, join.word, other


def final(r: Reader) -> Term:
    """Read "the final quarter of 2009", "the final days"."""
    return nth(r, -1, r.go())


def nth(r: Reader, n: int, token: Token) -> Term:
    """What an ordinal counts; -1 is the last."""
    if r.here.word in _SHARING and n > 0 and _century_follows(r):
        return eras.century(r, n, token)
    r.any_of(("-",))
    here = r.here
    if n > 1 and (straight := _in_a_row(r)):
        return straight
    if here.word == "fortnight" and n in (1, -1) and r.ahead().word in ("of", "in"):
        r.go(2)
        return counted(r, offsets.Offset(days=14), Granularity.WEEK, back=n < 0)
    if here.word == "day" and r.ahead().word == "of" and (r.ahead(2).word in MONTHS) and n > 0:
        r.go()
    of = r.here.word == "of"
    if n > 0 and r.ahead(1 if of else 0).word in MONTHS:
        r.go(of)
        return written.month_and_day(r, MONTHS[r.go().word], token)
    if here.word in CENTURIES:
        r.go()
        return eras.century(r, n, token)
    if here.word in ("quarter", "quarters"):
        r.go()
        return _quarters(r, n, token)
    if here.word == "half" and n in (1, 2, -1):
        r.go()
        return names.nth_half(r, 2 if n < 0 else n)
    if here.word in ("third", "thirds") and n in (1, 2, -1):
        return _third(r, n, token)
    if here.word in UNITS or here.word in WEEKDAYS:
        return _nth_unit(r, n, token)
    if here.kind is Kind.NUMBER or here.word in ("few", "couple"):
        return _first_units(r, back=n < 0, at=token)
    if n < 0 or (not token.digits and here.word != "of"):
        r.refuse(token if n > 0 and r.done else None)
    return written.day_of_month(r, token)


_SHARING: Final = frozenset({"and", "or", "-", "to", "through", "/", "&"})
_BETWEEN: Final = frozenset({"the", "early", "mid", "late", "-"})


def _century_follows(r: Reader) -> bool:
    """Whether "and 19th centuries", "to early 16th century" follows, so that the ordinal here counts centuries."""
    steps = 1
    while r.ahead(steps).word in _BETWEEN and steps < 5:
        steps += 1
    return r.ahead(steps).kind is Kind.ORDINAL and r.ahead(steps + 1).word in CENTURIES


def _in_a_row(r: Reader) -> Term | None:
    """Read "second straight day", "third week in a row" behind its number; None, and no step, without it."""
    straight = r.here.word in IN_A_ROW
    if r.ahead(straight).word not in ("day", "week"):
        return None
    if not straight and not (r.ahead().word == "in" and r.ahead(2).word == "a" and r.ahead(3).word == "row"):
        return None
    r.go(straight)
    word = r.go().word
    r.take("in", "a", "row")
    r.assume("the run goes up to publication")
    return Term(node=Unit(r.series(word), 0), rule="in-a-row")


def _quarters(r: Reader, n: int, token: Token) -> Term:
    if not -1 <= n <= 4:
        r.fail("a year has four quarters", at=token)
    return names.nth_quarter(r, 4 if n < 0 else n)


def _third(r: Reader, n: int, token: Token) -> Term:
    r.go()
    if not r.any_of(("of",)):
        r.refuse()
    portion = {1: Portion.EARLY, 2: Portion.MIDDLE, -1: Portion.LATE}[n]
    return part_of(r, r.expression(), portion, token)


_POINTING: Final = HERE | BACK | AHEAD
# The days of a year; a larger ordinal would be counted up one by one for nothing.
_MOST: Final = 366


def _nth_unit(r: Reader, n: int, token: Token) -> Term:
    """Read "the second week of March", "the first Monday after Easter"."""
    if n > _MOST:
        r.fail(f"nothing is counted past {_MOST}", at=token)
    word = r.go().word
    series: Series = Weekdays(WEEKDAYS[word]) if word in WEEKDAYS else r.series(word)
    if (r.here.word == "after" and n > 0) or (r.here.word == "before" and n in (1, -1)):
        return _further(beside(r, series), n)
    if not r.any_of(("of", "in", "during")) and not (
        r.here.word in _POINTING or written.looks_like_year(r.here)
    ):
        r.fail(f"which period the {token.word} {word} is counted in is not said", at=token)
    bare = Term(node=None, series=series, rule="nth")
    return contained(r, bare, r.expression(), nth=n)


def _further(term: Term, n: int) -> Term:
    """The nth turn after a date, from the first one on."""
    if n <= 1 or not isinstance(term.node, Beside):
        return term
    return term.but(node=Within(term.node.series, n, Edge(term.node, last=False)))


def beside(r: Reader, series: Series) -> Term:
    """The turn of a series next to a date."""
    back = r.go().word == "before"
    if r.here.word == ("last" if back else "next") and r.ahead().kind is Kind.END:
        r.go()
        return Term(node=Beside(series, Pick(series, Way.LAST if back else Way.NEXT), back), rule="but-one")
    inner = r.expression(edges=True)
    if inner.node is None:
        r.refuse()
    return Term(node=Beside(series, inner.node, back), rule="beside")


def _first_units(r: Reader, *, back: bool, at: Token) -> Term:
    """Read "the first ten days of last August", "the last three months of 2022"."""
    length = take_length(r)
    if length is None:
        r.refuse()
    if not length.counted:
        r.fail("how many is not said", at=at)
    if r.period is not None:
        return _counted_in(r.period, length.most, offsets.UNIT_OF[length.unit], back=back)
    if not r.any_of(("of", "in")):
        r.fail("which period they are counted in is not said", at=at)
    return counted(r, length.most, offsets.UNIT_OF[length.unit], back=back)


def counted(r: Reader, offset: offsets.Offset, unit: Granularity, *, back: bool) -> Term:
    """So many units from one end of the date that follows."""
    inner = r.expression()
    if inner.node is None:
        r.refuse()
    return _counted_in(inner, offset, unit, back=back)


def _counted_in(inner: Term, offset: offsets.Offset, unit: Granularity, *, back: bool) -> Term:
    assert inner.node is not None
    return Term(node=Counted(offset, unit, inner.node, back), rule="counted", parts=inner.parts)


def number(r: Reader) -> Term:
    """A day of a month, a year, eight digits, a clock time, or a length of time."""
    token, behind = r.here, r.ahead()
    if token.digits < 4 and behind.word in MONTHS:
        return _day_month(r)
    if token.digits < 4 and token.number != 1 and offsets.is_unit(behind):
        return offsets.offset(r)
    found = _in_figures(r) or _year_ahead(r) or _code_or_clock(r) or _counted_back(r) or _year(r)
    if found is not None:
        return found
    if offsets.length_follows(r):
        return offsets.offset(r)
    if behind.kind is Kind.WORD and meant(behind.word) is not None:
        r.refuse(behind)
    if behind.kind is Kind.WORD and token.digits < 3 and len(behind.word) > 3 and behind.word not in REFUSALS:
        r.fail(f"{behind.word!r} is no month", at=behind, suggestion="write January to December, or figures")
    return r.fail(
        f"{token.word!r} alone may be a day, a month or a year",
        suggestion="write the month as a word, and the year with four digits",
    )


def _in_figures(r: Reader) -> Term | None:
    """Read "5-Mar-2023", "5 of March", "20230320", "25/9"."""
    token, behind, third = r.here, r.ahead(), r.ahead(2)
    if token.digits == 8:
        return numbers.compact(r)
    if token.digits > 2:
        return None
    if third.word in MONTHS and behind.word in ("of", "-"):
        return _day_month(r)
    if behind.word == "/" and third.digits in (1, 2, 4):
        return numbers.slashed(r)
    return None


def _year_ahead(r: Reader) -> Term | None:
    """Read "2022 September 8", "2022-Q3", "the 2021-22 financial year": a year before what belongs to it."""
    token, behind, third = r.here, r.ahead(), r.ahead(2)
    if token.digits != 4:
        return None
    if (behind.word in MONTHS and written.looks_like_year(token)) or (
        behind.word == "-" and third.word in ("q", "h")
    ):
        return _year_first(r)
    two = third.digits == 2 and third.number == (token.number + 1) % 100
    if two and behind.word in ("-", "/") and r.ahead(3).word in ("fiscal", "financial"):
        r.go(3)
        return eras.fiscal_named_before(r, token.number, span=True)
    return None


def _code_or_clock(r: Reader) -> Term | None:
    """Read "3Q22", "9 a.m.", "9 in the morning"."""
    token, behind, third = r.here, r.ahead(), r.ahead(2)
    if third.word == "ago":
        return None
    if behind.word in ("q", "h") and 1 <= token.number <= 4:
        return names.number_code(r)
    of_day = behind.word == "in" and third.word == "the" and r.ahead(3).word in DAY_PARTS
    if behind.word in _CLOCKS or (of_day and token.number <= 12):
        return clock(r)
    return None


def _counted_back(r: Reader) -> Term | None:
    """Read "two summers ago", "three Fridays from now"; "one Friday", "one day last week" are any."""
    token, behind, third = r.here, r.ahead(), r.ahead(2)
    if not 0 < token.number <= _MOST:
        return None
    name = behind.word.removesuffix("s")
    if third.word == "ago" and (name in SEASONS or name in MONTHS):
        return _turns_ago(r, name)
    if name in WEEKDAYS and (third.word == "ago" or (third.word == "from" and r.ahead(3).word == "now")):
        return _weekdays_off(r)
    if token.number != 1 or token.digits:
        return None
    if name in WEEKDAYS:
        r.go(2)
        return written.a_weekday(WEEKDAYS[name])
    if behind.word == "day" and third.word in _ONE_DAY:
        r.go(2)
        return r.expression()
    return None


def _year(r: Reader) -> Term | None:
    """Read "2022", "476 AD", "58 to 50 BC", "the 1988 fourth quarter"."""
    token, behind = r.here, r.ahead()
    if behind.word in _JOINS and r.ahead(3).word in ("bc", "bce") and token.digits:
        return written.year_of(1 - r.go().number)
    if behind.word not in written.ERAS and (not written.looks_like_year(token) or offsets.is_unit(behind)):
        return None
    ahead = behind.kind is Kind.ORDINAL or behind.word in _AFTER_YEAR
    return _year_first(r) if ahead else written.year(r)


def _weekdays_off(r: Reader) -> Term:
    """Read "two Fridays ago", the second last Friday; "three Fridays from now"."""
    count = r.go().number
    series = Weekdays(WEEKDAYS[r.go().word.removesuffix("s")])
    back = r.go().word == "ago"
    r.any_of(("now",))
    r.imply(Stance.REPORTED if back else Stance.PLANNED)
    off = offsets.Offset(days=7 * (count - 1))
    return Term(node=Shift(Pick(series, Way.LAST if back else Way.NEXT), off, off, back), rule="offset")


def _turns_ago(r: Reader, name: str) -> Term:
    """Read "two summers ago", "three Mays ago": the last one, and years back from it."""
    back = offsets.Offset(months=12 * (r.go(3).number - 1))
    series = (
        Months(1, 12, MONTHS[name] - 1, Granularity.MONTH)
        if name in MONTHS
        else season(name, r.options.hemisphere)
    )
    r.imply(Stance.REPORTED)
    return Term(node=Shift(Pick(series, Way.LAST), back, back, back=True, whole=series), rule="offset")


_ONE_DAY: Final = frozenset({"in", "of", "during", "last", "this", "next"})
_JOINS: Final = frozenset({"-", "to", "and", "until", "or", "through"})
_AFTER_YEAR: Final = frozenset(MONTHS) | SEASONS | {"q"}


def _year_first(r: Reader) -> Term:
    """Read "the 1988 fourth quarter", "2022 September 8"."""
    period = written.year(r)
    r.any_of(("-",))
    name = r.plain()
    if name.series is None:
        r.refuse(r.ahead(-1))
    return contained(r, name, period)


def _day_month(r: Reader) -> Term:
    """Read "5 March 2023", "5-Mar-2023"."""
    day = r.go()
    if r.here.word not in MONTHS:
        r.go()
    month = MONTHS[r.go().word]
    if r.here.word == "-" and r.ahead(-2).word == "-" and r.ahead().digits == 2:
        r.go()
    if r.here.kind is Kind.NUMBER and r.here.digits == 2 and r.ahead().kind is Kind.END:
        term = written.short_year(r)
        assert term.parts is not None
        assert term.parts.year is not None
        return written.full_date(r, term.parts.year, month, day)
    return written.month_and_day(r, month, day)


_CLOCKS: Final = frozenset({
    "am", "pm", "utc", "gmt", "est", "edt", "hours", "oclock", "o", "z", "hrs", "noon", "midnight",
})  # fmt: skip


def clock(r: Reader) -> Term:
    """A clock time, with its day or of the publication day."""
    if not skip_clock_words(r):
        skip_clock(r)
    if r.take("in", "the"):
        r.any_of(DAY_PARTS)
    r.any_of((",",))
    r.any_of(("on",))
    if not r.done and r.here.word not in ("-", "to", "and", "or"):
        return r.expression()
    r.assume("a clock time without a day is of the publication day")
    return Term(node=Today(), rule="clock")
