"""The same long manual as PDF: Daleel's own way, and what else could print it."""

import pickle
import re
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
import yaml
from tests.bench.long_manual import PROJECT, LongManual, long_manual
from tests.bench.measure import Task, machine, table, turn_about

from daleel.compendium.text import for_participants

ROUNDS = 1  # of the manual: some hundred pages
CODES = ("ar", "en")
CHROMIUM = "chromium"
PRINT_HTML = "import sys, weasyprint; weasyprint.HTML(sys.argv[1]).write_pdf(sys.argv[2])"


def main() -> None:
    print(f"The manual `investigation` as PDF, whole processes, medians\n{machine()}\n")
    rows = [("", "language", "wall s", "CPU s", "pages", "s/100 pages", "MB", "tagged", "rounds")]
    for code in CODES:
        with TemporaryDirectory(prefix="daleel-bench-") as folder:
            tasks = dict(prepared(long_manual(code, ROUNDS), Path(folder)))
            for name, taken in turn_about(tasks):
                made = tasks[name].made
                pages, tagged = facts(made)
                times = f"{taken.wall_s:.2f}", f"{taken.cpu_s:.2f}", str(pages), f"{taken.wall_s / pages * 100:.2f}"
                size = f"{made.stat().st_size / 1e6:.1f}"
                rows.append((name, code, *times, size, "yes" if tagged else "no", str(tasks[name].rounds)))
    print(table(rows))
    print(
        "\nCPU s: all cores together; Chromium's is without its renderers. On a busy machine it says more than wall s."
    )


def facts(path: Path) -> tuple[int, bool]:
    """Pages, and whether it is tagged."""
    with pikepdf.open(path) as pdf:
        return len(pdf.pages), "/StructTreeRoot" in pdf.Root


def prepared(manual: LongManual, folder: Path) -> dict[str, Task]:
    """What is measured; the manual is read and converted before."""
    pickled, html = folder / "manual.pickle", folder / "manual.html"
    pickled.write_bytes(pickle.dumps((manual.library, manual.publication, manual.edition, manual.texts)))
    html.write_text(document(manual), encoding="utf-8")
    config = mkdocs_project(manual, folder / "mkdocs")
    python = sys.executable
    tasks = {
        f"Daleel (Typst {version('typst')}, PDF/A and UA, Arabic text step)": Task(
            [python, "-m", "tests.bench.typst_process", str(pickled), str(folder / "typst.pdf")],
            folder / "typst.pdf",
            5,
            PROJECT,
        ),
        f"WeasyPrint {version('weasyprint')}": Task(
            [python, "-c", PRINT_HTML, str(html), str(folder / "weasyprint.pdf")], folder / "weasyprint.pdf", 3
        ),
        f"mkdocs-with-pdf {version('mkdocs-with-pdf')}": Task(
            [python, "-m", "mkdocs", "--quiet", "build", "-f", str(config)],
            config.parent / "site" / "pdf" / "document.pdf",
            3,
            config.parent,
        ),
    }
    if shutil.which(CHROMIUM):
        made = folder / "chromium.pdf"
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={made}"]
        tasks[chromium_name()] = Task([CHROMIUM, *options, html.as_uri()], made, 5)
    return tasks


def chromium_name() -> str:
    told = subprocess.run([CHROMIUM, "--version"], capture_output=True, text=True, check=True).stdout
    return " ".join(told.split()[:2])


def document(manual: LongManual) -> str:
    """The clean HTML in one file, with the style sheet for paper."""
    language = manual.edition.language
    fonts = (PROJECT / "overrides" / "fonts").as_uri()
    style = (Path(__file__).parent / "paper.css").read_text(encoding="utf-8").replace("FONTS", fonts)
    chapters = "\n".join(
        f"<h1>{chapter.title}</h1>\n{body(manual, chapter.name)}" for chapter in manual.edition.chapters
    )
    return (
        f'<!doctype html><html lang="{language.code}" dir="{language.direction}"><meta charset="utf-8">'
        f"<title>{manual.edition.title}</title><style>{style}</style>{chapters}</html>"
    )


def body(manual: LongManual, name: str) -> str:
    """The participants' text; ids of this chapter alone, figures by their full address."""
    figures = (PROJECT / manual.publication.folder).as_uri()
    html = for_participants(manual.texts[name]).html
    html = re.sub(r'(id="|href="#)', rf"\g<1>{name}-", html)
    html = re.sub(r'href="daleel:[^"]*"', 'href="https://daleel.example/"', html)
    return html.replace('src="figures/', f'src="{figures}/figures/')


def mkdocs_project(manual: LongManual, folder: Path) -> Path:
    """As the plugin's users configure it: Material, a page for each chapter, no option of the plugin."""
    (folder / "docs").mkdir(parents=True)
    for nth, chapter in enumerate(manual.edition.chapters):
        text = re.sub(
            "(</?)section", r"\1div", body(manual, chapter.name)
        )  # the plugin gives sections pages of their own
        page = f"# {chapter.title}\n\n<div>\n{text}\n</div>\n"
        (folder / "docs" / ("index.md" if nth == 0 else f"{nth:02}.md")).write_text(page, encoding="utf-8")
    config = {
        "site_name": manual.edition.title,
        "theme": {"name": "material", "language": manual.edition.language.code, "font": False},
        "plugins": ["with-pdf"],
    }
    (folder / "pdf_event_hook.py").write_text("# instead of Daleel's, which would be found\n", encoding="utf-8")
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(config, allow_unicode=True), encoding="utf-8")
    return folder / "mkdocs.yml"
