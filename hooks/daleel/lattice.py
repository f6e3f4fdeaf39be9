"""The lattice and the way: Daleel's cover art as SVG, from one rule.

A topic is a tiling and an angle. From the middle of every tile edge two lines set out at that angle
(Hankin's "polygons in contact"); where they meet, they turn. Out of this lattice one strand is followed
from edge to edge and drawn strong: the way. Which strand, the publication's id decides. Same id, same cover.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import atan2, ceil, cos, hypot, pi, radians, sin, sqrt, tan
from typing import Literal

from daleel.model import Kind

Point = tuple[float, float]
Tile = list[Point]  # corners, in order
Turn = tuple[Point, Point, Point]  # middle of one edge, where its lines meet, middle of the next edge
Lattice = dict[Point, list[Turn]]  # the turns that set out from each middle of an edge
Use = Literal["card", "tall", "print", "book", "house"]

THREAD = "#f2b33d"  # the way on colour: contrast 4.4 to 5.6
COLOURS = {  # of the cover, of the lattice on it
    "investigation": ("#27427f", "#8199d4"),
    "prosecution": ("#6b2a50", "#c58bab"),
    "gender": ("#7d3a16", "#d79d7b"),
    "technology": ("#1b5a3c", "#7cb898"),
    "house": ("#0f4650", "#7fb4bd"),
}


@dataclass(frozen=True)
class Pen:
    """Widths are in the drawing's own units."""

    paper: str  # a colour, or "none"
    line: str
    thread: str
    fine: float
    bold: float


def regular(edges: int, x: float, y: float, edge: float, turn: float = 0.0) -> Tile:
    """The regular polygon around x, y; its first corner stands `turn` radians from the x axis."""
    radius = edge / 2 / sin(pi / edges)
    angles = [turn + 2 * pi * corner / edges for corner in range(edges)]
    return [(x + radius * cos(angle), y + radius * sin(angle)) for angle in angles]


def centres(width: float, height: float, dx: float, dy: float, shift: float = 0.0) -> Iterator[Point]:
    """Centres of cells that cover the sheet; every other row is shifted."""
    for row in range(-1, ceil(height / dy) + 2):
        for column in range(-1, ceil(width / dx) + 2):
            yield column * dx + (shift if row % 2 else 0), row * dy


def squares(width: float, height: float, cell: float) -> list[Tile]:
    return [regular(4, x, y, cell, pi / 4) for x, y in centres(width, height, cell, cell)]


def octagons(width: float, height: float, cell: float) -> list[Tile]:
    edge = cell * tan(pi / 8)
    middles = list(centres(width, height, cell, cell))
    gaps = [regular(4, x + cell / 2, y + cell / 2, edge) for x, y in middles]
    return [regular(8, x, y, edge, pi / 8) for x, y in middles] + gaps


def hexagons(width: float, height: float, cell: float) -> list[Tile]:
    rows = centres(width, height, cell, cell * sqrt(3) / 2, cell / 2)
    return [regular(6, x, y, cell / sqrt(3), pi / 6) for x, y in rows]


Tiling = Callable[[float, float, float], list[Tile]]
TOPICS: dict[str, tuple[Tiling, float, float]] = {  # tiling, angle of the lines in degrees, cell as a share of the unit
    "investigation": (octagons, 67.5, 1.0),
    "prosecution": (squares, 67.5, 0.62),
    "gender": (hexagons, 75.0, 1.0),
    "technology": (hexagons, 60.0, 0.72),
    "house": (octagons, 67.5, 1.0),
}


def between(a: Point, b: Point) -> Point:
    return (a[0] + b[0]) / 2, (a[1] + b[1]) / 2


def distance(a: Point, b: Point) -> float:
    return hypot(b[0] - a[0], b[1] - a[1])


def direction(a: Point, b: Point) -> float:
    return atan2(b[1] - a[1], b[0] - a[0])


def key(point: Point) -> Point:
    """The same for one point reached over two tiles."""
    return round(point[0], 1), round(point[1], 1)


def turns(tile: Tile, angle: float) -> Iterator[Turn]:
    """One for each corner of the tile."""
    centre = sum(x for x, _ in tile) / len(tile), sum(y for _, y in tile) / len(tile)
    for nth, corner in enumerate(tile):
        first, last = between(tile[nth - 1], corner), between(corner, tile[(nth + 1) % len(tile)])
        half, chord = distance(first, last) / 2, between(first, last)
        lean = radians(angle) - atan2(distance(chord, corner), half)  # line against the chord first-last
        inward = half * tan(lean) / (distance(chord, centre) or 1)
        meeting = tuple(chord[axis] + (centre[axis] - chord[axis]) * inward for axis in (0, 1))
        yield first, (meeting[0], meeting[1]), last


def straight_on(lattice: Lattice, before: Point, here: Point) -> Turn | None:
    """The turn that leaves `here` in the direction in which it was reached."""
    heading = direction(before, here)

    def bend(turn: Turn) -> float:
        difference = direction(turn[0], turn[1]) - heading
        return abs(atan2(sin(difference), cos(difference)))

    best = min(lattice.get(key(here), []), key=bend, default=None)
    return best if best and bend(best) < 0.05 else None


def onward(lattice: Lattice, first: Turn) -> tuple[list[Point], bool]:
    """The strand from its first turn until it leaves the sheet; True when it comes back upon itself."""
    points, seen = list(first), set()
    while turn := straight_on(lattice, points[-2], points[-1]):
        step = (key(points[-1]), key(turn[1]))
        if step in seen:
            return points, True
        seen.add(step)
        points += turn[1:]
    return points, False


def strand(lattice: Lattice, first: Turn) -> list[Point] | None:
    """The whole strand, followed both ways; None for a ring."""
    ahead, closed = onward(lattice, first)
    if closed:
        return None
    back, _ = onward(lattice, (first[2], first[1], first[0]))
    return back[:2:-1] + ahead


def strands(lattice: Lattice) -> Iterator[list[Point]]:
    """Every strand that runs from edge to edge, once."""
    seen: set[tuple[Point, Point]] = set()
    for first in sorted(turn for leaving in lattice.values() for turn in leaving):
        if (key(first[0]), key(first[1])) in seen:
            continue
        points = strand(lattice, first) or list(first)
        seen.update((key(a), key(b)) for a, b in pairwise(points))
        seen.update((key(b), key(a)) for a, b in pairwise(points))
        if len(points) > 3:
            yield points


def crosses_the_middle(points: list[Point], width: float, height: float) -> bool:
    near = 0.3 if width < 4 * height else 0.1
    return any(abs(x - width / 2) < width * near and abs(y - height / 2) < height * 0.22 for x, y in points)


def span(points: list[Point], width: float, height: float) -> float:
    """The longer side of the box around what the sheet shows of the strand."""
    shown = [(min(max(x, 0), width), min(max(y, 0), height)) for x, y in points]
    return max(max(point[axis] for point in shown) - min(point[axis] for point in shown) for axis in (0, 1))


def ways(lattice: Lattice, width: float, height: float) -> list[list[Point]]:
    """The long strands through the middle."""
    through = [points for points in strands(lattice) if crosses_the_middle(points, width, height)]
    longest = max(span(points, width, height) for points in through)
    return [points for points in through if span(points, width, height) > 0.8 * longest]


def way(choice: list[list[Point]], seed: str) -> list[Point]:
    """The one that the seed picks."""
    return choice[int(hashlib.sha256(seed.encode()).hexdigest(), 16) % len(choice)]


def path(points: list[Point]) -> str:
    """The points after the first as SVG path data: relative, in tenths, so that equal tiles give equal text."""
    out, (x, y) = "", points[0]
    for px, py in points[1:]:
        dx, dy = round(px - x, 1), round(py - y, 1)
        out += f"l{dx:g} {dy:g}"
        x, y = x + dx, y + dy
    return out


def shape_id(outline: str) -> str:
    """Named by its outline: drawings inlined in one page may then share ids without harm."""
    return "t" + hashlib.sha256(outline.encode()).hexdigest()[:6]


@cache
def ground(topic: str, width: int, height: int, unit: float) -> tuple[str, str, list[list[Point]]]:
    """What covers of one kind and topic share: the tiles' shapes, where they lie, and the ways to choose from."""
    tiling, angle, share = TOPICS[topic]
    turning: Lattice = {}
    places: dict[str, list[Point]] = {}  # by outline
    for tile in tiling(width, height, unit * share):
        star: list[Point] = []
        for first, meeting, last in turns(tile, angle):
            turning.setdefault(key(first), []).append((first, meeting, last))
            turning.setdefault(key(last), []).append((last, meeting, first))
            star += [first, meeting]
        places.setdefault(path(star), []).append(star[0])
    shapes = "".join(f'<path id="{shape_id(outline)}" d="m0 0{outline}z"/>' for outline in places)
    uses = "".join(
        f'<use href="#{shape_id(outline)}" x="{x:.1f}" y="{y:.1f}"/>'
        for outline, points in places.items()
        for x, y in points
    )
    return shapes, uses, ways(turning, width, height)


def lattice(topic: str, seed: str, width: int, height: int, unit: float, pen: Pen) -> str:
    """The drawing as SVG. `unit` is about the width of a tile."""
    shapes, uses, choice = ground(topic, width, height, unit)
    points = way(choice, seed)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'preserveAspectRatio="xMidYMid slice" fill="none" stroke-linejoin="round"><defs>{shapes}</defs>'
        f'<path fill="{pen.paper}" d="M0 0h{width}v{height}H0z"/>'
        f'<g stroke="{pen.line}" stroke-width="{pen.fine}">{uses}</g>'
        f'<path stroke="{pen.thread}" stroke-width="{pen.bold}" '
        f'd="M{points[0][0]:.1f} {points[0][1]:.1f}{path(points)}"/></svg>\n'
    )


def cover(publication_id: str, kind: Kind, topic: str, use: Use) -> str:
    """The publication's art as SVG. A manual has a field of lattice, a brief a frieze.

    "card" stands on the shelf, "tall" is the cover as a page, "print" is lines on white for A4 (210 mm = 595 units),
    "book" the same drawing on colour,
    "house" is the site's own square, for which `cover("daleel", "manual", "house", "house")` is the usual call.
    """
    colour, line = COLOURS[topic]
    if use in ("print", "book"):
        pen = Pen("none", line, colour, 0.7, 3.6) if use == "print" else Pen(colour, line, THREAD, 1.1, 5)
        width, height, unit = (595, 500, 119) if kind == "manual" else (595, 96, 96)
    elif use == "tall":
        pen = Pen(colour, line, THREAD, 1.6, 8)
        width, height, unit = 420, 594, 168
    elif use == "house":
        pen = Pen(colour, line, THREAD, 1.2, 5)
        width, height, unit = 640, 640, 128
    else:
        pen = Pen(colour, line, THREAD, 1.1, 4)
        width, height, unit = (480, 270, 96) if kind == "manual" else (960, 96, 96)
    return lattice(topic, publication_id, width, height, unit, pen)
