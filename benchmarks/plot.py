"""The picture of the results: throughput by scenario and server, and what grows with the number of guests.

The rule: matplotlib is imported only when something is drawn, and never opens a window.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.ratios import figure, spread
from benchmarks.results import Results

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_THROUGHPUT = (("hall", "flood"), ("campus", "flood"), ("single", "alone"))
# Ours stand out, the reference is black, the rest keep one colour each in every panel.
_COLOURS = {
    "ours": "#1a56db", "ours-rich": "#7aa5f5", "before": "#a16207", "before-rich": "#d9a441",
    "history": "#0e7490", "history-rich": "#67b7c9", "reference": "#111111", "naive": "#b91c1c",
    "ngircd": "#15803d", "inspircd": "#86b81b", "nats": "#9333ea", "mosquitto": "#db6b0f",
}  # fmt: skip


class CannotDraw(Exception):
    """matplotlib is not installed; the text says what to do."""


def draw(results: Results, path: Path) -> None:
    """Write the picture as a PNG. Raises CannotDraw."""
    try:
        import matplotlib as mpl  # noqa: PLC0415  (a heavy import, wanted for this one thing)

        mpl.use("Agg")
        from matplotlib import pyplot as plt  # noqa: PLC0415
    except ImportError:
        raise CannotDraw(
            "no picture: matplotlib is not installed (pip install matplotlib, or pip install -e '.[bench]')"
        ) from None
    picture, panels = plt.subplot_mosaic(
        [["throughput", "throughput"], ["cost", "delay"]], figsize=(12, 10), layout="constrained"
    )
    try:
        _draw_throughput(panels["throughput"], results)
        _draw_cost(panels["cost"], results)
        _draw_delay(panels["delay"], results)
        _draw_legend(picture, results)
        picture.savefig(path, dpi=110)
    finally:
        plt.close(picture)


def _colour(server: str) -> str:
    return _COLOURS.get(server, "#6b7280")


def _draw_legend(picture: "Figure", results: Results) -> None:
    from matplotlib.patches import Patch  # noqa: PLC0415  (draw has found that it is there)

    patches = [
        Patch(color=_colour(server), label=about["title"])
        for server, about in results.servers.items()
        if any(sample.server == server for sample in results.samples)
    ]
    picture.legend(handles=patches, loc="outside lower center", ncols=5, frameon=False)


def _draw_throughput(axes: "Axes", results: Results) -> None:
    here = [(scenario, command) for scenario, command in _THROUGHPUT if scenario in results.titles]
    for at, (scenario, command) in enumerate(here):
        found = {
            server: spread(figure(results, scenario, server, "deliveries_s", command=command))
            for server in results.servers
        }
        values = {server: each.median for server, each in found.items() if each is not None}
        width = 0.9 / max(1, len(values))
        for number, (server, value) in enumerate(values.items()):
            bar = axes.bar(at + (number + 0.5) * width - 0.45, value, width * 0.92, color=_colour(server))
            axes.bar_label(bar, [_short(value)], rotation=90, padding=3, fontsize=8)
    axes.set_yscale("log")
    axes.margins(x=0.01)
    axes.set_ylim(top=axes.get_ylim()[1] * 3)  # room for what stands on the bars
    axes.set_xticks(range(len(here)), [_in_lines(results.titles[scenario]) for scenario, _ in here])
    axes.set_title("Deliveries a second: each is a message that reached one person (longer is better)")
    axes.grid(axis="y", alpha=0.3)
    axes.set_axisbelow(True)


def _short(value: float) -> str:
    for size, unit in ((1e6, "M"), (1e3, "k")):
        if value >= size:
            return f"{value / size:.3g} {unit}"
    return f"{value:.3g}"


def _in_lines(title: str) -> str:
    head, _, rest = title.partition(", ")
    return "\n".join([head, *rest.split(", ")])


def _grown(results: Results, server: str, key: str, command: str) -> tuple[list[int], list[float]]:
    sizes = sorted({sample.guests for sample in results.of("growth", server, command)})
    found = [
        (size, spread(figure(results, "growth", server, key, command=command, guests=size))) for size in sizes
    ]
    there = [(size, each.median) for size, each in found if each is not None]
    return [size for size, _ in there], [value for _, value in there]


def _draw_cost(axes: "Axes", results: Results) -> None:
    for server in results.servers:
        sizes, values = _grown(results, server, "cpu_us", "flood")
        if sizes:
            axes.plot(sizes, values, "o-", color=_colour(server), markersize=4, linewidth=_thickness(server))
    _finish_growth(axes, "CPU of the server for each delivery, µs, 5 talk without pause", results)


def _draw_delay(axes: "Axes", results: Results) -> None:
    for server in results.servers:
        for key, style in (("p50_us", "o-"), ("p99_us", "o:")):
            sizes, values = _grown(results, server, key, "alone")
            if sizes:
                axes.plot(
                    sizes,
                    values,
                    style,
                    color=_colour(server),
                    markersize=3,
                    linewidth=_thickness(server),
                )
    _finish_growth(axes, "Delay of a message alone, µs: p50 (line) and p99 (dots)", results)


def _thickness(server: str) -> float:
    return 2.2 if server in {"ours", "reference"} else 1.2


def _finish_growth(axes: "Axes", title: str, results: Results) -> None:
    axes.set_title(f"{title} (less is better)", fontsize=10)
    axes.set_xlabel("guests in the room")
    axes.grid(which="both", alpha=0.25)
    sizes = sorted({sample.guests for sample in results.samples if sample.scenario == "growth"})
    if sizes:
        axes.set_xscale("log")
        axes.set_yscale("log")
        axes.set_xticks(sizes, [f"{size:,}" for size in sizes])
        axes.minorticks_off()
