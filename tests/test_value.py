"""Values: compared, hashed and matched by their fields, and without room for anything else."""

from dataclasses import replace

import pytest

from shared.value import value


@value
class Point:
    x: int
    y: int = 0


@value
class Place:
    x: int
    y: int = 0


def test_values_are_equal_by_their_fields_and_only_to_their_own_kind() -> None:
    assert Point(1) == Point(1, 0)
    assert Point(1) != Point(2)
    assert len({Point(1), Point(1, 0), Place(1)}) == 2


def test_value_is_taken_apart_and_changed_in_a_copy() -> None:
    match Point(1, 2):
        case Point(x, y):
            assert (x, y) == (1, 2)
    assert replace(Point(1, 2), y=3) == Point(1, 3)
    assert repr(Point(1, 2)) == "Point(x=1, y=2)"


def test_value_has_no_room_for_what_is_not_a_field() -> None:
    with pytest.raises(AttributeError):
        setattr(Point(1), "z", 3)  # noqa: B010 the type checker would not let us
