"""What the room gives to the others, its evidence apart."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from autan.cooperation.working_group.actions.bodies import erase_seats
from autan.cooperation.working_group.actions.daily import DAILY_REMINDERS
from autan.cooperation.working_group.actions.workflow import DECISION, MEETING, OBJECTIVE, SEAT, TASK
from autan.cooperation.working_group.presenters import published, sections
from autan.cooperation.working_group.presenters.meeting_record import MEETING_MINUTES
from autan.cooperation.working_group.queries.bodies import export_seats
from autan.ground.extension_points import Beginning, PersonalData
from autan.ground.registry import register

register(
    MEETING_MINUTES,
    *(MEETING, TASK, OBJECTIVE, DECISION, SEAT),
    *sections.PAGE_EXTENSIONS,
    DAILY_REMINDERS,
    *published.PUBLISHED,
    PersonalData(
        code="working_group",
        what=_(
            "Sièges dans les instances du réseau\u00a0: nom, adresse électronique, rôle, dates, réponses aux "
            "invitations, présences, réserves"
        ),
        whom=_("Les élus et agents qui siègent dans les instances du réseau"),
        why=_("Réunir les instances et suivre leurs décisions\u202f; mission d’intérêt public du réseau"),
        kept=_(
            "Gardés avec les archives des instances, qui sont des archives publiques\u202f; après effacement, "
            "les décisions et les présences restent sans le nom"
        ),
        export=export_seats,
        erase=erase_seats,
    ),
    Beginning(
        code="body",
        part="groupe",
        rank=50,
        label=_("Une instance et ses réunions"),
        url_name="working_group:add_body",
        permission="territories.coordinate_network",
        purpose=_("Le groupe de travail tient ses instances, ses réunions, ses décisions et ce qu’elles deviennent."),
        act=_("Créer une instance"),
        example="working_group:group",
        models=Path(__file__).parent / "definitions" / "models.yaml",
    ),
    Beginning(
        code="objective",
        part="groupe",
        rank=52,
        label=_("Un objectif du réseau"),
        url_name="working_group:objectives",
        permission="territories.coordinate_network",
    ),
)
