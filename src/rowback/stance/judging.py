"""Judge where a statement stands on an issue: clause by clause, under its verb of reporting, with conditions and limits."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from rowback.core.article import Article
from rowback.core.attribution import Kind
from rowback.core.issue import Issue, Match
from rowback.core.span import Span, joined
from rowback.core.stance import Stance
from rowback.core.statement import Position, Statement
from rowback.stance.clauses import clauses
from rowback.stance.facts import ClauseReading
from rowback.stance.hints import hinted
from rowback.stance.lexicon import FamilyKind, Hit, hits, scope
from rowback.stance.negation import is_negated
from rowback.stance.polarity import Subject
from rowback.stance.readings import read_clause
from rowback.wording.classes import refers
from rowback.wording.propositions import proposition_of
from rowback.wording.scenes import Scene, scene_of
from rowback.wording.tokens import Token

CUE_REACH = 10  # words before the content in which its verb of reporting stands
NEGATION_NEAR = 4  # words at the beginning of a content in which a negation turns a mere promise or demand
TAIL = 5  # words after the content in which its verb of reporting stands
CUE_NEAR = 4  # words between a marked verb and the content that belong to it ("declined to say whether")
ANCHORED, TURNED = 1.5, 4.0  # in ranks of kinds of words
_WEAK = 0.6
SHORT = 8  # words of a content that need not name the issue again ("ruled it out")
_MODAL = 2  # rank of a bare modal or fact
_INNER = 4  # rank from which what is said counts for more than that it is hoped, urged or expected


def judge(
    article: Article, statement: Statement, issue: Issue, match: Match, by_id: Mapping[str, Statement] | None = None
) -> Position | None:
    """The position of a statement on an issue that it is about, None where it takes none."""
    scene = scene_of(article, statement, by_id or {})
    speaker = _speaker_words(statement)
    subject = Subject(
        proposition_of(issue),
        match.anchors,
        lambda listed, hit: _is_other(listed, hit, speaker, statement.kind is Kind.DIRECT),
        statement.kind is Kind.DIRECT,
    )
    parts = [c for part in _parts(scene, statement) for c in clauses(part)]
    is_question = bool(scene.own.tokens) and scene.own.tokens[0].word == "whether"
    read = [r for c in parts if (r := read_clause(c, subject)) is not None]
    best = _best([*read, *hinted(parts, subject)])
    if best is None and _says_the_same(scene.own.tokens) and scene.before:
        best = _best(
            [r for c in clauses(scene.before[0].tokens) if (r := read_clause(c, replace(subject, anchors=()))) is not None]
        )
    told = bool(match.anchors) or refers(scene.own.tokens) or len(scene.own.tokens) <= SHORT
    outer = _cue(scene, statement)
    if outer is not None and best is None and not outer[2].family.alone:
        outer = None
    if outer is not None and (best is not None or told or outer[2].family.kind is FamilyKind.OPEN):
        step, rules, evidence = _under(outer, best, scene)
    elif (believed := _belief(scene, statement)) is not None and told and _carries(believed[0], best):
        sign = believed[0] if best is None or best.step >= 0 else -believed[0]
        step, rules, evidence = sign, ("belief", *(best.rules if best else ())), (believed[1], *(best.evidence if best else ()))
    elif best is not None and not (is_question and best.step):
        step, rules, evidence = best.step, best.rules, best.evidence
    else:
        return None
    if match.competing and not match.anchors:
        return None
    conditions = tuple(s for c in parts for s in c.conditions)
    limits = tuple(s for c in parts for s in c.limits)
    near = (best.clause.conditions, best.clause.limits) if best is not None else (conditions, limits)
    condition, limit = (any(not _is_own_term(s.of(article.text)) for s in spans) for spans in near)
    step = _limited(step, condition, limit, rules, _foretells(statement))
    score = round(match.score * (1.0 if best is None or best.rank >= 2 else _WEAK), 3)
    return Position(
        issue.id, Stance.at(step), joined(evidence), conditions, limits if step else (), tuple(dict.fromkeys(rules)), score
    )


def reservations(article: Article, statement: Statement) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The conditions and the time limits in what a statement says, whatever they weaken."""
    listed = [c for part in _parts(scene_of(article, statement, {}), statement) for c in clauses(part)]
    return tuple(s for c in listed for s in c.conditions), tuple(s for c in listed for s in c.limits)


def _parts(scene: Scene, statement: Statement) -> list[list[Token]]:
    """The statement's own tokens, parted where "he said" stands between two sentences of it."""
    result: list[list[Token]] = []
    for number, span in enumerate(statement.content):
        own = [t for t in scene.own.tokens if span.start <= t.start < span.end]
        if result and own and not (number and own[0].capital and own[0].word != "i"):
            result[-1] += own
        elif own:
            result.append(own)
    return result


_OWN_TERM = re.compile(
    r"(as|so) long as (i|we|he|she|they|this|our|my)\b|while (i|we|he|she)\b|on (my|our) watch|under my|in my (life|time)|for a generation",
    re.IGNORECASE,
)


def _is_own_term(limit: str) -> bool:
    """True for a limit that is no reservation: the speaker's own time in office, a lifetime."""
    return _OWN_TERM.match(limit) is not None


def _says_the_same(own: Sequence[Token]) -> bool:
    """True for "the same goes for …", "so does …": the stance is that of the sentence before."""
    return any(
        a.word == "same" and b.stem in {"go", "apply", "be", "hold"} or a.word == "likewise"
        for a, b in zip(own, own[1:], strict=False)
    )


def _belief(scene: Scene, statement: Statement) -> tuple[int, Span] | None:
    """1 where the verb of reporting is one of believing, -1 where it is one that is negated ("does not believe that"), with its words."""
    head = _head(scene, statement)
    found = hits(head)
    hit = next((h for h in reversed(found) if h.family.kind is FamilyKind.BELIEF and head[h.start].stem in _BELIEVING), None)
    if hit is None:
        return None
    negative = is_negated(head, hit.start, hit.end, found)
    return (-1 if negative else 1), Span(head[hit.start].start, head[hit.end - 1].end)


def _carries(believed: int, best: ClauseReading | None) -> bool:
    """True where a verb of believing changes what is said: a negated one always does, a plain one weakens what is foretold."""
    return believed < 0 if best is None or best.rank != _MODAL else True


_BELIEVING = frozenset({"hold", "consider", "regard", "think", "believ", "imagin", "suppos", "assum", "expect", "see", "feel"})


def _best(read: Sequence[ClauseReading]) -> ClauseReading | None:
    """The reading that speaks for the statement: what names the issue, then the firmest kind, then what follows a "but"."""
    best: ClauseReading | None = None
    for reading in read:
        if best is None or _weight(reading) > _weight(best) or _weight(reading) == _weight(best) and reading.step * best.step < 0:
            best = reading
    return best


def _weight(reading: ClauseReading) -> float:
    """What names the issue and what follows a "but" counts for more; of equals that contradict each other the later ("I'm all for … I'm against")."""
    return reading.rank + ANCHORED * reading.anchored + TURNED * (reading.clause.turn in {"but", "however"})


def _cue(scene: Scene, statement: Statement) -> tuple[int, str, Hit, Sequence[Token]] | None:
    """The word of stance in the verb of reporting before the content, with its step."""
    if not scene.frame.tokens:
        return None
    head = _head(scene, statement)
    found = [h for h in hits(head, cues=True) if head[h.end - 1].stem != "consider"]
    if not found:
        head = _tail(scene, statement)
        found = [h for h in hits(head, cues=True) if h.family.kind is not FamilyKind.VERDICT]
    if not found:
        return None
    hit = found[-1]
    if any(t.word in {"but", "yet", "however"} for t in head[hit.end :]):
        return None  # "is all for the vaccine but …": what follows is the contrary
    step = hit.family.step
    if is_negated(head, hit.start, hit.end, found):
        step = hit.family.negated if hit.family.negated is not None else step
    return step, hit.family.id, hit, head


def _tail(scene: Scene, statement: Statement) -> Sequence[Token]:
    """The words right after the content in which its verb of reporting stands (", urged the mayor"), none where that is a plain one."""
    for end in dict.fromkeys((statement.content[-1].end, statement.content[0].end)):
        after = [t for t in scene.frame.tokens if t.start >= end and t.word[0].isalnum()][:TAIL]
        if after:
            return [] if any(t.stem in {"say", "tell", "ask"} for t in after) else after
    return []


def _head(scene: Scene, statement: Statement) -> Sequence[Token]:
    """The words from the verb of reporting to the content, with what negates it; where no verb is marked, the words before the content."""
    start = statement.content[0].start
    before = [t for t in scene.frame.tokens if t.end <= start]
    if statement.cue:
        marked = [n for n, t in enumerate(before) if any(s.start <= t.start < s.end for s in statement.cue)]
        if not marked or len(before) - marked[-1] > CUE_REACH:
            return []
        return [*before[max(0, marked[0] - 2) : marked[0]], *(before[n] for n in marked), *before[marked[-1] + 1 :][-CUE_NEAR:]]
    if statement.kind is Kind.INDIRECT and before and before[-1].word == ",":
        return []  # the verb of reporting is part of the content: "the treasury, which can veto it, regards …"
    head = before[-CUE_REACH:]
    cut = max((n + 1 for n, t in enumerate(head) if t.word in _STOPS and n + 1 < len(head)), default=0)
    return head[cut:]


_STOPS = frozenset(",.;:?!")


def _under(
    outer: tuple[int, str, Hit, Sequence[Token]], best: ClauseReading | None, scene: Scene
) -> tuple[int, tuple[str, ...], tuple[Span, ...]]:
    step, rule, hit, head = outer
    span = Span(head[hit.start].start, head[hit.end - 1].end)
    if hit.family.kind is FamilyKind.OPEN or step == 0 or best is None:
        negative = any(t.word in {"not", "never", "nobody", "none", "no"} for t in scene.own.tokens[:NEGATION_NEAR])
        return (-step if negative else step), (rule,), (span,)
    if best.rank >= _INNER and step > 0 or hit.family.kind is FamilyKind.CUE and best.step < 0:
        return best.step, (rule, *best.rules), (span, *best.evidence)
    if best.step == 0 and "could" not in best.rules:
        return 0, (rule, *best.rules), (span, *best.evidence)
    return step * (1 if best.step >= 0 else -1), (rule, *best.rules), (span, *best.evidence)


def _limited(step: int, condition: bool, limit: bool, rules: Sequence[str], foretells: bool) -> int:
    if foretells and abs(step) == 3 and {"will", "would", "done", "fact"} & set(rules):
        step = 1 if step > 0 else -1
    if condition and step >= 1:
        return 1
    if condition and step == -3:
        return -2
    return -2 if limit and step == -3 else step


def _foretells(statement: Statement) -> bool:
    role = (statement.speaker.role or "").lower().split()
    return any(word.strip(",.") in scope().forecasters for word in role)


def _speaker_words(statement: Statement) -> frozenset[str]:
    words = f"{statement.speaker.name or ''} {statement.speaker.side or ''}".lower().split()
    return frozenset(w.strip(".,") for w in words)


_OTHERS = frozenset(
    "everybody everyone people voters critics opponents some many others somebody opposition families residents taxpayers citizens shareholders markets".split()
)


def _is_other(listed: Sequence[Token], hit: Hit, speaker: frozenset[str], direct: bool) -> bool:
    """True where the subject of a word that tells an attitude is somebody else than the speaker."""
    for token in reversed(listed[: hit.start]):
        if token.word in scope().first_persons or token.word in speaker:
            return False
        if token.word in _OTHERS:
            return True
        if token.word in {"he", "she", "they", "you"}:
            return direct
    return False
