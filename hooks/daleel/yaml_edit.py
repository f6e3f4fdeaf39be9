"""An entry put into YAML as text: comments, quotes, line ends and order stay as their author wrote them."""

import json
import re

import yaml

from daleel.schema import steps


def quoted(text: str) -> str:
    """A string as YAML reads it whatever signs are in it."""
    return json.dumps(text, ensure_ascii=False)


def with_item(text: str, path: str, item: str) -> str:
    """The item last in the list at a path like "chapters", which has one item or more."""
    node = _node(text, path)
    assert isinstance(node, yaml.SequenceNode)
    last = node.value[-1]
    if node.flow_style:
        return _put(text, last.end_mark.index, f", {item}")
    dash = re.match(r"\s*-\s+", text[text.rfind("\n", 0, last.start_mark.index) + 1 :])
    assert dash is not None
    return _put_line(text, last, dash[0] + item)


def with_key(text: str, path: str, key: str, value: str) -> str:
    """The key last in the mapping at a path like "title" or "changes[0].what", which has one key or more."""
    node = _node(text, path)
    assert isinstance(node, yaml.MappingNode)
    (first, _), (_, last) = node.value[0], node.value[-1]
    if node.flow_style:
        return _put(text, last.end_mark.index, f", {key}: {quoted(value)}")
    return _put_line(text, last, f"{' ' * first.start_mark.column}{key}: {quoted(value)}")


def _node(text: str, path: str) -> yaml.Node:
    node = yaml.compose(text, yaml.SafeLoader)  # not libyaml: its marks are bytes
    for step in steps(path):
        if isinstance(node, yaml.MappingNode):
            node = next(value for name, value in node.value if name.value == step)
        elif isinstance(node, yaml.SequenceNode):
            node = node.value[int(step)]
    assert node is not None
    return node


def _put_line(text: str, last: yaml.Node, line: str) -> str:
    """Below the line on which the node's text ends, a comment behind it included."""
    newline = "\r\n" if "\r\n" in text else "\n"
    end = len(text[: last.end_mark.index].rstrip())  # a text after | or > ends below itself
    stop = text.find("\n", end)
    if stop < 0:
        return f"{text}{newline}{line}{newline}"
    return _put(text, stop + 1, line + newline)


def _put(text: str, at: int, more: str) -> str:
    return text[:at] + more + text[at:]
