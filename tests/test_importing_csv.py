"""Tables as sources: what each column is taken for, rows as events and claims, and tables that are wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import timeline as tl
from timeline.cli import main
from timeline.evidence.model import Dossier, Event
from timeline.export import tables
from timeline.importing import Imported, read

TABLE = """\
Date,Event,Type,Place,Source,Publication date,Participants,Colour
20-21 March 2023,State visit,visit,Delhi,The Hindu,2023-03-22,"India, Japan",red
on Wednesday,Talks,dialogue,,Financial Express,2023-04-06,India; Japan,
,Third thing,,,,,,
"""

Capture = pytest.CaptureFixture[str]


def table(text: str, **options: Any) -> Imported:
    return read(text.encode(), "table.csv", "csv", **options)


def dossier(text: str, **options: Any) -> Dossier:
    made = table(text, **options)
    assert () == made.problems
    return made.dossier


def told(text: str, **options: Any) -> list[str]:
    return [str(problem) for problem in table(text, **options).problems]


def test_columns_by_their_names() -> None:
    """Columns of common names are known; a row is an event, with a claim of the source that it names."""
    made = dossier(TABLE)
    visit = made.event("state-visit")
    assert ("State visit", "visit", "Delhi", ("India", "Japan")) == (
        visit.title,
        visit.kind,
        visit.place,
        visit.parties,
    )
    assert [("the-hindu", "20-21 March 2023")] == [(one.source, one.text) for one in visit.claims]
    assert ("The Hindu", "2023-03-22") == (made.source("the-hindu").title, made.source("the-hindu").published)
    assert ((), ("India", "Japan")) == (made.event("third-thing").claims, made.event("talks").parties)


def test_columns_of_others() -> None:
    """A column that means nothing here is kept under a key of the user's own."""
    assert "red" == dict(dossier(TABLE).event("state-visit").extra)["x-colour"]


def test_columns_that_are_named() -> None:
    """A column can be named for a key, and then no other column is taken for it."""
    text = "Datum,Ereignis,Date\n20 March 2023,Besuch,2 May 2023\n"
    visit = dossier(text, columns={"when": "Datum", "title": "ereignis"}).event("besuch")
    assert [("20 March 2023", "2 May 2023")] == [
        (one.text, dict(visit.extra)["x-date"]) for one in visit.claims
    ]


def test_rows_without_a_source() -> None:
    """Rows that name no source are claims of the table itself, called after its file or as asked."""
    text = "When,Title\nMay 2022,Talks\n"
    assert ["table"] == [claim.source for claim in dossier(text).event("talks").claims]
    made = table(text, source="mine")
    assert (("mine",), ["mine"]) == (made.sources, [one.id for one in made.dossier.sources])


def test_rows_of_one_event() -> None:
    """Rows with one id are claims about one event; what the first tells of it counts."""
    text = "id,title,when,from\nv 1,Visit,May 2022,a\nv 1,The visit,6 May 2022,b\n,Talks,2023,a\n"
    made = dossier(text)
    assert [("talks", 1), ("v-1", 2)] == [(event.id, len(event.claims)) for event in made.events]
    assert "Visit" == made.event("v-1").title


def test_rows_with_one_title() -> None:
    """Rows with one title and no id are as many events."""
    made = dossier("title,when\nTalks,2022\nTalks,2023\n")
    assert ["talks", "talks-2"] == [event.id for event in made.events]


def test_rows_without_a_title() -> None:
    """A row without a title is called after its line."""
    assert ["row-2", "row-4"] == [event.id for event in dossier("when\n2022\n\n2023\n").events]


@pytest.mark.parametrize(
    ("text", "events", "sources"),
    [
        ("title,when,from\nDaily,2022,Herald Post\nHerald Post,2023,daily\n", ["daily-2", "herald-post-2"],
         ["daily", "herald-post"]),
        ("title,when\nTable,2022\n", ["table-2"], ["table"]),
        ("id,title,when,from\ntable,A,2022,\nb,B,2022,b\n", ["b", "table"], ["b-2", "table-2"]),
        ("id,title,when\ntalks,First,2022\n,Talks,2023\n", ["talks", "talks-2"], ["table"]),
        (",title,when\n,Talks,2023\n", ["talks"], ["table"]),
    ],
)  # fmt: skip
def test_one_set_of_ids(text: str, events: list[str], sources: list[str]) -> None:
    """Ids that rows give stay; sources come before titles; no two events, and no event and source, share one."""
    made = dossier(text)
    assert (events, sources) == ([one.id for one in made.events], [one.id for one in made.sources])


def test_documents_of_one_name() -> None:
    """What a paper printed on two days are two documents; a row that does not say which is of neither."""
    rows = [
        "Talks,yesterday,The Hindu,2023-03-22",
        "Visit,yesterday,The  hindu,2023-05-02",
        "Drill,2022,The Hindu,",
    ]
    for order in (rows, rows[::-1]):
        made = dossier("\n".join(["title,when,from,published", *order, ""]))
        assert {
            "the-hindu": None,
            "the-hindu-2023-03-22": "2023-03-22",
            "the-hindu-2023-05-02": "2023-05-02",
        } == {one.id: one.published for one in made.sources}
        assert ["the-hindu", "the-hindu-2023-03-22", "the-hindu-2023-05-02"] == [
            event.claims[0].source for event in made.events
        ]


def test_documents_of_long_names_and_days() -> None:
    """However long a name and the words of its day are, they make an id."""
    days = ("8 September 2022 at ten thirty in the morning", "9 September 2022 at ten thirty in the morning")
    rows = [f"Talks {day},2022,{'a' * 60},{day}" for day in days]
    made = table("\n".join(["title,when,from,published", *rows, ""]))
    assert ["a" * 60, f"{'a' * 40}-9-september-2022"] == sorted(
        (s.id for s in made.dossier.sources), key=len
    )[::-1]


def test_document_of_one_day() -> None:
    """Where rows name a single day of a source, it is that of its other rows."""
    made = dossier("title,when,from,published\nTalks,yesterday,The Hindu,\nVisit,2022,The Hindu,2023-03-22\n")
    assert [("the-hindu", "The Hindu", "2023-03-22")] == [(s.id, s.title, s.published) for s in made.sources]


def test_names_in_other_letters() -> None:
    """Names without a letter of ASCII are sources of their own as well, and not the table."""
    made = dossier("title,when,from\nTalks,2022,朝日\nTalks,2022,読売\n")
    assert {"朝日", "読売"} == {source.title for source in made.sources}


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("title;when\na,b;2022\n", None),
        ("title\twhen\na,b\t2022\n", None),
        ("title;when;x,y,z\na,b;2022\n", "semicolon"),
        ("sep=;\r\ntitle;when;x,y,z,q\na,b;2022\n", None),
        ('"sep=|"\ntitle|when\na,b|2022\n', None),
        ("\n\ntitle;when\na,b;2022\n", None),
    ],
)
def test_separators(text: str, separator: str | None) -> None:
    """What parts cells is seen from the first row, or said: by whoever imports, or as Excel is told it."""
    (event,) = dossier(text, separator=separator).events
    assert (["2022"], "a,b") == ([claim.text for claim in event.claims], event.title)


def test_claims_in_full() -> None:
    """A row can say how its source looks at the event, how sure it is, where and in what words."""
    text = "title,starts,as,certainty,page,quote\nTalks,5 May 2022,Planned,likely,p. 3,on the fifth\n,,reported,,,\n"
    first, second = (
        event.claims[0] for event in sorted(dossier(text).events, key=lambda one: one.id, reverse=True)
    )
    assert ("start", "planned", "likely", "p. 3", "on the fifth") == (
        first.moment.value,
        first.stance and first.stance.value,
        first.certainty,
        first.at,
        first.quote,
    )
    assert (None, "reported") == (second.text, second.stance and second.stance.value)


def test_unreadable_date() -> None:
    """A date that cannot be read is told with its line and column, and stays as an unread claim."""
    made = table("title,when\nTalks,some day or other\n")
    assert ["table.csv:2:16: error[TL301]"] == [str(problem).partition(": '")[0] for problem in made.problems]
    assert "some day or other" == made.dossier.event("talks").claims[0].text


def test_number_of_a_spreadsheet() -> None:
    """A day as spreadsheets number them is refused, with the day that it would be."""
    made = table("title,when\nTalks,44927\n")
    advice = "if a spreadsheet wrote its number for 2023-01-01: show the column as dates, and save again"
    assert [advice] == [problem.help for problem in made.problems]


def test_apostrophes() -> None:
    """The apostrophe that tells a spreadsheet that a cell is text is left out; others stay."""
    (event,) = dossier("title,when,note\n'2+2 talks,'8 September 2022,'Oh' they said\n").events
    assert ("2+2 talks", "'Oh' they said", "8 September 2022") == (
        event.title,
        event.note,
        event.claims[0].text,
    )


@pytest.mark.parametrize(
    ("text", "options", "message"),
    [
        ("A,B\n1,2\n", {}, "1:1: error[TL709]: no column is known to hold a title or a date"),
        ('"' + "y" * 140_000, {}, "1:1: error[TL701]: the table cannot be read further"),
        ("", {}, "1:1: error[TL103]: there is nothing in the file"),
        (
            'title,when\nx,2022\n"y,2023\nz,2024\n',
            {},
            "3:1: error[TL701]: a double quote is opened in this row",
        ),
        ("title\nx,y\n", {}, "2:1: warning[TL710]: 1 cell more than there are columns, left out"),
        ("title,status\nx,done\n", {}, "2:3: error[TL108]: 'done' is no status"),
        ("title,as,when\nx,past,2022\n", {}, "2:3: error[TL108]: 'past' is no as"),
        ("title,certainty,when\nx,80%,2022\n", {}, "2:3: error[TL108]: '80%' is no certainty"),
        ("title,published,from,when\nx,last week,a,2022\n", {}, "error[TL301]: 'last week'"),
        ("title,note\nx," + "y" * 10_001 + "\n", {}, "2:1: warning[TL711]: a cell of 10,001 characters"),
        ("title,note\nx," + "y" * 140_000 + "\n", {}, "2:1: error[TL701]: the table cannot be read further"),
        ("title\nPr\xe9fet\n", {}, "error[TL101]: the file is not text in UTF-8"),
    ],
)
def test_wrong_table(text: str, options: dict[str, Any], message: str) -> None:
    """A table that is wrong is told with the row, and what can be kept is kept."""
    made = read(text.encode("latin-1"), "table.csv", "csv", **options)
    assert message in "\n".join(str(problem) for problem in made.problems)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "table.csv").write_text(TABLE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_dry_run(capsys: Capture) -> None:
    """A dry run says what each column is taken for, shows the first event and counts; nothing is written."""
    assert 0 == main(["import", "table.csv", "--dry-run", "--into", "events.yaml"])
    said = capsys.readouterr()
    assert ["Date              when", "Event             title"] == said.out.splitlines()[:2]
    assert "Colour            x-colour, a key of your own\n\nThe first event:\n\n  state-visit:\n" in said.out
    assert "table.csv: 3 events, 2 claims; nothing is written\n" == said.err
    assert not Path("events.yaml").exists()


def test_import_and_report(folder: Path, capsys: Capture) -> None:
    """What is printed is a file of events without a problem, and a second import of it adds nothing."""
    assert 0 == main(["import", "table.csv"])
    (folder / "events.yaml").write_text(capsys.readouterr().out, encoding="utf-8")
    assert 0 == main(["check", "events.yaml"])
    assert 0 == main(["import", "table.csv", "--into", "events.yaml"])
    assert "events.yaml: 3 known; not touched\n" in capsys.readouterr().err


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--column", "when"], "--column when: write KEY=COLUMN, as in --column when=Date"),
        (["--column", "when=Dat"], "--column: unknown column 'Dat'; did you mean 'Date'?"),
        (["--column", "wen=Date"], "a column cannot hold 'wen'; did you mean 'when'?"),
        (["--separator", "dot"], "--separator is one of comma, semicolon, tab, not 'dot'"),
        (["--since", "2022-01-01"], "--since is for ics, not for csv"),
        (["--format", "ics", "--column", "when=Date"], "--column is for csv, not for ics"),
    ],
)
def test_wrong_call(words: list[str], message: str, capsys: Capture) -> None:
    """A call that cannot be is told what would do."""
    assert 2 == main(["import", "table.csv", *words])
    assert message in capsys.readouterr().err


def test_every_event_is_whole() -> None:
    """Events of a table are values like others: equal tables make equal dossiers, whatever the order of rows."""
    head, *rows = TABLE.splitlines(keepends=True)
    assert dossier(TABLE) == dossier("".join([head, *reversed(rows)]))
    assert all(isinstance(event, Event) for event in dossier(TABLE).events)


def test_names_of_columns_further_down() -> None:
    """Where a title stands above the names of columns, it is said in which line these are."""
    (problem,) = table("Chronology of the harbour,,\n,,\nDate,Event,Notes\n2021,Works begin,\n").problems
    assert "line 3 looks like the names of columns: take out what stands above it" == problem.help


def test_what_many_rows_have_is_told_once() -> None:
    """A word that is no status is one problem, with the lines of all rows that have it; and it is kept."""
    made = table("title,status\nA,done\nB,done\nC,held\nD,done\n")
    (problem,) = made.problems
    assert "done" == dict(made.dossier.event("a").extra)["x-status"]
    assert problem.help == "Known words: cancelled, held, planned; it stands again in lines 3, 5"


def test_columns_of_one_name() -> None:
    """Of columns that share a name, or have none, all are kept; so are names in other letters."""
    made = dossier("title,,,Note,Note,Ort,Дата,when\nTalks,a,b,c,d,e,f,2022\n")
    (event,) = made.events
    kept = {key: text for key, text in event.extra if key != "x-uid"}
    assert {"x-column": "a", "x-column-2": "b", "x-note": "d", "x-ort": "e", "x-дата": "f"} == kept
    assert "c" == event.note


@pytest.mark.parametrize(
    ("header", "moments"),
    [("from,to", ["start", "end"]), ("to,from", ["end", "start"]), ("from,when", ["whole"])],
)
def test_from_and_to(header: str, moments: list[str]) -> None:
    """The column "from" beside "to" is where something begins; beside a date, and alone, it is who says so."""
    (event,) = dossier(f"title,{header}\nTalks,2022,2022\n").events
    assert sorted(moments, reverse=True) == [claim.moment.value for claim in event.claims]


def test_cells_that_say_there_is_no_date() -> None:
    """What says "n/a" in a column of dates is no claim, and kept."""
    (event,) = dossier("title,when,published,from\nTalks,tbd,n/a,Daily\n").events
    extra = dict(event.extra)
    assert ((), "tbd", "n/a") == (event.claims, extra["x-when"], extra["x-published"])


def test_day_or_month_first() -> None:
    """Dates that can be read both ways are counted, with what the others of the table have first."""
    made = table("title,when\nA,3/4/2022\nB,13/4/2022\nC,5/5/2022\nD,2022-03-04\nE,7/8/22\nF,3.4.2022\n")
    (problem,) = made.problems
    message = "2 dates have the day first or the month; of the others 1 can only have the day first"
    assert f"table.csv:2:3: warning[TL712]: {message}" == str(problem)


def uids(text: str) -> dict[str, str]:
    """What each row is known by, by its note."""
    return {event.note or "": str(dict(event.extra)["x-uid"]) for event in dossier(text).events}


def test_rows_are_known_by_what_they_say() -> None:
    """A row put in at the top changes nothing of what the others are known by; nor does another date of a title."""
    rows = [
        "1,会議,2022-05-01",
        "2,Talks,2022-05-01",
        "3,Talks,2022-06-01",
        "4,,2022-05-01",
        "5,Visit,2022-05-01",
    ]
    head = "note,title,when\n"
    before = uids(head + "\n".join(rows) + "\n")
    after = uids(head + "\n".join(["6,Visit to A,2021", "7,,2021", *rows]) + "\n")
    assert before == {key: after[key] for key in before}
    assert 7 == len({*after.values()})
    moved = uids(head + "\n".join(rows).replace("Visit,2022-05-01", "Visit,2022-05-02") + "\n")
    assert ("visit@table", "会議@table") == (moved["5"], moved["1"])


def test_a_date_with_an_end() -> None:
    """A date is the start in rows that have an end as well, and the whole date in others."""
    made = dossier("date,event,end date\n2021-03-01,Fair,2021-03-03\n2021-03-05,Call,\n")
    moments = {event.id: [claim.moment.value for claim in event.claims] for event in made.events}
    assert {"fair": ["start", "end"], "call": ["whole"]} == moments


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("2021-03-01 00:00:00", "2021-03-05", ["2021-03-05", "2021-03-01"]),
        ("3/1/2021 12:00:00 AM", "2021-03-05T00:00:00.000Z", ["2021-03-05", "3/1/2021"]),
        ("2021-03-01 00:00", "2021-03-05 14:30", ["2021-03-05 14:30", "2021-03-01 00:00"]),
    ],
)
def test_midnights(one: str, other: str, expected: list[str]) -> None:
    """Midnight is a day where all times of the table are midnight, and a time where they are not."""
    made = table(f"date,event\n{one},Fair\n{other},Call\n").dossier
    assert expected == [event.claims[0].text for event in made.events]


@pytest.mark.parametrize(
    ("header", "row", "texts"),
    [
        ("date,time", "8 May 2021,9:30 AM", ["8 May 2021 9:30 AM"]),
        ("date,time", "8 May 2021,in the morning", ["8 May 2021"]),
        ("start date,start time,end date,end time", "2021-05-08,09:30,2021-05-08,11:00",
         ["2021-05-08 09:30", "2021-05-08 11:00"]),
        ("start date,start time,end date,end time,all day event", "2021-05-08,12:00 AM,2021-05-09,12:00 AM,True",
         ["2021-05-08", "2021-05-09"]),
        ("start date,start time,end date,end time", "2021-05-08,0:00,2021-05-09,0:00", ["2021-05-08", "2021-05-09"]),
    ],
)  # fmt: skip
def test_times_in_columns_of_their_own(header: str, row: str, texts: list[str]) -> None:
    """A time of day in a column of its own belongs to the date of its row; what is none stays where it is."""
    (event,) = dossier(f"title,{header}\nTalks,{row}\n").events
    assert texts == [claim.text for claim in event.claims]
    told = table(f"title,{header}\nTalks,{row}\n").told
    assert any("with the date beside it where it is a time of day" in text for text in told)


@pytest.mark.parametrize("claims", [False, True])
def test_tables_of_our_own(claims: bool) -> None:  # noqa: FBT001 - which table
    """A table of ours is told to be one, and nothing is made of it unless columns are named."""
    text = tables.render(tl.reconcile(dossier(TABLE)), claims=claims)
    (problem,) = table(text).problems
    assert "timeline wrote this table, of what follows and not of what was said" == problem.message
    assert table(text, columns={"title": "event" if claims else "title"}).dossier.events
