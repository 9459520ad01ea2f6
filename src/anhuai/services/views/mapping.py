"""A day's routes as a small picture: the villages' outlines, a line a worker, a number a stop."""

from collections.abc import Sequence
from datetime import date
from math import cos, radians
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from anhuai.services import queries

WIDTH, MARGIN, MOST_HEIGHT = 640.0, 24.0, 520.0
# Dark enough for white numbers (4.5 : 1), light enough for the dark face's paper.
HUES = (
    "#1264b8", "#1b7a46", "#9a5200", "#6b3fb0", "#b3261e", "#0b6e7a", "#5f6b00", "#52606d",
)  # fmt: skip
Point = tuple[float, float]


class Frame:
    """Turns degrees into a picture that holds all the points given, north up."""

    def __init__(self, points: Sequence[Point], width: float = WIDTH) -> None:
        lons, lats = [one[0] for one in points], [one[1] for one in points]
        self.west, self.north = min(lons), max(lats)
        self.squeeze = cos(radians((min(lats) + max(lats)) / 2))
        across = max((max(lons) - self.west) * self.squeeze, 0.005)
        down = max(self.north - min(lats), 0.005)
        self.scale = min((width - 2 * MARGIN) / across, (MOST_HEIGHT - 2 * MARGIN) / down)
        self.width = across * self.scale + 2 * MARGIN
        self.height = down * self.scale + 2 * MARGIN

    def at(self, point: Point) -> Point:
        """Return where a point is drawn, to a tenth."""
        x = (point[0] - self.west) * self.squeeze * self.scale + MARGIN
        y = (self.north - point[1]) * self.scale + MARGIN
        return round(x, 1), round(y, 1)

    def line(self, points: Sequence[Point]) -> str:
        """Return points as an SVG list."""
        return " ".join(f"{x},{y}" for x, y in map(self.at, points))


def drawn_map(found: queries.Shown, on: date) -> SafeString:
    """Return the picture of a plan; "" where no stop has a point."""
    lines = []
    for number, (route, stops) in enumerate(found.routes):
        points = [(s.longitude, s.latitude) for s in stops if s.longitude and s.latitude]
        if points:
            lines.append((HUES[number % len(HUES)], route, points))
    if not lines:
        return SafeString("")
    codes = {s.order.division for _route, stops in found.routes for s in stops}
    rings = queries.outline_of(codes, on=on) if len(codes) <= 60 else []
    every: list[Any] = [point for _n, route, points in lines
                        for point in [*points, (route.longitude, route.latitude)]]  # fmt: skip
    frame = Frame(every)
    shapes = format_html_join(
        "", '<polygon points="{}" fill="#8793a0" fill-opacity="0.12" stroke="#8793a0"/>',
        ((frame.line(ring),) for ring in rings),
    )  # fmt: skip
    drawn = format_html_join("", "{}", ((_route(frame, *one),) for one in lines))
    says = _("路线示意图：每种颜色一名服务人员，数字是先后次序；路程为直线估算，不是道路导航")
    return format_html(
        '<svg class="route-map" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}</svg>',
        round(frame.width), round(frame.height), says, shapes, drawn,
    )  # fmt: skip


def _route(frame: Frame, hue: str, route: Any, points: list[Point]) -> SafeString:
    start = (route.longitude, route.latitude)
    stops = format_html_join(
        "",
        '<circle cx="{}" cy="{}" r="9" stroke="#fff"/>'
        '<text x="{}" y="{}" fill="#fff" font-size="11" text-anchor="middle">{}</text>',
        ((x, y, x, round(y + 4, 1), at) for at, (x, y) in enumerate(map(frame.at, points), 1)),
    )  # fmt: skip
    x, y = frame.at(start)
    return format_html(
        '<g fill="{}"><title>{}</title>'
        '<polyline points="{}" fill="none" stroke="{}" stroke-width="2" stroke-opacity="0.7"/>'
        '<rect x="{}" y="{}" width="10" height="10"/>{}</g>',
        hue, route.worker.name, frame.line([start, *points, start]), hue, x - 5, y - 5, stops,
    )  # fmt: skip
