"""One lock, one owner."""

from pathlib import Path

from chatroom_client.lock_file import LockFile


def test_lock_has_one_owner_at_a_time(tmp_path: Path) -> None:
    first, second = LockFile(tmp_path / "a.lock"), LockFile(tmp_path / "a.lock")
    assert first.take()
    assert not second.take()
    first.release()
    assert second.take()
    second.release()


def test_lock_without_a_folder_is_nobodys(tmp_path: Path) -> None:
    assert not LockFile(tmp_path / "none" / "a.lock").take()


def test_lock_that_somebody_has_is_not_removed(tmp_path: Path) -> None:
    path = tmp_path / "a.lock"
    owner = LockFile(path)
    owner.take()
    LockFile(path).remove()
    assert path.exists()
    owner.release()
    LockFile(path).remove()
    assert not path.exists()
