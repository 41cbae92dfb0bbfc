"""Which party is the opposition: so called, or the rival of the one that an article shows in government."""

from __future__ import annotations

from rowback.speakers.countries import Listed
from rowback.speakers.scene import Scene
from rowback.speakers.tables import TermKind

_SAID, _SHOWN, _HINTED = 3, 2, 1  # "the opposition Liberals", "a Liberal government", "the Liberals vowed"
_REACH = 4  # words from a party's possessive to what is its


def party_in_opposition(scene: Scene, country: str) -> str | None:
    """The party for which a country's opposition leader and shadow ministers speak; None where the article does not tell."""
    rivals = [str(party) for party in scene.tables.rules["rivals"].get(country, ())]
    called: set[str] = set()
    governs: dict[str, int] = {}
    for item in scene.listed:
        party = next((t.owner for t in item.terms if t.kind in _PARTIES and t.country in (country, None)), None)
        if party is None or item.of_kind(TermKind.ADJECTIVE, TermKind.COUNTRY):
            continue
        if scene.low(item.first - 1) == "opposition":
            called.add(party)
        governs[party] = governs.get(party, 0) + _weight(scene, item)
    if len(called) == 1:
        return called.pop()
    if len(rivals) != 2:
        return None
    one, other = (governs.get(party, 0) for party in rivals)
    return None if one == other else rivals[one > other]


_PARTIES = (TermKind.PARTY, TermKind.MEMBER)


def _weight(scene: Scene, item: Listed) -> int:
    """How much one mention of a party shows that it governs; below zero where it shows the contrary."""
    signs = scene.tables.rules["governing_signs"]
    before, after = scene.low(item.first - 1), scene.low(item.last)
    if before == "opposition":
        return -_SAID
    if after in signs["bodies"]:
        return -_SHOWN if before in signs["possible"] else 0 if before in signs["past"] else _SAID
    if scene.is_possessive(item.last):
        owned = [scene.low(at) for at in range(item.last + 1, item.last + 1 + _REACH)]
        return _HINTED if not signs["works"].isdisjoint(owned) else 0
    return -_HINTED if after in signs["against"] else 0
