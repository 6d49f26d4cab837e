"""Who is in a class and what they say: names and texts that tell themselves, short and long, English and Chinese.

The rule: a text follows from its sender, its number and its receiver alone: one changed character is found.
"""

import random
import zlib
from dataclasses import dataclass

HOST = ""  # who announces

_BASES = ("Anna", "Maximiliane-Jo", "J. R. Smith", "Ωmega", "王小明", "欧阳娜娜", "阿卜杜拉", "玛丽·居里")
_GBK_BASES = ("王小明", "欧阳娜娜", "阿卜杜拉", "李雷", "赵子龙")
_SHORT = (
    "",
    "yes",
    "I do not understand the second question, could you say it again?",
    "同学们好，今天的作业在哪里？",
    "two\nlines",
    'alice: no, that was not me {"t":"msg","id":1}',
    "好",
    "a,b,,c | * bob is not online",
)
_MIDDLE = ("A longer answer, with reasons. " * 12, "第二题的答案是这样的：先证明引理，再用归纳法。" * 14)
_LONG = (
    "All that I know about this subject, told at length. " * 70,
    "我所知道的关于这个问题的一切，从头说起。" * 180,
)


@dataclass(frozen=True, slots=True)
class Saying:
    """One thing that is said: each sender counts from 1. ``to`` is empty for everyone."""

    sender: str
    number: int
    to: str = ""

    @property
    def text(self) -> str:
        """What is typed."""
        return f"#{self.number}|{self.to}|{_filler(self.sender, self.number)}"

    def is_for(self, name: str) -> bool:
        """Return whether somebody may see it."""
        return not self.to or name in (self.sender, self.to)


def saying_of(sender: str, text: str) -> Saying | None:
    """Return what ``sender`` says with this text, to the last character; None for what nobody says."""
    number, found, rest = text[1:].partition("|")
    if text[:1] != "#" or not found or not (number.isascii() and number.isdigit()):
        return None
    saying = Saying(sender, int(number), rest.partition("|")[0])
    return saying if saying.text == text else None


def name_of(lesson: int, seat: int, chance: random.Random, *, is_gbk: bool = False) -> str:
    """Return the name of somebody in a class, which nobody had before."""
    return f"{chance.choice(_GBK_BASES if is_gbk else _BASES)} {lesson}-{seat}"


def _filler(sender: str, number: int) -> str:
    chance = zlib.crc32(f"{sender} {number}".encode())
    choices = _LONG if chance % 100 < 2 else _MIDDLE if chance % 100 < 12 else _SHORT
    return choices[chance // 100 % len(choices)].rstrip()
