"""Between MkDocs and Daleel: MkDocs' events in, the engine's answers out. No rule of ours stands here."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from daleel import run as engine
from daleel.build import CACHE, SITE_ONLY, refusal
from daleel.places import Place
from daleel.problems import Mistakes
from daleel.site.lean import SCRIPTS
from daleel.site.policy import POLICY
from daleel.site.report import Report
from daleel.site.sheets import is_part
from daleel.stage import write_tree

SOURCES = ("docs", "manuals", "policy_briefs", "overrides", "mkdocs.yml")
_runs: dict[int, engine.Run] = {}  # by id of the configuration: static-i18n builds once per language with the same one
_languages_done: dict[int, int] = {}
_environments: dict[int, Environment] = {}  # of the templates, likewise
_serving = False


class _Compiled(BytecodeCache):
    """Templates are compiled once, not once a language; in memory, since who writes a file of code would run it here."""

    def __init__(self) -> None:
        self.templates: dict[tuple[str, str], Any] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self.templates.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.templates[bucket.key, bucket.checksum] = bucket.code


_compiled = _Compiled()


def _run(config: MkDocsConfig) -> engine.Run:
    return _runs[id(config)]


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent


@contextmanager
def _mistakes_end_the_build() -> Iterator[None]:
    try:
        yield
    except Mistakes as mistakes:
        for run in _runs.values():
            run.close()  # else workers under way are found missing when Python ends
        print(mistakes, file=sys.stderr)  # noqa: T201 - a log would prefix each line
        raise Abort(f"{len(mistakes.problems)} problems; nothing was built") from None


def on_startup(command: str, dirty: bool) -> None:
    global _serving
    _serving = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    if id(config) in _runs:
        return config
    for old in _runs.values():
        old.close()
    _runs.clear()
    _environments.clear()
    with _mistakes_end_the_build():
        run = engine.begin(Path(config.config_file_path), "with-pdf" in config.plugins, SITE_ONLY in os.environ)
    _runs[id(config)] = run
    _languages_done[id(config)] = 0
    folder = _root(config) / CACHE / ("stage-serve" if _serving else "stage")  # a build beside it goes its own way
    write_tree(engine.staged_files(run), folder)
    config.docs_dir = str(folder)
    config.theme.static_templates -= {"404.html", "sitemap.xml"}  # the engine's own, written at the end
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Of the theme only what our pages load; pages that name PDFs last, so that these are made meanwhile."""
    run = _run(config)
    ours = {config.docs_dir, str(_root(config) / "overrides")}
    for file in list(files):
        path = PurePosixPath(file.src_uri)
        if file.src_dir not in ours or path.parts[0] == "fonts" or is_part(path) or _is_made(file, config):
            files.remove(file)
    late = [file for file in files if (place := _place(run, file.src_uri)) and engine.asks_for_pdfs(place)]
    for file in late:
        files.remove(file)
        files.append(file)
    return files


def _is_made(file: File, config: MkDocsConfig) -> bool:
    """The theme's copy of a script that the engine has staged."""
    return file.src_dir != config.docs_dir and PurePosixPath(file.src_uri).parent == SCRIPTS


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """A book's pages come in the library's order."""
    run = _run(config)
    if run.compendium:
        order = {path.as_posix(): n for n, path in enumerate(run.pages)}
        nav.items[:] = sorted(nav.pages, key=lambda page: order[page.file.src_uri])
    return nav


def _place(run: engine.Run, src_uri: str) -> Place | None:
    return run.pages.get(PurePosixPath(src_uri))


def _page_place(page: Page, config: MkDocsConfig) -> Place:
    place = _place(_run(config), page.file.src_uri)
    assert place is not None, page.file.src_uri
    return place


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    return ""


def _edit_url(config: MkDocsConfig, place: Place) -> str | None:
    """The editor; else the real source file at the host, not the staged one; None where mkdocs.yml names no repository."""
    if link := engine.edit_link(_run(config), place):
        return link
    source = engine.source_file(_run(config).library, place)
    if source is None or not (config.repo_url and config.edit_uri):
        return None
    return f"{config.repo_url.rstrip('/')}/{config.edit_uri.removesuffix('docs/').strip('/')}/{source.as_posix()}"


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Any) -> dict[str, Any]:
    place = _page_place(page, config)
    page.edit_url = _edit_url(config, place)
    with _mistakes_end_the_build():
        kept = None if _serving else engine.kept_page(_run(config), place, (page.edit_url, _report(config, place)))
    if kept is not None:
        page.content = Markup(kept)
        return context | {"kept": True}
    page.content = Markup(engine.body(_run(config), place))
    return _with_daleel(context, config, place)


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Kept for the next build, and not in memory."""
    engine.keep_page(_run(config), _page_place(page, config), output)
    page.content = ""
    return output


def _with_daleel(context: dict[str, Any], config: MkDocsConfig, place: Place) -> dict[str, Any]:
    run = _run(config)
    with _mistakes_end_the_build():
        known = engine.context(run, place)
    told = _policy() | {"report": _report(config, place)}
    context.update(daleel=known | told, t=run.library.language(place.language).strings)
    if run.compendium:
        config.extra["compendium"] = engine.cover(run, place.language)  # for the plugin's cover, language by language
    return context


def _report(config: MkDocsConfig, place: Place) -> Report | None:
    return engine.report_link(_run(config), place, config.extra.get("report_email"), config.repo_url)


def _policy() -> dict[str, str]:
    """None while MkDocs serves: it puts a script of its own into each page."""
    return {"policy": "" if _serving else POLICY}


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    _environments[id(config)] = env
    env.autoescape = True  # a text of the library is no markup
    env.bytecode_cache = _compiled
    return env


def _lost_pages(config: MkDocsConfig) -> Iterator[tuple[PurePosixPath, bytes]]:
    """MkDocs knows of one 404.html only."""
    template = _environments[id(config)].get_template("404.html")
    for path, known in engine.lost(_run(config)).items():
        yield path, template.render(daleel=known | _policy(), t=known["language"].strings).encode()


def on_post_build(config: MkDocsConfig) -> None:
    run = _run(config)
    _languages_done[id(config)] += 1
    engine.start_indexes(run, Path(config.site_dir))
    if _languages_done[id(config)] < len(run.library.languages):
        return
    _languages_done[id(config)] = 0
    with _mistakes_end_the_build():
        outputs = engine.outputs(run) | dict(_lost_pages(config))
    for path, content in outputs.items():
        target = Path(config.site_dir, path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    engine.finish(run, Path(config.site_dir))
    run.close()


def on_build_error(error: Exception) -> None:
    if told := refusal(error):
        for run in _runs.values():
            run.close()
        print(told, file=sys.stderr)  # noqa: T201 - as with mistakes
        raise Abort("nothing was built") from None


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
    server.unwatch(config.docs_dir)
    for name in SOURCES:
        server.watch(str(_root(config) / name))
    return server
