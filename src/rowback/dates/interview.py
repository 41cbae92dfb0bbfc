"""The day of an interview: told once in its introduction, it holds for every answer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rowback.core.attribution import AsideType, Attribution, Kind
from rowback.core.paragraphs import index_at
from rowback.dates.finding import DateFound
from rowback.dates.story import Story

_WORD = re.compile(r"\w+")
_MARKS = "\"“”„‟«»‹›‘’‚'`"


def is_answer(text: str, found: Attribution) -> bool:
    """True for a turn of an interview: told as spoken though no marks stand around it."""
    if found.kind is not Kind.DIRECT or found.aside is not None or found.aligned_to is not None:
        return False
    return not any(text[max(0, span.start - 1) : span.start].strip() in tuple(_MARKS) for span in found.content)


def interview_day(story: Story, attributions: Sequence[Attribution], most: int) -> DateFound | None:
    """The date in the introduction that governs a word for talking to the outlet ("received us on Thursday"); None without one.

    ``most`` is the greatest number of days that counts as a day.
    """
    turns = [a.span.start for a in attributions if is_answer(story.text, a) or a.aside is AsideType.QUESTION]
    if len(turns) < 2:
        return None
    for number in range(index_at(story.sentences, min(turns))):
        if story.is_titled(number):
            continue
        frame = story.narrative(number)
        area = story.sentences[number]
        fit = [found for found in story.dates_in(area) if found.days <= most and story.can_govern(found, frame)]
        if fit and _tells(story, set(_WORD.findall(area.of(story.text).lower()))):
            return fit[0]
    return None


def _tells(story: Story, words: set[str]) -> bool:
    """True for the words of a sentence that tells of the interview itself."""
    context = story.grammar.context
    if words & context["interview"]:
        return True
    outlet = set((story.article.outlet or "").lower().split())
    return bool(words & context["meeting"] and (words & context["interviewers"] or (outlet and outlet <= words)))
