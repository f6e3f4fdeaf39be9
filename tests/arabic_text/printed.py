"""The PDFs of a library, printed by the press as a build prints them; what is in the store is not printed again.

python -m arabic_text.printed CONFIG FOLDER
"""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import yaml

from daleel.model import Booklet, Edition, Library
from daleel.press import booklets, make_booklet, pool, product, texts_of
from daleel.read import read_library
from daleel.run import check_root
from daleel.settings import read_settings

from .manuscript import source_blocks
from .recall import unmarked, words


@dataclass(frozen=True, eq=False)
class Print:
    publication: str
    edition: Edition
    booklet: Booklet
    pdf: Path

    @property
    def name(self) -> str:
        return self.pdf.stem


@dataclass(frozen=True, eq=False)
class Shelf:
    library: Library
    prints: tuple[Print, ...]

    def source(self, printed: Print) -> list[str]:
        """The blocks of the raw Markdown files."""
        files = [self.library.root / chapter.source for chapter in printed.edition.chapters]
        return [block for file in files for block in source_blocks(file.read_text("utf-8-sig"), printed.booklet)]

    def known(self, code: str) -> frozenset[str]:
        """All words that may stand on a page in the language, without marks."""
        root = self.library.root
        files = [*root.rglob(f"*.{code}.md"), *root.glob("manuals/**/*.svg"), *root.glob("policy_briefs/**/*.svg")]
        texts = [file.read_text("utf-8-sig") for file in [*files, *root.glob("docs/data/*.yml")]]
        texts += [yaml.dump(self.library.language(code).strings, allow_unicode=True)]
        return frozenset(unmarked(word) for text in texts for word in words(text))


def print_shelf(config: Path, folder: Path) -> Shelf:
    """Every PDF of the library, by publication, language and booklet.

    Printed by another process: workers are copies of the one that starts them, and Typst's threads are not copied.
    """
    command = [sys.executable, "-m", "arabic_text.printed", str(config), str(folder)]
    subprocess.run(command, check=True, cwd=Path(__file__).parents[1])
    library, _ = read_library(config.parent, read_settings(config))
    prints = [
        Print(publication.id, edition, booklet, file)
        for publication in library.publications
        for edition in publication.editions.values()
        for booklet in get_args(Booklet)
        if (file := folder / file_name(publication.id, edition, booklet)).exists()
    ]
    return Shelf(library, tuple(prints))


def print_files(config: Path, folder: Path) -> None:
    press, texts, _ = check_root(config)
    with pool(press) as workers:
        jobs = {
            folder / file_name(publication.id, edition, booklet): workers.submit(
                make_booklet, publication, code, booklet, own, ("pdf",)
            )
            for publication in press.library.publications
            for code, edition in publication.editions.items()
            for own in [texts_of(publication, code, texts)]
            for booklet in booklets(publication, own.values())
        }
        for file, job in jobs.items():
            file.write_bytes(product(press.store, job.result()["pdf"]).content)


def file_name(id: str, edition: Edition, booklet: Booklet) -> str:
    return f"{id}-{booklet}-{edition.language.code}.pdf"


if __name__ == "__main__":
    print_files(Path(sys.argv[1]), Path(sys.argv[2]))
