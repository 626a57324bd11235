"""Writing a file whole or not at all."""

from pathlib import Path

from autan.errors import RuleError


def write_whole(target: Path, data: bytes, *, force: bool) -> None:
    """Write beside the target, then put in its place: what stands is never half-written.

    Raises:
        RuleError: the target exists and `force` is not given, or it cannot be written.
    """
    if target.exists() and not force:
        message = f"« {target} » existe déjà ; ajoutez --force pour le remplacer"
        raise RuleError(message)
    beside = target.with_name(f".{target.name}.partial")
    try:
        beside.write_bytes(data)
        beside.replace(target)
    except OSError as error:
        beside.unlink(missing_ok=True)
        message = f"« {target} » ne peut pas être écrit ({error.strerror})"
        raise RuleError(message) from None
