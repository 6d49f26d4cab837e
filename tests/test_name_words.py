"""Every problem of a name has a sentence of its own."""

from PySide6.QtWidgets import QApplication

from shared.protocol.names import NameProblem
from shared.ui.language import Languages
from shared.ui.name_words import NameWords


def test_every_problem_has_a_sentence_that_no_other_has(qapp: QApplication) -> None:
    words = NameWords()
    sentences = [words.problem(problem) for problem in NameProblem]
    assert all(sentence.endswith(".") for sentence in sentences)
    assert len(set(sentences)) == len(sentences)


def test_the_limit_is_in_the_sentence(languages: Languages) -> None:
    assert "24" in NameWords().problem(NameProblem.TOO_LONG)
