"""Outlets, occasions, places and addressees in the words around a cue."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from rowback.core.actor import Setting
from rowback.core.attribution import Attribution
from rowback.speakers.scene import Scene
from rowback.speakers.tables import Outlet, TermKind

_STOPS = frozenset(
    [
        "that",
        "in",
        "on",
        "at",
        "after",
        "before",
        "during",
        "when",
        "while",
        "as",
        "by",
        "and",
        "but",
        "who",
        "if",
        "whether",
        "why",
        "how",
        "what",
        "where",
        "he",
        "she",
        "it",
        "they",
        "from",
        "via",
        "following",
        "outside",
        "inside",
        "earlier",
        "later",
        "about",
        "of",
    ]
)
_TELLING = frozenset(["told", "tells", "tell", "telling", "informed", "reminded", "assured", "informing", "assuring", "reminding"])
_SPEAKING = frozenset(
    "explained confirmed declared stated revealed admitted emphasised emphasized assured stressed said wrote announced".split()
)


def _plain(word: str) -> str:
    """A word without accents: "rádio"."""
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


def _is_full_name(name: str) -> bool:
    """True for a name in words, False for letters and nicknames ("the FT", "X")."""
    return len(name) > 4 and not name.isupper() and not name.islower()


@dataclass(frozen=True)
class Frames:
    """Reads settings in the words of an attribution's sentences that are not its content."""

    scene: Scene

    def read(self, words: Sequence[int], attribution: Attribution, leads: bool = False) -> Setting:
        """What the words tell; with `leads` they are those of a sentence that leads to the attribution's own."""
        outlet, programme = self._outlet(words)
        sources = {i for s in attribution.source for i in self.scene.words.inside(s)}
        bare = [i for i in words if i not in sources]
        interview = self._has_interview(words)
        via = occasion = None
        if outlet is not None and outlet.kind != "platform":
            printed = (self.scene.article.outlet or "").casefold().split(" (")[0]
            if f" {outlet.name.casefold().removeprefix('the ')} " not in f" {printed} ":
                via = outlet.name
        if interview:
            occasion = f"{outlet.name} interview" if outlet and outlet.kind != "platform" else "interview"
        elif programme:
            occasion = programme
        elif outlet is not None and outlet.kind == "platform":
            occasion = outlet.name
        occasion = occasion or self._event(bare) or self._place(bare, attribution, leads)
        if via is not None and self.scene.dateline is not None and via == self.scene.dateline.agency:
            return Setting(occasion, via, via)  # the agency that prints
        return Setting(occasion, self._addressee(words, via), via)

    def _has_interview(self, words: Sequence[int]) -> bool:
        return any(self.scene.low(i) in ("interview", "interviewed") for i in words)

    def _outlet(self, words: Sequence[int]) -> tuple[Outlet | None, str | None]:
        """The outlet that was told, with the programme if the text names one."""
        scene, rules = self.scene, self.scene.tables.rules["setting"]
        for at in words:
            if not scene.word(at)[:1].isupper() and not scene.word(at)[:1].isdigit():
                continue
            hit = scene.words.match(scene.tables.outlets, at, len(scene.words.items))
            outlet, end = (hit[1], hit[0]) if hit else self._unlisted(at)
            if outlet is None:
                continue
            if outlet.kind == "agency" and scene.text_of(at, end).isupper():
                outlet = Outlet(scene.text_of(at, end), outlet.kind, outlet.ambiguous)  # agencies go by their letters
            elif _is_full_name(scene.text_of(at, end)) and hit:
                outlet = Outlet(scene.text_of(at, end).removeprefix("the "), outlet.kind, outlet.ambiguous)  # as the text calls it
            begin = at - 1
            while (
                scene.low(begin) in rules["outlet_nouns"]
                or scene.low(begin) in ("the", "a", "an")
                or self._is_adjective(begin)
                or scene.is_possessive(begin)
                or (scene.is_possessive(begin + 1) and scene.word(begin)[:1].isupper())  # "London's Financial Courier"
            ):
                begin -= 1
            noun = begin < at - 1 and any(scene.low(i) in rules["outlet_nouns"] for i in range(begin + 1, at))
            before, after = scene.low(begin), scene.low(end)
            strong = (
                before in rules["told_by"]
                or after in ("interview", "reported", "reports", "reporters", "asked")
                or scene.low(begin) == "interview"
            )
            weak = before in ("to", "with", "on", "by", "via", "for", "in") and (
                outlet.kind == "platform" or not outlet.ambiguous or self._near_talk(begin)
            )
            if before == "in" and outlet.kind in ("agency", "broadcaster"):
                weak = self._near_talk(begin)
            strong = strong or (noun and before in ("to", "by"))
            if outlet.kind == "platform":
                strong, weak = False, before in ("on", "to", "via") or scene.low(end) in ("post", "posts", "message", "video")
            if strong or (weak and (self._near_talk(begin) or before == "on")):
                return outlet, self._programme(at, end)
        return None, None

    def _is_adjective(self, at: int) -> bool:
        listed = self.scene.listed_over(at)
        return listed is not None and listed.of_kind(TermKind.ADJECTIVE) is not None

    def _near_talk(self, at: int) -> bool:
        talk = self.scene.tables.rules["setting"]["talk"]
        return any(self.scene.low(i) in talk for i in range(max(0, at - 4), at + 1))

    def _unlisted(self, at: int) -> tuple[Outlet | None, int]:
        """A name after a word for an outlet: "the newspaper Frankfurter Anzeiger"."""
        scene, rules = self.scene, self.scene.tables.rules["setting"]
        end = at
        while scene.word(end)[:1].isupper() and end - at < 5:
            end += 1
        if end == at:
            return None, at  # "channel 31 September": no name
        media = any(_plain(scene.low(i)) in rules["outlet_words"] for i in range(at, end)) and end - at > 1
        led = scene.low(at - 1) in (*rules["told_by"], "the", "to", "with") or scene.is_possessive(at - 1)
        if scene.low(at - 1) in rules["outlet_nouns"] or (media and led):
            return Outlet(scene.text_of(at, end), "paper"), end
        return None, at

    def _programme(self, first: int, end: int) -> str | None:
        """The programme of an outlet, as the text names it: "BBC Radio 4's Today programme"."""
        scene = self.scene
        while scene.word(end)[:1].isupper() or scene.word(end)[:1].isdigit():
            end += 1
        if not scene.is_possessive(end):
            return scene.text_of(first, end) if scene.low(end) in ("programme", "program", "show", "podcast") else None
        stop = end + 1
        while scene.word(stop)[:1].isupper() or scene.low(stop) in (
            "with",
            "the",
            "programme",
            "program",
            "show",
            "podcast",
            "breakfast",
        ):
            stop += 1
        return scene.text_of(first, stop) if stop > end + 1 else None

    def _event(self, words: Sequence[int]) -> str | None:
        """An event noun after a preposition, with its modifiers and its place."""
        scene, rules = self.scene, self.scene.tables.rules["setting"]
        inside = set(words)
        for at in words:
            if not self._leads_in(at):
                continue
            aside = scene.low(at) == "of" and scene.low(at - 1) in rules["beside"]
            if not aside and scene.low(at) not in (
                "at", "in", "during", "on", "to", "opening", "after", "via", "by", "told", "outside"
            ):  # fmt: skip
                continue
            end = at + 1
            while (
                end in inside
                and end - at < 8
                and (
                    scene.low(end) in rules["events"]
                    or scene.word(end)[0].isalnum()
                    or scene.is_possessive(end)
                    or scene.word(end) in "-’'"
                )
            ):
                if self._is_event(end):
                    start = at + 1
                    while scene.low(start) in (
                        "the",
                        "a",
                        "an",
                        "his",
                        "her",
                        "its",
                        "their",
                        "this",
                        "that",
                        "own",
                        "first",
                        "weekly",
                        "daily",
                        "monthly",
                    ):
                        start += 1
                    return scene.text_of(start, self._with_place(end + 1, inside))
                if scene.low(end) in _STOPS or scene.low(end) in scene.tables.rules["dates"]:
                    break
                end += 1
        return None

    def _leads_in(self, at: int) -> bool:
        """False for a preposition that leads in no event: "declined to be", "sought by the report", "in the event of"."""
        scene = self.scene
        low, after = scene.low(at), scene.low(at + 1)
        if low == "to":
            known = after in scene.tables.rules["setting"]["events"] or after in scene.tables.rules["phrases"]["determiners"]
            return known or scene.word(at + 1)[:1].isupper()
        if low == "by":
            return scene.low(at - 1) not in ("sought", "asked", "contacted", "approached", "reached", "consulted", "questioned")
        return not (low == "in" and after == "the" and scene.low(at + 2) == "event")

    def _is_event(self, at: int) -> bool:
        """True for the noun of an event that no other follows; an opinion only where it is a paper, not what somebody thinks."""
        scene, events = self.scene, self.scene.tables.rules["setting"]["events"]
        if scene.low(at) == "opinion" and scene.low(at - 1) not in (
            "an",
            "the",
            "legal",
            "expert",
            "technical",
            "written",
            "advisory",
        ):
            return False
        return scene.low(at) in events and scene.low(at + 1) not in events

    def _with_place(self, end: int, inside: set[int]) -> int:
        scene = self.scene
        visit = scene.low(end) == "to" and scene.low(end - 1) in ("visit", "tour", "trip", "address", "speech")
        timed = scene.low(end + 1) in ("last", "this", "next")  # "an opinion of last week"
        if (scene.low(end) in ("with", "of", "for") or visit) and end in inside and not timed:
            stop = end + 1
            while (
                stop in inside
                and stop - end < 7
                and scene.word(stop)[0].isalnum()
                and scene.low(stop) not in _STOPS
                and scene.low(stop) not in scene.tables.rules["dates"]
            ):
                stop += 1
            end = stop
        article = scene.low(end + 1) == "the"
        if scene.low(end) in ("in", "at") and scene.word(end + 1 + article)[:1].isupper() and end in inside:
            end += 1 + article
            while scene.word(end)[:1].isupper() and scene.low(end) not in scene.tables.rules["dates"]:
                end += 1
        return end

    def _place(self, words: Sequence[int], attribution: Attribution, leads: bool) -> str | None:
        """A place after "in" or "at" that stands beside the cue: where it was said."""
        scene = self.scene
        cue = [i for span in (attribution.cue or attribution.source) for i in scene.words.inside(span)]
        for at in words:
            if scene.low(at) not in ("in", "at", "outside", "from") or not cue:
                continue
            if min(abs(at - c) for c in cue) > 8 and not (leads and scene.word(at - 1) == ","):
                continue
            start = at + 1
            while scene.low(start) in ("the", "northern", "southern", "eastern", "western", "central"):
                start += 1
            listed = scene.listed_at(start)
            known = listed and listed.of_kind(
                TermKind.CAPITAL, TermKind.SEAT, TermKind.PARLIAMENT, TermKind.REGION, TermKind.COUNTRY
            )
            end = start
            while scene.word(end)[:1].isupper() and end - start < 5 and scene.low(end) not in scene.tables.rules["dates"]:
                end += 1
            if (
                end > start
                and (known or scene.is_place(start, loose=True))
                and not scene.is_possessive(end)
                and self._tells_place(at, cue)
            ):
                return scene.text_of(start, end)
        return None

    def _tells_place(self, at: int, cue: Sequence[int]) -> bool:
        """False for "the mill in Ohio": a place belongs to the saying right after its verb, its addressee or at the start."""
        scene = self.scene
        before = scene.low(at - 1)
        first = scene.words.at(scene.sentences[scene.sentence_at(scene.words.items[at].start)].start)
        if at == first:
            return scene.word(at + 2) != ","  # "In London, Downing Street said" tells where the reporter is
        if at - 1 in cue or not before[:1].isalnum() or before in scene.tables.rules["dates"]:
            return True
        return any(
            scene.low(i) in _TELLING or scene.low(i) in ("said", "spoke", "speaking", "interview")
            for i in range(max(first, at - 6), at)
        )

    def _addressee(self, words: Sequence[int], via: str | None) -> str | None:
        """Whom the cue names: "told Ukraine's military allies"."""
        scene, inside = self.scene, set(words)
        for at in words:
            low = scene.low(at)
            told = (
                low in _TELLING
                or (
                    low == "to"
                    and scene.low(at - 1) in _SPEAKING
                    and scene.low(at + 1) in ("our", "this", "the", "journalists", "reporters", "allies", "lawmakers")
                )
                or (low == "to" and scene.low(at - 1) in ("speaking", "talking", "spoke", "remarks", "said", "speech", "testimony"))
            )
            journalists = scene.low(at + 1 + (scene.low(at + 1) == "the")) in ("journalists", "reporters", "press")
            told = told or (
                low == "with" and journalists and scene.low(at - 1) in ("spoke", "speaking", "talked", "talking", "spoken")
            )
            if not told or (low == "told" and scene.low(at - 1) in ("was", "were", "be", "been")):
                continue
            start = at + 1
            while scene.low(start) in ("the", "a", "an"):
                start += 1
            end = start
            while (
                end in inside
                and end - start < 8
                and (scene.word(end)[0].isalnum() or scene.is_possessive(end) or scene.word(end) in "’'-")
            ):
                if scene.low(end) in _STOPS or (scene.low(end) in scene.tables.rules["dates"] and scene.word(end)[0].isupper()):
                    break
                end += 1
            text = scene.text_of(start, end)
            if (
                end > start
                and not self._is_outlet(start, via)
                and scene.low(start) not in ("him", "her", "them", "me", "us", "it", "you")
            ):
                if not any(scene.low(i) in scene.tables.rules["setting"]["events"] for i in range(start, end)):
                    return text
        return None

    def _is_outlet(self, at: int, via: str | None) -> bool:
        scene = self.scene
        end = at
        while (
            scene.low(end) in scene.tables.rules["setting"]["outlet_nouns"]
            or self._is_adjective(end)
            and scene.low(end + 1) in scene.tables.rules["setting"]["outlet_nouns"]
        ):
            end += 1
        listed = scene.listed_over(end) if end > at else None
        hit = scene.words.match(scene.tables.outlets, end, len(scene.words.items))
        return hit is not None or end > at or listed is not None and bool(via) or (via is not None and scene.word(at) in via)
