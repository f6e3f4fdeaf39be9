"""What the engine reads of mkdocs.yml, or of a file that inherits from it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True)
class Settings:
    site_url: str
    languages: tuple[str, ...]  # codes; the first is the default
    extensions: tuple[str, ...]  # of Markdown
    editor: Any  # extra.editor as written; None: the editor in the browser is off
    source: Path  # the file that says all this


def read_settings(config: Path) -> Settings:
    """The file must be plain YAML: no tags of Python, every extension named without options."""
    raw = yaml.safe_load(config.read_text(encoding="utf-8"))
    if "INHERIT" in raw:
        return read_settings(config.parent / raw["INHERIT"])
    languages: list[dict[str, Any]] = raw["plugins"]["i18n"]["languages"]
    ordered = sorted(languages, key=lambda language: not language.get("default", False))
    return Settings(
        site_url=raw["site_url"],
        languages=tuple(language["locale"] for language in ordered),
        extensions=tuple(raw["markdown_extensions"]),
        editor=(raw.get("extra") or {}).get("editor") or None,
        source=config,
    )
