"""The store of statements: who said what when, who is whom, what people decided; questions about any day of it."""

from rowback.ledger.board import Appearance, Outline, Standing, Trend, outline
from rowback.ledger.cast import Post, Profile
from rowback.ledger.catalogue import Leaf, Mark
from rowback.ledger.checking import Extent, Info
from rowback.ledger.deciding import Decision
from rowback.ledger.facets import MOST_COUNTED, Facet
from rowback.ledger.filters import Filter
from rowback.ledger.issue_book import Suggested
from rowback.ledger.ledger import Added, Ledger
from rowback.ledger.roll import Shown
from rowback.ledger.samples import Judgement, Precision, Verdict, precision
from rowback.ledger.shelf import Listed
from rowback.ledger.survey import Brief, Surveyed, brief_of, in_order

__all__ = [
    "MOST_COUNTED",
    "Added",
    "Appearance",
    "Brief",
    "Decision",
    "Extent",
    "Facet",
    "Filter",
    "Info",
    "Judgement",
    "Leaf",
    "Ledger",
    "Listed",
    "Mark",
    "Outline",
    "Post",
    "Precision",
    "Profile",
    "Shown",
    "Standing",
    "Suggested",
    "Surveyed",
    "Trend",
    "Verdict",
    "brief_of",
    "in_order",
    "outline",
    "precision",
]
