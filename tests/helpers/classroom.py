"""Windows on a virtual desktop, and a hand at each of them.

The actor in each window is used only to read what is shown and where it is; every act is xdotool's.
"""

from contextlib import ExitStack
from dataclasses import dataclass

from shared.demo.stage import StagedWindow
from tests.helpers.desktop import Desktop


@dataclass
class Seat:
    """One window on the desktop."""

    screen: Desktop
    staged: StagedWindow
    window: str

    def type(self, text: str) -> None:
        self.screen.type(self.window, text)

    def press(self, *keys: str) -> None:
        self.screen.press(self.window, *keys)

    def click(self, *, button: int = 1, times: int = 1, **what: object) -> None:
        self.screen.focus(self.window)
        x, y = self._place(**what)
        self.screen.xdotool("mousemove", str(x), str(y))
        self.screen.xdotool("click", "--repeat", str(times), "--delay", "60", str(button))

    def sees(self, text: str, on: str = "transcript") -> None:
        self.staged.do("wait", on=on, text=text)

    def texts(self, on: str = "transcript") -> str:
        return "\n".join(self.staged.texts(on))

    def _place(self, **what: object) -> tuple[int, int]:
        found = self.staged.do("where", **what)
        assert isinstance(found, list)
        return int(found[0]), int(found[1])


@dataclass
class Classroom:
    """The desktop, and the ports of its room."""

    screen: Desktop
    stack: ExitStack
    tcp_port: int
    udp_port: int

    def seat(self, name: str, module: str, place: tuple[int, int, int, int], *options: str) -> Seat:
        staged = StagedWindow(name, module, *options, environment=self.screen.environment)
        self.stack.callback(staged.close)
        x, y, width, height = place
        staged.do("place", x=x, y=y, w=width, h=height)
        return Seat(self.screen, staged, self.screen.window_of(staged.process_id))

    def guest(self, name: str, place: tuple[int, int, int, int], udp_port: int | None = None) -> Seat:
        return self.seat(name, "chatroom_client", place, "--udp-port", str(udp_port or self.udp_port))
