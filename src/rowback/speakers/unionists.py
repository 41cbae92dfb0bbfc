"""Posts in a trade union whose name they leave out, and whom they speak for."""

from __future__ import annotations

import re

from rowback.speakers.actors import Cast
from rowback.speakers.posts import Post
from rowback.speakers.scene import Scene
from rowback.speakers.union_names import is_trade, speaks_of_states, union_nouns
from rowback.speakers.unions import branch_called, union_before

_TRADE_UNION = re.compile(r"([^\W\d_]+)(?:['’]s?)? (?:union|guild)\b")
_BRANCH = re.compile(r"\b(local|lodge|branch)['’]s\b")
_OTHER_UNIONS = frozenset(["customs", "monetary", "european", "home", "prosecution", "rugby", "credit", "students", "student"])


def is_unionist(scene: Scene, post: Post) -> bool:
    """True for a post in a trade union whose name the post leaves out: "the union's president", "who leads the machinists"."""
    if post.party or post.body and not _is_common_union(post.body):
        return False
    words = _plain(post.text)
    if _of_branch(post) or post.head.endswith(("negotiator", "leader", "representative")) and words and is_trade(words[0]):
        return True
    if not union_nouns().isdisjoint(words):
        return not speaks_of_states(scene) and _OTHER_UNIONS.isdisjoint(words)
    return post.kind == "relative" and post.noun is None and not post.body and is_trade(words[-1] if words else "")


def _of_branch(post: Post) -> str | None:
    """The noun for a branch whose president or secretary somebody is: "the local's president"."""
    found = _BRANCH.search(post.text)
    return found[1] if found else None


def _plain(text: str) -> list[str]:
    return [w.lower().removesuffix("'s").removesuffix("’s").strip("'’,") for w in text.split()]


def _is_common_union(body: str) -> bool:
    return body.islower() and not union_nouns().isdisjoint(_plain(body))


def union_of(scene: Scene, cast: Cast, post: Post) -> str | None:
    """The union that such a post is in; where the article names none, the words for it that tell a trade."""
    if (noun := _of_branch(post)) and (branch := branch_called(cast, noun)):
        return branch.side
    words = tuple(w for w in post.text.split() if _plain(w) != ["workers"])
    union = union_before(scene, cast, scene.words.items[post.first].start, words)
    if union is not None:
        return union.side
    named = post.body or next((m[0] for m in _TRADE_UNION.finditer(post.text) if is_trade(m[1])), None)
    return named if named and " " in named else None


def heads_division(scene: Scene, post: Post) -> bool:
    """True for "head of its commercial planes division", "the unit's chief executive", "company officials"."""
    words = {w.removesuffix("'s").removesuffix("’s") for w in post.text.lower().split()}
    if post.noun is not None and post.noun.family == "official" and post.text.lower().startswith(("company ", "firm ")):
        return True
    return post.noun is not None and not scene.tables.words_of("divisions").isdisjoint(words)
