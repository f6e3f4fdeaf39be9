"""What the site bench found: beside the recorded results, and as a record, a table and a chart."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path
from statistics import median

from tests.bench.measure import Taken, middle, table

HERE = Path(__file__).parent
RECORD = HERE / "results.json"
STOCK = "MkDocs + Material + static-i18n"  # as it comes; what the others are compared with
OURS = "Daleel"
EVERYTHING = "Daleel, everything"  # with PDFs, e-books and Word files
BAR, ROW, LABEL, WIDTH = 12, 18, 250, 720  # of the chart


@dataclass(frozen=True)
class Size:
    """What was measured at one number of pages."""

    taken: Mapping[str, Sequence[Taken]]
    peak_mb: int
    commands: Mapping[str, str]


@dataclass(frozen=True)
class Ratio:
    """Wall time by that of stock in the same round."""

    value: float  # median
    noise: float  # half of what lies between the lowest and the highest


def ratio(size: Size, name: str) -> Ratio:
    each = [one.wall_s / stock.wall_s for one, stock in zip(size.taken[name], size.taken[STOCK], strict=True)]
    return Ratio(median(each), (max(each) - min(each)) / 2)


def judged(about: str, sizes: Mapping[int, Size]) -> int:
    """1 if a ratio of ours is worse than the recorded one by more than the noise of both."""
    print(about)
    worse = list(regressions(sizes, json.loads(RECORD.read_text(encoding="utf-8")))) if RECORD.exists() else []
    print("\n".join(worse) or "no ratio is worse than recorded")
    return 1 if worse else 0


def regressions(
    sizes: Mapping[int, Size], recorded: dict[str, dict[str, dict[str, dict[str, float]]]]
) -> Iterator[str]:
    for pages, size in sizes.items():
        known = recorded["sizes"].get(str(pages), {})
        for name in size.taken:
            if name.startswith(OURS) and name in known:
                now, then = ratio(size, name), Ratio(known[name]["ratio"], known[name]["noise"])
                if now.value > then.value + then.noise + now.noise:
                    yield f"{pages} pages: {name} takes {now.value:.2f} × stock, recorded {then.value:.2f} × ± {then.noise:.2f}"


def record(about: str, pins: Mapping[str, Sequence[str]], sizes: Mapping[int, Size]) -> None:
    known = {str(pages): dict(rows(size)) for pages, size in sizes.items()}
    RECORD.write_text(json.dumps({"machine": about, "sizes": known}, indent=1) + "\n", encoding="utf-8")
    commands = {name: command for size in sizes.values() for name, command in size.commands.items()}
    lines = [f"- {name}: `{command}`" for name, command in commands.items()]
    text = f"""# How long a site takes

Measured by `make bench` on {date.today()}: {about}.
Whole processes in turn, each cold unless it says otherwise; medians. *× stock* compares wall time with that of stock in the
same round, ± half of what lies between the lowest and the highest. CPU s: all cores together.
Texts: the project's own, copied and cut to about 1,750 words a chapter (made_library.py); for the others as plain pages
(plain_pages.py): elements as boxes, citations as footnotes, no links to anchors. Zensical has no static-i18n: all languages are
one tree. Hugo has a bare theme, leaves elements as text and looks at no link. Others lack our three pages that are made of data.

{markdown(sizes)}

![Wall time by tool and size](results.svg)

Versions: {", ".join(pin for some in pins.values() for pin in some)}; Daleel's own are in uv.lock. Commands:

{chr(10).join(lines)}
"""
    (HERE / "results.md").write_text(text, encoding="utf-8")
    (HERE / "results.svg").write_text(chart(sizes), encoding="utf-8")


def rows(size: Size) -> Iterator[tuple[str, dict[str, float]]]:
    for name, found in size.taken.items():
        taken, compared = middle(found), ratio(size, name)
        yield (
            name,
            {
                "wall_s": round(taken.wall_s, 2),
                "cpu_s": round(taken.cpu_s, 2),
                "ratio": round(compared.value, 3),
                "noise": round(compared.noise, 3),
                "rounds": len(found),
            },
        )


def markdown(sizes: Mapping[int, Size]) -> str:
    parts = []
    for pages, size in sizes.items():
        lines = [("", "wall s", "CPU s", "× stock", "±", "rounds")]
        for name, one in rows(size):
            figures = f"{one['wall_s']:.2f}", f"{one['cpu_s']:.2f}", f"{one['ratio']:.2f}", f"{one['noise']:.2f}"
            lines.append((name, *figures, str(one["rounds"])))
        built = EVERYTHING if EVERYTHING in size.taken else "Daleel, site only"
        peak = f"{built}: {size.peak_mb} MB of memory at its peak, all processes"
        parts.append(f"## {pages:,} pages\n\n{table(lines)}\n\n{peak}")
    return "\n\n".join(parts)


def chart(sizes: Mapping[int, Size]) -> str:
    """A bar for each tool, from its size's longest one."""
    drawn, y = "", 0
    for pages, size in sizes.items():
        y += 26
        drawn += f'<text x="0" y="{y}" font-weight="bold">{pages:,} pages</text>\n'
        found = dict(rows(size))
        longest = max(one["wall_s"] for one in found.values())
        for name, one in found.items():
            y += ROW
            length = max(1, round(one["wall_s"] / longest * (WIDTH - LABEL - 60)))
            colour = "#0f4650" if name.startswith(OURS) else "#a9b8ba"
            drawn += f'<text x="0" y="{y}">{escape(name)}</text>'
            drawn += f'<rect x="{LABEL}" y="{y - BAR + 2}" width="{length}" height="{BAR}" fill="{colour}"/>'
            drawn += f'<text x="{LABEL + length + 4}" y="{y}">{one["wall_s"]:.1f} s</text>\n'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y + 12}" font-family="sans-serif" font-size="12">\n'
        f'<rect width="{WIDTH}" height="{y + 12}" fill="#fff"/>\n{drawn}</svg>\n'
    )
