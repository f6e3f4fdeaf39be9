"""The commands of `daleel`."""

import argparse
import re
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures.process import BrokenProcessPool
from datetime import date
from math import ceil
from pathlib import Path
from typing import get_args

from daleel import build
from daleel.listing import FORMATS
from daleel.model import Booklet, Format, Kind
from daleel.problems import Mistakes, errors, ordered, spoken, words

# What would steer a terminal, as a file's name or a text may.
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = commands_parser()
    options = parser.parse_args(arguments)
    config: Path = options.config_file.resolve()
    if not config.is_file():
        parser.error(f"there is no {options.config_file}; run daleel in the folder that holds mkdocs.yml")
    try:
        return COMMANDS[options.command](config, options)
    except Mistakes as mistakes:
        tell(str(mistakes))
        return 1
    except (OSError, BrokenProcessPool) as error:
        told = build.refusal(error)
        if told is None:
            raise
        sys.stderr.write(f"{told}\n")
        return 1


def commands_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="daleel", description="Builds the library: the website and a PDF of every publication."
    )
    parser.add_argument("-f", "--config-file", type=Path, default=Path("mkdocs.yml"), help="default: mkdocs.yml")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    building = commands.add_parser("build", help="build everything into site/")
    building.add_argument("--site-only", action="store_true", help="pages and search, without PDFs and other downloads")
    serve = commands.add_parser("serve", help="show the site on this computer and renew it at every save")
    serve.add_argument("-a", "--dev-addr", default="127.0.0.1:8000")
    check = commands.add_parser("check", help="say what is wrong in the texts, and build nothing")
    check.add_argument("--format", choices=FORMATS, default="text", help="for a terminal, for GitHub, for programs")
    check.add_argument("-l", "--lang", default="en", choices=spoken(), help="of the messages")
    check.add_argument("--spelling", action="store_true", help="ask Hunspell's dictionaries too; takes seconds")
    commands.add_parser(
        "compendium", help="build everything, and the whole library in one PDF per language; needs Pango"
    )
    commands.add_parser("schema", help="print the JSON Schema of publication.yml")
    commands.add_parser("vendor-editor", help="fetch the editor in the browser, once; for extra.editor in mkdocs.yml")
    for command, what in (("pdf", "a PDF"), ("epub", "an e-book"), ("word", "a Word file")):
        single = commands.add_parser(command, help=f"make {what} of one publication, in a second or so")
        single.add_argument("id", help="the publication's folder: investigation")
        single.add_argument("-l", "--lang", default="", help="default: the language of the original")
        single.add_argument("-e", "--edition", choices=get_args(Booklet), default="participant")
        single.add_argument("-o", "--output", type=Path, help="default: the file's name in the library, in this folder")
        single.add_argument("-w", "--watch", action="store_true", help="make it anew at every save, until Ctrl+C")
    status = commands.add_parser("status", help="say how current and how well read each translation is")
    status.add_argument("id", nargs="?", default="", help="the publication's folder: investigation; default: all")
    status.add_argument("--json", action="store_true", help="the same for programs; the README says in which form")
    done = commands.add_parser("translated", help="record that translations render their originals as these now stand")
    done.add_argument("path", nargs="*", help="a publication's id, a translation's file, or a folder for all in it")
    done.add_argument("--all", action="store_true", help="every translation of which nothing is recorded yet")
    keep = commands.add_parser("archive", help="keep a publication's PDFs before its version is raised")
    keep.add_argument("id", help="the publication's folder: investigation")
    _add_new(commands.add_parser("new", help="begin a publication, a chapter or a translation, with guiding text"))
    beside = commands.add_parser("side-by-side", help="show a translation beside its original, section by section")
    beside.add_argument("path", help="of the translation: manuals/investigation/01-law.ar.md; or a publication's id")
    beside.add_argument("--format", choices=["html", "docx"], default="html", help="a page, or a table for Word")
    beside.add_argument(
        "-o",
        "--output",
        type=Path,
        help="default: <text>-<language>-side-by-side, in this folder; a folder if there are several",
    )
    changed = commands.add_parser("changed", help="list the publications that the work here changes, for a reviewer")
    source = changed.add_mutually_exclusive_group(required=True)
    source.add_argument("--base", help="what to compare with: main, HEAD^1")
    source.add_argument("--from", dest="file", type=Path, help="a list that --format json has written, by anybody")
    changed.add_argument("--format", choices=["markdown", "json"], default="markdown")
    changed.add_argument("--site", default="", help="address of a preview, with a slash at its end")
    changed.add_argument("--files", default="", help="address of the page that offers downloads/library-….zip")
    return parser


def _add_new(parser: argparse.ArgumentParser) -> None:
    kinds = parser.add_subparsers(dest="kind", required=True, metavar="KIND")
    for kind in get_args(Kind):
        publication = kinds.add_parser(kind, help=f"a {kind}, in a folder of its own")
        publication.add_argument("id", help="the folder's name, part of every address: trauma-informed-interviews")
        publication.add_argument("-l", "--lang", default="", help="of the original; default: the site's first language")
    chapter = kinds.add_parser("chapter", help="a chapter at the end of a manual")
    chapter.add_argument("id", help="the manual's folder: investigation")
    chapter.add_argument("name", help="of the file, without .md: 10-victims-in-court")
    translation = kinds.add_parser("translation", help="files with the structure of the original")
    translation.add_argument("what", help="the path of an original, or a publication's folder: investigation")
    translation.add_argument("-l", "--lang", required=True, help="the language to translate into: ar")


def _build(config: Path, options: argparse.Namespace) -> int:
    return build.build(config, options.site_only)


def _serve(config: Path, options: argparse.Namespace) -> int:
    from daleel.preview import serve

    return serve(config, options.dev_addr)


def _check(config: Path, options: argparse.Namespace) -> int:
    from daleel.run import check_root  # half a second, which an answer "nothing changed" need not take
    from daleel.site.problems import address

    try:
        press, _, problems = check_root(config)
    except Mistakes as mistakes:  # of what everything else rests on: no language is known
        tell(FORMATS[options.format](mistakes.problems, words(options.lang), ""))
        return 1
    language = next((one for one in press.library.languages if one.code == options.lang), None)
    said = words(options.lang, language is not None and language.rtl)
    if options.spelling:
        from daleel.spelling import spelling

        spelt, unchecked = spelling(press.library)
        problems = ordered([*problems, *spelt])
        if options.format == "text":
            for message in unchecked:
                tell(message.in_words(said))
    tell(FORMATS[options.format](problems, said, address(press.library, language)))
    return 1 if errors(problems) else 0


def _archive(config: Path, options: argparse.Namespace) -> int:
    from daleel.release import archive

    try:
        for path in archive(config, options.id):
            tell(path.as_posix())
    except Mistakes as mistakes:
        tell(str(mistakes))
        return 1
    return 0


def _new(config: Path, options: argparse.Namespace) -> int:
    from daleel import scaffold
    from daleel.read import read_library
    from daleel.settings import read_settings
    from daleel.single import asked_for

    library, problems = read_library(config.parent, read_settings(config))
    try:
        if options.kind == "chapter":
            made = scaffold.new_chapter(library, asked_for(library, problems, options.id), options.name)
        elif options.kind == "translation":
            made = scaffold.new_translation(library, problems, options.what, options.lang)
        else:
            made = scaffold.new_publication(library, options.kind, options.id, options.lang, date.today())
        scaffold.write(library.root, made)
    except Mistakes as mistakes:
        tell(str(mistakes))
        return 1
    for path in (*made.made, *made.edited):
        tell(path.as_posix())
    for sentence in made.next:
        tell(str(sentence))
    return 0


def _side_by_side(config: Path, options: argparse.Namespace) -> int:
    from daleel import side_by_side

    try:
        pairs = side_by_side.read_pairs(config, options.path)
    except Mistakes as mistakes:
        tell(str(mistakes))
        return 1
    write = side_by_side.docx if options.format == "docx" else side_by_side.html
    for pair in pairs:
        target = Path(f"{pair.name}-{pair.language.code}-side-by-side.{options.format}")
        if options.output:
            target = options.output / target if len(pairs) > 1 else options.output
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(write(pair, pair.behind))
        tell(target.as_posix())
    return 0


def _status(config: Path, options: argparse.Namespace) -> int:
    from daleel.catalogue import as_json
    from daleel.status import status, table

    try:
        found = status(config, options.id)
    except Mistakes as mistakes:
        tell(str(mistakes))
        return 1
    tell(as_json(found).decode().rstrip() if options.json else table(found))
    return 0


def _translated(config: Path, options: argparse.Namespace) -> int:
    from daleel.translated import translated

    try:
        for path in translated(config, options.path, options.all):
            tell(path.as_posix())
    except Mistakes as mistakes:
        tell(str(mistakes))
        return 1
    return 0


def _changed(config: Path, options: argparse.Namespace) -> int:
    from daleel.catalogue import as_json
    from daleel.changed import NoList, read_changes, since
    from daleel.comment import Where, comment
    from daleel.read import read_language
    from daleel.settings import read_settings

    try:
        found = read_changes(options.file) if options.file else since(config, options.base)
    except (NoList, Mistakes) as error:
        tell(str(error))
        return 1
    languages = [read_language(config.parent, code) for code in read_settings(config).languages]
    where = Where(options.site, options.files)
    tell((as_json(found).decode() if options.format == "json" else comment(found, languages, where)).rstrip())
    return 0


def _schema(config: Path, options: argparse.Namespace) -> int:
    from daleel.catalogue import as_json
    from daleel.schema import publication_schema

    sys.stdout.write(as_json(publication_schema()).decode())
    return 0


def _vendor_editor(config: Path, options: argparse.Namespace) -> int:
    from daleel import editor

    if not editor.is_here(config.parent):
        try:
            editor.vendor(config.parent)
        except editor.Refused as refused:
            tell(str(refused))
            return 1
    tell(f"the editor is in {editor.folder(config.parent).relative_to(config.parent).as_posix()}")
    return 0


def _single(format: Format) -> Callable[[Path, argparse.Namespace], int]:
    def make(config: Path, options: argparse.Namespace) -> int:
        from daleel import single

        wish = single.Wish(options.id, options.lang, options.edition, format)
        code = 0
        for _ in single.saves(config) if options.watch else [None]:
            started = time.monotonic()
            try:
                name, content = single.make(config, wish)
            except Mistakes as mistakes:
                tell(str(mistakes))
                code = 1
                continue
            target: Path = options.output or Path(name)
            target.write_bytes(content)
            tell(f"{target} ({ceil(len(content) / 1000)} kB, {time.monotonic() - started:.1f} s)")
            code = 0
        return code

    return make


def _compendium(config: Path, options: argparse.Namespace) -> int:
    from daleel.compendium.build import compendium

    return compendium(config)


COMMANDS: dict[str, Callable[[Path, argparse.Namespace], int]] = {
    "build": _build,
    "serve": _serve,
    "check": _check,
    "pdf": _single("pdf"),
    "epub": _single("epub"),
    "word": _single("docx"),
    "status": _status,
    "translated": _translated,
    "archive": _archive,
    "new": _new,
    "side-by-side": _side_by_side,
    "changed": _changed,
    "compendium": _compendium,
    "schema": _schema,
    "vendor-editor": _vendor_editor,
}


def tell(text: str) -> None:
    sys.stdout.buffer.write((UNSEEN.sub("\ufffd", text) + "\n").encode(errors="backslashreplace"))
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
