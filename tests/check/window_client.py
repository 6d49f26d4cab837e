"""Our own client's window as a program with a keyboard and a screen: ``window_client.py NAME WHERE``.

What is typed here is done in the window with keys and clicks, and what the window shows is written line by line.
The window runs offscreen, in a process of its own.
"""

import queue
import sys
import threading
import time

from shared.demo.stage import DemoFailed, StagedWindow

_LOOK_MS = 20


class Clerk:
    """Does in the window what it is told, and says what is to be seen there."""

    def __init__(self, name: str, where: str) -> None:
        options = ["--udp-port", where] if where.isdecimal() else ["--server", where]
        self._window = StagedWindow(
            name,
            "chatroom_client",
            "--name",
            name,
            *options,
            environment={"QT_QPA_PLATFORM": "offscreen", "LANGUAGE": "en", "LC_ALL": "C.UTF-8"},
        )
        self._is_searching = where.isdecimal()
        self._shown: list[str] = []
        self._people: list[str] = []
        self._problem = ""
        self._typed: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        threading.Thread(target=self._listen, daemon=True).start()

    def work(self) -> None:
        """Go on until ``/quit`` is typed or the window is gone."""
        while True:
            if self._is_searching and self._sees("roomList", "chatroom-check"):
                self._window.do("choose_row", on="roomList", row="chatroom-check")
                self._window.do("click", on="joinButton")
                self._is_searching = False
            if self._sees("transcript"):
                self._look()
                while not self._typed.empty():
                    line = self._typed.get()
                    if line in {None, "/quit"}:
                        self._window.close()
                        return
                    assert line is not None
                    self._say(line)
            elif self._sees("nameProblem"):
                self._try_again()
            time.sleep(0.02)

    def _listen(self) -> None:
        for line in sys.stdin:
            # No keyboard has keys for STX and ETX.
            self._typed.put("".join(character for character in line if character >= " "))
        self._typed.put(None)

    def _sees(self, widget: str, text: str = "") -> bool:
        try:
            self._window.do("wait", on=widget, text=text, ms=_LOOK_MS)
        except DemoFailed:
            return False
        return True

    def _look(self) -> None:
        people = self._window.texts("peopleList")
        for person in people:
            if person not in self._people:
                _write(f"= {person}")
        for person in self._people:
            if person not in people:
                _write(f"- {person}")
        self._people = people
        rows = self._window.texts("transcript")
        # A row of one's own changes when its receipt has come; it is the same row.
        for row in rows[len(self._shown) :]:
            _write(row.replace("\n", "\n    "))
        self._shown = rows

    def _say(self, line: str) -> None:
        if line.startswith("@"):
            to, _, text = line[1:].partition(" ")
            self._window.do("choose_row", on="peopleList", row=to, double=True)
            self._window.do("type", on="messageEdit", text=text)
            self._window.do("click", on="sendButton")
            self._window.do("key", on="messageEdit", key="Escape")
        else:
            self._window.do("type", on="messageEdit", text=line)
            self._window.do("key", on="messageEdit", key="Return")

    def _try_again(self) -> None:
        problem = " ".join(self._window.texts("nameProblem"))
        if problem != self._problem:
            _write(f"! {problem}")
            self._problem = problem
        if not self._typed.empty():
            name = self._typed.get()
            assert name is not None
            self._window.do("type", on="nameField", text=name, replace=True)
            if self._sees("joinButton"):
                self._window.do("click", on="joinButton")


def _write(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    Clerk(sys.argv[1], sys.argv[2]).work()
