"""A statement and an issue as the judging network reads them: the proposition, what was told before, the sentences with the content marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tokenizers import Tokenizer

from rowback.core.article import Article
from rowback.core.issue import Issue
from rowback.core.span import Span
from rowback.core.statement import Statement
from rowback.wording.scenes import sentences_of

CLS, SEP, OPEN, CLOSE = 0, 2, 6, 7  # the last two are pieces that the vocabulary leaves unused: around what was said
LENGTHS = {"proposition": 40, "before": 48, "lead": 40, "content": 96, "tail": 24}  # word pieces that are kept of each


@dataclass(frozen=True, slots=True)
class Passage:
    """The sentences of a statement, cut where its content begins and ends: (text, True where it was said); and the words before them."""

    before: str
    parts: tuple[tuple[str, bool], ...]


def passage_of(article: Article, statement: Statement) -> Passage:
    """The passage of a statement; where nothing stands before it, the title does."""
    return cut_passage(article, statement.content)


def cut_passage(article: Article, content: Sequence[Span]) -> Passage:
    """The same for the parts of a content."""
    text = article.text
    spans = sentences_of(article, content)
    own = next((n for n, span in enumerate(spans) if content[0].start < span.end), len(spans) - 1)
    before = " ".join(span.of(text) for span in spans[:own]) or article.title or ""
    parts, at = [], min(spans[own].start, content[0].start)
    for span in content:
        parts += [(text[at : span.start], False), (span.of(text), True)]
        at = span.end
    parts.append((text[at : max(at, spans[-1].end)], False))
    return Passage(before, tuple((words, said) for words, said in parts if words.strip()))


def proposition_text(issue: Issue) -> str:
    """An issue as one line."""
    return f"{issue.label}: {issue.proposition}"


def passage_ids(tokenizer: Tokenizer, passage: Passage) -> list[int]:
    """The word pieces of a passage, the content between OPEN and CLOSE."""
    texts = [passage.before, *(text for text, _ in passage.parts)]
    cut = [e.ids for e in tokenizer.encode_batch(texts, add_special_tokens=False)]
    ids = cut[0][-LENGTHS["before"] :]
    said = [n for n, (_, inside) in enumerate(passage.parts) if inside]
    room = LENGTHS["content"]
    for n, (_, inside) in enumerate(passage.parts):
        own = cut[n + 1]
        if inside:
            ids += [OPEN, *own[:room], CLOSE]
            room = max(0, room - len(own))
        else:
            ids += own[-LENGTHS["lead"] :] if n < said[0] else own[: LENGTHS["tail"]]
    return ids


def pair_ids(proposition: Sequence[int], passage: Sequence[int]) -> list[int]:
    """One input of the network."""
    return [CLS, *proposition[: LENGTHS["proposition"]], SEP, *passage, SEP]
