"""Days in texts: expressions like "on Thursday" or "earlier this week", and the day on which something was said."""

from rowback.dates.finding import DateFound, Looks, find_dates, past_date
from rowback.dates.moment import Precision
from rowback.dates.saying import say_days

__all__ = ["DateFound", "Looks", "Precision", "find_dates", "past_date", "say_days"]
