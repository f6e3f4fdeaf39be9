"""publication.yml's schema: the file for editors is in step, and the publications keep to it."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from daleel.catalogue import as_json
from daleel.schema import publication_schema

ROOT = Path(__file__).parent.parent
FILES = sorted([*ROOT.glob("manuals/*/publication.yml"), *ROOT.glob("policy_briefs/*/publication.yml")])


def test_the_schema_for_editors_is_the_engines() -> None:
    """If not: daleel schema > docs/data/publication.schema.json"""
    assert (ROOT / "docs/data/publication.schema.json").read_bytes() == as_json(publication_schema())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_publications_keep_to_the_schema(path: Path) -> None:
    about = yaml.safe_load(path.read_text(encoding="utf-8"))
    jsonschema.validate(json.loads(json.dumps(about, default=str)), publication_schema())


def test_an_unknown_key_is_refused() -> None:
    with pytest.raises(jsonschema.ValidationError, match="colour"):
        jsonschema.validate({"colour": "red"}, publication_schema())
