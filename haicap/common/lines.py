"""YAML read so that every value remembers its line, and nothing is guessed about types."""

from dataclasses import dataclass, field
from typing import Any

import yaml

# The C reader is ten times as fast, but not every build of PyYAML has it.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Path = tuple[str | int, ...]


class NotYaml(ValueError):
    """The text is not YAML; ``line`` says where reading stopped."""

    def __init__(self, line: int, problem: str) -> None:
        super().__init__(problem)
        self.line = line


@dataclass
class Lined:
    """
    Plain data and the line of each of its values.

    Scalars stay text as written, because YAML would read the code 1.001193 as a number and
    the word ``no`` as false. ``repeated`` lists keys that a mapping names twice.
    """

    data: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    repeated: list[Path] = field(default_factory=list)

    def line(self, path: Path) -> int:
        """Give the line of a value, or of the nearest thing around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read(text: str) -> Lined:
    """
    Read a document.

    :raises NotYaml: if it is not YAML, or uses anchors, which people cannot follow
    """
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise NotYaml(
            mark.line + 1 if mark else 1, error.problem or str(error)
        ) from error
    except yaml.YAMLError as error:
        raise NotYaml(1, str(error)) from error
    lined = Lined()
    if node is not None:
        lined.data = _plain(node, (), lined)
    return lined


def _plain(node: yaml.Node, path: Path, lined: Lined) -> Any:
    lined.lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*path, i), lined) for i, item in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, lined)
    plain = isinstance(node, yaml.ScalarNode) and node.style is None
    return "" if plain and node.value in ("~", "null") else str(node.value)


def _mapping(node: yaml.MappingNode, path: Path, lined: Lined) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        here = (*path, key)
        if key in found:
            lined.repeated.append(here)
        found[key] = _plain(value_node, here, lined)
        lined.lines[here] = key_node.start_mark.line + 1
    return found
