"""Files with entries that are not YAML: the others are read, and what is wrong with them is told too."""

from __future__ import annotations

import pytest

from timeline.errors import ReadError
from timeline.evidence.reading import loads
from timeline.evidence.salvage import salvaged

BROKEN = """\
sources:
  gazette: {title: The Gazette}
events:
  visit: {title: State visit, when: {gazette: 2023}}
  talks:
    title: Talks: part 2
    when: 2023
  dinner: {when: 2023, after: talks}
"""


def lines_told(text: str) -> list[tuple[str, int]]:
    with pytest.raises(ReadError) as caught:
        loads(text)
    return [(one.code, one.position.line) for one in caught.value.problems if one.position]


def test_other_entries_are_kept() -> None:
    """Entries around a broken one are kept, and a relation to that one is not told to be to nothing."""
    assert ["dinner", "visit"] == [event.id for event in loads(BROKEN, partial=True).events]
    assert [("TL102", 6)] == lines_told(BROKEN)


def test_fault_that_shows_later() -> None:
    """Where a fault shows in the next entry only, it is the entry with the fault that is left out."""
    text = BROKEN.replace("    title: Talks: part 2\n", "    title: [Talks\n")
    assert ["dinner", "visit"] == [event.id for event in loads(text, partial=True).events]


def test_several_broken_entries() -> None:
    """Each broken entry is one problem at its own line, in the order of the file with all others."""
    text = BROKEN.replace("dinner: {", "dinner: {title: 'Bob's', ") + "  last: {wen: 2023}\n"
    assert [("TL102", 6), ("TL102", 8), ("TL105", 9)] == lines_told(text)


def test_comments_and_empty_lines() -> None:
    """Comments at the beginning of a line and empty lines do not end an entry."""
    text = BROKEN.replace("    when: 2023\n", "\n# of the same entry\n    when: 2023\n")
    assert ["dinner", "visit"] == [event.id for event in loads(text, partial=True).events]


@pytest.mark.parametrize(
    "text",
    [
        BROKEN.replace("events:", "events"),
        BROKEN + "title: a: b\n",
        "events: {visit: {title: a: b}}\n",
        BROKEN.replace("State visit", "State\u2028visit"),
        "events:\n" + "".join(f"  e{number}: {{title: a: b}}\n" for number in range(20)),
        BROKEN + "#" * 1_000_000 + "\n",
    ],
    ids=["no colon", "at the top", "on one line", "breaks of YAML's own", "too many", "too long"],
)
def test_what_cannot_be_told_apart(text: str) -> None:
    """Where the broken entry cannot be told from the rest, nothing is left out: the first error is told alone."""
    assert salvaged(text, "x") is None
    assert 1 == len(lines_told(text))


def test_numbers_of_lines_stay() -> None:
    """What is left has as many lines as before, and the broken entry's are empty."""
    rest = salvaged(BROKEN, "x")
    assert rest is not None
    before, after = BROKEN.split("\n"), rest.text.split("\n")
    assert (["", "", ""], before[7:]) == (after[4:7], after[7:])
    assert frozenset({"talks"}) == rest.lost
