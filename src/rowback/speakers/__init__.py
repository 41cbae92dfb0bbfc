"""Speakers: whom an article quotes, on whose behalf, and where they said it.

Mentions by name become actors; titles and appositions give their posts; pronouns and descriptions are resolved against
them. Nothing is guessed: a source that fits nobody is UNKNOWN.
"""

from __future__ import annotations

from rowback.speakers.resolve import find_speakers

__all__ = ["find_speakers"]
