"""A frozen dataclass for the type checker, and one that is quick to make.

A frozen dataclass sets each field by a call, and takes three times as long to make as one that can be changed; the
room makes seven values for each message. So here ``mypy --strict`` forbids the change, and Python does not look.

The rule: only for data that the type checker sees everywhere, which is all of this project.
"""

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

Class = TypeVar("Class")


@dataclass_transform(frozen_default=True)
def value(cls: type[Class]) -> type[Class]:
    """Make a class a dataclass with slots that is compared and hashed by its fields; change none of them."""
    return dataclass(slots=True, unsafe_hash=True)(cls)
