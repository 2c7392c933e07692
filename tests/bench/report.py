"""Figures of all rounds as a Markdown table and a plot."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from statistics import median
from typing import Any

SHOWN = {
    "add_s": "adding all articles, s",
    "add_cpu_s": "… processor time, s",
    "filled_s": "… from the start of the process on, s",
    "first_s": "start of the process to first quotes, s",
    "p50_ms": "question to quotes, p50 ms",
    "p95_ms": "… p95 ms",
    "ten_p95_ms": "… p95 ms, ten at once",
    "r@1": "right article first",
    "r@5": "… among five",
    "ndcg@10": "nDCG@10",
    "evidence@1": "right sentence first",
    "evidence@3": "… among three",
    "memory_mib": "memory of a process that answers, MiB",
    "peak_mib": "… of one that adds, peak",
    "disk_kib_an_article": "disk an article, KiB",
}
_PLOT = """
import json, sys
import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
names, shown = json.load(sys.stdin)
figure, axes = plt.subplots(1, len(shown), figsize=(3 * len(shown), 3))
for axis, (title, values) in zip(axes, shown.items()):
    axis.bar(names, values, color=["#0b5f57", *["#b8b2a7"] * (len(names) - 1)])
    axis.set_title(title, fontsize=9)
    axis.tick_params(axis="x", rotation=60, labelsize=8)
figure.tight_layout()
figure.savefig(sys.argv[1], dpi=110)
"""


def table(told: dict[str, Any], names: list[str]) -> str:
    """Medians, ranges where they differ, and how often Beleg's."""
    head = f"{told['articles']} articles, {told['questions']} questions ({told['task']}), "
    head += f"{len(told['rounds'])} rounds, {told['machine']}\n\n"
    lines = ["| | " + " | ".join(names) + " |", "|---" * (len(names) + 1) + "|"]
    for figure, said in SHOWN.items():
        if not any(figure in one for one in told["rounds"][0].values()):
            continue
        own = median(_values(told, "beleg", figure) or [0.0])
        cells = [_cell(told, name, figure, own) for name in names]
        lines.append(f"| {said} | " + " | ".join(cells) + " |")
    return head + "\n".join(lines) + "\n"


def plots(told: dict[str, Any], names: list[str], python: Path, path: Path) -> None:
    """The figures that matter most, side by side; drawn where matplotlib is."""
    wanted = ("add_s", "first_s", "p95_ms", "r@1", "evidence@1", "memory_mib")
    known = [one for one in wanted if all(one in own for own in told["rounds"][0].values())]
    shown = {SHOWN[one]: [median(_values(told, name, one)) for name in names] for one in known}
    subprocess.run(
        [str(python), "-c", _PLOT, str(path)],
        input=json.dumps([names, shown]),
        text=True,
        check=True,
    )


def _values(told: dict[str, Any], name: str, figure: str) -> list[float]:
    return [one[name][figure] for one in told["rounds"] if figure in one.get(name, {})]


def _cell(told: dict[str, Any], name: str, figure: str, own: float) -> str:
    values = _values(told, name, figure)
    if not values:
        return "fails"
    small = figure.startswith(("r@", "ndcg", "evidence"))
    form = "{:.3f}" if small else "{:.3g}" if max(values) < 100 else "{:.0f}"
    said = form.format(median(values))
    if min(values) != max(values) and not small:
        said += f" ({form.format(min(values))}–{form.format(max(values))})"
    if name != "beleg" and own:
        said += f" · ×{median(values) / own:.2f}"
    return said
