"""What the engine reads of mkdocs.yml."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True)
class Settings:
    site_url: str
    languages: tuple[str, ...]  # codes; the first is the default
    extensions: tuple[str, ...]  # of Markdown


def read_settings(config: Path) -> Settings:
    """The file must be plain YAML: no tags of Python, every extension named without options."""
    raw = yaml.safe_load(config.read_text(encoding="utf-8"))
    plugins = {
        name: options for plugin in raw["plugins"] if isinstance(plugin, dict) for name, options in plugin.items()
    }
    languages: list[dict[str, Any]] = plugins["i18n"]["languages"]
    ordered = sorted(languages, key=lambda language: not language.get("default", False))
    return Settings(
        raw["site_url"], tuple(language["locale"] for language in ordered), tuple(raw["markdown_extensions"])
    )
