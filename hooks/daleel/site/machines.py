"""What stands in the site for machines: the sitemap, the feeds, and each citation as a file."""

from pathlib import PurePosixPath

from daleel.model import Library
from daleel.places import reference_path
from daleel.site.feeds import atom, feed_path, opds
from daleel.site.pdf import PdfOf
from daleel.site.references import REFERENCES
from daleel.site.sitemap import robots, sitemap
from daleel.site.works import works


def machine_files(library: Library, files: PdfOf) -> dict[PurePosixPath, bytes]:
    found = {"sitemap.xml": sitemap(library), "robots.txt": robots(library)}
    for language in library.languages:
        found[feed_path(library, language, "feed.xml")] = atom(library, language, files)
        found[feed_path(library, language, "opds.xml")] = opds(library, language, files)
        for work in works(library, language.code):
            for reference, (_, write) in REFERENCES.items():
                found[reference_path(work.id, language.code, reference)] = write(work).encode()
    return {PurePosixPath(path): content for path, content in found.items()}
