"""Every target, fed with what fuzzing has found worth keeping, and with what Hypothesis thinks up."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.patience import patience
from tests.fuzz.small import MAX_CORPUS_BYTES
from tests.fuzz.target import CORPUS, Target, read, write
from tests.fuzz.targets import TARGETS

each_target = pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
_EXAMPLES = 60


def corpus_of(target: Target) -> list[bytes]:
    return list(target.inputs.values())


@st.composite
def mutated(draw: st.DrawFn, target: Target) -> bytes:
    """An input of the corpus with a piece of another in it, or with something of its own."""
    one, other = draw(st.sampled_from(corpus_of(target))), draw(st.sampled_from(corpus_of(target)))
    start = draw(st.integers(0, len(one)))
    end = draw(st.integers(start, len(one)))
    piece = draw(st.binary(max_size=16) | st.integers(0, len(other)).map(lambda at: other[at : at + 32]))
    return (one[:start] + piece + one[end:])[: target.max_bytes]


@each_target
def test_everything_holds_for_what_is_kept(target: Target) -> None:
    for name, data in target.inputs.items():
        with patience():
            try:
                target.check(data)
            except AssertionError as error:
                error.add_note(f"the input {name} of {target.corpus.name}")
                raise


@each_target
@settings(max_examples=_EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_everything_holds_for_what_is_made_of_it(target: Target, data: st.DataObject) -> None:
    made = data.draw(st.binary(max_size=target.max_bytes) | mutated(target))
    with patience():
        target.check(made)


def test_corpus_is_small_and_its_inputs_have_names() -> None:
    files = [path for path in CORPUS.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) <= MAX_CORPUS_BYTES
    assert {path.stem for path in files} == set(TARGETS)
    names = [name for target in TARGETS.values() for name in target.inputs]
    assert [name for name in names if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)] == []


@given(st.binary())
def test_every_byte_that_is_kept_comes_back(data: bytes) -> None:
    written = write(data)
    assert read(written) == data
    assert written.isascii()
    assert written.isprintable()
    assert not written.endswith(" ")


@each_target
def test_inputs_that_are_kept_are_no_longer_than_what_is_fuzzed(target: Target) -> None:
    assert max(map(len, corpus_of(target))) <= target.max_bytes
