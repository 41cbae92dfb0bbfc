"""The marks of a board as SVG. There can be thousands, and a template would take ten times as long."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup, escape

from rowback.web.chart import LANE, LINE, SIDE, Drawing


def plot(drawing: Drawing) -> Markup:
    """Everything in the picture: shortened stretches, days, rails, findings, and the marks on top."""
    return Markup("\n").join(Markup(part) for part in _parts(drawing))  # noqa: S704  (every word in the parts is escaped)


def _parts(drawing: Drawing) -> Iterator[str]:
    for side in drawing.sides:  # each on a ground of its own, so that no line runs through the name of a side
        top, height = side.y + SIDE, len(side.lanes) * LANE
        for gap in drawing.gaps:
            title = f"<title>{gap.label} without a position</title>"
            yield f'<rect class="gap" x="{gap.x:.2f}%" width="{gap.width:.2f}%" y="{top}" height="{height}">{title}</rect>'
        for tick in drawing.ticks:
            minor = "" if tick.is_major else " minor"
            yield f'<line class="grid{minor}" x1="{tick.x}%" x2="{tick.x}%" y1="{top}" y2="{top + height}"/>'
        for lane in side.lanes:
            yield f'<line class="rail" x1="0" x2="100%" y1="{lane.y + LINE}" y2="{lane.y + LINE}"/>'
    for arc in drawing.arcs:
        box = f'x="{arc.x:.2f}%" y="{arc.y}" width="{arc.width:.2f}%" height="{arc.height}" viewBox="0 0 100 100"'
        curves = f'<path class="hit" d="{arc.curve}"/><path d="{arc.curve}"/>'
        link = f'<a class="arc k-{arc.kind}" href="/findings/{arc.finding}" aria-label="{escape(arc.label)}">'
        yield f'{link}<svg {box} preserveAspectRatio="none">{curves}</svg></a>'
    for side in drawing.sides:
        for lane in side.lanes:
            for dot in lane.dots:
                mark = f'<use class="s-{dot.stance}" href="#mk-{dot.stance}" x="{dot.x}%" y="{dot.y}"/>'
                yield f'<a class="dot" href="/statements/{dot.statement}" aria-label="{escape(dot.label)}">{mark}</a>'
