"""The road itself: an article in, its statements out, stage after stage."""

from __future__ import annotations

import hashlib
import os
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from multiprocessing import get_context
from typing import Protocol

from rowback.attribution import find_attributions
from rowback.core.actor import ActorKind, Setting, Speaker
from rowback.core.article import Article, BlockKind
from rowback.core.attribution import AsideType, Attribution, Kind, Tags
from rowback.core.issue import Issue, Match
from rowback.core.saidon import SaidOn
from rowback.core.statement import Actor, Aside, Position, Reading, Statement
from rowback.dates import say_days
from rowback.issues import survey
from rowback.speakers import find_speakers
from rowback.stance import Weigher, decide, is_of_neighbour, judge, sees_no_stand

LANGUAGES = frozenset({"en"})
"""Languages that extraction knows; articles in others are kept without statements."""

CHUNK_CHARACTERS = 30_000  # what one worker reads at a time: long enough to hide the cost of handing it over
ALONE_CHARACTERS = 60_000  # less text than this is read in this process: starting workers would take longer


class TaggerLike(Protocol):
    """What the road needs of a tagger; tests pass a stub."""

    def tag(self, text: str) -> Tags:
        """The tagged spans of a text."""
        ...


def read_article(article: Article, tagger: TaggerLike, issues: Sequence[Issue] = (), weigher: Weigher | None = None) -> Reading:
    """Take one article down the road; statements get their positions on the issues, by the rules alone where there is no ``weigher``."""
    if article.language is not None and article.language not in LANGUAGES:
        return Reading(article, (), (), extracted=False)
    tags = tagger.tag(article.text)
    attributions = find_attributions(article, tags)
    speakers = find_speakers(article, tags.names, attributions)
    days = say_days(article, attributions, [speaker.key for speaker, _ in speakers])
    reading = _assembled(article, attributions, speakers, days)
    if not issues:
        return reading
    positions = positions_for(article, reading.statements, issues, weigher)
    return replace(reading, statements=tuple(replace(s, positions=p) for s, p in zip(reading.statements, positions, strict=True)))


def positions_for(
    article: Article,
    statements: Sequence[Statement],
    issues: Sequence[Issue],
    weigher: Weigher | None = None,
    wanted: Collection[str] | None = None,
) -> list[tuple[Position, ...]]:
    """For each statement of the article its positions on the issues, in the order of the issues; without a ``weigher`` by the rules alone.

    ``wanted`` are the ids of the issues to judge, None for all; the others tell what a statement is about instead.
    """
    by_id = {s.id: s for s in statements}
    known = {i.id: i for i in issues}
    asked = known.keys() if wanted is None else known.keys() & set(wanted)
    surveyed = survey(article, statements, issues)
    read = [
        {
            key: judge(article, statement, known[key], matched, by_id)
            for key, matched in near.items()
            if matched is not None and key in asked
        }
        for statement, near in zip(statements, surveyed, strict=True)
    ]
    if weigher is None:
        return [tuple(p for p in positions.values() if p is not None) for positions in read]
    rank = {i.id: n for n, i in enumerate(issues)}
    result = []
    chances = _chances(article, statements, known, surveyed, asked, weigher)
    for statement, near, rules, likely in zip(statements, surveyed, read, chances, strict=True):
        about = {key: matched for key, matched in near.items() if matched is not None}
        keys = sorted((key for key in likely if key in asked and not is_of_neighbour(key, about, likely)), key=rank.__getitem__)
        decided = [decide(article, statement, known[key], rules.get(key), key in about, likely[key]) for key in keys]
        result.append(tuple(position for position in decided if position is not None))
    return result


def _chances(
    article: Article,
    statements: Sequence[Statement],
    issues: Mapping[str, Issue],
    surveyed: Sequence[Mapping[str, Match | None]],
    asked: Collection[str],
    weigher: Weigher,
) -> list[dict[str, Sequence[float]]]:
    """For each statement what the network holds likely, by issue: first on the issues that its words fit; where it sees a stand on none of them,
    on the others that the article speaks of.
    """
    found: list[dict[str, Sequence[float]]] = [{} for _ in statements]

    def weigh(pairs: list[tuple[int, str]]) -> None:
        rows = weigher.weigh(article, [(statements[number], issues[key]) for number, key in pairs])
        for (number, key), row in zip(pairs, rows, strict=True):
            found[number][key] = row

    weigh([(number, key) for number, near in enumerate(surveyed) for key in _asked_first(near, asked)])
    free = [number for number, likely in enumerate(found) if sees_no_stand(likely.values())]
    weigh([(number, key) for number in free for key in surveyed[number] if key in asked and key not in found[number]])
    return found


def _asked_first(near: Mapping[str, Match | None], asked: Collection[str]) -> list[str]:
    """The issues that the words of a statement fit, of those that are asked for; the others too where one that is asked for hangs on them."""
    about = {key: matched for key, matched in near.items() if matched is not None}
    hangs = any(key not in about or not about[key].own_words for key in near if key in asked)
    return [key for key in about if hangs or key in asked]


def _assembled(
    article: Article,
    attributions: Sequence[Attribution],
    speakers: Sequence[tuple[Speaker, Setting]],
    days: Sequence[SaidOn | None],
) -> Reading:
    ids = [_statement_id(article, found) for found in attributions]
    stated = [n for n, found in enumerate(attributions) if found.aside is None]
    actors = _actor_ids(ids, stated, speakers)
    said = {n: ids[n] for n in stated}
    statements = tuple(
        _statement(article, attributions[n], ids[n], _actor(speakers[n][0], actors), speakers[n][1], days[n], said) for n in stated
    )
    asides = [Aside(found.aside, found.content, found.cue, found.source) for found in attributions if found.aside is not None]
    asides += [Aside(AsideType.NOTICE, (b.span,), (), ()) for b in article.blocks if b.kind is BlockKind.NOTICE]
    return Reading(article, statements, tuple(sorted(asides, key=lambda a: a.content[0])))


def _statement_id(article: Article, found: Attribution) -> str:
    offsets = ",".join(f"{s.start}-{s.end}" for s in found.content)
    return "s" + hashlib.sha256(f"{article.id}|{offsets}".encode()).hexdigest()[:16]


def _actor_ids(ids: Sequence[str], stated: Sequence[int], speakers: Sequence[tuple[Speaker, Setting]]) -> dict[int, str]:
    """For each speaker's key the id made of the smallest of the actor's statement ids."""
    smallest: dict[int, str] = {}
    for n in stated:
        key = speakers[n][0].key
        if key is not None:
            smallest[key] = min(ids[n], smallest.get(key, ids[n]))
    return {key: "p" + ident[1:] for key, ident in smallest.items()}


def _actor(speaker: Speaker, ids: dict[int, str]) -> Actor:
    if speaker.key is None or speaker.kind is ActorKind.UNKNOWN:
        return Actor(None, None, ActorKind.UNKNOWN, None, None)
    return Actor(ids.get(speaker.key), speaker.name, speaker.kind, speaker.role, speaker.side)


def _statement(
    article: Article, found: Attribution, ident: str, actor: Actor, setting: Setting, day: SaidOn | None, said: dict[int, str]
) -> Statement:
    def other(n: int | None) -> str | None:
        return None if n is None else said.get(n)

    verbatim = None if found.kind is Kind.INDIRECT or article.translated is None else not article.translated
    return Statement(
        id=ident, kind=found.kind, quote=found.span.of(article.text), content=found.content, cue=found.cue, source=found.source,
        speaker=actor, said_on=day, occasion=setting.occasion, addressee=setting.addressee, via=setting.via, verbatim=verbatim,
        continues=other(found.continues), aligned_to=other(found.aligned_to), nested_in=other(found.nested_in), positions=(),
        confidence=round(found.score * (0.5 if actor.kind is ActorKind.UNKNOWN else 1.0), 3),
    )  # fmt: skip


def read_articles(articles: Iterable[Article], *, issues: Sequence[Issue] = (), processes: int | None = None) -> Iterator[Reading]:
    """Read articles in their order, on all cores where there is enough to read; `processes` None means as many as cores.

    Lazy: only a few chunks are ahead of what has been taken. Raises ModelError if the model cannot be loaded.
    """
    wanted = processes or os.cpu_count() or 1
    source = iter(articles)
    head: list[Article] = []
    size = 0
    while size < ALONE_CHARACTERS and (article := next(source, None)) is not None:
        head.append(article)
        size += len(article.text)
    if size < ALONE_CHARACTERS or wanted == 1:
        yield from (read_article(a, _tagger(wanted), issues, network(wanted) if issues else None) for a in head)
        yield from (read_article(a, _tagger(wanted), issues, network(wanted) if issues else None) for a in source)
        return
    yield from _in_workers(_chunks(head, source), tuple(issues), wanted)


def _chunks(head: Sequence[Article], rest: Iterator[Article]) -> Iterator[list[Article]]:
    chunk: list[Article] = []
    size = 0
    for part in (iter(head), rest):
        for article in part:
            chunk.append(article)
            size += len(article.text)
            if size >= CHUNK_CHARACTERS:
                yield chunk
                chunk, size = [], 0
    if chunk:
        yield chunk


def _in_workers(chunks: Iterator[list[Article]], issues: tuple[Issue, ...], processes: int) -> Iterator[Reading]:
    # spawned, not forked: onnxruntime's threads do not survive a fork
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        waiting: deque[Future[list[Reading]]] = deque(pool.submit(_read_chunk, c, issues) for c in islice(chunks, 2 * processes))
        while waiting:
            done = waiting.popleft().result()
            waiting.extend(pool.submit(_read_chunk, c, issues) for c in islice(chunks, 1))
            yield from done


def _read_chunk(articles: Sequence[Article], issues: tuple[Issue, ...]) -> list[Reading]:
    return [read_article(article, _tagger(1), issues, network(1) if issues else None) for article in articles]


@lru_cache(maxsize=1)
def _tagger(threads: int) -> TaggerLike:
    from rowback.language import Tagger  # onnxruntime takes a moment to import; `rowback --help` need not wait for it

    return Tagger(threads)


@lru_cache(maxsize=1)
def network(threads: int = 1) -> Weigher:
    """The shipped stance network. Raises ModelError if it cannot be loaded."""
    from rowback.stance.network import Network  # for onnxruntime, as above

    return Network(threads)
