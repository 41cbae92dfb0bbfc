"""A statement and an issue as the stance network reads them: proposition, title, what was told before, the sentences with the content marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tokenizers import Tokenizer

from rowback.core.article import Article, BlockKind
from rowback.core.issue import Issue
from rowback.core.span import Span
from rowback.core.statement import Statement
from rowback.wording.scenes import sentences_of

CLS, SEP, OPEN, CLOSE = 101, 102, 2, 3  # the last two are pieces that the vocabulary leaves unused: around what was said
LENGTHS = {"proposition": 40, "title": 20, "before": 44, "lead": 36, "content": 88, "tail": 20}  # word pieces that are kept of each


@dataclass(frozen=True, slots=True)
class Passage:
    """The sentences of a statement, cut where its content begins and ends: (text, True where it was said); what stands before and above them."""

    title: str
    before: str
    parts: tuple[tuple[str, bool], ...]


def passage_of(article: Article, statement: Statement) -> Passage:
    """The passage of a statement; without the title where the title is told by the sentences themselves."""
    return cut_passage(article, statement.content)


def cut_passage(article: Article, content: Sequence[Span]) -> Passage:
    """The same for the parts of a content."""
    text = article.text
    spans = sentences_of(article, content)
    own = next((n for n, span in enumerate(spans) if content[0].start < span.end), len(spans) - 1)
    before = " ".join(span.of(text) for span in spans[:own])
    parts, at = [], min(spans[own].start, content[0].start)
    for span in content:
        parts += [(text[at : span.start], False), (span.of(text), True)]
        at = span.end
    parts.append((text[at : max(at, spans[-1].end)], False))
    title = _title(article)
    near = " ".join(span.of(text) for span in spans)
    return Passage("" if title in near else title, before, tuple((words, said) for words, said in parts if words.strip()))


def _title(article: Article) -> str:
    heads = (b.span for b in article.blocks if b.kind is BlockKind.HEADLINE)
    return article.title or next((span.of(article.text) for span in heads), "")


def proposition_text(issue: Issue) -> str:
    """An issue as one line."""
    return f"{issue.label}: {issue.proposition}"


def passage_ids(tokenizer: Tokenizer, passage: Passage) -> list[int]:
    """The word pieces of a passage, the content between OPEN and CLOSE."""
    texts = [passage.title, passage.before, *(text for text, _ in passage.parts)]
    title, before, *cut = (e.ids for e in tokenizer.encode_batch(texts, add_special_tokens=False))
    ids = [*title[: LENGTHS["title"]], SEP, *before[-LENGTHS["before"] :]]
    said = [n for n, (_, inside) in enumerate(passage.parts) if inside]
    room = LENGTHS["content"]
    for n, (_, inside) in enumerate(passage.parts):
        own = cut[n]
        if inside:
            ids += [OPEN, *own[:room], CLOSE]
            room = max(0, room - len(own))
        else:
            ids += own[-LENGTHS["lead"] :] if n < said[0] else own[: LENGTHS["tail"]]
    return ids


def pair_ids(proposition: Sequence[int], passage: Sequence[int]) -> list[int]:
    """One input of the network."""
    return [CLS, *proposition[: LENGTHS["proposition"]], SEP, *passage, SEP]
