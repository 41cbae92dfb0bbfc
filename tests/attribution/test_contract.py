"""What counts as one statement, by the contract: short texts of our own through the whole road.

Each case gives the text and its statements as "speaker | kind | content"; parts of a content are joined by " … ".
"""

from __future__ import annotations

import pytest

import rowback

CASES = {
    "direct with a cue behind": (
        "“We will not raise the fare,” said Anna Reuter, the mayor.",
        ["Anna Reuter | direct | We will not raise the fare"],
    ),
    "direct with a cue before": (
        'Anna Reuter told reporters: "The fare stays where it is."',
        ["Anna Reuter | direct | The fare stays where it is."],
    ),
    "inserted cue within a sentence": (
        "“The bridge,” Tom Brandt said, “will open in May.”",
        ["Tom Brandt | direct | The bridge … will open in May."],
    ),
    "inserted cue after a full sentence": (
        "“The bridge is safe,” Tom Brandt said on Monday. “It will open in May.”",
        ["Tom Brandt | direct | The bridge is safe … It will open in May."],
    ),
    "indirect without the leading that": (
        "Tom Brandt said that the bridge would open in May.",
        ["Tom Brandt | indirect | the bridge would open in May"],
    ),
    "mixed": (
        "Tom Brandt said the bridge was “as safe as a house” and would open in May.",
        ["Tom Brandt | mixed | the bridge was “as safe as a house” and would open in May"],
    ),
    "that A and that B": (
        "Tom Brandt told the council that the bridge was safe and that it would open in May.",
        ["Tom Brandt | indirect | the bridge was safe", "Tom Brandt | indirect | it would open in May"],
    ),
    "what somebody does not think": (
        "Tom Brandt does not believe that the bridge will open in May.",
        ["Tom Brandt | indirect | the bridge will open in May"],
    ),
    "what somebody says he does not think": (
        "Tom Brandt said that he did not believe that the bridge would open in May.",
        ["Tom Brandt | indirect | he did not believe that the bridge would open in May"],
    ),
    "speech that goes on without a cue": (
        "“We checked every bolt,” Tom Brandt said. They had found two cracks. Both had been mended by noon, he added.",
        [
            "Tom Brandt | direct | We checked every bolt",
            "Tom Brandt | indirect | They had found two cracks.",
            "Tom Brandt | indirect | Both had been mended by noon",
        ],
    ),
    "two paragraphs of one quotation": (
        "“We checked every bolt,” Tom Brandt said. “It took a month.\n\n“Then we checked them again.”",
        ["Tom Brandt | direct | We checked every bolt … It took a month. … Then we checked them again."],
    ),
    "German marks": (
        "„We will not raise the fare“, said Anna Reuter.",
        ["Anna Reuter | direct | We will not raise the fare"],
    ),
    "French marks": (
        "« We will not raise the fare », said Anna Reuter.",
        ["Anna Reuter | direct | We will not raise the fare"],
    ),
    "single marks with an apostrophe": (
        "‘We won’t raise the fare,’ said Anna Reuter.",
        ["Anna Reuter | direct | We won’t raise the fare"],
    ),
    "typewriter double apostrophes": (
        "''We will not raise the fare,'' said Anna Reuter.",
        ["Anna Reuter | direct | We will not raise the fare"],
    ),
    "a quotation in a quotation": (
        "“The minister told us ‘wait and see’,” said Anna Reuter.",
        ["Anna Reuter | direct | The minister told us ‘wait and see’"],
    ),
    "according to": (
        "The bridge will open in May, according to Tom Brandt, the chief engineer.",
        ["Tom Brandt | indirect | The bridge will open in May"],
    ),
    "a signed quotation": (
        "Readers on the fare:\n\n“It costs more than my lunch.” – Maria Ruiz",
        ["Maria Ruiz | direct | It costs more than my lunch."],
    ),
    "a place that stands for its people": (
        "From the chancellery it is said that one is “glad of every vote”. The talks go on.",
        ["chancellery | mixed | one is “glad of every vote”"],
    ),
    "what somebody would do is told by the one who spoke": (
        "“We need help,” Tom Brandt said. The town would accept “any money there is”.",
        ["Tom Brandt | direct | We need help", "Tom Brandt | mixed | The town would accept “any money there is”"],
    ),
    "two sentences around one cue": (
        "Whoever is thirsty should stop watering lawns, demanded Tom Brandt. He is “a little offended” that nobody had called him.",
        [
            "Tom Brandt | indirect | Whoever is thirsty should stop watering lawns",
            "Tom Brandt | mixed | He is “a little offended” that nobody had called him",
        ],
    ),
    "an inserted cue before the only quoted words": (
        "There was not a single reason to wait, Tom Brandt added, “only fears and excuses”.",
        ["Tom Brandt | mixed | There was not a single reason to wait … only fears and excuses"],
    ),
    "quoted words that are all that the cue reports": (
        "The talks ended a wait that Tom Brandt called “a shame for the town.”",
        ["Tom Brandt | direct | a shame for the town."],
    ),
    "a mood before the name": (
        "“The bridge is safe and it will stay so,” a visibly tired Tom Brandt shot back.",
        ["Tom Brandt | direct | The bridge is safe and it will stay so"],
    ),
    "nobody within a quotation is relayed": (
        "“Disappointing signals from the council while we need a bridge,” Tom Brandt wrote on Monday.",
        ["Tom Brandt | direct | Disappointing signals from the council while we need a bridge"],
    ),
    "what follows a verb of seeming": (
        "Tom Brandt seemed to waver on Monday, telling reporters that the bridge would stay shut.",
        ["Tom Brandt | indirect | the bridge would stay shut"],
    ),
    "a mark without its partner": (
        "“We will not raise the fare, said Anna Reuter. The council meets on Friday.",
        ["Anna Reuter | direct | We will not raise the fare"],
    ),
}

NOBODYS = {
    "a nickname": "Robert “Bobby” Lang won the race in four hours.",
    "scare quotes": "The so-called “people’s bridge” has been closed since March.",
    "a title": "Her book “The Long Bridge” came out in March.",
    "the outlet's own claim": "The mayor appears to be backtracking on the fare.",
    "silence": "The council did not respond to a request for comment. The mayor declined to comment.",
    "a plan": "The mayor plans to raise the fare.",
}


@pytest.fixture(scope="module")
def told():
    def statements(text: str) -> list[str]:
        reading = rowback.read_text(text, published="2025-03-04", language="en")
        return [
            f"{s.speaker.name} | {s.kind} | {' … '.join(reading.article.text[p.start : p.end] for p in s.content)}"
            for s in reading.statements
            if s.nested_in is None
        ]

    return statements


@pytest.mark.parametrize("name", CASES)
def test_statements(name, told):
    text, wanted = CASES[name]
    assert [line.rstrip(".,") for line in told(text)] == [line.rstrip(".,") for line in wanted]


@pytest.mark.parametrize("name", NOBODYS)
def test_no_statement(name, told):
    assert told(NOBODYS[name]) == []


def read(text: str, **given: str) -> rowback.Reading:
    return rowback.read_text(text, published="2025-03-04", language="en", **given)


def test_a_headline_points_to_the_words_it_shortens():
    reading = read(
        "Mayor: “Fare stays”\n\n“The fare stays where it is,” Anna Reuter, the mayor, said on Monday.", title="Mayor: “Fare stays”"
    )
    short, whole = reading.statements
    assert (short.quote, short.aligned_to, short.speaker) == ("Fare stays", whole.id, whole.speaker)
    assert short.said_on.start == whole.said_on.start


def test_a_report_within_a_report_keeps_both_speakers():
    reading = read("Tom Brandt said the minister, Anna Reuter, had told him that the bridge would stay closed.")
    outer = next(s for s in reading.statements if s.nested_in is None)
    inner = next(s for s in reading.statements if s.nested_in is not None)
    assert (outer.speaker.name, inner.speaker.name, inner.nested_in) == ("Tom Brandt", "Anna Reuter", outer.id)
    assert inner.quote == "the bridge would stay closed"


def test_the_interviewer_asks_and_the_answers_are_statements():
    text = (
        "Anna Reuter has run the port for nine years. She spoke to Harbour News in her office.\n\n"
        "Harbour News: Will the fare rise?\n\nAnna Reuter: Not while I am here. We have enough money.\n\n"
        "Harbour News: And the bridge?\n\nAnna Reuter: It opens in May."
    )
    reading = read(text, outlet="Harbour News")
    assert [s.quote for s in reading.statements] == ["Not while I am here. We have enough money.", "It opens in May."]
    assert {s.speaker.name for s in reading.statements} == {"Anna Reuter"}
    assert sum(a.type == "question" for a in reading.asides) == 2


def test_continued_speech_names_what_it_goes_on_from():
    reading = read("“We checked every bolt,” Tom Brandt said. They had found two cracks. Both had been mended by noon, he added.")
    first, second, _ = reading.statements
    assert second.continues == first.id


SHORT = {
    "three words": ("Wes Brand, the health secretary, said waits would fall.", "waits would fall"),
    "two words": ("Tom Brandt said talks failed.", "talks failed"),
    "a relative clause in the source": ("One backbencher, who asked not to be named, said it was madness.", "it was madness"),
}


@pytest.mark.parametrize("name", SHORT)
def test_a_short_clause_is_a_statement(name, told):
    text, content = SHORT[name]
    assert [line.split(" | ")[2] for line in told(text)] == [content]


def test_a_thing_is_no_statement(told):
    assert told("Tom Brandt remembered the line. The minister praised her courage.") == []


def test_the_day_of_an_interview_holds_for_every_answer():
    text = (
        "Anna Reuter, the mayor of Gdynia, spoke to Harbour News on Saturday.\n\nHarbour News: Will the fare rise?\n\n"
        "Anna Reuter: Not while I am here.\n\nHarbour News: And the bridge?\n\nAnna Reuter: It opens in May."
    )
    reading = read(text, outlet="Harbour News")
    assert {str(s.said_on.start) for s in reading.statements} == {"2025-03-01"}
    assert {s.occasion for s in reading.statements} == {"interview"}


def test_a_labelled_headline_shortens_what_is_told_below():
    reading = read(
        "Weather service: gusts of 160km/h possible\n\nForecaster Liz Brandt said gusts of up to 160km/h are possible before noon.",
        title="Weather service: gusts of 160km/h possible",
    )
    short, whole = reading.statements
    assert (short.quote, short.aligned_to) == ("gusts of 160km/h possible", whole.id)


def test_a_labelled_headline_that_shortens_nothing_is_no_statement():
    reading = read(
        "Interview: the quiet mayor of a loud town\n\nThe town has a new mayor.", title="Interview: the quiet mayor of a loud town"
    )
    assert reading.statements == ()


def test_an_indirect_statement_goes_on_behind_its_cue():
    reading = read("She had sent three letters, said Dora Lund, and never got an answer.")
    parts = [reading.article.text[s.start : s.end] for s in reading.statements[0].content]
    assert parts == ["She had sent three letters", "and never got an answer"]


def test_who_asked_when_is_the_setting_not_a_statement():
    reading = read('"That is open," said Tom Brandt when Reuters asked him on Saturday whether the bridge would close.')
    (statement,) = reading.statements
    assert (statement.quote, statement.via, str(statement.said_on.start)) == ("That is open", "Reuters", "2025-03-01")


def test_answers_under_letters_and_over_two_paragraphs():
    text = (
        "We met Anna Reuter, the mayor of Gdynia, on Saturday.\n\nQ. Will the fare rise?\n\nA. Not while I am here.\n\n"
        "We have enough money for years.\n\nQ. And the bridge?\n\nA. It opens in May."
    )
    reading = read(text)
    parts = [[reading.article.text[s.start : s.end] for s in statement.content] for statement in reading.statements]
    assert parts == [["Not while I am here.", "We have enough money for years."], ["It opens in May."]]
    assert {s.speaker.name for s in reading.statements} == {"Anna Reuter"}
    assert {str(s.said_on.start) for s in reading.statements} == {"2025-03-01"}
