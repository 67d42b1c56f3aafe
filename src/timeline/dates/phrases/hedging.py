"""Articles, prepositions and hedging words before a date: what they say of it, and how far to step past them.

Most of these words mean nothing by themselves, but some begin a date of their own where other words follow:
"over the weekend", but "over two weeks ago". Each word has a rule that tells the two apart.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from timeline.dates.phrases import cutting, written
from timeline.dates.phrases.reader import Reader
from timeline.dates.phrases.vocabulary import AHEAD, BACK, DAY_PARTS, HERE, MONTHS, PORTIONS, SEASONS
from timeline.dates.tokens import Kind

__all__ = ["HEDGES", "hedges"]

# These mean nothing by themselves and are by far the most frequent.
_BARE: Final = frozenset({"the", "on", "in", "of"})


def hedges(r: Reader) -> None:
    """Step past articles, prepositions and hedging words, noting what they say."""
    while (rule := HEDGES.get(r.here.word)) is not None:
        if r.here.word in _BARE and r.ahead().word != "or":
            r.go()
            continue
        steps = rule(r)
        if not steps:
            return
        r.go(steps)


Rule = Callable[[Reader], int]
"""How many words to step past from the one here on; none where it belongs to the date."""


def _always(_: Reader) -> int:
    return 1


def _before(*words: str) -> Rule:
    """A word that is stepped past only before one of these."""
    return lambda r: int(r.ahead().word in words)


def _preposition(r: Reader) -> int:
    """Step past "in", and past "on or" in "on or about"; "on or before" is a bound, and so is "at least"."""
    behind = r.ahead().word
    if behind == "or":
        return 0 if r.ahead(2).word in ("before", "after") else 2
    if r.here.word == "at" and (
        behind in ("least", "most") or (behind == "the" and r.ahead(2).word in ("earliest", "latest"))
    ):
        return 0
    return 1


_SOONEST: Final = frozenset({"early", "late", "soon", "recently", "far"})


def _as(r: Reader) -> int:
    """Step past "as", "as early as" and "as far back as"; but "as from May" is open."""
    if r.ahead(3).word == "as" and r.ahead(2).word in ("back", "ago"):
        return 4
    if r.ahead().word in _SOONEST and r.ahead(2).word == "as":
        return 3
    return int(r.ahead().word != "from")


def _about(r: Reader) -> int:
    r.approximate = True
    return 1


def _toward(r: Reader) -> int:
    """Step past "towards" and "near" before "the end of"; "the near future" is none."""
    if r.ahead().word != "the" and r.ahead().word not in PORTIONS:
        return 0
    return _about(r)


def _perhaps(r: Reader) -> int:
    r.uncertain = True
    return 1


def _part_of_day(r: Reader) -> int:
    if r.ahead().word not in ("of", "on"):
        return 0
    r.assume("the time of day is left aside")
    return 1


def _some(r: Reader) -> int:
    """Step past "some time", "some point"; but "some two weeks ago" counts."""
    return 2 if r.ahead().word in ("time", "point", "day") else 0


def _full(r: Reader) -> int:
    """Step past "full" in "full year 2022", "full-year"."""
    if r.ahead().word not in ("year", "-"):
        return 0
    return 1 + (r.ahead().word == "-")


def _calendar(r: Reader) -> int:
    unit = r.ahead().word in ("year", "month", "quarter", "week")
    return int(unit or written.looks_like_year(r.ahead()))


_WHOLE: Final = frozenset({"of", "the", "year", "week", "month", "day"}) | SEASONS | HERE | BACK | AHEAD


def _all(r: Reader) -> int:
    """Step past "all" in "all of May", "all week", "all last week", and past "all through"."""
    return 2 if r.ahead().word == "through" else int(r.ahead().word in _WHOLE)


def _first(r: Reader) -> int:
    return 2 if r.ahead().word == "thing" else 0


def _spell(r: Reader) -> int:
    """Step past "the years", "the period" before their dates: "from May to June", "1990 to 1995"."""
    behind = r.ahead()
    if behind.word in ("from", "between", "since"):
        return int(r.ahead(2).word not in ("now", "today", "then"))
    if behind.word == "of" and r.here.word == "months":
        return int(r.ahead(2).word in MONTHS)
    return int(written.looks_like_year(behind) or (r.here.word == "period" and behind.kind is Kind.NUMBER))


def _nearly(r: Reader) -> int:
    """Step past "shortly before" in "shortly before noon Monday", which is Monday."""
    return 2 if r.ahead().word in ("before", "after", "past") and cutting.clock_at(r, 2) else 0


def _just(r: Reader) -> int:
    return _nearly(r) or int(r.ahead().word in ("last", "this", "before", "after"))


HEDGES: Final[dict[str, Rule]] = {
    **dict.fromkeys(
        ("the", "during", "dated", "of", "for", "throughout", "sometime", "very", "within", "either", "(", "come",
         "whole", "entire", "only"),
        _always,
    ),
    **dict.fromkeys(("about", "around", "circa", "c", "ca", "approximately", "roughly", "~", "approx"), _about),
    **dict.fromkeys(
        (
            "perhaps", "probably", "possibly", "maybe", "likely", "presumably", "apparently", "tentatively",
            "provisionally",
        ),
        _perhaps,
    ),
    **dict.fromkeys(DAY_PARTS, _part_of_day),
    **dict.fromkeys(("shortly", "right", "soon", "immediately", "moments", "minutes", "hours"), _nearly),
    **dict.fromkeys(("on", "in", "at"), _preposition),
    **dict.fromkeys(("years", "period", "months", "weeks", "days"), _spell),
    "as": _as,
    "some": _some,
    "full": _full,
    "calendar": _calendar,
    "first": _first,
    "just": _just,
    **dict.fromkeys(("toward", "towards", "near"), _toward),
    "within": _before("the", "this"),
    "over": _before("the", "christmas", "easter", "thanksgiving", "new"),
    "part": _before("of"),
    "most": _before("of"),
    "much": _before("of"),
    "all": _all,
    "back": _before("in", "on"),
    "way": _before("back"),
    "exactly": _before("on"),
    "course": _before("of"),
}  # fmt: skip
