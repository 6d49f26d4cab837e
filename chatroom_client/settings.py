"""What the client remembers from one start to the next.

The rule: whatever is in the file, reading gives a usable value; and on a shared computer nothing about the person
is in the file.
"""

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QByteArray, QCoreApplication, QSettings

from chatroom_client.drafts import Draft, parse_drafts, render_drafts, replaced
from shared.protocol.names import InvalidName, parse_name
from shared.ui.language import Languages
from shared.ui.look_menu import TEXT_PERCENTS
from shared.ui.theme_source import ThemeChoice

MIN_ZOOM_PERCENT = TEXT_PERCENTS[0]
MAX_ZOOM_PERCENT = TEXT_PERCENTS[-1]
DEFAULT_ZOOM_PERCENT = 100

_MAX_DRAFTS_CHARACTERS = 2_000_000  # ten texts of the greatest length, each character escaped
_MAX_TEXT_CHARACTERS = 300  # of a host or a room: what is longer was not written by this program

_NAME = "person/name"
_DRAFTS = "person/drafts"
_RECENT_EMOJI = "person/emoji"
_ROOM_HOST = "room/host"
_ROOM_PORT = "room/port"
_ROOM_NAME = "room/name"
_GEOMETRY = "window/geometry"
_SPLITTER = "window/splitter"
_WIRE_SPLITTER = "window/wire_splitter"
_THEME = "window/theme"
_LANGUAGE = "window/language"
_ZOOM = "window/zoom"
_SHARED_COMPUTER = "shared_computer"
_PLAIN = "plain_protocol"
_CTRL_ENTER = "writing/ctrl_enter_sends"
_SOUND = "attention/sound"
_DO_NOT_DISTURB = "attention/do_not_disturb"
_TRAY = "window/tray"
_TRAY_EXPLAINED = "window/tray_explained"

_PERSONAL = ("person", "room")  # groups


class Sound(Enum):
    """When the program makes itself heard; the value is the word kept in the settings."""

    NONE = "none"  # forty computers stand in one room
    MEANT = "meant"  # for what is meant for this person: whispers, announcements, one's own name
    ALL = "all"  # for every message


@dataclass(frozen=True, slots=True)
class LastRoom:
    """The room that was joined last. ``name`` is what it was called, and can be empty."""

    host: str
    port: int
    name: str


class ClientSettings:
    """The client's settings, each a property to read and to assign; assigning stores it.

    Without an argument they are in the user's own file, under the application's organization and name.
    """

    def __init__(self, store: QSettings | None = None) -> None:
        self._store = store if store is not None else _users_store()

    @property
    def name(self) -> str:
        """The name that the person took last, empty when there is none."""
        name = self._text(_NAME)
        try:
            return parse_name(name).shown
        except InvalidName:
            return ""

    @name.setter
    def name(self, name: str) -> None:
        self._keep_personal(_NAME, name)

    @property
    def last_room(self) -> LastRoom | None:
        """The room that was joined last."""
        host = self._text(_ROOM_HOST)
        port = self._number(_ROOM_PORT, 1, 65_535)
        return LastRoom(host, port, self._text(_ROOM_NAME)) if host and port is not None else None

    @last_room.setter
    def last_room(self, room: LastRoom | None) -> None:
        if room is None:
            self._store.remove("room")
            return
        self._keep_personal(_ROOM_HOST, room.host)
        self._keep_personal(_ROOM_PORT, room.port)
        self._keep_personal(_ROOM_NAME, room.name)

    def draft_of(self, room: str, name: str) -> Draft | None:
        """What this person has left half typed in this room."""
        return next((each for each in self._drafts() if (each.room, each.name) == (room, name)), None)

    def keep_draft(self, draft: Draft) -> None:
        """Keep what is half typed in a room, in place of what was; with no text, nothing is kept of it."""
        before = self._drafts()
        after = replaced(before, draft)
        if after != before:
            self._keep_personal(_DRAFTS, render_drafts(after))

    @property
    def recent_emoji(self) -> tuple[str, ...]:
        """The emoji that the person chose last, the newest first."""
        return tuple(self._text(_RECENT_EMOJI).split())

    @recent_emoji.setter
    def recent_emoji(self, emoji: tuple[str, ...]) -> None:
        self._keep_personal(_RECENT_EMOJI, " ".join(emoji))

    @property
    def window_geometry(self) -> QByteArray:
        """What ``QWidget.saveGeometry`` gave, empty when there is none."""
        return self._bytes(_GEOMETRY)

    @window_geometry.setter
    def window_geometry(self, geometry: QByteArray) -> None:
        self._store.setValue(_GEOMETRY, geometry)

    @property
    def splitter_state(self) -> QByteArray:
        """What ``QSplitter.saveState`` gave, empty when there is none."""
        return self._bytes(_SPLITTER)

    @splitter_state.setter
    def splitter_state(self, state: QByteArray) -> None:
        self._store.setValue(_SPLITTER, state)

    @property
    def wire_splitter_state(self) -> QByteArray:
        """The same of the line between the pages and the wire."""
        return self._bytes(_WIRE_SPLITTER)

    @wire_splitter_state.setter
    def wire_splitter_state(self, state: QByteArray) -> None:
        self._store.setValue(_WIRE_SPLITTER, state)

    @property
    def theme_choice(self) -> ThemeChoice:
        """Light, dark, or as the computer is."""
        try:
            return ThemeChoice(self._text(_THEME))
        except ValueError:
            return ThemeChoice.SYSTEM

    @theme_choice.setter
    def theme_choice(self, choice: ThemeChoice) -> None:
        self._store.setValue(_THEME, choice.value)

    @property
    def language(self) -> str | None:
        """The language's code, None for the computer's own."""
        code = self._text(_LANGUAGE)
        return code if code in {known for known, _ in Languages.AVAILABLE} else None

    @language.setter
    def language(self, code: str | None) -> None:
        self._store.setValue(_LANGUAGE, code or "")

    @property
    def zoom_percent(self) -> int:
        """The size of the texts, from 70 to 250, 100 for the system's own."""
        zoom = self._number(_ZOOM, MIN_ZOOM_PERCENT, MAX_ZOOM_PERCENT)
        return DEFAULT_ZOOM_PERCENT if zoom is None else zoom

    @zoom_percent.setter
    def zoom_percent(self, percent: int) -> None:
        self._store.setValue(_ZOOM, max(MIN_ZOOM_PERCENT, min(MAX_ZOOM_PERCENT, percent)))

    @property
    def is_shared_computer(self) -> bool:
        """Whether the next person here is somebody else: then name and room are not kept."""
        return self._is_set(_SHARED_COMPUTER)

    @is_shared_computer.setter
    def is_shared_computer(self, is_shared: bool) -> None:
        self._store.setValue(_SHARED_COMPUTER, is_shared)
        if is_shared:
            for group in _PERSONAL:
                self._store.remove(group)
            # Not some time later: the person may pull the plug believing that nothing is left.
            self._store.sync()

    @property
    def is_plain(self) -> bool:
        """Whether to speak only the course's protocol, from the next start on."""
        return self._is_set(_PLAIN)

    @is_plain.setter
    def is_plain(self, is_plain: bool) -> None:
        self._store.setValue(_PLAIN, is_plain)

    @property
    def sends_with_ctrl_enter(self) -> bool:
        """Whether Ctrl+Enter sends, and Enter alone begins a new line."""
        return self._is_set(_CTRL_ENTER)

    @sends_with_ctrl_enter.setter
    def sends_with_ctrl_enter(self, is_so: bool) -> None:
        self._store.setValue(_CTRL_ENTER, is_so)

    @property
    def sound(self) -> Sound:
        """When to be heard."""
        try:
            return Sound(self._text(_SOUND))
        except ValueError:
            return Sound.NONE

    @sound.setter
    def sound(self, sound: Sound) -> None:
        self._store.setValue(_SOUND, sound.value)

    @property
    def is_do_not_disturb(self) -> bool:
        """Whether nothing but an announcement may ask for attention."""
        return self._is_set(_DO_NOT_DISTURB)

    @is_do_not_disturb.setter
    def is_do_not_disturb(self, is_on: bool) -> None:
        self._store.setValue(_DO_NOT_DISTURB, is_on)

    @property
    def has_tray(self) -> bool:
        """Whether closing the window keeps the program in the tray, where there is one."""
        return self._is_set(_TRAY)

    @has_tray.setter
    def has_tray(self, has_tray: bool) -> None:
        self._store.setValue(_TRAY, has_tray)

    @property
    def is_tray_explained(self) -> bool:
        """Whether the person was told already where the window goes when it is closed."""
        return self._is_set(_TRAY_EXPLAINED)

    @is_tray_explained.setter
    def is_tray_explained(self, is_explained: bool) -> None:
        self._store.setValue(_TRAY_EXPLAINED, is_explained)

    # ---- inside ------------------------------------------------------------------------------------------

    def _drafts(self) -> tuple[Draft, ...]:
        value = self._store.value(_DRAFTS)
        is_fit = isinstance(value, str) and len(value) <= _MAX_DRAFTS_CHARACTERS
        return parse_drafts(value) if is_fit else ()

    def _is_set(self, key: str) -> bool:
        return self._text(key).lower() in {"true", "1"}

    def _keep_personal(self, key: str, value: str | int) -> None:
        if not self.is_shared_computer:
            self._store.setValue(key, value)

    def _text(self, key: str) -> str:
        # A setting just assigned comes back as what it was, one from the file as text.
        value = self._store.value(key)
        if isinstance(value, bool | int):
            return str(value)
        return value if isinstance(value, str) and len(value) <= _MAX_TEXT_CHARACTERS else ""

    def _number(self, key: str, least: int, most: int) -> int | None:
        text = self._text(key)
        # isdecimal alone would let ٣ through, and a number of 5,000 digits.
        number = int(text) if text.isascii() and text.isdecimal() and len(text) <= 9 else -1
        return number if least <= number <= most else None

    def _bytes(self, key: str) -> QByteArray:
        value = self._store.value(key)
        return value if isinstance(value, QByteArray) else QByteArray()


def _users_store() -> QSettings:
    return QSettings(
        QSettings.Format.IniFormat,
        QSettings.Scope.UserScope,
        QCoreApplication.organizationName(),
        QCoreApplication.applicationName(),
    )
