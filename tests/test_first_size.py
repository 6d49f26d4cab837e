"""A window that nobody has sized yet is all on the screen."""

from PySide6.QtCore import QSize

from shared.ui.first_size import first_size


def test_window_is_as_large_as_it_was_drawn_where_there_is_room() -> None:
    assert first_size(QSize(980, 700), QSize(1920, 1040)) == QSize(980, 700)


def test_title_bar_and_lower_edge_are_on_a_small_screen_too() -> None:
    fitted = first_size(QSize(980, 700), QSize(910, 512))
    assert fitted.width() < 910
    assert 512 - 60 <= fitted.height() <= 512 - 40
