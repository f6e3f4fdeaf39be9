"""What the repository's host reads: pinned, least privilege, safe with forks, in three languages."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import PROJECT
from daleel.cli import COMMANDS
from daleel.offline import bundle_path
from daleel.settings import read_settings

GITHUB = PROJECT / ".github"
WORKFLOWS = sorted(GITHUB.glob("workflows/*.yml"))
FORMS = GITHUB / "ISSUE_TEMPLATE"
KINDS = sorted({path.name.split(".")[0] for path in FORMS.glob("*.*.yml")})
LANGUAGES = read_settings(PROJECT / "mkdocs.yml").languages
USES = re.compile(r"^\s*(?:- )?uses: (?P<what>.*)$", re.MULTILINE)
PINNED = re.compile(r"[\w.-]+(/[\w.-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+")


def load(path: Path) -> Any:
    """All scalars as text: the key `on` would else be True."""
    return yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)


def jobs(path: Path) -> Iterator[tuple[str, Any]]:
    yield from load(path)["jobs"].items()


def steps(path: Path) -> Iterator[Any]:
    for _, job in jobs(path):
        yield from job["steps"]


def tool(name: str, *options: str | Path) -> subprocess.CompletedProcess[str]:
    program = shutil.which(name, path=Path(sys.executable).parent)
    assert program is not None
    return subprocess.run([program, *options], capture_output=True, text=True, encoding="utf-8", check=False)


def unpinned(text: str) -> list[str]:
    return [match["what"] for match in USES.finditer(text) if not PINNED.fullmatch(match["what"])]


def test_what_is_not_pinned_is_found() -> None:
    digest = "0" * 40
    assert unpinned(f"  - uses: a/b@{digest} # v1.2.3\n    uses: a/b/c@{digest} # v1.2.3\n") == []
    for bad in ("a/b@v4", f"a/b@{digest}", f"a/b@{digest[1:]} # v1.2.3", "docker://a:1", "./a"):
        assert unpinned(f"      - uses: {bad}\n") == [bad]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned(path: Path) -> None:
    assert unpinned(path.read_text(encoding="utf-8")) == []


def test_an_action_has_one_version_everywhere() -> None:
    used = {match["what"] for path in WORKFLOWS for match in USES.finditer(path.read_text(encoding="utf-8"))}
    repositories = [
        "/".join(one.split("@")[0].split("/")[:2]) for one in {re.sub("/(restore|save)@", "@", u) for u in used}
    ]
    assert len(repositories) == len(set(repositories))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_has_only_the_rights_that_it_names(path: Path) -> None:
    workflow = load(path)
    assert workflow["permissions"] == {}
    assert workflow["concurrency"]
    assert "pull_request_target" not in workflow["on"]
    writes = {
        f"{name}: {right}" for name, job in jobs(path) for right, level in job["permissions"].items() if level != "read"
    }
    assert writes == {
        "comment.yml": {"comment: pull-requests"},
        "publish.yml": {"deploy: pages", "deploy: id-token"},
    }.get(path.name, set())
    assert all(job["timeout-minutes"] for _, job in jobs(path))
    checkouts = [step for step in steps(path) if step.get("uses", "").startswith("actions/checkout@")]
    assert all(step["with"]["persist-credentials"] == "false" for step in checkouts)


def test_the_run_that_may_write_runs_the_default_branch_alone() -> None:
    path = GITHUB / "workflows/comment.yml"
    assert list(load(path)["on"]) == ["workflow_run"]
    inputs = {step["uses"].split("@")[0]: step["with"] for step in steps(path) if "uses" in step}
    assert set(inputs["actions/checkout"]) == {"persist-credentials"}
    assert inputs["actions/download-artifact"]["path"].startswith("${{ runner.temp }}/")
    assert "actions/cache/restore" not in inputs


def test_only_main_writes_the_store() -> None:
    writers = {path.name for path in WORKFLOWS if re.search("actions/cache(/save)?@", path.read_text(encoding="utf-8"))}
    assert writers == {"publish.yml"}
    workflow = load(GITHUB / "workflows/publish.yml")
    assert workflow["on"]["push"] == {"branches": ["main"]}
    assert workflow["jobs"]["build"]["if"] == "github.ref == 'refs/heads/main'"


def test_the_store_that_is_written_is_the_one_that_is_read() -> None:
    caches = [
        (step["with"]["path"], step["with"]["key"])
        for path in WORKFLOWS
        for step in steps(path)
        if step.get("uses", "").startswith("actions/cache/")
    ]
    assert len(caches) == 3
    assert len(set(caches)) == 1


def test_every_language_can_be_taken_away() -> None:
    offered = [
        step["with"]["path"]
        for step in steps(GITHUB / "workflows/pull-request.yml")
        if "archive" in step.get("with", {})
    ]
    assert sorted(offered) == sorted(f"site/{bundle_path(code)}" for code in LANGUAGES)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_the_commands_exist(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    uv = re.search(r"UV_VERSION := (.*)", makefile)
    assert uv is not None
    assert set(re.findall(r"uv==(\S+)", text)) <= {uv[1]}
    assert set(re.findall(r"--no-dev daleel (\w+)", text)) <= set(COMMANDS)
    assert set(re.findall(r"run: make (\w+)", text)) <= set(re.findall(r"^(\w+):", makefile, re.MULTILINE))


SCHEMAS = [
    *((path, "vendor.github-workflows") for path in WORKFLOWS),
    *((path, "custom.github-workflows-require-timeout") for path in WORKFLOWS),
    *((path, "vendor.github-issue-forms") for path in sorted(FORMS.glob("*.*.yml"))),
    (FORMS / "config.yml", "vendor.github-issue-config"),
    (GITHUB / "dependabot.yml", "vendor.dependabot"),
]


@pytest.mark.parametrize("schema", sorted({schema for _, schema in SCHEMAS}))
def test_files_are_as_the_host_wants_them(schema: str) -> None:
    done = tool("check-jsonschema", "--builtin-schema", schema, *(path for path, one in SCHEMAS if one == schema))
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_example_for_gitlab_is_as_gitlab_wants_it(tmp_path: Path) -> None:
    section = (PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8").split("## On GitLab\n")[1].split("\n## ")[0]
    example = tmp_path / ".gitlab-ci.yml"
    example.write_text(section.split("```yaml\n")[1].split("```")[0], encoding="utf-8")
    done = tool("check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci", example)
    assert done.returncode == 0, done.stdout + done.stderr
    assert all(bundle_path(code) in section for code in LANGUAGES)


def test_zizmor_finds_nothing() -> None:
    done = tool("zizmor", "--offline", "--no-progress", GITHUB)
    assert done.returncode == 0, done.stdout + done.stderr


def test_zizmor_would_find_something(tmp_path: Path) -> None:
    workflow = tmp_path / ".github/workflows/comment.yml"
    workflow.parent.mkdir(parents=True)
    text = (GITHUB / "workflows/comment.yml").read_text(encoding="utf-8")
    workflow.write_text(text.replace("# zizmor: ignore[dangerous-triggers]", "#"), encoding="utf-8")
    assert "dangerous-triggers" in tool("zizmor", "--offline", "--no-progress", tmp_path).stdout


def test_the_kinds_of_issue() -> None:
    assert KINDS == ["error", "proposal", "software"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_form_asks_the_same_in_every_language(kind: str) -> None:
    def asked(code: str) -> list[Any]:
        body = load(FORMS / f"{kind}.{code}.yml")["body"]
        return [
            (one["type"], one.get("id"), one.get("validations"), len(one["attributes"].get("options", [])))
            for one in body
        ]

    assert sorted(path.name for path in FORMS.glob(f"{kind}.*.yml")) == sorted(
        f"{kind}.{code}.yml" for code in LANGUAGES
    )
    assert asked("ar") == asked("fr") == asked("en")


def test_owners_are_for_those_who_keep_the_repository_to_name() -> None:
    lines = (GITHUB / "CODEOWNERS").read_text(encoding="utf-8").splitlines()
    assert all(line.startswith("#") or not line for line in lines)
