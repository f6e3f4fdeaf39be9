"""A chapter after conversion: clean HTML that every renderer reads, and what was learned on the way.

The HTML (only these, nothing else; see `sanitize.py` for the whitelist):

* `h2`–`h4` with `id`; `p`, `ul`, `ol[start]`, `dl/dt/dd`, `blockquote`, `pre`, `hr`;
* `ul[data-tasks]` > `li[data-done="true|false"]`: a task list;
* `table` > `thead`/`tbody` > `tr` > `th`/`td[data-align="center|end"]`;
* `section[data-element]`: see `elements.py`. In a `check`, `ol[data-questions]` > `li` holds each question's blocks
  and its `section[data-element="answer"]`. `figure` holds `p > img`; `figure` and `table` have `id` and `data-number`;
* `img[src][alt][width][height]`: `src` is relative to the publication's folder and already localised ("figures/elements.ar.svg");
* `sup > a[data-note="1"][id][href="#note-1"]`: a note's mark; the same note may be marked more than once;
  `section[data-notes] > ol > li#note-1`: the notes, last in the text; each `li` holds inline content or blocks;
* `a[href]`: "#id" in the same chapter; "daleel:<publication>/<chapter>#id", "daleel:<publication>", "daleel:<site page>#id"
  for the library's own texts; else https:, mailto:, tel:;
* `em strong code sub sup del abbr br span[lang][dir]`, and `bdi[dir="ltr"]` around left-to-right runs in right-to-left text.

Typography is done: French spaces are U+202F and U+00A0, runs are isolated.
"""

import msgspec


class Heading(msgspec.Struct, frozen=True):
    level: int  # 2 to 4
    id: str
    title: str  # plain text


class Caption(msgspec.Struct, frozen=True):
    element: str  # "figure" or "table"
    id: str
    number: int  # from 1 within the chapter
    title: str  # plain text


class Reference(msgspec.Struct, frozen=True):
    """A source that the text cites, as a list of sources names it."""

    id: str
    html: str  # inline


class Text(msgspec.Struct, frozen=True):
    html: str
    headings: tuple[Heading, ...]
    captions: tuple[Caption, ...]
    minutes: int | None  # sum of the session plan; None without one
    words: int  # for the reading time
    elements: tuple[str, ...]  # names in the order in which they first occur
    images: tuple[str, ...]  # as in img[src]
    sources: tuple[Reference, ...] = ()  # by id
    terms: tuple[str, ...] = ()  # ids of the termbase, in the order of first use
