"""The glossary page and the termbase as files."""

import csv
import io
from dataclasses import replace

import pytest
from lxml import etree
from site_sample import LANGUAGES, LIBRARY

from daleel.model import Source, Term, Wording
from daleel.places import Place
from daleel.read import with_glossary
from daleel.site.glossary import letters
from daleel.site.reader import Reader
from daleel.site.termbase import NAMESPACE, as_csv, as_tbx, files, harmless

EN, AR, FR = LANGUAGES
TERMS = {
    "state": Term(
        "state",
        {
            "en": Wording("State", (), ()),
            "fr": Wording("État", ("état partie",), ()),
            "ar": Wording("الدولة", (), ("=البلد",)),
        },
        {"en": "A State, + its organs.", "fr": "Un État.", "ar": "دولة (UN)."},
        "Never “country”.",
        ("untoc",),
    ),
    "abuse": Term("abuse", {"en": Wording("abuse", (), ()), "ar": Wording("إساءة", (), ())}, {"en": "Misuse."}, ""),
}
SOURCE = Source("untoc", {"en": "Convention"}, {"fr": "Convention de Palerme"}, {}, "", "", "", "", "treaty")
LIBRARY_ = replace(
    LIBRARY, terms=TERMS, sources={"untoc": SOURCE}, pages=with_glossary(LIBRARY.pages, LANGUAGES, TERMS)
)
IN = f"{{{NAMESPACE}}}"


def listed(code: str) -> dict[str, list[str]]:
    reader = Reader(LIBRARY_, LIBRARY_.language(code), "" if code == "en" else f"{code}/glossary/")
    return {
        letter.name: [entry.id for entry in letter.entries]
        for letter in letters(reader, Place("page", code, "glossary"))
    }


def test_the_list_is_in_the_order_of_its_language() -> None:
    assert listed("en") == {"A": ["abuse"], "S": ["state"]}
    assert listed("fr") == {"E": ["state"]}  # É stands with E; abuse has no French
    assert listed("ar") == {"ا": ["abuse"], "د": ["state"]}  # إ with ا; the article is passed over


def test_an_entry_leads_to_itself_in_the_other_languages() -> None:
    reader = Reader(LIBRARY_, AR, "ar/glossary/")
    _, state = letters(reader, Place("page", "ar", "glossary"))
    (entry,) = state.entries
    assert [(one.language.code, str(one.name), one.href) for one in entry.elsewhere] == [
        ("en", "State", "../../glossary/#state"),
        ("fr", "État", "../../fr/glossary/#state"),
    ]
    assert [str(name) for name in entry.deprecated] == ["=البلد"]
    assert 'dir="ltr">UN' in str(entry.definition)
    assert [str(source) for source in entry.sources] == ['<bdi dir="ltr">Convention</bdi>']


def test_without_a_termbase_there_is_no_glossary() -> None:
    assert with_glossary(LIBRARY.pages, LANGUAGES, {}) == LIBRARY.pages
    assert files(LIBRARY) == {}


def test_an_author_may_say_something_above_the_list() -> None:
    own = replace(LIBRARY.pages[0], name="glossary")
    page = with_glossary((own,), LANGUAGES, TERMS)[-1]
    assert page.texts == own.texts


def test_the_table_can_be_read_back_and_opens_in_excel() -> None:
    made = as_csv(LIBRARY_)
    assert made.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(made.decode("utf-8-sig"), newline="")))
    assert rows[0]["fr"] == "État"
    assert rows[0]["ar_definition"] == "دولة (UN)."
    assert rows[0]["sources"] == "Convention"
    assert rows[1]["fr"] == ""


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert harmless(cell) == harmless(f"\t{cell}") == f"'{cell}"
    assert harmless(f"x; {cell}") == f"x;' {cell}"


def test_a_cell_with_an_arabic_formula_is_harmless_too() -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv(LIBRARY_).decode("utf-8-sig"), newline="")))
    assert rows[0]["ar_deprecated"] == "'=البلد"
    assert harmless("الدولة = الحكومة") == "الدولة = الحكومة"


def test_tbx_has_the_levels_and_categories_of_tbx_basic() -> None:
    root = etree.fromstring(as_tbx(LIBRARY_))
    assert (root.tag, root.get("type"), root.get("style")) == (f"{IN}tbx", "TBX-Basic", "dca")
    assert [child.tag.removeprefix(IN) for child in root] == ["tbxHeader", "text"]
    assert root.find(f"{IN}tbxHeader/{IN}fileDesc/{IN}sourceDesc/{IN}p") is not None
    for definition in root.iter(f"{IN}descrip"):
        assert definition.get("type") == "definition"
        assert definition.getparent().getparent().tag == f"{IN}langSec"  # type: ignore[union-attr]
    for admin in root.iter(f"{IN}admin"):
        assert admin.get("type") == "source"
    statuses = {"preferredTerm-admn-sts", "admittedTerm-admn-sts", "deprecatedTerm-admn-sts"}
    for note in root.iter(f"{IN}termNote"):
        assert (note.get("type"), note.text in statuses) == ("administrativeStatus", True)
        assert note.getparent().tag == f"{IN}termSec"  # type: ignore[union-attr]
    ids = [entry.get("id") for entry in root.iter(f"{IN}conceptEntry")]
    assert ids == list(TERMS)


def test_tbx_knows_what_not_to_write_in_arabic() -> None:
    root = etree.fromstring(as_tbx(LIBRARY_))
    arabic = root.find(
        f".//{IN}conceptEntry[@id='state']/{IN}langSec[@{{http://www.w3.org/XML/1998/namespace}}lang='ar']"
    )
    assert arabic is not None
    assert [(one.findtext(f"{IN}term"), one.findtext(f"{IN}termNote")) for one in arabic.findall(f"{IN}termSec")] == [
        ("الدولة", "preferredTerm-admn-sts"),
        ("=البلد", "deprecatedTerm-admn-sts"),
    ]


def test_the_same_termbase_gives_the_same_bytes() -> None:
    assert files(LIBRARY_) == files(LIBRARY_)
