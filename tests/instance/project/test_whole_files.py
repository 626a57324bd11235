"""A file of the home is written whole, or not at all."""

from pathlib import Path

import pytest

from autan.ground.whole_files import whole_file


def test_a_file_takes_the_place_of_what_stood(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "kept"
    for content in (b"first", b"second"):
        with whole_file(path) as file:
            file.write(content)
        assert path.read_bytes() == content
    assert [each.name for each in path.parent.iterdir()] == ["kept"]


def test_a_write_that_fails_leaves_what_stood_and_nothing_beside(tmp_path: Path) -> None:
    path = tmp_path / "kept"
    path.write_bytes(b"first")
    with pytest.raises(TypeError), whole_file(path) as file:
        file.write("no bytes")  # type: ignore[call-overload]
    assert path.read_bytes() == b"first"
    assert [each.name for each in tmp_path.iterdir()] == ["kept"]
