"""Posts and affiliations that the text gives with a name: titles, appositions, relative clauses, possessors."""

from __future__ import annotations

import re
from dataclasses import replace

from rowback.core.actor import ActorKind
from rowback.core.span import Span
from rowback.speakers.actors import Actor, Cast
from rowback.speakers.phrases import loose_words, phrase_end, role_in, start_of_title
from rowback.speakers.posts import Post, body_after, read_post
from rowback.speakers.scene import Scene
from rowback.speakers.tables import TermKind

_AGE = re.compile(r"^(\d{1,3})$")
_LEADS = frozenset(
    [
        "heads",
        "leads",
        "runs",
        "chairs",
        "manages",
        "directs",
        "headed",
        "led",
        "ran",
        "chaired",
        "oversees",
        "represents",
        "owns",
        "founded",
    ]
)
_WORKS = frozenset(
    ["follows", "works", "worked", "covers", "studies", "teaches", "researches", "tracks", "analyses", "analyzes", "watches"]
)
_IS = frozenset(["is", "was", "has", "became", "remains"])
_ENDS = frozenset(".,;:()!?—–")


def read_introductions(scene: Scene, cast: Cast) -> None:
    """Gives every person of the cast the posts, ages and affiliations that stand beside their mentions."""
    for number, (span, actor) in enumerate(cast.places):
        first, last = scene.words.at(span.start), scene.words.at(span.end)
        floor = scene.words.at(scene.sentences[scene.sentence_at(span.start)].start)
        for post in (_title(scene, first, floor), _before(scene, first, last, floor), *_after(scene, actor, last, cast, number)):
            if post is not None and not _is_own_name(actor, post):
                post = _of_counterpart(scene, cast, post)
                actor.posts.append(post)
                if actor.gender is None and post.noun and post.noun.gender:
                    actor.gender = post.noun.gender


def _of_counterpart(scene: Scene, cast: Cast, post: Post) -> Post:
    """The post of a counterpart, which is that of whoever is named before in the sentence: "met his Finnish counterpart"."""
    if post.head != "counterpart" or not post.country or post.noun is None:
        return post
    sentence = scene.sentences[scene.sentence_at(scene.words.items[post.first].start)]
    before = cast.within(Span(sentence.start, scene.words.items[post.first].start))
    posts = [p for _, a in reversed(before) if a.kind is ActorKind.PERSON for p in a.posts if p.noun and not p.former]
    like = next((p.noun for p in posts if p.noun and p.noun.family in ("head", "minister")), None)
    return replace(post, noun=like, owner=None) if like and not post.noun.plural else post


def _is_own_name(actor: Actor, post: Post) -> bool:
    return post.text in actor.name


def title_start(scene: Scene, first: int, floor: int) -> int:
    """The word at which the title before a name begins, the name's own first word where there is none."""
    start = start_of_title(scene, first, floor)
    head = role_in(scene, start, first)
    return start if head and head[1] == first or (head and scene.word(first - 1) == ".") else first


def _title(scene: Scene, first: int, floor: int) -> Post | None:
    start = start_of_title(scene, first, floor)
    if start >= first:
        return None
    if scene.is_possessive(first - 1):
        return _affiliation(scene, start, first - 1, "possessor")
    head = role_in(scene, start, first)
    if head is None:
        return None
    tail = range(head[1], first)
    if tail and scene.low(first - 1) in ("of", "for", "and", "the"):
        return None  # "a spokeswoman for Poole": another's post
    if tail and not all(scene.word(i)[:1].isupper() or scene.low(i) in ("of", "the", "for", ".", "and") for i in tail):
        return None
    if scene.low(start - 1) in scene.tables.rules["phrases"]["owners"] and start > floor:
        start -= 1
    last = first
    while last > max(start + 1, head[1]) and scene.low(last - 1) in scene.tables.rules["honorifics_m"] | scene.tables.rules[
        "honorifics_f"
    ] | {"."}:
        last -= 1
    return read_post(scene, start, last, "title")


def _affiliation(scene: Scene, first: int, last: int, kind: str) -> Post | None:
    """A country, party or body without a post: "Finland's Anna Virtanen", "Jane Hill of Orion Capital"."""
    while first < last and scene.low(first) in ("the", "a", "an"):
        first += 1
    if first >= last:
        return None
    post = Post(first, last, scene.text_of(first, last), None, kind=kind)
    if kind == "of" and ((scene.is_place(first) and scene.is_place(last - 1)) or scene.low(first - 1) == "from"):
        return None  # where somebody lives
    items = scene.listed_in(first, last)
    for item in items:
        if party := item.of_kind(TermKind.PARTY, TermKind.MEMBER):
            return replace(post, party=party.owner)
        if body := item.of_kind(TermKind.BODY):
            return replace(post, body=body.owner, governmental=body.governmental)
        if (region := item.of_kind(TermKind.REGION)) and not item.of_kind(TermKind.COUNTRY, TermKind.CAPITAL):
            return replace(post, region=region.owner)
        if nation := item.of_kind(TermKind.MINISTRY, TermKind.COUNTRY, TermKind.CAPITAL, TermKind.ADJECTIVE):
            if nation.kind is TermKind.MINISTRY:
                return replace(post, body=post.text, country=nation.country, governmental=True)
            return replace(post, country=nation.country)
    if kind == "possessor" or scene.word(first)[:1].isupper():
        return replace(post, body=post.text)
    return None


def _capitals(scene: Scene, at: int) -> int:
    """The end of the capitalised name that begins at a word (after an article), the word itself where none does."""
    start = at
    while scene.low(at) in ("the", "a", "an"):
        at += 1
    begin = at
    while scene.word(at)[:1].isupper() or (
        at > begin
        and scene.low(at) in ("of", "for", "and", "&", "the", "borough", "council", "city")
        and scene.word(at)[:1] != ""
        or at > begin
        and scene.word(at) in ("'", "’")
        and scene.is_possessive(at)
        and scene.low(at + 1) in scene.tables.words_of("body_words")
    ):
        at += 1
    while at > begin and scene.low(at - 1) in ("of", "for", "and", "&", "the"):
        at -= 1
    return at if at > begin else start


def _past_leanings(scene: Scene, at: int) -> int:
    """Past "the opposition", "the ruling centre-left" before the name of a party; the same word where none follows."""
    end = at + (scene.low(at) == "the")
    leanings = scene.tables.modifiers["leaning"] | scene.tables.words_of("before_parties")
    while scene.word(end).islower() and scene.low(end) in leanings and end - at < 6:
        end += 1
    return end if scene.word(end)[:1].isupper() else at


def _before(scene: Scene, first: int, last: int, floor: int) -> Post | None:
    """An apposition before the name: "The French defence minister, Ann Poole, says"."""
    begin = title_start(scene, first, floor)
    while begin > floor and scene.low(begin - 1) in scene.tables.rules["honorifics_m"] | scene.tables.rules["honorifics_f"]:
        begin -= 1
    if (
        scene.word(begin - 1) == ")"
        and scene.word(begin - 3) == "("
        and scene.low(begin - 4) in ("justice", "general", "judge", "colonel")
    ):
        begin -= 4  # "the commission's head, Justice (rtd) Ann Poole"
    if post := _for_a_party(scene, begin):
        return post
    if scene.word(begin - 1) != "," or (
        scene.word(last) and scene.word(last) not in _ENDS and scene.low(last) not in ("who", "has", "said", "told")
    ):
        return None
    comma = begin - 1
    start = comma
    while start > max(floor, comma - 16) and (
        scene.word(start - 1)[0].isalnum() or scene.word(start - 1) in "-'’&" or scene.is_possessive(start - 1)
    ):
        start -= 1
    determiners = scene.tables.rules["phrases"]["determiners"]
    for at in range(start, comma):
        opens = at == start and scene.low(at) not in scene.tables.rules["no_names"]
        if (scene.low(at) in determiners or opens or _owned(scene, at, comma)) and phrase_end(scene, at, comma) == comma:
            head = role_in(scene, at, comma)
            one_of = scene.low(at) in ("one", "another") and scene.low(at + 1) == "of"
            if head and one_of and head[2].plural and scene.low(at + 2) in scene.tables.rules["phrases"]["owners"]:
                return read_post(scene, at + 2, comma, "possessor")  # "One of his own members"
            if head and scene.word(head[1])[:1].isupper() and scene.low(head[1]) not in scene.tables.portfolio:
                continue  # "at a meeting with Prime Minister Ann Poole, Tom Reed said"
            if head and any(scene.low(i) in ("to", "for", "with", "by", "on", "against") for i in range(at, head[0])):
                continue  # "no plan to ban the Greens"
            if head and (scene.is_possessive(head[1]) or any(scene.low(i) in determiners for i in range(at + 1, head[0]))):
                continue  # "a day earlier her foreign minister", "if its neighbour's bid stayed blocked"
            if (
                head
                and not head[2].plural
                and (scene.low(at) in determiners or head[0] - at <= (4 if _owned(scene, at, comma) else 2))
            ):
                return read_post(scene, at, comma, "apposition")
    return None


def _for_a_party(scene: Scene, begin: int) -> Post | None:
    """The party or body for which a sentence says that somebody speaks: "For the Greens, Ann Poole said"."""
    if scene.word(begin - 1) != ",":
        return None
    first = next((i for i in range(begin - 2, max(-1, begin - 9), -1) if scene.word(i) == "For"), None)
    end = _capitals(scene, first + 1) if first is not None else None
    if first is None or end != begin - 1:
        return None
    post = _affiliation(scene, first + 1, end, "of")
    return post if post and (post.party or post.body) else None


def _owned(scene: Scene, at: int, until: int) -> bool:
    return scene.word(at)[:1].isupper() and any(scene.is_possessive(i) for i in range(at + 1, min(at + 5, until)))


def _after(scene: Scene, actor: Actor, last: int, cast: Cast, number: int) -> list[Post]:
    """Apposition, age, relative clause or affiliation that follows a name."""
    found: list[Post] = []
    word, at = scene.low(last), last
    while word in scene.tables.words_of("suffixes"):
        at += 1
        word = scene.low(at)
    if word in ("of", "from", "at") and scene.glued(at) is False:
        begin = _past_leanings(scene, at + 1)
        end = _capitals(scene, begin)
        if end > begin and (post := _affiliation(scene, begin, end, "of")):
            found.append(post)
        at, word = end, scene.low(end)
    if word in ("is", "was", "has", "became", "remains") and (post := copula_post(scene, at + 1)):
        found.append(replace(post, former=True) if word == "was" else post)
    if word == "has" and scene.low(last + 1) in ("run", "led", "headed", "chaired", "managed", "directed"):
        end = phrase_end(scene, last + 2, len(scene.words.items))
        if name := body_after(scene, last + 2, end):
            found.append(Post(last + 2, end, name, None, body=name, kind="of"))
    for _ in range(3):
        if word not in (",", "(", "—", "–", "-"):
            break
        at += 1
        if _AGE.match(scene.word(at)) and scene.word(at + 1) in (",", ")", "."):
            actor.age = scene.word(at)
            at, word = at + 1, scene.word(at + 1)
            continue
        end = phrase_end(scene, at, len(scene.words.items))
        if scene.word(at - 1) == "(" and (member := scene.listed_at(at)) and member.last == end:
            if party := member.of_kind(TermKind.PARTY, TermKind.MEMBER):  # "Jens Poole (Greens)"
                found.append(Post(at, end, scene.text_of(at, end), None, party=party.owner, kind="of"))
                at = end + (scene.word(end) == ")")
                word = scene.word(at)
                continue
        post = None if actor.age and scene.low(at) in ("of", "from") else _phrase_after(scene, at, end)
        if post is None:
            break
        found.append(post)
        at, word = end, scene.word(end)
        if word == ")":
            at, word = end + 1, scene.word(end + 1)
    if at > last + 1 and scene.word(at) == "," and scene.low(at + 1) in _IS:
        at += 1  # "Ann Poole (CDU), 51, has been minister …"
    if at > last and scene.low(at) in _IS and all(p.party for p in found) and (post := copula_post(scene, at + 1)):
        found.append(replace(post, former=True) if scene.low(at) == "was" else post)
    return found


def copula_post(scene: Scene, at: int) -> Post | None:
    """A post after a form of "to be": "has been mayor of Porto for six years"."""
    at += scene.low(at) in ("been", "now", "also", "still")
    end = phrase_end(scene, at, len(scene.words.items))
    head = role_in(scene, at, end)
    if (
        head is None
        or head[2].plural
        or any(scene.low(i) in ("in", "on", "at", "to", "with", "for", "by", "not", "no") for i in range(at, head[0]))
        or head[0] - at > 5
    ):
        return None
    for stop in range(head[1], end):  # "mayor of Porto for six years", "minister for the sea in February"
        timed = scene.low(stop + 1) in scene.tables.rules["dates"] or scene.word(stop + 1).isdigit()
        fields = scene.low(stop) == "for" and stop == head[1] and head[2].family in ("minister", "official", "parliament", "party")
        if scene.low(stop) in ("last", "this", "next", "earlier") or scene.low(stop) in scene.tables.rules["dates"]:
            end = stop
            break
        if scene.low(stop) in ("for", "since", "until", "when", "in", "on", "after") and (
            timed or not scene.word(stop + 1)[:1].isupper() and not fields
        ):
            end = stop
            break
    return read_post(scene, at, end, "apposition")


def _phrase_after(scene: Scene, at: int, end: int) -> Post | None:
    low = scene.low(at)
    if low in ("prosecuting", "defending", "presiding") and end == at + 1:
        return Post(at, end, scene.text_of(at, end), None, kind="apposition")
    if low == "for" and scene.low(at + 2) in ("defence", "defense", "prosecution", "plaintiff", "plaintiffs"):
        return Post(at, end, scene.text_of(at, end), None, kind="apposition")
    if low == "who":
        return _relative(scene, at + 1)
    if low in ("of", "from", "for") and (stop := _capitals(scene, begin := _past_leanings(scene, at + 1))) > begin:
        return _affiliation(scene, begin, stop, "of")
    head = role_in(scene, at, end)
    if head is None and low in ("a", "an"):
        return _of_a_body(scene, at + 1, end)
    if head is None or head[0] - at > 9:
        return None
    if any(scene.low(i) in ("in", "on", "at", "after", "with", "to", "for") for i in range(at, head[0])):
        return None
    loose = loose_words()
    bare = all(scene.low(i) in loose or scene.word(i)[:1].isupper() or "-" in scene.word(i) for i in range(at, head[0]))
    determined = low in scene.tables.rules["phrases"]["determiners"] or any(scene.is_possessive(i) for i in range(at, head[0]))
    close = (
        scene.word(end) in _ENDS or scene.word(end) == "" or scene.low(end) in ("who", "and", "said", "told", "has", "is", "was")
    )
    if not (determined or low in ("then", "now") or (close and bare)) or head[2].plural:
        return None
    begin = at + (low in ("then", "now"))
    post = read_post(scene, begin, end, "apposition")
    return replace(post, former=True) if post and low == "then" else post


def _of_a_body(scene: Scene, first: int, last: int) -> Post | None:
    """A post in words of no table, told by its body: "a China watcher at the Orion Institute"."""
    at = next((i for i in range(first + 1, min(last, first + 6)) if scene.low(i) in ("at", "with")), None)
    if at is None or not scene.word(at - 1).islower():
        return None
    stop = _capitals(scene, at + 1)
    post = _affiliation(scene, at + 1, stop, "of") if stop > at + 1 else None
    return replace(post, first=first, last=stop, text=scene.text_of(first, stop), kind="apposition") if post and post.body else None


def _relative(scene: Scene, at: int) -> Post | None:
    """A post in a relative clause: "who is head of", "who leads Ashford borough council"."""
    limit = len(scene.words.items)
    if scene.low(at) in ("is", "was") and scene.low(at + 1) in ("the", "a", "an", "also"):
        end = phrase_end(scene, at + 1, limit)
        head = role_in(scene, at + 1, end)
        post = read_post(scene, at + 1, end, "apposition") if head and head[0] - at <= 7 else None
        return replace(post, former=True) if post and scene.low(at) == "was" else post
    if scene.low(at) in ("sits", "sat", "serves", "stands", "ran", "represents", "stood", "speaks", "spoke"):
        for item in scene.listed_in(at, min(at + 14, phrase_end(scene, at + 1, limit))):
            if party := item.of_kind(TermKind.PARTY):
                return Post(item.first, item.last, scene.text_of(item.first, item.last), None, party=party.owner, kind="of")
    if scene.low(at) in _WORKS:
        end = phrase_end(scene, at + 1, limit)
        for place in range(at + 1, end - 1):
            if scene.low(place) in ("at", "for", "with") and (name := body_after(scene, place + 1, end)):
                return Post(place + 1, end, name, None, body=name, kind="of")
    if scene.low(at) in _LEADS:
        end = phrase_end(scene, at + 1, limit)
        if (office := next((i for i in range(at + 1, end) if scene.low(i) == "as"), None)) and (
            post := copula_post(scene, office + 1)
        ):
            return post  # "who represents nurses as general secretary of the union"
        base = _affiliation(scene, at + 1, _capitals(scene, at + 1), "relative") if _capitals(scene, at + 1) > at + 1 else None
        base = base or _party_in(scene, at + 1, end)
        post = base or Post(at, end, "", None, kind="relative")
        begin = at + 1 + (scene.low(at + 1) in ("the", "a", "an"))
        if base and base.party:
            return replace(base, first=at, last=end, text=scene.text_of(at, end))
        body = scene.text_of(begin, end) if base and base.body and scene.word(begin)[:1].isupper() else post.body
        return replace(
            post,
            first=at,
            last=end,
            text=scene.text_of(at, end),
            body=body,
            former=scene.low(at).endswith(("ed", "an")) and scene.low(at) != "oversees",
        )
    return None


def _party_in(scene: Scene, first: int, last: int) -> Post | None:
    """The party whose name a phrase holds, listed or not: "leads the minister's Progressive Party in parliament"."""
    for at in range(first, last):
        if not scene.word(at)[:1].isupper() or scene.word(at - 1)[:1].isupper():
            continue
        end = _capitals(scene, at)
        name = scene.text_of(at, end)
        if end - at > 1 and scene.low(end - 1) in scene.tables.words_of("party_words"):
            listed = scene.listed_at(at)
            term = listed.of_kind(TermKind.PARTY) if listed and listed.last == end else None
            home = max(scene.weights, key=lambda c: scene.weights[c], default=None)
            return Post(at, end, name, None, party=term.owner if term and term.country == home else name, kind="relative")
    return None


def owner_mention(cast: Cast, span: Span) -> Actor | None:
    """The person, else the body, whose name a possessor's words hold."""
    found = cast.within(span)
    persons = [a for _, a in found if a.is_person]
    return persons[-1] if persons else found[-1][1] if found else None
