"""The report: every row has its heading, and what passed only because it was small is not called unmoved."""

import pytest

from tests.hostile.figures import FLOOR_SECONDS, Delays, Measured, Turn
from tests.hostile.report import HEADINGS, attack_line


def cells(quiet: float, attack: float) -> dict[str, str]:
    turns = [Turn(Delays(1, p99=p99)) for p99 in (quiet, attack, quiet)]
    line = attack_line("a flood", Measured(turns[0], turns[1], turns[2], 0, 0, 0.0, {}), 1.0)
    return dict(zip(HEADINGS, [cell.strip() for cell in line.strip("|").split("|")], strict=True))


@pytest.mark.parametrize(
    ("quiet", "attack", "ratio", "moved"),
    [
        (0.010, 0.015, "1.5", "no"),
        (0.001, FLOOR_SECONDS, "20.0", "below 20 ms"),
        (0.020, 0.060, "3.0", "YES"),
    ],
)
def test_row_tells_the_plain_ratio_and_what_it_passed_by(
    quiet: float, attack: float, ratio: str, moved: str
) -> None:
    row = cells(quiet, attack)
    assert (row["p99 × quiet"], row["moved"]) == (ratio, moved)
