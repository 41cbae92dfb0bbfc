"""What records look like in words: days, stances, people; and text that cannot deceive the eye."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from markupsafe import Markup

from rowback.core.actor import ActorKind
from rowback.core.finding import Entry, Finding, FindingKind
from rowback.core.saidon import SaidOn
from rowback.core.stance import Stance
from rowback.core.statement import Actor

_MONTHS = "January February March April May June July August September October November December".split()
# controls, marks of direction, separators that break lines, half surrogate pairs: what steers a reader's eye or a program
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_MARKS = (("‘", "’", "single"), ("«", "»", "angled"), ("»", "«", "turned"), ('"', '"', "straight"), ("'", "'", "typed"))
_QUOTE = 280  # characters of a quote in a list

STANCES = {
    Stance.RULES_OUT: "rules it out",
    Stance.OPPOSES: "opposes",
    Stance.DOUBTS: "doubts",
    Stance.OPEN: "leaves open",
    Stance.LEANS: "leans towards",
    Stance.SUPPORTS: "supports",
    Stance.COMMITS: "commits to it",
}
FINDINGS = {
    FindingKind.REVERSAL: "Reversal",
    FindingKind.SOFTENING: "Softening",
    FindingKind.HARDENING: "Hardening",
    FindingKind.SAME_SIDE_CONTRADICTION: "Contradiction on one side",
}
KINDS = {"direct": "quoted", "indirect": "retold", "mixed": "partly quoted"}
REVIEWS = {"unreviewed": "not reviewed", "accepted": "accepted", "rejected": "rejected", "unsure": "unsure"}


def visible(text: str) -> str:
    r"""The text with characters that nobody sees written out, so that no override of direction can turn words round.

    >>> visible("no\u202eyes")
    'no⟨U+202E⟩yes'
    """
    return _UNSEEN.sub(lambda found: f"⟨U+{ord(found.group()):04X}⟩", text)


def finished(value: object) -> object:
    """Every value on its way into a page: None is nothing, text is made visible; markup is left alone."""
    if value is None:
        return ""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return visible(value)


def cut(text: str, limit: int = _QUOTE) -> str:
    """Text on one line, cut at a space with an ellipsis where it is longer than the limit."""
    line = " ".join(text[: limit * 4].split())
    if len(line) <= limit and len(text) <= limit * 4:
        return line
    head = line[: limit - 1]
    return head[: head.rfind(" ") if " " in head[limit // 2 :] else len(head)].rstrip() + "…"


def day_in_words(day: date | str | None) -> str:
    """A day as people write it; the text itself where it is no day; empty for None.

    >>> day_in_words("2025-02-13T10:00:00Z")
    '13 February 2025'
    """
    if day is None:
        return ""
    try:
        found = date.fromisoformat(day[:10]) if isinstance(day, str) else day
    except ValueError:
        return str(day)
    return f"{found.day} {_MONTHS[found.month - 1]} {found.year}"


def short_day(day: date | str | None) -> str:
    """The same with a short month: 13 Feb 2025."""
    words = day_in_words(day).split(" ")
    return f"{words[0]} {words[1][:3]} {words[2]}" if len(words) == 3 else " ".join(words)


def said_in_words(said: SaidOn | None) -> str:
    """The day or days on which something was said; "about" where they are inferred.

    >>> said_in_words(SaidOn(date(2025, 2, 11), date(2025, 2, 12), None, True))
    'about 11–12 Feb 2025'
    """
    if said is None:
        return "day unknown"
    start, end = short_day(said.start), short_day(said.end)
    if start != end:
        first, last = start.split(" "), end.split(" ")
        shared = next((n for n in range(3) if first[n:] == last[n:]), 3)
        start = " ".join(first[: max(shared, 1)])
        start = f"{start}{'–' if shared <= 1 else ' – '}{end}"
    return f"about {start}" if said.inferred else start


def month_in_words(month: str) -> str:
    """A month as people write it."""
    year, _, number = month.partition("-")
    return f"{_MONTHS[int(number) - 1]} {year}" if number.isdigit() and 1 <= int(number) <= 12 else month


def speaker_in_words(speaker: Actor) -> str:
    """The name, "Unknown speaker" where the text tells nobody."""
    return "Unknown speaker" if speaker.kind is ActorKind.UNKNOWN or not speaker.name else speaker.name


def belongings(speaker: Actor) -> str:
    """Role and side, each only if it says more than the name does."""
    named = (speaker.name or "").casefold()
    parts = [part for part in (speaker.role, speaker.side) if part and part.casefold() != named]
    if len(parts) == 2 and parts[1].casefold() in parts[0].casefold():
        parts.pop()
    return ", ".join(" ".join(part.split()) for part in parts)


def stance_in_words(stance: Stance | str) -> str:
    """What somebody with this stance does with the proposition."""
    return STANCES[Stance(stance)]


def step_in_words(stance: Stance | str) -> str:
    """The step with its sign, set with a real minus: −3 … 0 … +3."""
    step = Stance(stance).step
    return f"{'+' if step > 0 else '−' if step < 0 else ''}{abs(step)}"


def headline(finding: Finding) -> str:
    """Who is a finding about, in as few words as a title has."""
    if finding.kind is FindingKind.SAME_SIDE_CONTRADICTION:
        who = [speaker_in_words(end.statement.speaker) for end in (finding.earlier, finding.later)]
        return f"{who[0]} and {who[1]} contradict each other"
    who_changed = finding.actor_name or finding.side or speaker_in_words(finding.later.statement.speaker)
    does = {"reversal": "reverses course", "softening": "takes a softer line", "hardening": "takes a firmer line"}[
        finding.kind.value
    ]
    return f"{who_changed} {does}"


def title_of(entry: Entry) -> str:
    """The title of the article that tells a statement, or what there is in its place."""
    source = entry.source
    return source.title or bare(source.url) or source.id


def bare(url: str | None) -> str | None:
    """An address without what all addresses begin with, for articles that have no title."""
    return re.sub(r"^https?://(www\.)?", "", url) if url is not None else None


def sentence(text: str) -> str:
    """A clause as a sentence begins: a small first word gets a capital, anything else is left as it is.

    >>> sentence("the later words are retold"), sentence("rowback.db is locked")
    ('The later words are retold', 'rowback.db is locked')
    """
    return text[:1].upper() + text[1:] if re.match(r"[a-z]+(?:[ ,]|$)", text) else text


def marks_within(quote: str) -> str | None:
    """The class of the quotation marks that close and open again within a quote, as around an inserted "he said"; None if none do.

    >>> marks_within("We never saw it,’ he said. ‘They just spoke about it.")
    'single'
    >>> marks_within("It is ‘ruled out’, and that’s it.") is None
    True
    """
    for opening, closing, name in _MARKS:
        before, mark, after = quote.partition(closing)
        if mark and opening not in before and before[-1:] in tuple(",.?!…;–—") and re.search(rf"\s{opening}\S", after):
            return name
    return None


def counted(number: int, word: str, many: str | None = None) -> str:
    """A number with its word: "1 finding", "2,455 rows"."""
    return f"{number:,} {word if number == 1 else many or word + 's'}"


def slug(words: str) -> str:
    """An id made of words: small letters, digits and underscores.

    >>> slug("NATO membership of Ukraine")
    'nato_membership_of_ukraine'
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", words.casefold()) if not unicodedata.combining(c))
    return "_".join(re.findall(r"[a-z0-9]+", plain))[:48].strip("_")


def percent(share: float) -> str:
    """A share in per cent, whole."""
    return f"{share * 100:.0f} %"


def link(url: str | None) -> str | None:
    """An address that may be linked: only of the web, so that no javascript: gets into a page."""
    return url if url is not None and re.match(r"https?://[^\s]", url) else None
