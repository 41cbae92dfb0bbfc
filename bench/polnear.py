"""Score attributions against PolNeAR's dev part: articles with source, cue and content marked.

A span is the set of words it touches (runs of letters and digits, so marks and spaces do not matter), a content without a
leading "that". Exact: the same words. Overlap: a Jaccard of at least 0.5, one to one. An attribution is found where its
content overlaps and the sources share a word or are both absent. Statements and asides count alike; the gold being flat,
nested and aligned statements and continued speech without a cue do not count. All figures are F1 over the whole corpus.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import gold_files
from figures import Figure, Figures
from rowback.core.statement import Aside, Reading, Statement

FILE = Path("polnear", "dev.jsonl.gz")
LAYERS = ("content", "source", "cue")
_WORD = re.compile(r"\w+")
Words = frozenset[int]
Sets = dict[str, Words]  # of an attribution, by layer
T = TypeVar("T")

# Verbs of saying; what names none of them is an attitude, a plan, a perception or a noun.
_SPEECH = re.compile(
    r"""\b(?:say|says|said|saying|tell|tells|told|telling|according|speaking|spoke|quot(?:e|es|ed|ing)
    |wr(?:ite|ites|ote|iting|itten)|ask(?:s|ed|ing)?|repl(?:y|ies|ied|ying)|answer(?:s|ed|ing)?|stat(?:e|es|ed|ing)|declar(?:e|es|ed|ing)
    |announc(?:e|es|ed|ing|ement)
    |(?:add|explain|insist|report|respond|suggest|claim|assert|remark|comment|mention|recall|contend|maintain|warn|confirm|concede|reveal
    |testify|complain|boast|joke|tweet|post|predict|promis|pledg|vow|urg|argu|acknowledg|not|describ|continu|conclud|observ|propos|accus
    |criticiz|criticis|prais|denounc|reiterat|emphasiz|emphasis|stress|call|demand|den(?:y|ie)|admit|admitt|stipulat|signal|hint|caution
    |lament|declin|refus)(?:s|es|ed|d|ing|e|ment)?)\b""",
    re.VERBOSE | re.IGNORECASE,
)


def measure(path: Path) -> Figures:
    """The figures over a file of the corpus."""
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as lines:
        rows = [json.loads(line) for line in lines]
    given = [{"url": f"gold:{r['id']}", "published": r.get("published"), "language": "en", "text": r["text"]} for r in rows]
    readings = gold_files.read_rows(given)
    return score([(row["text"], row["attributions"], readings.get(f"gold:{row['id']}")) for row in rows])


def score(articles: Sequence[tuple[str, Sequence[dict[str, Any]], Reading | None]]) -> Figures:
    """The figures of articles, each with its text, its gold attributions and its reading (None: counts as empty)."""
    counts: Counter[tuple[str, str]] = Counter()  # figure and gold, predicted or right; by_class also found
    for text, attributions, reading in articles:
        words = [found.span() for found in _WORD.finditer(text)]
        gold = _sets([a for a in attributions if a["content"]], text, words)
        predicted = _sets(_marks(reading, text), text, words)
        for layer in LAYERS:
            mine, theirs = ({s[layer] for s in sets if s[layer]} for sets in (predicted, gold))
            _count(counts, f"{layer} exact", len(theirs), len(mine), len(mine & theirs))
            if layer == "content":
                pairs = one_to_one(sorted(theirs, key=sorted), sorted(mine, key=sorted), _overlap)
                _count(counts, "content overlap", len(theirs), len(mine), len(pairs))
        pairs = one_to_one(gold, predicted, _same_attribution)
        _count(counts, "attribution overlap", len(gold), len(predicted), len(pairs))
        _by_class(counts, gold, predicted, pairs, text, words)
    names = ("attribution overlap", "content overlap", "content exact", "source exact", "cue exact")
    result = {name: _f1(counts, name, "right") for name in names}
    return result | {f"attribution {name}": _f1(counts, name, "found") for name in ("direct", "speech")}


def _count(counts: Counter[tuple[str, str]], figure: str, gold: int, predicted: int, right: int) -> None:
    counts.update({(figure, "gold"): gold, (figure, "predicted"): predicted, (figure, "right"): right})


def _f1(counts: Counter[tuple[str, str]], name: str, found: str) -> Figure:
    right, predicted, gold = (counts[name, key] for key in ("right", "predicted", "gold"))
    precision, recall = right / predicted if predicted else 0.0, counts[name, found] / gold if gold else 0.0
    return Figure(2 * precision * recall / (precision + recall) if precision + recall else 0.0, gold)


def _marks(reading: Reading | None, text: str) -> list[dict[str, Any]]:
    """The predicted attributions that a flat gold can hold, their offsets in the corpus's text."""
    if reading is None:
        return []
    shift = _place(text, reading.article.text)
    kept = [s for s in reading.statements if not (s.nested_in or s.aligned_to or (s.continues and not s.cue))]
    found: list[Statement | Aside] = [*kept, *reading.asides]
    if shift is None:
        return []
    return [{layer: [(a - shift, b - shift) for a, b in getattr(one, layer)] for layer in LAYERS} for one in found]


def _place(given: str, kept: str) -> int | None:
    """Where the given text begins in the text that was read, which may lack its outer white space; None if it was altered."""
    at = kept.find(given)
    if at >= 0:
        return at
    bare = given.strip()
    at = kept.find(bare)
    return at - given.index(bare) if at >= 0 else None


def _sets(attributions: Sequence[dict[str, Any]], text: str, words: Sequence[tuple[int, int]]) -> list[Sets]:
    rows = [{layer: _touched(a[layer], words) for layer in LAYERS} for a in attributions]
    return [{**row, "content": _without_that(row["content"], text, words)} for row in rows if row["content"]]


def _touched(spans: Sequence[Sequence[int]], words: Sequence[tuple[int, int]]) -> Words:
    return frozenset(n for n, (start, end) in enumerate(words) if any(a < end and start < b for a, b in spans))


def _without_that(content: Words, text: str, words: Sequence[tuple[int, int]]) -> Words:
    first = min(content)
    start, end = words[first]
    return content - {first} if len(content) > 1 and text[start:end].lower() == "that" else content


def _overlap(a: Words, b: Words) -> bool:
    return 2 * len(a & b) >= len(a | b) > 0


def _same_attribution(a: Sets, b: Sets) -> bool:
    sources = bool(a["source"] & b["source"]) or not (a["source"] or b["source"])
    return sources and _overlap(a["content"], b["content"])


def _by_class(
    counts: Counter[tuple[str, str]],
    gold: Sequence[Sets],
    predicted: Sequence[Sets],
    pairs: dict[int, int],
    text: str,
    words: Sequence[tuple[int, int]],
) -> None:
    """Count direct quotations and verbs of saying apart: gold ones by their own class, predicted ones by theirs."""
    quoted = quoted_words(text, words)
    matched = set(pairs.values())
    for n, one in enumerate(gold):
        name = _class_of(one, text, words, quoted)
        counts.update({(name, "gold"): 1, (name, "found"): int(n in pairs)})
    for n, one in enumerate(predicted):
        name = _class_of(one, text, words, quoted)
        counts.update({(name, "predicted"): 1, (name, "right"): int(n in matched)})


def _class_of(one: Sets, text: str, words: Sequence[tuple[int, int]], quoted: Words) -> str:
    if len(one["content"] & quoted) >= 0.9 * len(one["content"]):
        return "direct"
    cue = " ".join(text[slice(*words[n])] for n in sorted(one["cue"]))
    return "speech" if not cue or _SPEECH.search(cue) else "other"


def quoted_words(text: str, words: Sequence[tuple[int, int]]) -> Words:
    """The words between double quotation marks; an unclosed one ends with its paragraph."""
    inside, flags = False, []
    for at, mark in enumerate(text):
        if mark in "\n”":
            inside = False
        elif mark == "“":
            inside = True
        elif mark == '"' or (mark in "`'" and text[at : at + 2] == mark * 2):
            inside = not inside
        flags.append(inside)
    return frozenset(n for n, (start, _) in enumerate(words) if flags[start])


def one_to_one(gold: Sequence[T], predicted: Sequence[T], fits: Callable[[T, T], bool]) -> dict[int, int]:
    """The largest one-to-one matching, gold index to predicted index (augmenting paths)."""
    edges = [[n for n, mine in enumerate(predicted) if fits(one, mine)] for one in gold]
    owner: dict[int, int] = {}

    def place(number: int, tried: set[int]) -> bool:
        for n in edges[number]:
            if n not in tried:
                tried.add(n)
                if n not in owner or place(owner[n], tried):
                    owner[n] = number
                    return True
        return False

    for number in range(len(gold)):
        place(number, set())
    return {number: n for n, number in owner.items()}
