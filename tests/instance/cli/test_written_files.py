"""Files that a command writes: whole or not at all, over what stands only when asked."""

from pathlib import Path

import polars as pl
import pytest

from autan.ground.errors import ImportFileError, RuleError
from autan.instance.cli.whole_files import require_frame_format, write_frame, write_whole

FRAME = pl.DataFrame({"siren": ["243100633", 'é,"a"'], "consumption_mwh": [1.5, None]})


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_that_stands_is_replaced_only_when_asked(tmp_path: Path) -> None:
    target = tmp_path / "a.json"
    write_whole(target, b"un", force=False)
    with pytest.raises(RuleError, match="existe déjà ; ajoutez --force"):
        write_whole(target, b"deux", force=False)
    assert target.read_bytes() == b"un"
    write_whole(target, b"deux", force=True)
    assert (target.read_bytes(), names_in(tmp_path)) == (b"deux", ["a.json"])


def test_what_cannot_be_written_is_said_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "dossier").mkdir()
    for target, reason in ((tmp_path / "absent" / "a.json", "No such file"), (tmp_path / "dossier", "directory")):
        with pytest.raises(RuleError, match=reason) as refused:
            write_whole(target, b"un", force=True)
        assert f"« {target} » ne peut pas être écrit" in str(refused.value)
    assert (names_in(tmp_path), names_in(tmp_path / "dossier")) == (["dossier"], [])


@pytest.mark.parametrize("name", ["sums.xlsx", "sums", "sums.CSV"])
def test_a_frame_is_refused_before_anything_is_computed(name: str, tmp_path: Path) -> None:
    with pytest.raises(ImportFileError) as refused:
        require_frame_format(tmp_path / name)
    (fault,) = refused.value.faults
    assert (fault.value, fault.expected) == (Path(name).suffix, "un fichier .parquet ou .csv")


@pytest.mark.parametrize(("name", "read"), [("sums.csv", pl.read_csv), ("sums.parquet", pl.read_parquet)])
def test_a_frame_is_read_back_as_it_was(name: str, read: object, tmp_path: Path) -> None:
    target = tmp_path / name
    require_frame_format(target)
    write_frame(target, FRAME, force=False)
    assert read(target).equals(FRAME)  # type: ignore[operator]
    with pytest.raises(RuleError, match="existe déjà"):
        write_frame(target, FRAME.head(1), force=False)
    write_frame(target, FRAME.head(1), force=True)
    assert read(target).height == 1  # type: ignore[operator]
