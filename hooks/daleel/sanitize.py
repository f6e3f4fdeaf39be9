"""The one whitelist of HTML. What is not here is reported to the author, and removed whatever happened before."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

import nh3
from lxml import etree

from daleel.problems import Message, say

GLOBAL = {"id", "lang", "dir"}
ALLOWED: dict[str, set[str]] = {
    **{
        tag: set()
        for tag in [
            "p",
            "br",
            "hr",
            "ul",
            "li",
            "dl",
            "dt",
            "dd",
            "blockquote",
            "pre",
            "code",
            "em",
            "strong",
            "sub",
            "sup",
            "del",
            "abbr",
            "span",
            "bdi",
        ]
    },
    **{tag: set() for tag in ["h2", "h3", "h4", "thead", "tbody", "tr", "header", "footer"]},
    "ol": {"start", "data-questions"},
    "ul": {"data-tasks"},
    "li": {"data-done"},
    "table": set(),
    "th": {"data-align"},
    "td": {"data-align"},
    "section": {"data-element", "data-minutes", "data-for", "data-number", "data-notes"},
    "a": {"href", "data-note"},
    "img": {"src", "alt", "width", "height"},
    "abbr": {"title"},
}
SCHEMES = {"https", "http", "mailto", "tel", "daleel"}
# What authors may write as HTML themselves; the rest of ALLOWED comes from Markdown.
AUTHORS_OWN = {"br", "sub", "sup", "abbr", "span", "bdi"}


def clean(html: str) -> str:
    """The HTML with nothing in it but the whitelist."""
    return nh3.clean(
        html,
        tags=set(ALLOWED),
        attributes={tag: attributes | GLOBAL for tag, attributes in ALLOWED.items()},
        url_schemes=SCHEMES,
        link_rel=None,
        strip_comments=True,
    )


TAG = re.compile(r"</?([a-zA-Z][^\s/<>]*)")
COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)
# What Markdown makes of a fence and of a task.
MADE = re.compile(r"<pre><code[^<>]*>[^<]*</code></pre>\s*|<input type=\"checkbox\" disabled(?: checked)?/> ?")
HEADINGS_ELSEWHERE = {"h1", "h5", "h6"}  # made from #: their level is what is wrong
MOST_NAMED = 20  # tags of a kind; one message would do, but an author mends what is named


def written(pieces: Iterable[str]) -> Iterator[tuple[str, int, Message]]:
    """Of the HTML that stands in a text, the tags that are not an author's own: what to look for, the how manieth, the message.

    Closing ones too, where they close nothing: they would end what the engine opened.
    """
    seen = Counter[str]()
    for piece in pieces:
        if MADE.fullmatch(piece):
            continue
        for match in TAG.finditer(COMMENT.sub("", piece)):
            tag, start = match[1].lower(), match[0]
            closes = start.startswith("</")
            named = tag in AUTHORS_OWN or (closes and seen[f"<{match[1]}"] > seen[start])
            if not named and seen[start] < MOST_NAMED:
                yield start, seen[start], _no_tag(tag)
            seen[start] += 1


def _no_tag(tag: str) -> Message:
    return say("the HTML tag <{tag}> is not allowed; write it in Markdown or as an element (/// …)", tag=tag)


def strangers(root: etree._Element) -> Iterator[tuple[str, Message]]:
    """Tags and attributes that the whitelist lacks: what to look for in the source, and the message."""
    for element in root.iterdescendants():
        if not isinstance(element.tag, str):
            continue
        tag = element.tag
        if tag in HEADINGS_ELSEWHERE:
            continue
        if tag not in ALLOWED:
            yield f"<{tag}", _no_tag(tag)
            continue
        for name in element.attrib:
            if str(name) in ALLOWED[tag] | GLOBAL:
                continue
            if str(name).startswith("on"):
                yield str(name), say("the attribute {name} runs a script and is not allowed; remove it", name=name)
            else:
                yield str(name), say("the attribute {name} on <{tag}> is not allowed; remove it", name=name, tag=tag)
