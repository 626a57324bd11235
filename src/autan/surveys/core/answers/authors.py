"""Who is at the keyboard: a person who signed in, somebody who holds a personal link, or the product itself?"""

from dataclasses import dataclass

PRODUCT_NAME = "Autan (préparation automatique)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """The author of an act on the answers of one territory.

    Invariant: at most one of `person_id` and `invitation_id` is set; neither means the product itself.

    Attributes:
        name: shown beside what the author wrote.
        person_id: identifier of the account, or None.
        invitation_id: identifier of the personal link, or None.
        is_on_behalf: True when a coordinator writes down what a territory says, on the phone for instance.
    """

    name: str
    person_id: int | None = None
    invitation_id: int | None = None
    is_on_behalf: bool = False


PRODUCT = Author(name=PRODUCT_NAME)
