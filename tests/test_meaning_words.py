"""Every meaning has words of its own, and what other people wrote stays inert in them."""

import pytest

from shared.ui.wire.meaning_words import MeaningWords
from shared.wire.meaning import Meaning, MeaningKind


def said(meaning: Meaning) -> str:
    return MeaningWords().say(meaning).replace("\u2068", "").replace("\u2069", "")


def test_no_two_meanings_sound_alike() -> None:
    sentences = [said(Meaning(kind, name="N", text="T", number=3, code="c")) for kind in MeaningKind]
    assert all(sentences)
    assert len(set(sentences)) == len(sentences)


@pytest.mark.parametrize(
    ("meaning", "sentence"),
    [
        (Meaning(MeaningKind.LOG_IN, name="alice"), "log in as “alice”"),
        (Meaning(MeaningKind.YOU_ARE_IN, name="alice"), "you are in (end of the list)"),
        (Meaning(MeaningKind.CAME_ONLINE, name="alice"), "alice came online"),
        (Meaning(MeaningKind.SAY, text="hello"), "say “hello” to everyone"),
        (Meaning(MeaningKind.WHISPER, name="bob", is_hidden=True), "whisper (hidden text) to bob"),
        (
            Meaning(MeaningKind.TOO_LONG, number=20000, code="16384"),
            "too long: 20000 bytes, at most 16384 are allowed",
        ),
        (Meaning(MeaningKind.OUTSIDE, number=16), "16 bytes outside of frames: skipped"),
        (Meaning(MeaningKind.OUTSIDE, number=16, code="padding"), "16 bytes of padding outside of frames"),
        (Meaning(MeaningKind.DISCOVERY_ANSWER, number=9999), "answers: TCP port 9999"),
    ],
)
def test_words(meaning: Meaning, sentence: str) -> None:
    assert said(meaning) == sentence


@pytest.mark.parametrize("kind", MeaningKind)
def test_names_and_texts_are_inert_and_short(kind: MeaningKind) -> None:
    odd = "a\u202eb\x1b[31m\n" * 100
    sentence = said(Meaning(kind, name="x\u202ey\n", text=odd, number=1, code="\u202e"))
    assert not set(sentence) & set("\u202e\x1b\n")
    assert len(sentence) < 400
