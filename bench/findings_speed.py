"""How long the findings stage takes on generated ledgers, and how its time grows: utterances over all, findings of one large issue.

    bench/findings_speed.py [--positions 50000] [--statements 200000]

A few actors speak very often, most seldom; outlets repeat, shorten and retell each other; days are spread over five years.
"""

from __future__ import annotations

import argparse
import math
import random
import time
from datetime import UTC, date, datetime, timedelta

from rowback.core.actor import ActorKind
from rowback.core.article import BlockKind
from rowback.core.attribution import Kind
from rowback.core.finding import Claim, Entry, Source
from rowback.core.saidon import SaidOn
from rowback.core.span import Span
from rowback.core.stance import Stance
from rowback.core.statement import Actor, Position, Statement
from rowback.findings import find_changes, group_utterances

TOLD_AT = datetime(2030, 1, 1, tzinfo=UTC)
SIDES = (
    "United States",
    "United Kingdom",
    "Germany",
    "Labour Party",
    "Conservative Party",
    "European Commission",
    "Unite",
    "Russia",
)
ROLES = (
    "foreign minister",
    "president",
    "spokesman",
    "deputy minister",
    "finance minister",
    "adviser",
    "member of parliament",
    None,
)
_WORDS = """levy harbour pension turbine licence quota tariff border grant school hospital railway river farmers drivers budget treaty
troops sanction court verdict inquiry merger strike wage rent housing bridge tunnel vaccine reactor pipeline refugees ballot""".split()


def generated(number: int, issues: int, seed: int = 7) -> list[Entry]:
    """Statements as a ledger may hold them: `issues` of them share the positions, the first takes most."""
    chance = random.Random(seed)  # the same ledger every time
    entries: list[Entry] = []
    while len(entries) < number:
        # the r-th most often heard speaks 1/(r + 10) as often: the first about one statement in eighty of a large ledger
        actor = int(10 * (math.exp(chance.random() * math.log(max(60, number // 20) / 10)) - 1))
        speaker = Actor(f"p{actor}", f"Person {actor}", ActorKind.PERSON, ROLES[actor % len(ROLES)], SIDES[actor % len(SIDES)])
        day = date(2020, 1, 1) + timedelta(days=chance.randrange(1800))
        words = chance.choices(_WORDS, k=7)
        issue = f"i{min(int(chance.paretovariate(0.5)) - 1, issues - 1)}"
        stance = _stance(actor, chance)
        for _ in range(min(30, int(chance.paretovariate(1.2)))):
            entries.append(_entry(len(entries), speaker, day, words, stance, issue, chance))
    return entries[:number]


def _stance(actor: int, chance: random.Random) -> Stance:
    """Mostly the line of the actor's side, a step beside it now and then, seldom any other."""
    line = -2 if actor % len(SIDES) % 2 else 2
    drawn = chance.random()
    return Stance.at(line + (chance.choice((-1, 1)) if drawn > 0.6 else 0)) if drawn < 0.96 else chance.choice(list(Stance))


def _entry(number: int, speaker: Actor, day: date, words: list[str], stance: Stance, issue: str, chance: random.Random) -> Entry:
    kind = chance.choice((Kind.DIRECT, Kind.DIRECT, Kind.INDIRECT))
    told = list(words) if kind is Kind.DIRECT else chance.sample(words, 5)
    quote = "we will " + " ".join(told) if kind is Kind.DIRECT else "he would " + " ".join(told)
    start = chance.randrange(0, 4000)
    span = Span(start, start + len(quote))
    said_on = chance.choices(
        (SaidOn(day, day, Span(0, 2)), SaidOn(day, day + timedelta(days=1), None, True), None), weights=(6, 3, 1)
    )[0]
    position = Position(issue, stance, (span,), (), (), ("rule",), 0.8)
    statement = Statement(
        f"s{number:07}", kind, quote, (span,), (), (), speaker, said_on, None, None, None, None, None, None, None, (position,), 0.9
    )
    source = Source(f"a{number // 3}", None, f"Outlet {number % 50}", None, (day + timedelta(days=1)).isoformat(), "en", False)
    return Entry(statement, source, f"s{number:07}", TOLD_AT, BlockKind.BODY)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--positions", type=int, default=50_000)
    parser.add_argument("--statements", type=int, default=200_000)
    options = parser.parse_args()
    for number in (options.positions // 10, options.positions):
        entries = generated(number, 1)
        claims = [Claim(f"a{n}", Span(10, 30), "the minister has softened his stance", None) for n in range(0, number // 3, 40)]
        begin = time.perf_counter()
        found = find_changes("i0", entries, claims)
        print(f"findings of an issue with {number} positions: {time.perf_counter() - begin:.2f} s, {len(found)} found")
    for number in (options.statements // 10, options.statements):
        entries = generated(number, 2000)
        begin = time.perf_counter()
        grouped = group_utterances(entries)
        print(f"utterances of {number} statements: {time.perf_counter() - begin:.1f} s, {len(set(grouped.values()))} found")


if __name__ == "__main__":
    main()
