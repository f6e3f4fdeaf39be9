"""`daleel archive <id>`: the PDFs of the version that stands, put where they stay when the next one comes."""

from pathlib import Path

from daleel.archive import FOLDER, pdf_name
from daleel.problems import Mistakes, Problem, say
from daleel.read import read_library
from daleel.settings import read_settings
from daleel.single import Wish, asked_for, make


def archive(config: Path, id: str) -> list[Path]:
    """The files written, below the library's root. Raises Mistakes; what lies in the archive is never replaced."""
    library, problems = read_library(config.parent, read_settings(config))
    publication = asked_for(library, problems, id)
    folder = FOLDER / id / publication.version
    made = {folder / pdf_name(publication, code): _pdf(config, id, code) for code in publication.editions}
    for path, content in made.items():
        target = library.root / path
        if target.is_file() and target.read_bytes() != content:
            message = say(
                "{path} is another state of version {version}; readers may hold it: raise the version, "
                "or remove that file if it was never published",
                path=path.as_posix(),
                version=publication.version,
            )
            raise Mistakes([Problem(publication.folder / "publication.yml", 1, "archive-differs", message)])
    for path, content in made.items():
        (library.root / path).parent.mkdir(parents=True, exist_ok=True)
        (library.root / path).write_bytes(content)
    return list(made)


def _pdf(config: Path, id: str, code: str) -> bytes:
    return make(config, Wish(id, code, "participant", "pdf"))[1]
