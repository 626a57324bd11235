"""What the room gives to the others, its evidence apart."""

from django.utils.translation import gettext_lazy as _

from autan.cooperation.lessons.actions.lessons import KIND, ROOM
from autan.cooperation.lessons.actions.personal import erase_named
from autan.cooperation.lessons.core.lessons import LessonContent
from autan.cooperation.lessons.presenters import sections
from autan.cooperation.lessons.presenters.lessons import PUBLISHED_LESSONS
from autan.cooperation.lessons.queries.lessons import export_written
from autan.ground.descriptions.presenters import DescribedObject
from autan.ground.extension_points import Beginning, PersonalData
from autan.ground.registry import register

register(
    *sections.PAGE_EXTENSIONS,
    PUBLISHED_LESSONS,
    DescribedObject(room=ROOM, kind=KIND, document=LessonContent),
    PersonalData(
        code="lessons",
        what=_(
            "Noms dans les savoir-faire, besoins et reprises\u00a0: qui a écrit, demandé, répondu, "
            "offert, entendu ou porté"
        ),
        whom=_("Les personnes des collectivités membres qui échangent des savoir-faire"),
        why=_("Savoir à qui parler d’un savoir-faire, par la coordination\u202f; mission d’intérêt public du réseau"),
        kept=_(
            "Gardés avec le savoir-faire ou le besoin\u202f; après effacement, textes et décomptes restent sans le nom"
        ),
        export=export_written,
        erase=erase_named,
    ),
    Beginning(
        code="lesson",
        part="savoir-faire",
        rank=42,
        label=_("Un savoir-faire"),
        url_name="lessons:add",
        permission="lessons.take_part",
        purpose=_(
            "Un savoir-faire dit ce qu’un site a appris, avec ses preuves, pour qu’un autre membre le reprenne sans "
            "refaire les mêmes erreurs."
        ),
        act=_("Écrire un savoir-faire"),
        example="lessons:lessons",
    ),
    Beginning(
        code="need",
        part="besoins",
        rank=44,
        label=_("Un besoin"),
        url_name="lessons:ask",
        permission="lessons.take_part",
        purpose=_(
            "Un besoin dit ce qu’un membre attend des autres\u202f; les offres et les savoir-faire qui peuvent y "
            "répondre en sont rapprochés."
        ),
        act=_("Exprimer un besoin"),
        example="lessons:needs",
    ),
    Beginning(
        code="offer",
        part="besoins",
        rank=45,
        label=_("Une offre"),
        url_name="lessons:offer",
        permission="lessons.take_part",
    ),
)
