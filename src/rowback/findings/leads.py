"""Leads and the quotations that bear them out: news tells first what was said, then lets the speaker say it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from rowback.core.article import BlockKind
from rowback.findings.likeness import SAME, Unit, agreement, is_top, likeness


def with_leads(units: Sequence[Unit]) -> list[Unit]:
    """One actor's statements; what an article's top retells knows the quotation it sums up, where its place alone tells that.

    The first quotation below the top bears out the first retelling in it, or the one that takes the same position.
    """
    articles: dict[str, list[Unit]] = defaultdict(list)
    for u in units:
        articles[u.entry.source.id].append(u)
    return [u for told in articles.values() for u in _of_article(told)]


def _of_article(told: Sequence[Unit]) -> list[Unit]:
    if len(told) == 1:
        return list(told)
    told = sorted(told, key=lambda u: (_start(u), u.id))
    if any(u.entry.block is BlockKind.LEAD for u in told):
        told = [replace(u, below=u.entry.block is BlockKind.BODY) for u in told]
    tops = [n for n, u in enumerate(told) if is_top(u) and not u.words.quoted]
    first = next((n for n, u in enumerate(told) if tops and n > tops[0] and u.words.quoted), len(told))
    if first == len(told):
        return list(told)
    quoted = [u for u in told[first:] if u.words.quoted]
    retold = [u for u in told[:first] if is_top(u) and not u.words.quoted]
    sums_up: dict[str, str] = {}
    for u in retold:
        alike, _, other = max((likeness(_bare(u), _bare(q), {}), -n, q) for n, q in enumerate(quoted))
        if alike >= SAME and agreement(u, other) is not False:
            sums_up[u.id] = other.id
    left = [u for u in retold if u.id not in sums_up and agreement(u, quoted[0]) is not False]
    if left:
        best = min(left, key=lambda u: agreement(u, quoted[0]) is not True)
        sums_up[best.id] = quoted[0].id
    return [replace(u, sums_up=sums_up.get(u.id)) for u in told]


def _bare(u: Unit) -> Unit:
    return replace(u, positions={})


def _start(u: Unit) -> int:
    content = u.entry.statement.content
    return content[0].start if content else -1
