"""Keeping the mixes of a workshop as scenarios, with their authors."""

from collections.abc import Mapping

from autan.foresight.actions.scenarios import keep_scenario
from autan.foresight.models import KeptScenario, TableWorkshop
from autan.foresight.queries.workshops import deck_cards, levers_of
from autan.journal.actions import Actor
from autan.scenarios.core.scenario_documents import ScenarioDocument


def keep_mixes(*, by: Actor | None, workshop: TableWorkshop) -> list[KeptScenario]:
    """Keep what each group played, then what the room agreed on; mixes that were kept already are left.

    Raises:
        NotAllowedError: the person does not keep scenarios there.
    """
    held = set(workshop.scenarios.values_list("title", flat=True))
    wanted = [(f"{workshop.title} : {each.name}", each.mix, each.authors) for each in workshop.groups.all()]
    wanted.append((f"{workshop.title} : ensemble", workshop.converged, "Tous les groupes"))
    return [
        _keep(by, workshop, title[:160], mix, authors)
        for title, mix, authors in wanted
        if mix and title[:160] not in held
    ]


def _keep(by: Actor | None, workshop: TableWorkshop, title: str, mix: Mapping[str, int], authors: str) -> KeptScenario:
    document = ScenarioDocument(
        title=title,
        place=workshop.place_code,
        horizon=workshop.horizon,
        levers=levers_of(deck_cards(workshop), mix, workshop.horizon),
    )
    place = workshop.network or workshop.territory
    if place is None:
        message = f"workshop {workshop.slug} has no place"
        raise ValueError(message)
    return keep_scenario(
        by=by,
        place=place,
        document=document,
        authors=authors,
        workshop=workshop,
        is_published=workshop.is_published,
    )
