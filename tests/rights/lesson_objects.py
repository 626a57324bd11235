"""What the first network keeps of lessons and needs, and what stands for the parts of their addresses."""

from typing import Any

from django.utils import timezone

from autan.cooperation.lessons.actions.lessons import LessonInput, add_lesson
from autan.cooperation.lessons.actions.needs import ask_need, make_offer
from autan.cooperation.lessons.core.lessons import LessonContent
from autan.cooperation.lessons.core.needs import NeedInput, NeedKind, OfferInput
from autan.territories.networks.models import Network, Territory

LESSON = "Savoir-faire en brouillon"
NEED = "Besoin entre membres"


def make_lessons(network: Network, own: Territory) -> dict[str, dict[str, Any]]:
    """Make a draft, a need and an offer that are not published; return the parts of the addresses."""
    today = timezone.localdate()
    content = LessonContent(title=LESSON, transferable="Commencer par les combles")
    add_lesson(by=None, network=network, lesson_input=LessonInput(content=content, territory=own), slug="brouillon")
    need = NeedInput(kind=NeedKind.TECHNICAL, title=NEED, asked_on=today)
    ask_need(by=None, network=network, territory=own, need_input=need, slug="besoin")
    offer = OfferInput(kind=NeedKind.TECHNICAL, title=NEED)
    make_offer(by=None, network=network, territory=own, offer_input=offer, on=today, slug="offre")
    return {
        "lessons": {"slug": "brouillon", "network": "nord", "number": 1},
        **{f"lessons:{name}": {"slug": "besoin"} for name in ("need", "answer", "close", "decide")},
        "lessons:withdraw": {"slug": "offre"},
    }
