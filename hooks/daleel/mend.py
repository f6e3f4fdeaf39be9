"""All that is wrong in an author's YAML at once: msgspec tells the first mistake, so each is mended until the rest can be read.

A key that was meant for another is taken for it; what cannot be read is left out; for what is missing then something may
stand in. What comes of it serves to look for further mistakes, and never to be published.
"""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

import msgspec
import yaml

from daleel.problems import Message
from daleel.schema import Step, explained, missing, path_of, required

Struct = TypeVar("Struct")
MOST = 100  # mistakes of a file that are told at once


@dataclass(frozen=True)
class Mended(Generic[Struct]):
    found: Struct | None  # None where something is missing for which nothing stands in
    faults: tuple[tuple[int, Message], ...] = ()  # line from 1, within the YAML
    harmed: frozenset[Step] = frozenset()  # keys at the top that lack what could not be read


@dataclass
class _Work:
    node: yaml.Node | None
    data: Any  # what the node says; what is wrong is taken out here, and only misspelt keys are mended in both
    struct: Any
    instead: Mapping[str, Any]
    faults: list[tuple[int, Message]] = field(default_factory=list)
    lost: list[tuple[Any, Step]] = field(default_factory=list)  # container and key of what was told and left out
    harmed: set[Step] = field(default_factory=set)


def mended(node: yaml.Node | None, data: Any, struct: Any, instead: Mapping[str, Any]) -> Mended[Any]:
    """node: for the lines of what `data` says; instead: what stands in for a key that is missing, by its name."""
    work = _Work(node, deepcopy(data), struct, instead)
    while len(work.faults) < MOST:
        try:
            found = msgspec.convert(work.data, struct, strict=False)
        except msgspec.ValidationError as error:
            if not _mend(work, str(error)):
                break
        else:
            return Mended(found, tuple(work.faults), frozenset(work.harmed))
    return Mended(None, tuple(work.faults), frozenset(work.harmed))


def line_of(node: yaml.Node | None, path: Sequence[Step]) -> int:
    """Of what a path names, as far as it leads; else where the node begins. From 1."""
    line = node.start_mark.line if node else 0
    for step in path:
        found = _entry(node, step)
        if found is None:
            break
        line, node = found
    return line + 1


def _entry(node: yaml.Node | None, step: Step) -> tuple[int, yaml.Node] | None:
    """What stands in a mapping or a list, and its line from 0."""
    if isinstance(node, yaml.MappingNode):
        return next(((name.start_mark.line, value) for name, value in node.value if name.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step].start_mark.line, node.value[step]
    return None


def _mend(work: _Work, error: str) -> bool:
    """Is there anything left to read?"""
    path = _named(work, error)
    fault = explained(error, work.struct, _as_written(work, path))
    if fault.missing:
        return _fill(work, path)
    path = path if fault.unknown is None else _there(work.data, [*path, fault.unknown])
    if not path or not _is_short(work, path):
        work.faults.append((_line(work, path), fault.message))
    if path and not _taken_for(work, path, fault.meant):
        _drop(work, path)
    return bool(path)


def _line(work: _Work, path: Sequence[Step]) -> int:
    return line_of(work.node, _as_written(work, path))


def _as_written(work: _Work, path: Sequence[Step]) -> list[Step]:
    """Lists have lost items since."""
    written: list[Step] = []
    here = work.data
    for step in path:
        place = step
        for container, gone in reversed(work.lost):
            if container is here and isinstance(place, int) and isinstance(gone, int) and gone <= place:
                place += 1
        written.append(place)
        here = here[step]
    return written


def _is_short(work: _Work, path: Sequence[Step]) -> bool:
    """Something was taken out of it, which was told."""
    here = _at(work.data, path)
    return any(container is here for container, _ in work.lost)


def _named(work: _Work, error: str) -> list[Step]:
    """The path of the mistake. msgspec writes […] for any key of a mapping: it is the one with which the mistake goes."""
    path = _there(work.data, path_of(error))
    while ... in path:
        place = path.index(...)
        here = _at(work.data, path[:place])
        path[place] = next(name for name in list(here) if _error_with_only(work, here, name) == error)
    return path


def _error_with_only(work: _Work, here: dict[str, Any], name: str) -> str:
    whole = dict(here)
    here.clear()
    here[name] = whole[name]
    try:
        msgspec.convert(work.data, work.struct, strict=False)
    except msgspec.ValidationError as error:
        return str(error)
    finally:
        here.clear()
        here.update(whole)
    return ""


def _fill(work: _Work, path: Sequence[Step]) -> bool:
    """All that is missing in a mapping is told; it is left out if nothing can stand in."""
    here = _at(work.data, path)
    gone = [name for name in required(work.struct, path) if name not in here]
    for name in gone:
        if not _is_lost(work, here, name):
            work.faults.append((_line(work, path), missing(name)))
        if name in work.instead:
            here[name] = work.instead[name]
            work.harmed.add((path or [name])[0])
    if all(name in here for name in gone):
        return True
    if path:
        _drop(work, path)
    return bool(path)


def _is_lost(work: _Work, here: Any, name: Step) -> bool:
    return any(container is here and one == name for container, one in work.lost)


def _taken_for(work: _Work, path: Sequence[Step], meant: str) -> bool:
    """A misspelt key is read under the name that was meant."""
    *way, unknown = path
    here, node = _at(work.data, way), node_at(work.node, _as_written(work, way))
    if not meant or meant in here or _is_lost(work, here, meant):
        return False
    here[meant] = here.pop(unknown)
    for key, _ in node.value if isinstance(node, yaml.MappingNode) else ():
        if key.value == unknown:
            key.value = meant
    return True


def _there(data: Any, path: list[Step]) -> list[Step]:
    """As far as it leads: a key's own dots, brackets and backticks break the path that msgspec names."""
    for nth, step in enumerate(path):
        if step is ...:
            return path
        known = step in data if isinstance(data, dict) else isinstance(step, int) and step < len(data)
        if not known:
            return path[:nth]
        data = data[step]
    return path


def _drop(work: _Work, path: Sequence[Step]) -> None:
    *way, last = path
    here = _at(work.data, way)
    del here[last]
    work.lost.append((here, last))
    work.harmed.add(path[0])


def _at(data: Any, path: Sequence[Step]) -> Any:
    for step in path:
        data = data[step]
    return data


def node_at(node: yaml.Node | None, path: Sequence[Step]) -> yaml.Node | None:
    for step in path:
        found = _entry(node, step)
        node = found[1] if found else None
    return node
