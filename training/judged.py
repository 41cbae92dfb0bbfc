"""Judged statements for the stance network: groups of neighbouring issues, in our own words (`training/own/judged`)."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from rowback.stance.passage import Passage

NONE = 7  # the class beside the seven steps, which are 0 to 6
CLASSES = 8
_MARKS = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Topic:
    """An issue with other wordings of its proposition and wordings of its contrary."""

    label: str
    proposition: str
    same: tuple[str, ...] = ()
    contrary: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """A passage with its class on each topic of its group; ``also`` are classes that are as good."""

    passage: Passage
    topics: tuple[Topic, ...]
    classes: tuple[int, ...]
    also: tuple[tuple[int, ...], ...]


@dataclass(slots=True)
class Example:
    """One input of training: a proposition, a passage and the wanted share of each class."""

    proposition: str
    passage: Passage
    target: list[float] = field(default_factory=lambda: [0.0] * CLASSES)


def class_of(stance: int | str) -> int:
    """The class of a judged stance, -3 to 3 or "none"."""
    return NONE if stance == "none" else int(stance) + 3


def turned(klass: int) -> int:
    """The class towards the contrary proposition."""
    return klass if klass == NONE else 6 - klass


def passage(title: str, before: str, sentence: str) -> Passage:
    """A passage of a sentence whose content stands in double square brackets."""
    parts: list[tuple[str, bool]] = []
    at = 0
    for mark in _MARKS.finditer(sentence):
        parts += [(sentence[at : mark.start()], False), (mark.group(1), True)]
        at = mark.end()
    parts.append((sentence[at:], False))
    return Passage(title, before, tuple(p for p in parts if p[0].strip()))


def groups(folder: Path) -> list[Judged]:
    """The judged statements of a folder: files of groups, and `forms.json` with other wordings of propositions that do not have them beside."""
    forms_file = folder / "forms.json"
    forms = json.loads(forms_file.read_text(encoding="utf-8")) if forms_file.exists() else {}
    result = []
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            group = json.loads(line)
            topics = {i["id"]: _topic(i, forms.get(f"{group['group']}/{i['id']}", i)) for i in group["issues"]}
            for told, row in (*_single(group), *_in_articles(group)):
                ids = list(row["stances"])
                classes = tuple(class_of(row["stances"][i]) for i in ids)
                also = tuple(tuple(class_of(v) for v in row.get("alt", {}).get(i, [])) for i in ids)
                result.append(Judged(told, tuple(topics[i] for i in ids), classes, also))
    return result


def _single(group: dict) -> Iterator[tuple[Passage, dict]]:
    for row in group.get("statements", ()):
        yield passage("", row["before"], row["sentence"]), row


def _in_articles(group: dict) -> Iterator[tuple[Passage, dict]]:
    for article in group.get("articles", ()):
        plain: list[str] = []
        for row in article["sentences"]:
            own = row["text"].replace("[[", "").replace("]]", "")
            if "stances" in row:
                title = "" if article["title"] in (own, *plain[-2:]) else article["title"]
                yield passage(title, " ".join(plain[-2:]), row["text"]), row
            plain.append(own)


def _topic(issue: dict, forms: dict) -> Topic:
    return Topic(issue["label"], issue["proposition"], tuple(forms.get("same", ())), tuple(forms.get("contrary", ())))


def epoch(judged: list[Judged], rng: random.Random, strangers: float = 0.3) -> Iterator[Example]:
    """The examples of one epoch: each topic in one of its wordings, some topics of other groups."""
    for one in judged:
        for topic, klass, also in zip(one.topics, one.classes, one.also, strict=True):
            proposition, flip = _wording(topic, rng)
            yield Example(proposition, _told(one, rng), target(klass, also, flip))
        if rng.random() < strangers:
            other = rng.choice(judged)
            if other.topics[0] not in one.topics:
                proposition, _ = _wording(rng.choice(other.topics), rng)
                yield Example(proposition, _told(one, rng), target(NONE, (), False))


def wordings(topic: Topic) -> Iterator[tuple[str, bool]]:
    """All wordings of a topic; with True those of its contrary."""
    for text in (topic.proposition, *topic.same):
        yield text, False
        yield f"{topic.label}: {text}", False
    yield from ((text, True) for text in topic.contrary)


def _wording(topic: Topic, rng: random.Random) -> tuple[str, bool]:
    draw = rng.random()
    if topic.contrary and draw < 0.25:
        return rng.choice(topic.contrary), True
    text = rng.choice(topic.same) if topic.same and draw < 0.6 else topic.proposition
    return (f"{topic.label}: {text}" if rng.random() < 0.5 else text), False


def _told(one: Judged, rng: random.Random) -> Passage:
    """The passage; sometimes without its title, and where it never had one sometimes with a title on a topic of its group."""
    told = one.passage
    if told.title:
        return told if rng.random() < 0.85 else replace(told, title="")
    if rng.random() < (0.2 if told.before else 0.4):
        return replace(told, title=rng.choice(one.topics).label)
    return told


def target(klass: int, also: tuple[int, ...], flip: bool) -> list[float]:
    """Most of the weight on the first choice, the rest on what is as good and on the next steps of the same sign."""
    wanted = [0.0] * CLASSES
    near = [k for k in (klass - 1, klass + 1) if klass not in (NONE, 3) and 0 <= k < NONE and (k - 3) * (klass - 3) > 0]
    main = 1.0 - 0.25 * bool(also) - 0.08 * bool(near)
    wanted[klass] += main
    for k in also:
        wanted[k] += 0.25 / len(also)
    for k in near:
        wanted[k] += 0.08 / len(near)
    return [wanted[turned(k)] for k in range(CLASSES)] if flip else wanted
