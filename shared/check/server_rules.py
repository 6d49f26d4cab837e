"""All rules by which a server is judged, in the order of a report.

The rule: an id stands here once and never changes its meaning: programs that mark read it.
"""

from shared.check.rule import Rule
from shared.check.server_rules_frames import FINDING, FRAMES
from shared.check.server_rules_rest import ENCODINGS, LIMITS, NAMES, RICH
from shared.check.server_rules_room import COMING, TALKING

_TAUGHT = (*FINDING, *FRAMES, *COMING, *TALKING, *NAMES, *RICH, *ENCODINGS, *LIMITS)

SERVER_RULES: tuple[Rule, ...] = tuple(taught.rule for taught in _TAUGHT)
LESSONS = {taught.rule.id: taught.lesson for taught in _TAUGHT}
FINDING_IDS = frozenset(taught.rule.id for taught in FINDING)
RICH_IDS = tuple(taught.rule.id for taught in RICH)
