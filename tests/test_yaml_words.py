"""What is no YAML is told in words for authors, at the place where they can mend it, in every language."""

import re
from pathlib import Path

import pytest
import yaml

from conftest import PROJECT
from daleel.problems import words
from daleel.read import load_yaml
from daleel.yaml_words import in_words

# the text; line and column; what is said of it
CASES = [
    ("title:\n  en: Law: a guide\n", (2, 10), "put a text with a colon in quotes"),
    ("title:\n  ar: القانون: دليل\n", (2, 14), "put a text with a colon in quotes"),
    ("id: law\ntitle\nkind: brief\n", (2, 1), "no colon stands behind this key"),
    ("id: law\nالعنوان\nkind: brief\n", (2, 1), "no colon stands behind this key"),
    ("title:\n\ten: Law\n", (2, 1), "a tab stands here"),
    ("title:\n  en: Law\n\tar: القانون\n", (3, 1), "a tab stands here"),
    ("doi: @law\n", (1, 6), "cannot begin with `@`"),
    ("doi: ]\n", (1, 6), "cannot begin with `]`"),
    ('en: "Law\nid: law\n', (1, 5), "a quotation mark opens here"),
    ("ar: 'القانون\nid: law\n", (1, 5), "a quotation mark opens here"),
    ("topics: [gender, technology\nid: law\n", (1, 9), "no `]` closes it"),
    ("title: {ar: قانون\nid: law\n", (1, 8), "no `}` closes it"),
    ("title:\n  en: Law\n ar: قانون\n", (3, 2), "let keys of one level begin in the same column"),
    ("en: 'the victim's rights'\n", (1, 17), "write a text with ' in \" quotes"),
    ("- a\nid: law\n", (2, 1), "let keys of one level begin in the same column"),
    ("chapters: - law\n", (1, 11), "put the - on the next line"),
    ('en: "C:\\law"\n', (1, 8), "a backslash means something else"),
    ("id: law\n---\nid: law\n", (2, 1), "take it out"),
    ("id: law\nid: قانون\n", (2, 1), "`id` stands twice"),
    ("id: *law\n", (1, 5), "begins with *"),
    ("id: !law\n", (1, 5), "begins with !"),
    ("id: | law\n", (1, 7), "not readable as YAML (did not find expected comment or line break)"),
]


@pytest.mark.parametrize(("text", "place", "said"), CASES)
def test_a_slip_in_yaml_is_told_in_words(text: str, place: tuple[int, int], said: str) -> None:
    with pytest.raises(yaml.MarkedYAMLError) as raised:
        load_yaml(text)
    message, where = in_words(raised.value, text)
    assert where == place
    assert said in str(message)
    if not said.startswith("not readable"):
        assert not re.search("[a-zA-Z]{4}", re.sub("`[^`]*`|YAML", "", message.in_words(words("ar", rtl=True))))
        assert str(message) != message.in_words(words("fr"))


def test_only_the_reader_of_yaml_raises_its_errors() -> None:
    """Elsewhere an English sentence would reach authors of every language."""
    found = [
        path.name for path in Path(PROJECT, "hooks").rglob("*.py") if "MarkedYAMLError(" in path.read_text("utf-8")
    ]
    assert found == []
