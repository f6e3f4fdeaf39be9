"""What the engine reads of mkdocs.yml, or of a file that inherits from it."""

from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from daleel.model import Settings
from daleel.problems import Mistakes, say
from daleel.read import Read, Reading, read_text, read_yaml
from daleel.schema import LanguageCode

# Others could read files into a text (pymdownx.snippets) or let HTML in (md_in_html, attr_list).
Extension = Literal["tables", "footnotes", "def_list", "sane_lists", "fenced_code", "pymdownx.tasklist"]


class LanguageEntry(msgspec.Struct):
    locale: LanguageCode
    default: bool = False


class Translations(msgspec.Struct):
    languages: Annotated[list[LanguageEntry], Meta(min_length=1)]


class Plugins(msgspec.Struct):
    i18n: Translations


class Extra(msgspec.Struct):
    editor: Any = None  # read_editor looks at it


class SettingsFile(msgspec.Struct):
    site_url: Annotated[str, Meta(pattern=r"^https?://[^\s<>\"']+$")]
    plugins: Plugins
    markdown_extensions: list[Extension]
    extra: Extra | None = None


class Inheriting(msgspec.Struct):
    INHERIT: Annotated[str, Meta(pattern=r"^[\w-]+\.yml$", description="A file beside this one")] = ""


def read_settings(config: Path) -> Settings:
    """The file must be plain YAML: no tags of Python, every extension named without options. Raises Mistakes."""
    reading = Reading(config.parent.resolve())
    heir = _read(reading, config.name, Inheriting)
    about = _read(reading, heir.INHERIT or config.name, SettingsFile)
    ordered = sorted(about.plugins.i18n.languages, key=lambda language: not language.default)
    return Settings(
        site_url=about.site_url,
        languages=tuple(language.locale for language in ordered),
        extensions=tuple(about.markdown_extensions),
        editor=about.extra.editor or None if about.extra else None,
        source=reading.root / (heir.INHERIT or config.name),
    )


def _read(reading: Reading, name: str, struct: type[Read]) -> Read:
    path = reading.root / name
    text = about = None
    if path.is_file():
        text = read_text(reading, path)
    else:
        reading.report(path, 1, "path-unknown", say("there is no such file; check its name"))
    if text is not None:
        about = read_yaml(reading, path, text, struct)
    if about is None or reading.problems:
        raise Mistakes(reading.problems)
    return about
