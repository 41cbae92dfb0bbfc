"""What the caller says about the input."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rowback.core.errors import InputError
from rowback.reading.identify import language_code
from rowback.reading.published import Published, parse_published

BAD_DATE = "RB106"
BAD_LANGUAGE = "RB108"
_LAST_DAY = date(9999, 12, 1)


@dataclass(frozen=True, slots=True)
class Given:
    """What the command line says of the articles; it fills what the input lacks and overrides a single plain text.

    ``published`` is an ISO day or date and time, ``language`` an ISO 639-1 code; InputError if they are neither.
    """

    published: str | None = None
    url: str | None = None
    outlet: str | None = None
    language: str | None = None

    def __post_init__(self) -> None:
        if self.language is not None and language_code(self.language) is None:
            raise InputError(BAD_LANGUAGE, "the language given", f"{self.language!r} is not an ISO 639-1 code such as en")
        self.date(_LAST_DAY)

    def date(self, today: date) -> Published | None:
        """The date of publication, None if none is given; InputError if it lies after `today`."""
        if self.published is None:
            return None
        try:
            return parse_published(self.published, "option", today)
        except ValueError as error:
            raise InputError(BAD_DATE, "the date of publication given", str(error)) from error
