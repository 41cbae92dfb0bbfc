"""Measure whom pronouns and descriptions are taken to mean, outside of quoted news too.

  gap/development.tsv.gz  pronouns of Wikipedia with two names each: F1 of "this name is meant"
  gum/dev.conllu.gz       he, she, him, her … and "the minister" in news, interviews and speeches: share of those whose person is
                          named somewhere before and found

Each one is read as if it were the source of a statement, alone, so that nothing but the text helps.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

from figures import Figure, Figures
from rowback.core.article import Article
from rowback.core.attribution import Attribution, Name, NameKind
from rowback.core.span import Span
from rowback.language import Tagger
from rowback.speakers import find_speakers

GAP, GUM = Path("gap", "development.tsv.gz"), Path("gum", "dev.conllu.gz")
GENRES = ("news", "interview", "speech")
PRONOUNS = frozenset(["he", "she", "him", "his", "her", "hers"])
_BRACKET = re.compile(r"\(([^()]+)(\))?|(\d+)\)")


def evaluate(data: Path) -> Figures:
    """The figures of the corpora that the folder holds, with their counts."""
    tagger, figures = Tagger(), {}
    if (data / GAP).is_file():
        figures["gap pronouns"] = _gap(data / GAP, tagger)
    if (data / GUM).is_file():
        figures.update(_gum(data / GUM, tagger))
    return figures


def _meant(text: str, names: Sequence[Name], place: Span) -> tuple[Span, ...]:
    """The mentions of the person that the words at a place are taken to mean."""
    attribution = Attribution((Span(len(text), len(text)),), (), (place,))
    ((speaker, _),) = find_speakers(Article(id="a", text=text), names, [attribution])
    return tuple(m for m in speaker.mentions if m != place)


def _gap(path: Path, tagger: Tagger) -> Figure:
    right = told = gold = 0
    rows = list(csv.DictReader(StringIO(gzip.decompress(path.read_bytes()).decode("utf-8")), delimiter="\t"))
    for row in rows:
        text, at = row["Text"], int(row["Pronoun-offset"])
        spans = {n: Span(int(row[f"{n}-offset"]), int(row[f"{n}-offset"]) + len(row[n])) for n in "AB"}
        found = list(tagger.tag(text).names)
        found += [Name(s, NameKind.PERSON) for s in spans.values() if not any(s.overlaps(n.span) for n in found)]
        mentions = _meant(text, sorted(found), Span(at, at + len(row["Pronoun"])))
        for name, span in spans.items():
            meant, is_gold = any(span.overlaps(m) for m in mentions), row[f"{name}-coref"] == "TRUE"
            right, told, gold = right + (meant and is_gold), told + meant, gold + is_gold
    return Figure(2 * right / (told + gold) if told + gold else 0.0, len(rows))


@dataclass
class _Document:
    """A document of GUM: its text, and for each entity its mentions with kind and head's part of speech."""

    name: str
    text: str = ""
    mentions: dict[int, list[tuple[Span, str, str]]] = field(default_factory=dict)


def _gum(path: Path, tagger: Tagger) -> Figures:
    right = {"gum pronouns": 0, "gum descriptions": 0}
    cases = dict.fromkeys(right, 0)
    for document in _documents(path):
        if document.name.split("_")[1] not in GENRES:
            continue
        names = tagger.tag(document.text).names
        for mentions in document.mentions.values():
            named = [span for span, kind, tag in mentions if kind == "person" and tag == "PROPN"]
            for span, kind, tag in mentions:
                what = _sort(document.text, span, tag)
                if kind != "person" or what is None or not any(n.end <= span.start for n in named):
                    continue
                cases[what] += 1
                found = _meant(document.text, names, span)
                right[what] += any(m.overlaps(n) for m in found for n in named)
    return {what: Figure.of(right[what], cases[what]) for what in right}


def _sort(text: str, span: Span, tag: str) -> str | None:
    """Whether a mention is a third-person pronoun or a definite description, None for others."""
    words = span.of(text).lower()
    if words in PRONOUNS:
        return "gum pronouns"
    return "gum descriptions" if tag == "NOUN" and words.startswith("the ") and words.count(" ") <= 4 else None


def _documents(path: Path) -> Iterator[_Document]:
    document: _Document | None = None
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        opened: dict[int, list[tuple[int, str, list[str]]]] = {}
        joined_until = 0
        for line in lines:
            if line.startswith("# newdoc id = "):
                if document:
                    yield document
                document, opened = _Document(line.split("= ")[1].strip()), {}
            elif line.startswith("# newpar") and "block" not in line and document:
                document.text = document.text.rstrip() + "\n\n" if document.text else ""
            elif line[:1].isdigit() and document:
                cells = line.rstrip("\n").split("\t")
                number = cells[0]
                if "." in number:
                    continue
                if "-" in number:
                    joined_until = int(number.split("-")[1])
                    continue
                start = len(document.text)
                document.text += cells[1]
                _entities(document, opened, cells, Span(start, len(document.text)))
                if int(number) >= joined_until:
                    joined_until = 0
                    document.text += "" if "SpaceAfter=No" in cells[9] else " "
    if document:
        yield document


def _entities(document: _Document, opened: dict[int, list[tuple[int, str, list[str]]]], cells: Sequence[str], word: Span) -> None:
    """Opens and closes the mentions that a token's Entity brackets mark."""
    for stack in opened.values():
        for _, _, tags in stack:
            tags.append(cells[3])
    marks = re.search(r"Entity=([^|]+)", cells[9])
    for bracket in _BRACKET.finditer(marks.group(1) if marks else ""):
        if bracket[3]:
            entity = int(bracket[3])
        else:
            entity, kind = int(bracket[1].split("-")[0]), bracket[1].split("-")[1]
            opened.setdefault(entity, []).append((word.start, kind, [cells[3]]))
        if (bracket[3] or bracket[2]) and opened.get(entity):
            start, kind, tags = opened[entity].pop()
            tag = "PROPN" if "PROPN" in tags else next((t for t in reversed(tags) if t in ("NOUN", "PRON")), tags[-1])
            document.mentions.setdefault(entity, []).append((Span(start, word.end), kind, tag))


def main(argv: Sequence[str] | None = None) -> int:
    """Print each figure with its number of cases."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, metavar="DIR", help=f"the folder that holds {GAP} and {GUM}")
    options = parser.parse_args(argv)
    figures = evaluate(options.data)
    if not figures:
        parser.error(f"{options.data} holds neither {GAP} nor {GUM}")
    for name, figure in figures.items():
        print(f"{name:18} {figure.value:.3f}  of {figure.cases}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
