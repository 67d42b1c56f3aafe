"""The rules on what goes out to calendars, and on what comes in from calendars and tables."""

from __future__ import annotations

from typing import Final

from timeline.rulebook.rules import Rule

__all__ = ["OUTSIDE"]


def _feed(*lines: str, head: str = "") -> str:
    """A calendar of one event with these lines."""
    event = "".join(f"{line}\n" for line in lines)
    return (
        f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//another//program//EN\n{head}"
        f"BEGIN:VEVENT\n{event}END:VEVENT\nEND:VCALENDAR\n"
    )


_VISIT: Final = ("UID:visit@example.org", "DTSTART;VALUE=DATE:20230320", "SUMMARY:Visit")

OUTSIDE: Final = (
    # TL6xx: what a calendar cannot show
    Rule(
        "TL601",
        "Calendars know no day before the year 1 and none that is not known at all. The event stays in the reports.",
        "id: x\nevents:\n  battle: {when: -0489-09}\n",
        "id: x\nevents:\n  battle: {when: 1815-06-18}\n",
    ),
    Rule(
        "TL602",
        "Control characters cannot stand in a calendar file, and are left out there.",
        'id: x\nevents:\n  talks: {title: "Talks\\a", when: 2023-05-05}\n',
        "id: x\nevents:\n  talks: {title: Talks, when: 2023-05-05}\n",
    ),
    Rule(
        "TL603",
        "The day is written into the calendar, and Outlook shows none before 1601 or after 4500.",
        "id: x\nevents:\n  battle: {when: 1415-10-25}\n",
        "id: x\nevents:\n  battle: {when: 1815-06-18}\n",
    ),
    Rule(
        "TL604",
        "Some calendar programs cut a text of more than 8,000 characters without a word. A shorter `note` with a"
        " `url` for the rest keeps it whole.",
        f"id: x\nevents:\n  talks: {{when: 2023-05-05, note: {'and so on ' * 820}}}\n",
        "id: x\nevents:\n  talks: {when: 2023-05-05, note: and so on}\n",
    ),
    Rule(
        "TL605",
        "The file that would be replaced is no calendar of this dossier, so nothing is known of what subscribers"
        " have, and they may see every event as new. `--previous` names the one that they have.",
        "id: visits\nevents:\n  visit: {when: 2023-03-20}\n",
        "id: visits\nevents:\n  visit: {when: 2023-03-20}\n",
        "BEGIN:VCALENDAR\nPRODID:-//another//program//EN\nEND:VCALENDAR\n",
    ),
    Rule(
        "TL606",
        "The calendar that is replaced was changed by another program, or is cut off. What is whole in it is"
        " continued; subscribers may see the rest as new.",
        "id: visits\nevents:\n  visit: {when: 2023-03-20}\n",
        "id: visits\nevents:\n  visit: {when: 2023-03-20}\n",
        "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//sourced-timeline//timeline//EN\nUID:visits\nBEGIN:VEVENT\n",
    ),
    # TL7xx: what is wrong with a file to import
    Rule(
        "TL701",
        "The file's name says what it is, and its content says otherwise: a page of a web site saved under the name"
        " of a calendar, mostly. `--format` says what it is where the name does not.",
        "X-NOTE:this is no calendar\n",
        _feed(*_VISIT),
    ),
    Rule(
        "TL702",
        "A line does not fit where it stands, or something that begins does not end. It is left out, and the rest is"
        " read; a file that ends too early was not fetched whole.",
        _feed(*_VISIT, "and a few words more"),
        _feed(*_VISIT, "DESCRIPTION:and a few words more"),
    ),
    Rule(
        "TL703",
        "A value is not of the kind that its name asks for, such as a day that no calendar has. The event is kept"
        " without it.",
        _feed("UID:visit@example.org", "DTSTART;VALUE=DATE:20230231", "SUMMARY:Visit"),
        _feed(*_VISIT),
    ),
    Rule(
        "TL704",
        "Without a start an event has no date. Without a UID it cannot be found again in a newer copy of the calendar.",
        _feed(*_VISIT[1:]),
        _feed(*_VISIT),
    ),
    Rule(
        "TL705",
        "An event that repeats without end is read for a while only: `--since` and `--until` say for which. At most 500"
        " are read, and none that repeats within the day.",
        _feed(*_VISIT, "RRULE:FREQ=HOURLY"),
        _feed(*_VISIT),
    ),
    Rule(
        "TL706",
        "A relation is kept where both events are in the file and neither repeats, and where it says something of their"
        " days.",
        _feed(*_VISIT, "RELATED-TO:talks@example.org"),
        _feed(*_VISIT),
    ),
    Rule(
        "TL707",
        "Two events have one UID, and so are two copies of one. The one with the higher SEQUENCE is kept, or the one"
        " that was modified later.",
        _feed(*_VISIT, "END:VEVENT", "BEGIN:VEVENT", *_VISIT),
        _feed(*_VISIT),
    ),
    Rule(
        "TL708",
        "Only events and journals have days that can be claims; tasks and free times have not. A text of more than"
        " 10,000 characters is cut to that.",
        _feed(*_VISIT, head="BEGIN:VTODO\nUID:task@example.org\nEND:VTODO\n"),
        _feed(*_VISIT),
    ),
    Rule(
        "TL709",
        "The first row of a table names its columns, and none of these is known to hold a title or a date."
        " `--column when=NAME` says which does; `--dry-run` shows what every column is taken for.",
        "Ereignis,Datum\nStaatsbesuch,20 March 2023\n",
        "Event,Date\nState visit,20 March 2023\n",
    ),
    Rule(
        "TL710",
        "A comma within a cell parts it in two, and what follows slips by a column. Such a cell stands in double"
        " quotes; programs that write tables do that by themselves.",
        "Event,Date\nState visit,20 March 2023,Delhi\n",
        "Event,Date,Place\nState visit,20 March 2023,Delhi\n",
    ),
    Rule(
        "TL711",
        "A text has at most 10,000 characters. The rest of the cell is left out; keep it in a file of its own, and its"
        " address in `url`.",
        f"Event,Date,Notes\nState visit,20 March 2023,{'and so on ' * 1100}\n",
        "Event,Date,Notes\nState visit,20 March 2023,and so on\n",
    ),
    Rule(
        "TL712",
        "8/9/2022 is 8 September to most of the world and August 9 to some. Where nothing says which, both days are"
        " kept, and so the date stays open. Say it at the top of the file of events, with `reading: {order: dmy}` or"
        " `mdy`, or write the month as a word.",
        "Event,Date\nState visit,8/9/2022\n",
        "Event,Date\nState visit,8 September 2022\n",
    ),
)
