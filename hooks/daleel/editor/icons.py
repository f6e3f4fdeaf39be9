"""The editor's font of icons with those that it shows: 0.7 MB become less than 0.1.

An icon is a ligature: the letters of its name (`search`) are shown as one sign.
"""

import io
import re

from fontTools import subset
from fontTools.ttLib import TTFont

WORDS = re.compile("[a-z0-9_]{2,40}")


def icon_font(font: bytes, script: str) -> bytes:
    """WOFF2 in and out; script: that names the icons. Names that are other words too do no harm."""
    whole = TTFont(io.BytesIO(font), recalcTimestamp=False)
    named = icons(whole)
    used = sorted(named.keys() & set(WORDS.findall(script)))
    subsetter = subset.Subsetter(subset.Options(layout_features=["*"], layout_closure=False))
    subsetter.populate(glyphs=[named[name] for name in used], text="".join(sorted(set("".join(used)))))
    subsetter.subset(whole)
    whole.flavor = "woff2"
    written = io.BytesIO()
    whole.save(written)
    return written.getvalue()


def icons(font: TTFont) -> dict[str, str]:
    """Name of an icon → its glyph."""
    letters = {glyph: chr(code).lower() for code, glyph in font.getBestCmap().items()}
    found = {}
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in (getattr(one, "ExtSubTable", one) for one in lookup.SubTable):
            for first, ligatures in getattr(table, "ligatures", {}).items():
                for ligature in ligatures:
                    found["".join(letters.get(glyph, "?") for glyph in [first, *ligature.Component])] = (
                        ligature.LigGlyph
                    )
    return found
