"""Arabic text in PDF files of Typst, made readable for readers: found, copied and read aloud in order.

`readable_arabic` is the door; the modules behind it, in the order of the data:

    content    the text blocks of a page, as Typst's PDF library (krilla) writes them
    fonts      the fonts embedded in the file, and the glyphs added to them
    sfnt       TrueType files
    lines      runs: blocks that belong together on a line
    baselines  what stands on a line a little higher or lower
    words      the spelling of a run: one character a glyph
    runs       a right-to-left run, written so that all readers agree
    latin      left-to-right words in a right-to-left line
    streams    streams whose length nobody can mistake
    readable   the whole file

Lengths without a unit in their name are in thousandths of the font's size (PDF's glyph space).
"""

from daleel.print.arabic_text.readable import readable_arabic

__all__ = ["readable_arabic"]
