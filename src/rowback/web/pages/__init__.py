"""The pages, one module each, and the forms on them."""

from rowback.web.pages import actors, articles, board, findings, home, review, sample, statements

ROUTES = [
    route for module in (home, board, findings, review, sample, articles, statements, actors) for route in module.pages.routes
]
