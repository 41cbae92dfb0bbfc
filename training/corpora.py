"""Reads the training corpora into texts with labelled spans."""

from __future__ import annotations

import gzip
import json
import random
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

Marks = list[tuple[int, int, str]]  # start, end, kind


@dataclass
class Document:
    """A text with the spans of one or both heads; None where the corpus does not label that head."""

    id: str
    text: str
    parts: Marks | None = None
    names: Marks | None = None
    weight: float = 1.0
    attributions: list[dict] = field(default_factory=list)


_NER = {"PERSON": "person", "ORGANIZATION": "organisation", "LOCATION": "place", "DATE": "date", "TIME": "date"}
_GUM = {"person": "person", "organization": "organisation", "place": "place", "time": "date"}
_TITLES = re.compile(
    r"""\b(?:(?:former|acting|deputy|vice|prime|foreign|defen[cs]e|interior|finance|attorney|secretary|press|chief|executive|lieutenant|
    senior|national|security|majority|minority|campaign|communications|district|associate|assistant|house|senate|party)\s+)*
    (?:president|minister|secretary(?:\sof\s[A-Z][a-z]+)?|general|chancellor|senator|sen\.|rep\.|gov\.|governor|mayor|congressman|congresswoman|
    spokes(?:man|woman|person)|chairman|chairwoman|chair|director|manager|adviser|advisor|strategist|officer|judge|justice|speaker|leader|
    ambassador|commissioner|professor|attorney|analyst|economist|pollster|candidate|nominee|king|queen|prince|pope|representative|
    mr\.?|mrs\.?|ms\.?|dr\.?|sir|dame|lord|lady)(?=\W)""",
    re.VERBOSE | re.IGNORECASE,
)


def demonyms(package: Path) -> frozenset[str]:
    """The adjectives and nouns for people of every country of the package's own table, case-folded."""
    table = tomllib.loads((package / "data" / "countries.toml").read_text(encoding="utf-8"))
    return frozenset(
        word.casefold() for country in table["country"] for key in ("demonyms", "adjectives") for word in country.get(key, ())
    )


def read_lines(path: Path) -> Iterator[dict]:
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as lines:
        for line in lines:
            yield json.loads(line)


def polnear(data: Path, part: str, demonyms: frozenset[str]) -> list[Document]:
    """PolNeAR with CoreNLP's names; titles and groups are silver, from lexicons and the word's place before a name."""
    silver = {row["id"]: row for row in read_lines(data / "polnear" / f"corenlp_{part}.jsonl.gz")}
    result = []
    for row in read_lines(data / "polnear" / f"{part}.jsonl.gz"):
        parts = [
            (b, e, kind) for a in row["attributions"] if a["content"] for kind in ("source", "cue", "content") for b, e in a[kind]
        ]
        names = _silver_names(row["text"], silver[row["id"]]["sentences"], demonyms) if row["id"] in silver else None
        result.append(Document(row["id"], row["text"], parts, names, attributions=row["attributions"]))
    return result


def _silver_names(text: str, sentences: list, demonyms: frozenset[str]) -> Marks:
    names: Marks = []
    for tokens in sentences:
        open_kind = None
        for begin, end, pos, ner, _, _ in tokens:
            kind = _NER.get(ner)
            if text[begin:end].casefold() in demonyms and pos in ("JJ", "NNP", "NNPS", "NNS", "NN"):
                kind = "group" if ner != "PERSON" else kind
            if kind and kind == open_kind:
                names[-1] = (names[-1][0], end, kind)
            elif kind:
                names.append((begin, end, kind))
            open_kind = kind
    return names + _titles(text, names)


def _titles(text: str, names: Marks) -> Marks:
    """Title words that stand directly before a person's name, or in an apposition after it."""
    persons = {begin for begin, _, kind in names if kind == "person"}
    ends = {end for _, end, kind in names if kind == "person"}
    taken = [(b, e) for b, e, _ in names]
    result = []
    for found in _TITLES.finditer(text):
        b, e = found.span()
        before = e + 1 in persons
        apposed = any(text[end:b].strip(" ,") in ("", "the", "a", "an", "his", "her") for end in ends if 0 < b - end < 8)
        if (before or apposed) and not any(b < y and x < e for x, y in taken):
            result.append((b, e, "title"))
    return result


def gum(data: Path, part: str, demonyms: frozenset[str]) -> list[Document]:
    """GUM's named entities: entities whose head is a proper noun; dates are its times, groups come from the demonym table."""
    with gzip.open(data / "gum" / f"{part}.conllu.gz", "rt", encoding="utf-8") as file:
        return [_gum_document(block, demonyms) for block in file.read().split("# newdoc id = ")[1:]]


def _gum_document(block: str, demonyms: frozenset[str]) -> Document:
    text, names, open_spans = "", [], []
    tokens: list[tuple[int, int, str]] = []
    for line in block.split("\n"):
        if line.startswith("# newpar") and text:
            text = text.rstrip() + "\n\n"
        fields = line.split("\t")
        if len(fields) != 10 or "-" in fields[0] or "." in fields[0]:
            continue
        start, text = len(text), text + fields[1]
        tokens.append((start, len(text), fields[3]))
        misc = dict(item.split("=", 1) for item in fields[9].split("|") if "=" in item)
        for opening, label, closing in re.findall(r"(\()?([^()]+)(\))?", misc.get("Entity", "")):
            if opening:
                open_spans.append((label.split("-")[0], label.split("-")[1] if "-" in label else "", start, len(tokens) - 1))
            if closing:
                ident = label.split("-")[0]
                at = max((n for n, s in enumerate(open_spans) if s[0] == ident), default=None)
                if at is not None:
                    _, etype, begin, first = open_spans.pop(at)
                    _take_entity(text, tokens[first:], etype, begin, len(text), names)
        if misc.get("SpaceAfter") != "No":
            text += " "
    flat: Marks = []
    for begin, end, kind in sorted(set(names), key=lambda n: (n[0], -n[1])):
        if not flat or begin >= flat[-1][1]:
            flat.append((begin, end, kind))
    for begin, end, upos in tokens:
        if (
            upos in ("ADJ", "PROPN", "NOUN")
            and text[begin:end].casefold() in demonyms
            and not any(b < end and begin < e for b, e, _ in flat)
        ):
            flat.append((begin, end, "group"))
    return Document(block.split("\n", 1)[0], text, None, sorted(flat))


def _take_entity(text: str, tokens: list, etype: str, begin: int, end: int, names: Marks) -> None:
    """Keep an entity of proper nouns only, without its article; a longer phrase keeps its run of proper nouns."""
    kind = _GUM.get(etype)
    if kind is None:
        return
    core = [t for t in tokens if t[2] in ("PROPN", "NUM")]
    loose = [t for t in tokens if t[2] not in ("PROPN", "NUM", "PUNCT", "ADP", "DET", "CCONJ", "PART", "SYM")]
    if kind == "date":
        if core and end - begin < 40:
            names.append((begin, end, kind))
        return
    if not any(t[2] == "PROPN" for t in core) or loose or end - begin > 60:
        return
    names.append((core[0][0], core[-1][1], kind))


def own(folder: Path) -> list[Document]:
    """Snippets written for this project, marked inline: {s|source}, {c|cue}, {t|content}."""
    kinds = {"s": "source", "c": "cue", "t": "content"}
    result = []
    for path in sorted(folder.glob("*.txt")):
        for chunk in re.split(r"^=== ?", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            head, _, body = chunk.partition("\n")
            text, marks = "", []
            for kind, inside, plain in re.findall(r"\{([sct])\|([^{}]*)\}|([^{}]+|[{}])", body.strip()):
                if kind:
                    marks.append((len(text), len(text) + len(inside), kinds[kind]))
                text += inside if kind else plain
            result.append(Document("own:" + head.strip(), text, marks, None))
    return result


_STYLES = (("“‘", "”’"), ("„‚", "“‘"), ("««", "»»"), ("''", "''"))


def restyled(document: Document, rng: random.Random) -> Document:
    """The same text with quotation marks of another style, of the same length; apostrophes stay."""
    opening, closing = rng.choice(("‘’", "''", "„“", "«»", '""', "“”"))
    chars = list(document.text)
    inside = False
    for at, c in enumerate(chars):
        if c == "\n":
            inside = False
        elif c == "“" or (c == '"' and not inside):
            chars[at], inside = opening, True
        elif c == "”" or c == '"':
            chars[at], inside = closing, False
    return Document(document.id, "".join(chars), document.parts, document.names, document.weight, document.attributions)
