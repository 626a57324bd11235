"""Takes the name of somebody off double codings, for an erasure; called inside the act of the room of privacy."""

from autan.coding.results.queries.personal import drawn_for
from autan.ground.extension_points import DataSubject
from autan.people.journal.actions import ERASED_NAME


def erase_coder(subject: DataSubject) -> int:
    """Take the name of an account out of the draws that it takes part in; codings and agreement stay."""
    draws = drawn_for(subject)
    for key, draw in draws:
        draw.coders = [[coder, ERASED_NAME if coder == key else name] for coder, name in draw.coders]
        draw.save(update_fields=["coders"])
    return len(draws)
