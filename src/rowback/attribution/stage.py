"""The steps of the attribution stage, one after the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rowback.attribution.alignment import align
from rowback.attribution.asides import mark_asides
from rowback.attribution.contents import SPEECH_WORDS, Material, prepare, trimmed, trimmed_source
from rowback.attribution.continued import add_continued, is_retold
from rowback.attribution.dialogue import find_turns, turn_drafts
from rowback.attribution.drafts import Draft, finished, kind_of
from rowback.attribution.layout import Layout
from rowback.attribution.lexicon import lexicon
from rowback.attribution.linking import Link, link
from rowback.attribution.markers import subject_of
from rowback.attribution.nested import add_nested, unwrap_relayed
from rowback.core.article import Article
from rowback.core.attribution import AsideType, Attribution, Kind, Part, Tags
from rowback.core.quotation import Quotation
from rowback.core.span import Span, hull

# Scores under which most finds are none, swept on PolNeAR dev.
LEAST_ATTITUDE, LEAST_SOURCELESS = 0.45, 0.43


def find_attributions(article: Article, tags: Tags) -> list[Attribution]:
    """The attributions of an article, asides included, in the order of the text.

    Indexes in `continues`, `aligned_to` and `nested_in` point into the list.
    """
    layout = Layout.of(article)
    turns = find_turns(layout, [name for name in (article.outlet,) if name])
    answers = turn_drafts(turns)
    material = prepare(layout, _outside(tags, [t.colon for t in turns if t.colon]) if turns else tags)
    drafts = _linked(layout, material)
    _take_up(layout, drafts, material)
    drafts = _with_conditions(layout, drafts)
    for draft in drafts:
        draft.nested_in = next((a for a in answers if a.span.covers(draft.span)), None)
    drafts = answers + [d for d in drafts if d.nested_in is None or _is_nested_speech(layout, d)]
    drafts += _bare(layout, material.bare, drafts)
    drafts = _coordinated(layout, _resumed(layout, _joined_paragraphs(layout, drafts)))
    mark_asides(layout, drafts)
    drafts += _after_colon(layout, drafts)
    unwrap_relayed(layout, drafts)
    drafts = _by_sentence(layout, drafts)
    titles = [d for d in drafts if layout.in_title(d.span.start)]
    body = _tied(layout, [d for d in drafts if not layout.in_title(d.span.start)])
    taken = sorted(p.span for p in (*material.cues, *material.sources, *material.contents))
    continued = add_continued(layout, body, taken)
    body = [d for d in body if not _swallowed(layout, d, continued)] + continued
    plain = _labelled_titles(layout, titles)
    align(layout, [*titles, *plain], body)
    titles = [d for d in titles if d.aligned_to is not None or d.source or d.cue]
    titles += [d for d in plain if d.aligned_to is not None]
    drafts = titles + [d for d in body if not _is_adrift(layout, d) and not _is_doubtful(d)]
    return finished(layout, drafts + add_nested(layout, drafts))


def _is_adrift(layout: Layout, draft: Draft) -> bool:
    """True for words with neither cue nor source that are unmarked or a few marked ones inside a sentence ("the so-called …").

    Of 70 unmarked ones on PolNeAR dev 7 were an attribution.
    """
    if draft.cue or draft.source or draft.continues is not None or draft.spoken:
        return False
    if kind_of(layout, draft.content) is Kind.INDIRECT:
        return True
    quotation = layout.quotation_at(draft.span.start)
    return quotation is not None and layout.words_in(draft.span) < SPEECH_WORDS and not _stands_alone(layout, quotation)


def _is_doubtful(draft: Draft) -> bool:
    """True for a find so unsure that most of its kind are none; quotations without a cue are no finds of the tagger's."""
    if not draft.cue or draft.continues is not None or draft.spoken:
        return False
    least = LEAST_ATTITUDE if draft.aside is AsideType.ATTITUDE else 0.0
    return draft.score < (least if draft.source else LEAST_SOURCELESS)


def _is_nested_speech(layout: Layout, draft: Draft) -> bool:
    """True for what the speaker of an answer reports of somebody else; "I told her that …" is the speaker's own."""
    own = {s.of(layout.text).lower() for s in draft.source} <= {"i", "we", "you"}
    if draft.nested_in is None or draft.nested_in.aside is not None or not draft.cue or own:
        return False
    return layout.sentence_at(draft.span.start) == layout.sentence_at(draft.cue[0].start)


def _swallowed(layout: Layout, draft: Draft, continued: Sequence[Draft]) -> bool:
    """True for a doubtful find inside a sentence that turned out to be continued speech."""
    return (draft.aside is not None or is_retold(layout, draft)) and any(c.span.covers(draft.span) for c in continued)


def _outside(tags: Tags, colons: Sequence[Span]) -> Tags:
    """The tags without the cues that are the colons of an interview's labels, and without contents that reach over a label."""

    def free(parts: Sequence[Part]) -> tuple[Part, ...]:
        return tuple(p for p in parts if not any(c.overlaps(p.span) for c in colons))

    return replace(tags, cues=free(tags.cues), contents=free(tags.contents))


def _linked(layout: Layout, material: Material) -> list[Draft]:
    contents, cues, sources = material.contents, material.cues, material.sources
    drafts = []
    for found in link(layout, contents, cues, sources):
        content = [s for n in found.parts if (s := trimmed(layout, _without_comment(layout, contents[n].span))).start < s.end]
        if not content or not any(layout.words_in(s) for s in content):
            continue
        if layout.in_title(content[0].start) and _tells_nobody(
            layout, cues[found.cue].span if found.cue is not None else None, found
        ):
            found.cue = found.source = None
            content = [trimmed(layout, q.inner) for s in content for q in layout.quotations_in(s)]
            if not content:
                continue
        if layout.in_title(content[0].start):
            content = [_without_occasion(layout, s) for s in content]
        source = [trimmed_source(layout, sources[found.source].span)] if found.source is not None else []
        if not source and found.cue is not None and (subject := subject_of(layout, cues[found.cue].span, content[-1])):
            source = [subject]
        parts = [contents[n].score for n in found.parts] + ([] if found.cue is None else [cues[found.cue].score])
        drafts.append(
            Draft(
                sorted(content),
                [cues[found.cue].span] if found.cue is not None else [],
                source,
                sum(parts) / len(parts),
            )
        )
    return drafts


_OCCASION = re.compile(r"\s(?:as|amid|after|ahead of|before|despite|in wake of)\s")


def _without_occasion(layout: Layout, span: Span) -> Span:
    """A headline's words without what the outlet ties them to: "… no to fee rise as rift opens"."""
    for found in _OCCASION.finditer(layout.text, span.start, span.end):
        if layout.quotation_at(found.start()) is None and layout.words_between(span.start, found.start()) >= 3:
            return Span(span.start, found.start())
    return span


_GOES_ON = re.compile(
    r",\s+(?=(?:and|but|because|if|unless|until|although|though|so that|so long as|as soon as|as long as|as if|or|not|rather than|despite|even)\s)"
)


def _take_up(layout: Layout, drafts: Sequence[Draft], material: Material) -> None:
    """Unmarked words that go on behind an inserted cue: "She had written twice, said Lund, and never got an answer"."""
    taken = sorted(p.span for p in (*material.cues, *material.sources, *material.contents))
    for draft in drafts:
        span, told = draft.span, hull([*draft.cue, *draft.source]) if draft.cue and draft.source else None
        if told is None or told.start < span.end or kind_of(layout, draft.content) is not Kind.INDIRECT:
            continue
        sentence = layout.sentences[layout.sentence_at(span.start)]
        found = _GOES_ON.match(layout.text, told.end, sentence.end) if told.end < sentence.end else None
        if found is None or layout.words_between(span.end, told.start) > 1:
            continue
        rest = trimmed(layout, Span(found.end(), sentence.end))
        if layout.words_in(rest) >= 3 and not any(rest.overlaps(other) for other in taken):
            draft.content.append(rest)


_CONDITION = re.compile(
    r",?\s(?=(?:as long as|so long as|provided(?: that)?|unless|if|on condition that|on the condition that|until)\s)"
)


def _with_conditions(layout: Layout, drafts: list[Draft]) -> list[Draft]:
    """A condition behind the words it bounds is theirs; an unsure find inside it goes ("… is open, as long as the firm presents a plan")."""
    gone: set[int] = set()
    for n, draft in enumerate(drafts):
        span = draft.span
        if not draft.cue or draft.cue[0].start > span.start or n in gone or kind_of(layout, draft.content) is Kind.DIRECT:
            continue
        sentence = layout.sentences[layout.sentence_at(span.start)]
        found = _CONDITION.match(layout.text, span.end, sentence.end) if span.end < sentence.end else None
        if found is None:
            continue
        rest = trimmed(layout, Span(found.end(), sentence.end))
        inside = [m for m, other in enumerate(drafts) if m != n and rest.overlaps(other.extent)]
        if layout.words_in(rest) >= 3 and all(drafts[m].score < LEAST_SOURCELESS and rest.covers(drafts[m].extent) for m in inside):
            draft.content[-1] = Span(draft.content[-1].start, rest.end)
            gone.update(inside)
    return [d for n, d in enumerate(drafts) if n not in gone]


_COMMENT = re.compile(r"\s[–—-]{1,2}\s(?:words|a|an|the|something|which|one|language|a phrase)\s")


def _without_comment(layout: Layout, span: Span) -> Span:
    """A content without the outlet's words about its last quotation: "the board’s ‘full support’ – words that …"."""
    quotations = layout.quotations_in(span)
    last = quotations[-1] if quotations else None
    if last is None or last.outer.end >= span.end or last.outer.start <= span.start:
        return span
    return Span(span.start, last.outer.end) if _COMMENT.match(layout.text, last.outer.end, span.end) else span


_LABELLED = re.compile(r"(?P<source>[^\W\d_a-z][^:,“”\"\n]{1,40}):\s+(?P<content>[^\n“”\"]{8,})")


def _labelled_titles(layout: Layout, drafts: Sequence[Draft]) -> list[Draft]:
    """Headlines like "Weather service: gusts possible", untagged: statements if they turn out to shorten one of the body."""
    found = []
    for title in layout.titles:
        label = _LABELLED.match(layout.text, title.start, title.end)
        if label and layout.words_between(*label.span("source")) <= 4 and not any(title.overlaps(d.extent) for d in drafts):
            content = trimmed(layout, Span(*label.span("content")))
            if layout.words_in(content) >= 3:
                found.append(Draft([content], [], [Span(*label.span("source"))], score=0.5))
    return found


def _tells_nobody(layout: Layout, cue: Span | None, found: Link) -> bool:
    """True for a title's words without cue and source, with a topic ("X on …") or the outlet's claim of a change ("X rows back: …")."""
    if cue is None:
        return found.source is None
    words = cue.of(layout.text)
    return words.lower() in ("on", "over", "about") or lexicon().change.search(words) is not None


def _bare(layout: Layout, quotations: Sequence[Quotation], drafts: Sequence[Draft]) -> list[Draft]:
    """Quotations with neither cue nor source: in titles, and where they make up a sentence or more of the body."""
    result = []
    for quotation in quotations:
        inner = trimmed(layout, quotation.inner)
        if inner.start >= inner.end:
            continue
        if layout.in_title(inner.start) or _stands_alone(layout, quotation):
            result.append(Draft([inner], score=0.4))
    return result


def _stands_alone(layout: Layout, quotation: Quotation) -> bool:
    sentence = layout.sentences[layout.sentence_at(quotation.outer.start)]
    before = Span(sentence.start, max(sentence.start, quotation.outer.start))
    paragraph = layout.paragraphs[layout.paragraph_at(quotation.outer.start)]
    after = layout.text[quotation.outer.end : paragraph.end].lstrip(" .,!?")
    return layout.words_in(before) == 0 and (not after or after[0].isupper() or after[0] in "\"“‘«„'")


def _joined_paragraphs(layout: Layout, drafts: list[Draft]) -> list[Draft]:
    """A quotation printed over several paragraphs, each opening with a mark, is one statement."""
    result: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: d.span.start):
        if result and not draft.cue and not layout.in_title(draft.span.start):
            last = result[-1]
            quotation = layout.quotation_at(max(last.span.start, last.span.end - 1))
            mine = layout.quotation_at(draft.span.start)
            if (
                quotation is not None
                and mine is not None
                and quotation.goes_on
                and layout.paragraph_at(mine.outer.start) == layout.paragraph_at(quotation.outer.start) + 1
                and mine.outer.start == layout.paragraphs[layout.paragraph_at(mine.outer.start)].start
            ):
                last.content = sorted([*last.content, *draft.content])
                continue
        result.append(draft)
    return result


def _resumed(layout: Layout, drafts: Sequence[Draft]) -> list[Draft]:
    """A quotation that goes on after the sentence of its cue is one statement ('"A," she said of the vote. "B."')."""
    result: list[Draft] = []
    open_by_paragraph: dict[int, Draft] = {}
    for draft in sorted(drafts, key=lambda d: d.span.start):
        start = draft.span.start
        paragraph, quoted = layout.paragraph_at(start), kind_of(layout, draft.content) is Kind.DIRECT
        main = open_by_paragraph.get(paragraph)
        free = quoted and not draft.cue and not draft.source and not layout.in_title(start)
        if free and main is not None and layout.sentence_at(start) - layout.sentence_at(main.cue[0].start) <= 1:
            main.content = sorted([*main.content, *draft.content])
            continue
        if quoted and draft.cue and draft.cue[0].start >= draft.content[0].end:
            open_by_paragraph[paragraph] = draft
        elif quoted:
            open_by_paragraph.pop(paragraph, None)
        result.append(draft)
    return result


def _tied(layout: Layout, drafts: Sequence[Draft]) -> list[Draft]:
    """A whole sentence that the tagger marked without cue and source goes on from the statement in the sentence before it."""
    result: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: d.span.start):
        last = result[-1] if result else None
        free = not draft.cue and not draft.source and not draft.spoken and draft.nested_in is None
        if (
            free
            and last is not None
            and last.aside is None
            and not last.spoken
            and kind_of(layout, draft.content) is not Kind.DIRECT
        ):
            number = layout.sentence_at(draft.span.start)
            here = layout.sentences[number]
            whole = draft.span.start <= here.start + 1 and draft.span.end >= here.end - 2
            follows = number - layout.sentence_at(max(last.extent.start, last.extent.end - 1)) == 1
            if whole and follows and layout.paragraph_at(here.start) == layout.paragraph_at(last.span.start):
                draft.continues, draft.aside = last, None
        result.append(draft)
    return result


_AND_THAT = re.compile(r",?\s+(?:and|but|or)\s+(?:also\s+)?that\s+|,\s+that\s+(?=\w+\s)|;\s+(?:and\s+)?that\s+")
_AND_SAID = re.compile(r",?\s+and\s+(?P<cue>(?:also\s+|then\s+)?(?P<verb>[a-z]+(?:ed|aid|old)))\s+")


def _coordinated(layout: Layout, drafts: list[Draft]) -> list[Draft]:
    """Split a content of two clauses: "… told them that A and that B" is two statements with one cue and one source."""
    result = []
    for draft in drafts:
        result.append(draft)
        if not draft.cue or len(draft.content) != 1 or kind_of(layout, draft.content) is Kind.DIRECT:
            continue
        span = draft.content[0]
        cuts = [m for m in _AND_THAT.finditer(layout.text, span.start, span.end) if layout.quotation_at(m.start()) is None]
        edges = [span.start, *(e for m in cuts for e in m.span()), span.end]
        pieces = [trimmed(layout, Span(a, b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
        if len(pieces) > 1 and all(layout.words_in(p) >= 3 for p in pieces):
            draft.content = [pieces[0]]
            result += [Draft([p], list(draft.cue), list(draft.source), draft.score) for p in pieces[1:]]
        result += _second_verb(layout, result[-1])
    return result


def _second_verb(layout: Layout, draft: Draft) -> list[Draft]:
    """Split at a second verb of the same source: "… said it was "cruel" and accused ministers of …" is two statements."""
    span = draft.content[0]
    if not draft.source or not layout.quotations_in(span):
        return []
    for found in _AND_SAID.finditer(layout.text, span.start, span.end):
        outside = layout.quotation_at(found.start()) is None and layout.text[found.start() - 1] in "”’\"'»"
        second = trimmed(layout, Span(found.end(), span.end))
        if outside and lexicon().is_saying(found["verb"]) and layout.words_in(second) >= 3:
            draft.content = [trimmed(layout, Span(span.start, found.start()))]
            return [Draft([second], [Span(*found.span("cue"))], list(draft.source), draft.score)]
    return []


def _after_colon(layout: Layout, drafts: Sequence[Draft]) -> list[Draft]:
    """What somebody's words are after the outlet's own claim: "X seemed to soften: ministers were “listening”."."""
    added = []
    for draft in drafts:
        span = draft.content[-1]
        colon = layout.text.find(": ", span.start, span.end)
        if draft.aside is not AsideType.OUTLET_VOICE or colon < 0 or not layout.quotations_in(Span(colon, span.end)):
            continue
        words = trimmed(layout, Span(colon + 1, span.end))
        source = draft.source or [s for s in draft.content[:-1] if s.end <= (draft.cue[0].start if draft.cue else 0)]
        if source and layout.words_in(words):
            draft.content[-1] = trimmed(layout, Span(span.start, colon))
            draft.content = [s for s in draft.content if s not in source]
            added.append(Draft([words], [Span(colon, colon + 1)], [trimmed_source(layout, source[0])], draft.score))
    return added


def _by_sentence(layout: Layout, drafts: list[Draft]) -> list[Draft]:
    """Unmarked speech over several sentences is one statement a sentence; those after the first continue it."""
    result = []
    for draft in drafts:
        result.append(draft)
        if len(draft.content) != 1 or draft.spoken or kind_of(layout, draft.content) is not Kind.INDIRECT:
            continue
        span = draft.content[0]
        first, last = layout.sentence_at(span.start), layout.sentence_at(max(span.start, span.end - 1))
        if (
            first == last
            or layout.paragraph_at(span.start) != layout.paragraph_at(span.end - 1)
            or not draft.cue
            or draft.cue[0].start > span.start
        ):
            continue
        whole, previous = span, draft
        draft.content = [trimmed(layout, Span(span.start, layout.sentences[first].end))]
        for n in range(first + 1, last + 1):
            sentence = layout.sentences[n]
            if draft.nested_in is None and sentence.end <= whole.end + 1:
                previous = Draft([sentence], score=0.7 * draft.score, continues=previous, nested_in=draft.nested_in)
                result.append(previous)
    return result
