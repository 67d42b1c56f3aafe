"""The rules on files of events, and on the evidence in them."""

from __future__ import annotations

from typing import Final

from timeline.rulebook.rules import Rule

__all__ = ["DOSSIERS"]

DOSSIERS: Final = (
    # TL1xx: the shape of the file
    Rule(
        "TL101",
        "A file that is named is not there, may not be read, or is no text. Files are saved as UTF-8; UTF-16 with its"
        " mark is read too. A word processor's file or a spreadsheet has to be saved as plain text first.",
        "include: [souces.yaml]\nevents:\n  visit: {when: 2023-03-20}\n",
        "events:\n  visit: {when: 2023-03-20}\n",
    ),
    Rule(
        "TL102",
        "The text breaks a rule of YAML, mostly by a sign that is its own: `: `, a quotation mark, a bracket,"
        " `@`, `%`. Put such a text in quotes. Indent with spaces, two for each step.",
        "events:\n  visit:\n    title: State visit: part 2\n",
        'events:\n  visit:\n    title: "State visit: part 2"\n',
    ),
    Rule(
        "TL103",
        "There is nothing in the file, or nothing but comments. The least that it can have is an event.",
        "# to be written\n",
        "events:\n  visit: {when: 2023-03-20}\n",
    ),
    Rule(
        "TL104",
        "YAML lets a later key replace an earlier one without a word, so one of two values would be lost."
        " Several dates of one event are several claims, each with its source.",
        "events:\n  visit:\n    when: 2023-03-20\n    when: 2023-03-21\n",
        "events:\n  visit:\n    when: 2023-03-20/2023-03-21\n",
    ),
    Rule(
        "TL105",
        "A key that is not known has no effect, so it is mostly one mis-spelt. Keys of your own begin with `x-`, and"
        " are kept.",
        "events:\n  visit:\n    dates: 2023-03-20\n    archive-box: 12\n",
        "events:\n  visit:\n    when: 2023-03-20\n    x-archive-box: 12\n",
    ),
    Rule(
        "TL106",
        "What stands there has another form than the key asks for: a list where one text belongs, or a text where"
        " keys with values do. Text that begins with a bracket or a brace is a list or a mapping to YAML; quote it.",
        "sources:\n  gazette: The Gazette\nevents:\n  visit: {when: [2022, 2023]}\n",
        "sources:\n  gazette: {title: The Gazette}\nevents:\n  visit: {when: '[2022,2023]'}\n",
    ),
    Rule(
        "TL107",
        "A part of an entry is missing without which the rest says nothing: a claim without a date, a relation"
        " without an event. A source that mentions an event without dating it makes a claim with `as` alone.",
        "sources: {gazette: {}}\nevents:\n  visit:\n    claims:\n      - {from: gazette}\n",
        "sources: {gazette: {}}\nevents:\n  visit:\n    claims:\n      - {from: gazette, as: reported}\n",
    ),
    Rule(
        "TL108",
        "Some keys take one of a few words; another word would be guessed at, and is refused.",
        "sources:\n  gazette: {reliability: good}\nevents:\n  visit: {status: done}\n",
        "sources:\n  gazette: {reliability: high}\nevents:\n  visit: {status: held}\n",
    ),
    Rule(
        "TL110",
        "Anchors, aliases, tags and further documents of YAML hide what a file says, and can make a small file fill"
        " the memory. Write things out. Text that begins with `&`, `*` or `!` needs quotes.",
        "events:\n  visit: &visit {when: 2023}\n  talks: *visit\n",
        "events:\n  visit: {when: 2023}\n  talks: {when: 2023}\n",
    ),
    Rule(
        "TL111",
        "Files may come from strangers, so there are limits: on the size of a file and of a text, on how deep things"
        " nest, on how many files are included, on how many problems are told. No chronology comes near them.",
        f"events:\n  visit:\n    x-tree: {'[' * 40}{']' * 40}\n",
        "events:\n  visit:\n    x-tree: [[[root]]]\n",
    ),
    Rule(
        "TL112",
        "Calendar programs know an event by its id and that of the file. Without an `id` the file's name stands in,"
        " and when the file is renamed every subscriber gets every event twice.",
        "events:\n  visit: {when: 2023-03-20}\n",
        "id: visits\nevents:\n  visit: {when: 2023-03-20}\n",
    ),
    Rule(
        "TL113",
        "To YAML everything behind ` #` is a comment. Where that reads like the end of a title, put the title in"
        " quotes; where it is a comment, put a space behind the sign.",
        "events:\n  visit:\n    title: Exercise Malabar #2\n",
        'events:\n  visit:\n    title: "Exercise Malabar #2"\n',
    ),
    Rule(
        "TL114",
        "What a file includes lies in the folder of the first file or below it, links resolved, so that a file from"
        " a stranger cannot read others of yours.",
        "include: [../private.yaml]\nevents:\n  visit: {when: 2023}\n",
        "events:\n  visit: {when: 2023}\n",
    ),
    Rule(
        "TL115",
        "A file that includes itself, by way of others or at once, has no end.",
        "include: [events.yaml]\nevents:\n  visit: {when: 2023}\n",
        "events:\n  visit: {when: 2023}\n",
    ),
    Rule(
        "TL116",
        "What stands there is one name, with a comma in it, and filters look for whole names. Several names are a list;"
        " a name that has a comma is a list of one.",
        'events:\n  talks: {with: "India, Japan", when: 2023}\n',
        'events:\n  talks: {with: [India, Japan], when: 2023}\n  ferry: {with: ["Brandt, Sons and Co"], when: 2023}\n',
    ),
    # TL2xx: names
    Rule(
        "TL201",
        "Ids stand in calendars, addresses and command lines, so they have only letters from A to Z, digits, `-`, `_`"
        " and `.`, at most 64 of them. What people read is the `title`, in any script.",
        "events:\n  first visit: {when: 2023}\n",
        "events:\n  first-visit: {title: First visit, when: 2023}\n",
    ),
    Rule(
        "TL202",
        "Events, sources and series share one set of ids, so that a message or a link that names one can mean only"
        " one thing.",
        "sources:\n  visit: {title: Notes on the visit}\nevents:\n  visit: {when: 2023}\n",
        "sources:\n  notes: {title: Notes on the visit}\nevents:\n  visit: {when: 2023}\n",
    ),
    Rule(
        "TL203",
        "A claim names a source that is not listed under `sources`. It is mostly one mis-spelt; a new source is listed"
        " with `ID: {}` for a start.",
        "sources:\n  hindu: {title: The Hindu}\nevents:\n  talks: {when: {hindo: 2019-11-30}}\n",
        "sources:\n  hindu: {title: The Hindu}\nevents:\n  talks: {when: {hindu: 2019-11-30}}\n",
    ),
    Rule(
        "TL204",
        "A relation or an anchor names an event that is not listed under `events`.",
        "events:\n  visit: {when: 2023-03-20}\n  talks: {after: vist}\n",
        "events:\n  visit: {when: 2023-03-20}\n  talks: {after: visit}\n",
    ),
    Rule(
        "TL205",
        "An ordinal counts in a series that is not listed under `series`.",
        "events:\n  talks: {nth: 2 of dialogues}\n",
        "series:\n  dialogues: {title: Yearly dialogues}\nevents:\n  talks: {nth: 2 of dialogues}\n",
    ),
    Rule(
        "TL206",
        "Sources that copy each other share one vote, and the circle leaves none that could have been first.",
        "sources:\n  wire: {copies: daily}\n  daily: {copies: wire}\nevents:\n  talks: {when: {daily: 2023}}\n",
        "sources:\n  wire: {}\n  daily: {copies: wire}\nevents:\n  talks: {when: {daily: 2023}}\n",
    ),
    Rule(
        "TL207",
        "Any word can be the kind of an event. This one is a letter away from a kind that has keys of its own, so it"
        " is mostly that one mis-spelt; filters and colours would pass the event over.",
        "events:\n  tour: {kind: vist, when: 2023-03-20}\n",
        "events:\n  tour: {kind: visit, when: 2023-03-20}\n",
    ),
    # TL3xx: dates
    Rule(
        "TL301",
        "The whole of a date text has to be understood, or the caret stands under the part that was not. Write it as"
        " a source would print it, or as EDTF; what cannot be dated goes into `note`. The claim is kept, unread.",
        "events:\n  talks: {when: shortly thereafter}\n",
        "events:\n  talks: {when: spring 2023}\n",
    ),
    Rule(
        "TL302",
        "The date is written as dates are, and no calendar has such a day. Where the source prints it like that,"
        " keep its words in `quote` and date the claim by what it can mean.",
        "events:\n  talks: {when: 2023-02-30}\n",
        "events:\n  talks: {when: 2023-02-28}\n",
    ),
    Rule(
        "TL303",
        "Words such as `last month` are counted from the day on which their source was published, and the curator's"
        " own word has none. Name the source, or the event to count from with `anchor`.",
        "events:\n  talks: {when: last month}\n",
        "sources: {daily: {published: 2023-04-06}}\nevents:\n  talks: {when: {daily: last month}}\n",
    ),
    Rule(
        "TL304",
        "Where the date is that of another event, say how the two lie: that keeps the reason, and moves with the"
        " other event.",
        "events:\n  visit: {when: 2023-03-20}\n  talks: {when: visit}\n",
        "events:\n  visit: {when: 2023-03-20}\n  talks: {same-day-as: visit}\n",
    ),
    Rule(
        "TL305",
        "Braces in EDTF mean every one of several dates, which are as many events. Brackets mean one of them.",
        "events:\n  talks: {when: '{2022-05,2023-05}'}\n",
        "events:\n  talks: {when: '[2022-05,2023-05]'}\n",
    ),
    Rule(
        "TL306",
        "The day of the claim counts, and its time does not: the short name of its zone means several (IST is the time"
        " of India, Israel and Ireland), or the text names several times and not from one to the other. A `zone` of the"
        " event or the file whose clocks are called so settles it, and so does the distance from UTC.",
        "events:\n  talks: {when: 10:30 IST on 5 March 2023}\n",
        "events:\n  talks: {zone: Asia/Kolkata, when: 10:30 IST on 5 March 2023}\n",
    ),
    Rule(
        "TL307",
        "8/9/2022 is 8 September to most of the world and August 9 to some. Where the file does not say which, both"
        " days are kept. It is told once for all such dates. `reading` stands at the top of the file, or at a source"
        " that writes otherwise than the others.",
        "sources: {daily: {}}\nevents:\n  talks: {when: {daily: 8/9/2022}}\n",
        "sources: {daily: {reading: {order: dmy}}}\nevents:\n  talks: {when: {daily: 8/9/2022}}\n",
    ),
    # TL4xx: relations
    Rule(
        "TL401",
        "A gap is a distance in words: a number and a unit, with `about`, `within`, `at least`, `more than` before it."
        " Only `before` and `after` take one, `prepares-for` and `follows`, and `lasts`.",
        "events:\n  visit: {when: 2023-03-20}\n  talks: {after: {visit: a while}}\n",
        "events:\n  visit: {when: 2023-03-20}\n  talks: {after: {visit: at least 2 weeks}}\n",
    ),
    Rule(
        "TL402",
        "No event comes before, after or during itself.",
        "events:\n  talks: {when: 2023, after: talks}\n",
        "events:\n  visit: {when: 2023}\n  talks: {when: 2023, after: visit}\n",
    ),
    Rule(
        "TL403",
        "Relations without a source are your own word, and together they would put an event before itself. Relations"
        " that a source tells may be wrong, and are weighed instead: add `from` to what a source says.",
        "events:\n  visit: {when: 2023, before: talks}\n  talks: {before: visit}\n",
        "events:\n  visit: {when: 2023, before: talks}\n  talks: {after: visit}\n",
    ),
    Rule(
        "TL404",
        "Two events cannot both be the second of a series where one voice says so. Where sources count differently,"
        " name each of them: `nth: {n: 2, of: SERIES, from: SOURCE}`.",
        "series: {dpd: {}}\nevents:\n  talks: {nth: 2 of dpd}\n  more-talks: {nth: 2 of dpd}\n",
        "series: {dpd: {}}\nevents:\n  talks: {nth: 2 of dpd}\n  more-talks: {nth: 3 of dpd}\n",
    ),
    Rule(
        "TL405",
        "`prefer` rules for what a source says of this event, and this source says nothing of it.",
        "sources: {a: {}, b: {}}\nevents:\n  talks: {when: {a: 2023}, prefer: b}\n",
        "sources: {a: {}, b: {}}\nevents:\n  talks: {when: {a: 2023, b: 2024}, prefer: b}\n",
    ),
    Rule(
        "TL406",
        "In your own word the event begins after it ends. What sources say may be wrong, and is weighed; this is a"
        " mistake in the file. Say `from:` where it is a source that says so.",
        "events:\n  talks: {starts: 5 May 2023, ends: 3 May 2023}\n",
        "events:\n  talks: {starts: 3 May 2023, ends: 5 May 2023}\n",
    ),
    # TL5xx: evidence, told from the outcome
    Rule(
        "TL511",
        "Nothing speaks against the date, and nothing beside one source for it. Sources that copy each other count"
        " as one.",
        "sources: {a: {}}\nevents:\n  talks: {when: {a: 5 May 2023}}\n",
        "sources: {a: {}, b: {}}\nevents:\n  talks: {when: {a: 5 May 2023, b: 2023-05-05}}\n",
    ),
    Rule(
        "TL512",
        "A source tells as past what had not happened when it was published, or as to come what had. Its publication"
        " day may be wrong, or it means another event.",
        "sources: {a: {published: 2023-05-01}}\nevents:\n  talks:\n    when: 2023-06-05\n    claims:\n"
        "      - {from: a, as: reported}\n",
        "sources: {a: {published: 2023-07-01}}\nevents:\n  talks:\n    when: 2023-06-05\n    claims:\n"
        "      - {from: a, as: reported}\n",
    ),
    Rule(
        "TL513",
        "Several sources keep to one date and several to another. Often both are right of different moments that go"
        " by one name: announced and held, signed and in force.",
        "sources: {a: {}, b: {}, c: {}, d: {}, e: {}}\nevents:\n  pact:\n    when:\n      a: 2020-09-09\n"
        "      b: 2020-09-09\n      c: 2020-09-09\n      d: 2021-07-11\n      e: 2021-07-11\n",
        "sources: {a: {}, b: {}, c: {}, d: {}, e: {}}\nevents:\n  signed:\n    when: {a: 2020-09-09, b: 2020-09-09,"
        " c: 2020-09-09}\n  in-force:\n    when: {d: 2021-07-11, e: 2021-07-11}\n",
    ),
    Rule(
        "TL514",
        "Two sources that say the same of everything have hardly asked around separately. If one repeats the other,"
        " `copies` says so, and the two share one vote.",
        "sources: {wire: {}, daily: {}}\nevents:\n"
        + "".join(f"  e{n}: {{when: {{wire: 2023-05-0{n}, daily: 2023-05-0{n}}}}}\n" for n in range(1, 6)),
        "sources: {wire: {}, daily: {copies: wire}}\nevents:\n"
        + "".join(f"  e{n}: {{when: {{wire: 2023-05-0{n}, daily: 2023-05-0{n}}}}}\n" for n in range(1, 6)),
    ),
    Rule(
        "TL515",
        "Two outcomes are equally good, so the choice between them is arbitrary and needs a person. A grade of"
        " reliability, another source, or `prefer` with a reason settles it.",
        "sources: {a: {}, b: {}}\nevents:\n  talks: {when: {a: 2019-05-03, b: 2022-11-21}}\n",
        "sources: {a: {reliability: A}, b: {}}\nevents:\n  talks: {when: {a: 2019-05-03, b: 2022-11-21}}\n",
    ),
)
