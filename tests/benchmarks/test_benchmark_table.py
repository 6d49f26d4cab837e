"""The tables: every server has its row, what is missing is a dash, what went wrong is told."""

from benchmarks.figures import find
from benchmarks.results import Failure, Results, Sample
from benchmarks.table import failures_list, figures_table, report, scenario_table


def results() -> Results:
    return Results(
        about={"processor": "abacus"},
        titles={"hall": "Hall: 300 people", "growth": "Growth", "start": "Start"},
        servers={
            "reference": {"title": "C reference", "kind": "reference"},
            "ours": {"title": "LAN Chatroom", "kind": "ours"},
            "nats": {"title": "NATS", "kind": "peer"},
        },
    )


def hall(server: str, run: int, speed: float, **more: float) -> Sample:
    return Sample(run, "hall", server, 300, 0, "flood", {"deliveries_s": speed, "p50_us": 12.5, **more})


def row(table: str, title: str) -> list[str]:
    (line,) = [line for line in table.splitlines() if line.startswith(f"| {title} |")]
    return [cell.strip() for cell in line.strip("|").split("|")]


def heading(table: str) -> list[str]:
    return [cell.strip() for cell in table.splitlines()[0].strip("|").split("|")]


def test_row_has_the_medians_and_the_ratios_with_their_spread() -> None:
    measured = results()
    for run, speed in ((1, 40e6), (2, 30e6), (3, 20e6)):
        measured.samples += [hall("ours", run, speed), hall("reference", run, 50e6), hall("nats", run, 5e6)]
    table = scenario_table(measured, "hall")
    cells = dict(zip(heading(table), row(table, "LAN Chatroom"), strict=False))
    assert cells["deliveries/s"] == "30 M"
    assert cells["deliveries/s × reference"] == "0.6"
    assert row(table, "LAN Chatroom")[-4:] == ["0.6", "0.4–0.8", "6", "4–8"]


def test_what_was_not_measured_is_a_dash() -> None:
    measured = results()
    measured.samples = [hall("ours", 1, 40e6)]
    table = scenario_table(measured, "hall")
    assert dict(zip(heading(table), row(table, "LAN Chatroom"), strict=False))["p99 µs"] == "–"
    assert "NATS" not in table


def test_what_went_wrong_is_counted_once_for_each_run() -> None:
    measured = results()
    # The load generator counts from the opening of the room, so two turns of one run say the same 2 twice.
    measured.samples = [
        hall("ours", 1, 1e6, lost=2),
        hall("ours", 1, 1e6, lost=2),
        hall("ours", 2, 1e6, lost=3),
    ]
    table = scenario_table(measured, "hall")
    assert dict(zip(heading(table), row(table, "LAN Chatroom"), strict=False))["wrong"] == "5 lost"


def test_growth_has_a_column_for_each_number_of_guests() -> None:
    measured = results()
    measured.samples = [
        Sample(1, "growth", "ours", guests, 0, "flood", {"cpu_us": guests / 100}) for guests in (10, 1000)
    ]
    table = scenario_table(measured, "growth")
    assert heading(table)[1:] == ["10", "1,000"]
    assert row(table, "LAN Chatroom")[1:] == ["0.1", "10"]


def test_start_is_told_beside_a_bare_python() -> None:
    measured = results()
    measured.samples = [Sample(1, "start", "ours", 0, 0, "start", {"ready_s": 0.3, "bare_s": 0.02})]
    assert row(scenario_table(measured, "start"), "LAN Chatroom")[1:4] == ["0.3", "0.02", "15"]


def test_figures_say_what_is_met_and_what_is_not() -> None:
    measured = results()
    measured.samples = [hall("ours", 1, 60e6), hall("reference", 1, 100e6), hall("nats", 1, 20e6)]
    lines = figures_table(find(measured)).splitlines()
    (met,) = [line for line in lines if "hall: deliveries/s, × C reference | plain" in line]
    (missed,) = [line for line in lines if "hall: deliveries/s, × best peer | plain" in line]
    assert met.endswith("| ≥ 0.5 | 0.6 | one run | met |")
    assert missed.endswith("| ≥ 5 | 3 | one run | **not met** |")


def test_one_reason_is_told_once() -> None:
    measured = results()
    measured.failures = [Failure(run, "hall", "nats", "it was tired") for run in (1, 2)]
    assert failures_list(measured) == "- hall, NATS: it was tired\n"


def test_report_holds_everything_that_was_run() -> None:
    measured = results()
    measured.samples = [hall("ours", 1, 60e6)]
    measured.failures = [Failure(0, "campus", "", "too few files")]
    text = report(measured, find(measured), "plot.png")
    assert "- processor: abacus" in text
    for title in measured.titles.values():
        assert f"### {title}\n" in text
    assert "](plot.png)" in text
    assert "- campus: too few files" in text
    assert "plot.png" not in report(measured, find(measured), None)
