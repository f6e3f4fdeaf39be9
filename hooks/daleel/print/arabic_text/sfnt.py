"""TrueType font files: their tables, and new glyphs composed of those that are there.

https://learn.microsoft.com/typography/opentype/spec/otff (big-endian throughout; lengths in font units).
"""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

Tables = Mapping[str, bytes]

ARGUMENTS_ARE_WORDS, ARGUMENTS_ARE_OFFSETS, MORE_COMPONENTS = 0x0001, 0x0002, 0x0020


class Component(NamedTuple):
    glyph: int
    dx: int
    dy: int


@dataclass(frozen=True)
class Composite:
    components: Sequence[Component]  # none: an empty glyph
    advance: int


class Box(NamedTuple):
    left: int
    bottom: int
    right: int
    top: int


def read_tables(font: bytes) -> dict[str, bytes]:
    (count,) = struct.unpack_from(">H", font, 4)
    directory = struct.iter_unpack(">4sIII", font[12 : 12 + 16 * count])
    return {tag.decode("ascii"): font[start : start + length] for tag, _, start, length in directory}


def glyph_count(tables: Tables) -> int:
    return int(struct.unpack_from(">H", tables["maxp"], 4)[0])


def units_per_em(tables: Tables) -> int:
    return int(struct.unpack_from(">H", tables["head"], 18)[0])


def with_composites(tables: Tables, glyphs: Sequence[Composite]) -> dict[str, bytes]:
    """The tables of the font with the glyphs added behind its own; theirs keep their numbers."""
    own = glyph_count(tables)
    offsets = glyph_offsets(tables)
    outlines, lefts = bytearray(tables["glyf"][: offsets[own]]), []
    for glyph in glyphs:
        outlines += bytes(-len(outlines) % 4)
        offsets[-1] = len(outlines)
        outline, left = composite_outline(glyph, tables["glyf"], offsets)
        outlines += outline
        lefts.append(left)
        offsets.append(len(outlines))
    outlines += bytes(-len(outlines) % 4)
    offsets[-1] = len(outlines)
    count = own + len(glyphs)
    metrics = own_metrics(tables) + b"".join(
        struct.pack(">Hh", g.advance, left) for g, left in zip(glyphs, lefts, strict=True)
    )
    return {
        **tables,
        "glyf": bytes(outlines),
        "loca": struct.pack(f">{count + 1}I", *offsets),
        "hmtx": metrics,
        "maxp": maxima(tables["maxp"], count, max((len(g.components) for g in glyphs), default=1)),
        "hhea": tables["hhea"][:34] + struct.pack(">H", count),  # numberOfHMetrics
        "head": tables["head"][:50] + struct.pack(">h", 1) + tables["head"][52:],  # indexToLocFormat: 32 bits
    }


def glyph_offsets(tables: Tables) -> list[int]:
    """Where each glyph of `glyf` starts, and the end of the last one."""
    count = glyph_count(tables) + 1
    if struct.unpack_from(">h", tables["head"], 50)[0]:
        return list(struct.unpack(f">{count}I", tables["loca"][: 4 * count]))
    return [2 * half for half in struct.unpack(f">{count}H", tables["loca"][: 2 * count])]


def own_metrics(tables: Tables) -> bytes:
    """`hmtx` with an advance for each glyph: the tail that shares the last one is written out."""
    (full,) = struct.unpack_from(">H", tables["hhea"], 34)
    head, shared = tables["hmtx"][: 4 * full], tables["hmtx"][4 * full - 4 : 4 * full - 2]
    tail = tables["hmtx"][4 * full : 4 * full + 2 * (glyph_count(tables) - full)]
    return head + b"".join(shared + tail[i : i + 2] for i in range(0, len(tail), 2))


def composite_outline(glyph: Composite, outlines: bytes, offsets: Sequence[int]) -> tuple[bytes, int]:
    """The glyph's record in `glyf`, and its left side bearing. Empty components (spaces) are left out."""
    drawn = [part for part in glyph.components if offsets[part.glyph + 1] > offsets[part.glyph]]
    if not drawn:
        return b"", 0
    box = around([moved(Box(*struct.unpack_from(">4h", outlines, offsets[part.glyph] + 2)), part) for part in drawn])
    record = struct.pack(">5h", -1, *box)  # -1 contours: a composite
    for part in drawn:
        flags = ARGUMENTS_ARE_WORDS | ARGUMENTS_ARE_OFFSETS | (MORE_COMPONENTS if part is not drawn[-1] else 0)
        record += struct.pack(">HHhh", flags, part.glyph, part.dx, part.dy)
    return record, box.left


def moved(box: Box, by: Component) -> Box:
    return Box(box.left + by.dx, box.bottom + by.dy, box.right + by.dx, box.top + by.dy)


def around(boxes: Sequence[Box]) -> Box:
    return Box(
        min(b.left for b in boxes), min(b.bottom for b in boxes), max(b.right for b in boxes), max(b.top for b in boxes)
    )


def maxima(maxp: bytes, count: int, components: int) -> bytes:
    """`maxp` for so many glyphs, the new ones of up to so many components, one level above those there are."""
    fields = list(struct.unpack_from(">13H", maxp, 6))
    points, contours, composite_points, composite_contours = fields[:4]
    fields[2] = min(0xFFFF, max(composite_points, points) * components)
    fields[3] = min(0xFFFF, max(composite_contours, contours) * components)
    fields[11] = max(fields[11], components)
    fields[12] += 1
    return maxp[:4] + struct.pack(">H", count) + struct.pack(">13H", *fields) + maxp[32:]


def revised(tables: Tables, times: int) -> dict[str, bytes]:
    """The tables with a higher fontRevision, which nothing depends on."""
    head = bytearray(tables["head"])
    (revision,) = struct.unpack_from(">I", head, 4)
    struct.pack_into(">I", head, 4, revision + times)
    return {**tables, "head": bytes(head)}


def font_file(tables: Tables) -> bytes:
    """The file of the tables, with its checksums."""
    tables = {**tables, "head": tables["head"][:8] + bytes(4) + tables["head"][12:]}
    tags, count = sorted(tables), len(tables)
    power = count.bit_length() - 1
    directory = struct.pack(">IHHHH", 0x00010000, count, 16 << power, power, 16 * count - (16 << power))
    start, body, head_start = 12 + 16 * count, b"", 0
    for tag in tags:
        table = tables[tag]
        if tag == "head":
            head_start = start + len(body)
        directory += struct.pack(">4sIII", tag.encode("ascii"), checksum(table), start + len(body), len(table))
        body += table + bytes(-len(table) % 4)
    adjustment = 0xB1B0AFBA - checksum(directory + body) & 0xFFFFFFFF
    font = bytearray(directory + body)
    struct.pack_into(">I", font, head_start + 8, adjustment)
    return bytes(font)


def checksum(data: bytes) -> int:
    padded = data + bytes(-len(data) % 4)
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}I", padded)
    return sum(words) & 0xFFFFFFFF
