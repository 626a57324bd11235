"""What the ground keeps: values for one request, files written whole or not at all, texts that are sealed."""

import stat
from pathlib import Path

import pytest
from django.core.signals import request_finished, request_started

from autan.ground import errors, request_cache
from autan.ground.errors import AutanError, Fault, ImportFileError, UnknownError, known
from autan.ground.request_cache import cached_in_request, cached_per_request
from autan.ground.sealing import BrokenSealError, seal, unseal
from autan.ground.whole_files import file_lock, set_mode, whole_file


class Counted:
    """A query that counts its calls."""

    def __init__(self) -> None:
        self.calls: list[tuple[object, ...]] = []

    def __call__(self, *words: object) -> int:
        self.calls.append(words)
        return len(self.calls)


def test_outside_a_request_nothing_is_kept() -> None:
    query = Counted()
    assert [cached_per_request("a", query) for _time in range(2)] == [1, 2]


@pytest.mark.django_db  # a request that ends gives back connections that are too old
def test_in_a_request_each_key_is_computed_once_until_it_ends() -> None:
    query = Counted()
    request_started.send(sender=None)
    assert [cached_per_request(key, query) for key in "aba"] == [1, 2, 1]
    request_finished.send(sender=None)
    assert cached_per_request("a", query) == 3


def test_an_act_empties_what_is_kept_and_begins_no_keeping() -> None:
    query = Counted()
    request_cache.clear()
    assert [cached_per_request("a", query) for _time in range(2)] == [1, 2]
    request_cache.begin()
    assert [cached_per_request("a", query) for _time in range(2)] == [3, 3]
    request_cache.clear()
    assert [cached_per_request("a", query) for _time in range(2)] == [4, 4]


def test_nothing_is_a_value_that_is_kept() -> None:
    calls = Counted()
    request_cache.begin()
    assert [cached_per_request("a", lambda: calls() and None) for _time in range(2)] == [None, None]
    assert len(calls.calls) == 1


def test_a_query_is_kept_for_each_of_its_arguments() -> None:
    calls = Counted()

    @cached_in_request
    def query(siren: str, *, year: int = 0, kind: str = "") -> int:
        return calls(siren, year, kind)

    request_cache.begin()
    assert [query("a"), query("a"), query("b"), query("a", year=1)] == [1, 1, 2, 3]
    assert query("a", year=1, kind="x") == query("a", kind="x", year=1), "the order of names says nothing"
    assert len(calls.calls) == 4
    assert query.__name__ == "query"


def test_a_file_is_seen_once_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "plan.txt"
    with whole_file(path) as file:
        file.write(b"whole")
        assert not path.exists()
    assert (path.read_bytes(), [item.name for item in path.parent.iterdir()]) == (b"whole", ["plan.txt"])


def test_what_fails_leaves_what_stood_and_nothing_beside(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_bytes(b"before")

    def write_and_fail() -> None:
        with whole_file(path) as file:
            file.write(b"half")
            raise UnknownError

    with pytest.raises(UnknownError):
        write_and_fail()
    assert (path.read_bytes(), [item.name for item in tmp_path.iterdir()]) == (b"before", ["plan.txt"])


def test_a_written_file_is_read_by_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    with whole_file(path) as file:
        file.write(b"x")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    set_mode(path, 0o640)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_lock_is_free_again_after_a_failure(tmp_path: Path) -> None:
    path = tmp_path / "lock"

    def hold_and_fail() -> None:
        with file_lock(path):
            raise UnknownError

    with pytest.raises(UnknownError):
        hold_and_fail()
    with file_lock(path):
        assert path.read_bytes() == b"", "a lock writes nothing"


def test_a_sealed_text_is_opened_for_its_purpose_alone(settings) -> None:
    sealed = seal("clé d’accès", purpose="mail")
    assert "clé" not in sealed
    assert sealed != seal("clé d’accès", purpose="mail"), "two seals of one text do not tell that it is one"
    assert unseal(sealed, purpose="mail") == "clé d’accès"
    with pytest.raises(BrokenSealError, match=r"texte illisible \(api\)"):
        unseal(sealed, purpose="api")
    settings.SECRET_KEY = "another"
    with pytest.raises(BrokenSealError):
        unseal(sealed, purpose="mail")


@pytest.mark.parametrize("damaged", ["", "x", "gAAAAA"])
def test_a_damaged_seal_is_refused_in_words(damaged: str) -> None:
    with pytest.raises(BrokenSealError, match="la clé secrète du site a changé"):
        unseal(damaged, purpose="mail")


def test_what_is_known_is_returned_even_when_it_is_empty() -> None:
    assert (known("", "aucun"), known(0, "aucun"), known((), "aucun")) == ("", 0, ())
    with pytest.raises(UnknownError, match="aucun plan « x »"):
        known(None, "aucun plan « {slug} »", slug="x")


def test_each_class_of_errors_has_its_exit_code() -> None:
    classes = ("AutanError", "DomainError", "UnknownError", "SourceError", "ImportFileError", "RuleError")
    assert [getattr(errors, name).exit_code for name in classes] == [1, 3, 3, 4, 5, 6]
    assert (errors.NotAllowedError.exit_code, errors.ConflictError.exit_code) == (6, 6)
    assert issubclass(errors.ConflictError, errors.RuleError)


def test_a_file_at_fault_says_how_many_and_the_first() -> None:
    first, second = Fault(expected="un nombre", row=2), Fault(expected="un jour", row=3)
    error = ImportFileError("a.csv", [first, second])
    assert (error.file, error.faults, isinstance(error, AutanError)) == ("a.csv", (first, second), True)
    assert str(error).startswith("a.csv: 2 fault(s); first: Fault(")
    assert str(ImportFileError("a.csv", [])) == "a.csv: 0 fault(s); first: -"
