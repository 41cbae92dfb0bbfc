"""The store of statements: who said what when, who is whom, what people decided; questions about any day of it."""

from rowback.ledger.board import Appearance, Standing, Trend
from rowback.ledger.cast import Post, Profile
from rowback.ledger.checking import Info
from rowback.ledger.deciding import Decision
from rowback.ledger.filters import Filter
from rowback.ledger.issue_book import Suggested
from rowback.ledger.ledger import Added, Ledger
from rowback.ledger.roll import Shown

__all__ = [
    "Added",
    "Appearance",
    "Decision",
    "Filter",
    "Info",
    "Ledger",
    "Post",
    "Profile",
    "Shown",
    "Standing",
    "Suggested",
    "Trend",
]
