"""What a screen reader finds: everything that can be reached has a name, in both languages, in every scene."""

import re

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractItemView, QHeaderView

from tests.experience.conftest import Shown
from tests.experience.scene import CLASS
from tests.experience.walk import called, children_of, focusable, heard, name_of, seen

ROLE = QAccessible.Role
# What can be acted on says what it is, also where the keyboard reaches it through its parent, as in a list.
SPEAKING = {
    ROLE.Button, ROLE.ButtonMenu, ROLE.ButtonDropDown, ROLE.CheckBox, ROLE.RadioButton, ROLE.ComboBox,
    ROLE.EditableText, ROLE.Slider, ROLE.SpinBox, ROLE.List, ROLE.ListItem, ROLE.Table, ROLE.Link,
    ROLE.MenuItem, ROLE.PageTab, ROLE.PageTabList, ROLE.Dialog, ROLE.Graphic, ROLE.Chart,
}  # fmt: skip
# What stands in them was written by people.
OF_PEOPLE = {ROLE.ListItem, ROLE.EditableText}
# The same in both languages: keys, the languages themselves, and the words of the wire.
ALIKE = ("English", "Language", "Ctrl", "Shift", "Enter", "Esc", "localhost", "chatroom")


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_everything_that_can_be_acted_on_has_a_name(undressed: Shown, language: str) -> None:
    shown = undressed
    shown.dress(language)
    speaking = [each for each in heard(shown.top) if each.role in SPEAKING]
    assert any(each.name for each in heard(shown.top)), "or this test hears nothing"
    assert [each.where for each in speaking if not each.name and not each.is_of_qt] == []
    assert [called(widget) for widget in focusable(shown.top) if not name_of(widget)] == []


def test_names_are_said_in_the_language_that_is_on(undressed: Shown) -> None:
    shown = undressed
    if "-person-menu" in shown.name:
        pytest.skip("a menu of a row is made anew whenever it opens")
    shown.dress("zh_CN")
    names = [each.name for each in heard(shown.top) if each.role in SPEAKING - OF_PEOPLE]
    assert [name for name in names if re.search(r"[a-z]{3}", _without_what_people_write(name))] == []


def _without_what_people_write(text: str) -> str:
    written = (CLASS.room, CLASS.host, CLASS.you, *CLASS.others, *CLASS.lines, CLASS.announcement)
    for part in (*written, CLASS.whisper, CLASS.answer, *ALIKE):
        text = text.replace(part, "")
    return text


def test_a_list_has_an_item_for_every_row(undressed: Shown) -> None:
    for view in seen(undressed.top):
        if isinstance(view, QAbstractItemView) and not isinstance(view, QHeaderView):
            assert children_of(view) >= view.model().rowCount(), called(view)
