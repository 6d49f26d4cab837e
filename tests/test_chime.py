"""The sound: once for many things at a time, and by whatever plays sounds on this computer."""

from PySide6.QtWidgets import QApplication

from shared.ui.chime import Chime, player


def test_many_things_at_once_are_one_sound(qapp: QApplication) -> None:
    played: list[str] = []
    chime = Chime(play=lambda: played.append("ding"))
    for _ in range(5):
        chime.ring()
    assert played == ["ding"]


def test_each_window_has_its_own_rest(qapp: QApplication) -> None:
    played: list[str] = []
    for _ in range(2):
        Chime(play=lambda: played.append("ding")).ring()
    assert len(played) == 2


def test_the_desktop_s_own_player_goes_first() -> None:
    found = player(lambda program: f"/usr/bin/{program}", has_sound_file=True)
    assert found == ("/usr/bin/canberra-gtk-play", ("--id", "message-new-instant"))


def test_a_player_of_files_is_taken_only_where_there_is_a_file() -> None:
    def find(program: str) -> str:
        return "/usr/bin/paplay" if program == "paplay" else ""

    found = player(find, has_sound_file=True)
    assert found is not None
    assert found[0] == "/usr/bin/paplay"
    assert player(find, has_sound_file=False) is None


def test_a_computer_without_any_player_has_none() -> None:
    assert player(lambda _program: "", has_sound_file=True) is None
