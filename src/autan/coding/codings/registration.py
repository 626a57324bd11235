"""What the room gives to the others, its evidence apart."""

from django.utils.translation import gettext_lazy as _

from autan.coding.codings.presenters.codebooks import CODING_ENTRY, CODING_LINES, CODING_STEP, IDEA_SEARCH
from autan.ground.extension_points import Beginning
from autan.ground.registry import register

register(CODING_LINES, CODING_ENTRY, CODING_STEP, IDEA_SEARCH)

register(
    Beginning(
        code="codebook",
        part="codage",
        rank=15,
        label=_("Un livre de codes"),
        url_name="coding:network",
        permission="coding.keep_codebooks",
        purpose=_(
            "On code les réponses ouvertes avec un livre de codes, idée par idée\u202f; six livres sont fournis."
        ),
        act=_("Choisir un livre de codes"),
    ),
)
