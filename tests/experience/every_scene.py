"""All scenes of both windows by their names, and a way to play one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QWidget

from shared.ui.language import Languages
from shared.ui.theme_source import ThemeSource
from tests.experience.guest_lab_scenes import SCENES as GUEST_LAB_SCENES
from tests.experience.guest_scenes import SCENES as GUEST_SCENES
from tests.experience.guest_scenes import guest_desk
from tests.experience.host_lab_scenes import SCENES as HOST_LAB_SCENES
from tests.experience.host_scenes import SCENES as HOST_SCENES
from tests.experience.host_scenes import host_desk
from tests.experience.scene import CLASS, Cast, close_all_over

_OF_THE_GUEST: Final = {scene.name: scene for scene in (*GUEST_SCENES, *GUEST_LAB_SCENES)}
_OF_THE_HOST: Final = {scene.name: scene for scene in (*HOST_SCENES, *HOST_LAB_SCENES)}

NAMES: Final = (*_OF_THE_GUEST, *_OF_THE_HOST)


@contextmanager
def played(
    name: str, themes: ThemeSource, languages: Languages, folder: Path, cast: Cast = CLASS
) -> Iterator[QWidget]:
    """Give what a person looks at in the scene ``name``; ``folder`` is for what the programs write."""
    if name in _OF_THE_GUEST:
        with guest_desk(themes, languages, folder, cast) as guest:
            yield _OF_THE_GUEST[name].play(guest)
            close_all_over(guest.window)
    else:
        with host_desk(themes, languages, cast) as host:
            yield _OF_THE_HOST[name].play(host)
            close_all_over(host.window)
