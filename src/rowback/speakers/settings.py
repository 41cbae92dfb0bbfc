"""Where, to whom and through whom something was said, from the sentence that says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from rowback.core.actor import Setting
from rowback.core.attribution import AsideType, Attribution, Kind
from rowback.core.span import Span, hull
from rowback.speakers.frames import Frames
from rowback.speakers.scene import Scene, spans_near

_FAR = 500  # characters: what stands farther away in a sentence says nothing of its cue
_ASKING = frozenset(["asked", "pressed", "challenged", "questioned", "quizzed", "when", "on"])
_BACKGROUND = re.compile(
    r"\b(?:last (?:year|month|week)|in (?:19|20)\d\d|ago|in opposition|previously|at the time)\b", re.IGNORECASE
)
_DAYS = re.compile(
    r"""\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\byesterday\b|\blast\ (?:week|month|year)\b|\bin\ (?:19|20)\d\d\b|\bearlier\b
    |\b(?:in|on)\ (?:\d+\ )?(?:january|february|march|april|may|june|july|august|september|october|november|december)\b""",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass
class Told:
    """What holds for a speaker's further statements: the setting, and the days told with it."""

    setting: Setting = field(default_factory=Setting)
    days: frozenset[str] = frozenset()


class Settings:
    """Reads settings of attributions in order and keeps each speaker's last one."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.frames = Frames(scene)
        self.last: dict[int, Told] = {}
        self.asks = any(a.aside is AsideType.QUESTION for a in scene.attributions)
        self.by_sentence: dict[int, list[Attribution]] = {}
        for attribution in scene.attributions:
            for number in {scene.sentence_at(s.start) for s in (*attribution.cue, *attribution.content)}:
                self.by_sentence.setdefault(number, []).append(attribution)

    def of(self, attribution: Attribution, speaker: int | None, mentions: Sequence[Span] = ()) -> Setting:
        """The setting of an attribution: told in its sentence or the one that leads to it, else the speaker's last one.

        ``mentions`` are the places that refer to the speaker.
        """
        words = self._frame(attribution)
        here = self.frames.read(words, attribution) if words else Setting()
        if here == Setting() and self._is_answer(attribution):
            here = Setting(occasion="interview")
        text = self._frame_text(words)
        days = frozenset(m.group().lower() for m in _DAYS.finditer(text))
        if speaker is None:
            return here
        if here == Setting() and words and (led := self._lead(min(words[0], self._begin(attribution)), mentions)):
            here = self.frames.read(led, attribution, leads=True)
        before = self.last.get(speaker)
        if before is not None and self._tells_of_before(attribution):
            return here
        if here == Setting() and _BACKGROUND.search(text):
            return here  # told of another time, of which the text names no setting
        told = here if before is None else self._carry(before, here, days)
        if told != Setting() or days:
            self.last[speaker] = Told(told, days or (before.days if before else frozenset()))
        return told

    def _is_answer(self, attribution: Attribution) -> bool:
        """True for a turn of an interview: told as spoken though no marks stand around it, in an article with questions."""
        if attribution.kind is not Kind.DIRECT or attribution.aside is not None or not attribution.content:
            return False
        start = hull(attribution.content).start
        marked = self.scene.text[max(0, start - 1) : start] in tuple("\"“”„«‘'’‚")
        return self.asks and not marked and not self.scene.is_heading(start)

    def _tells_of_before(self, attribution: Attribution) -> bool:
        """True for words from before what the article tells: "had told", "had said in May"."""
        return any(self.scene.low(i) == "had" for s in attribution.cue for i in self.scene.words.inside(s)) or any(
            self.scene.low(self.scene.words.at(s.start) - 1) == "had" for s in attribution.cue
        )

    @staticmethod
    def _carry(before: Told, here: Setting, days: frozenset[str]) -> Setting:
        old = before.setting
        other_day = bool(days and before.days and days.isdisjoint(before.days))
        if other_day or (here.via and old.via and here.via != old.via):
            return here
        if here.via and not old.via and old.occasion and not here.occasion and "interview" not in old.occasion:
            return here
        if here.occasion and old.occasion and here.occasion != old.occasion:
            if "interview" in here.occasion and "interview" in old.occasion:
                longer = max(here.occasion, old.occasion, key=len)
                return Setting(longer, here.addressee or old.addressee, here.via or old.via)
            if not (here.occasion == "interview" and old.via):
                return here
        if here.occasion == "interview" and old.via:
            return Setting(f"{old.via} interview", here.addressee or old.addressee, old.via)
        if here.addressee and old.addressee and here.addressee != old.addressee:
            return here
        return Setting(here.occasion or old.occasion, here.addressee or old.addressee, here.via or old.via)

    def _frame(self, attribution: Attribution) -> list[int]:
        """The words of the sentences of source and cue, without the content."""
        parts = [*attribution.source, *attribution.cue]
        if not parts:
            return []
        scene, place = self.scene, hull(parts)
        contents = sorted(attribution.content)
        first, last = scene.sentence_at(place.start), scene.sentence_at(max(place.start, place.end - 1))
        if last - first > 2:
            last = first
        asked = self._asked(first, place.start)
        found = []
        for number in range(first, min(last, len(scene.sentences) - 1) + 1):
            whole = scene.sentences[number]
            near = Span(max(whole.start, place.start - _FAR), min(whole.end, place.end + _FAR))
            inside = scene.words.inside(near)
            hidden = list(spans_near(contents, scene.words.span(inside.start, inside.stop))) if inside else []
            for at in inside:
                word = scene.words.items[at]
                if (
                    at not in asked
                    and not any(span.end > word.start and span.start < word.end for span in hidden)
                    and not (scene.is_quoted(word.start) and not attribution.cue)
                ):
                    found.append(at)
        return found

    def _asked(self, sentence: int, until: int) -> range:
        """The words of a question that leads in an answer: "Asked whether …, Sikorski said"."""
        scene = self.scene
        inside = scene.words.inside(Span(max(scene.sentences[sentence].start, until - _FAR), until))
        if not inside or scene.low(inside.start) not in _ASKING:
            return range(0)
        start = next(
            (i for i in inside if scene.low(i) in ("whether", "if", "why", "how", "what", "when", "about", "that", "who", "where")),
            None,
        )
        commas = [i for i in inside if scene.word(i) == ","]
        during = next((i for i in inside if scene.low(i) == "during"), None)
        if start is not None and during is not None and start < during:
            return range(start, during)  # "Asked about the pledge during a visit to Leeds, …"
        return range(start, commas[-1]) if start is not None and commas and commas[-1] > start else range(0)

    def _begin(self, attribution: Attribution) -> int:
        """The first word of the content: a quotation of several sentences stands before its cue."""
        parts = attribution.content or attribution.cue
        return self.scene.words.at(hull(parts).start) if parts else len(self.scene.words.items)

    def _lead(self, first: int, mentions: Sequence[Span]) -> list[int]:
        """The words of the sentence before, where it speaks of the speaker and quotes nobody."""
        scene = self.scene
        number = scene.sentence_at(scene.words.items[first].start)
        if number == 0:
            return []
        before = scene.sentences[number - 1]
        if (
            before.end - before.start > _FAR
            or scene.is_heading(before.start)
            or not any(before.covers(m) for m in mentions)
            or any(before.start <= s.start < before.end for a in self.near(number) for s in (*a.cue, *a.content))
        ):
            return []
        return list(scene.words.inside(before))

    def near(self, sentence: int) -> Sequence[Attribution]:
        """The attributions whose cue or content begins in the sentence before one."""
        return self.by_sentence.get(sentence - 1, ())

    def _frame_text(self, words: Sequence[int]) -> str:
        return " ".join(self.scene.word(i) for i in words)
