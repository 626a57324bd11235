"""The contradictions of a network, what was decided of each, and the questions sent to members."""

from collections.abc import Sequence
from dataclasses import dataclass

from autan.cooperation.crossreading.core.contradiction_rules import disagreeing_sources, find_contradictions
from autan.cooperation.crossreading.core.contradictions import Contradiction, ReviewStatus
from autan.cooperation.crossreading.core.difference_rules import compare_members
from autan.cooperation.crossreading.core.statements import Aspect, Origin, Statement
from autan.cooperation.crossreading.importers import tolerances
from autan.cooperation.crossreading.models import ContradictionReview
from autan.cooperation.crossreading.queries.statements import network_statements
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.queries.facts import list_disagreements
from autan.ground.errors import known
from autan.ground.heavy_work import enter_lane_for
from autan.ground.request_cache import cached_in_request
from autan.territories.networks.models import Network
from autan.territories.networks.queries.networks import network_members


@cached_in_request
def network_contradictions(network: str) -> tuple[Contradiction, ...]:
    """Return every contradiction of a network: of each member, between members, of sources. Some fifteen queries."""
    sirens = [member.siren for member in network_members(network)]
    enter_lane_for(len(sirens))
    stated, admitted = network_statements(network, sirens), tolerances()
    return (
        *find_contradictions(stated, admitted),
        *compare_members(stated, admitted),
        *disagreeing_sources(_fact_groups(network, sirens)),
    )


def _fact_groups(network: str, sirens: Sequence[str]) -> list[list[Statement]]:
    """Groups of facts about members; those about a network as a whole belong to the network that is not invented."""
    is_invented = Network.objects.filter(slug=network, is_invented=True).exists()
    groups = []
    for group in list_disagreements():
        fact_sirens = {fact.siren for fact in group.facts.all()}
        if fact_sirens & set(sirens) or (fact_sirens == {""} and not is_invented):
            groups.append(
                [
                    Statement(
                        siren=fact.siren,
                        origin=Origin.FACT,
                        source=fact.source.slug,
                        aspect=Aspect.EXISTS,
                        ref=EvidenceRef(kind="fact", key=fact.id),
                        words=fact.statement,
                        subject=group.subject,
                    )
                    for fact in group.facts.all()
                ]
            )
    return groups


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedContradiction:
    """A contradiction, and what was decided of it; None while nobody did, or since a side changed."""

    found: Contradiction
    review: ContradictionReview | None

    @property
    def status(self) -> ReviewStatus:
        """Return the status of the contradiction; open while nobody decided."""
        return ReviewStatus(self.review.status) if self.review else ReviewStatus.OPEN


def reviewed_contradictions(network: Network) -> list[ReviewedContradiction]:
    """Return the contradictions of a network, the open ones first. One query more."""
    reviews = {review.fingerprint: review for review in ContradictionReview.objects.filter(network=network)}
    reviewed = [
        ReviewedContradiction(found=contradiction, review=reviews.get(contradiction.fingerprint))
        for contradiction in network_contradictions(network.slug)
    ]
    order = [ReviewStatus.OPEN, ReviewStatus.ASKED, ReviewStatus.ACCEPTED, ReviewStatus.EXPLAINED]
    return sorted(reviewed, key=lambda contradiction: order.index(contradiction.status))


def gather_by_subject(reviewed: Sequence[ReviewedContradiction]) -> list[list[ReviewedContradiction]]:
    """Return contradictions subject by subject, in the order of the first of each."""
    subjects: dict[str, list[ReviewedContradiction]] = {}
    for reviewed_contradiction in reviewed:
        subjects.setdefault(reviewed_contradiction.found.subject.fr, []).append(reviewed_contradiction)
    return list(subjects.values())


def find_contradiction(network: Network, fingerprint: str) -> Contradiction:
    """Return a contradiction of a network."""
    contradictions = {item.fingerprint: item for item in network_contradictions(network.slug)}
    return known(contradictions.get(fingerprint), "cette contradiction n’est plus\u00a0: l’un de ses côtés a changé")


def open_questions(sirens: Sequence[str]) -> list[ContradictionReview]:
    """Return the questions that members were asked and did not answer. One query.

    A later decision of the same contradiction closes the question.
    """
    reviews = ContradictionReview.objects.filter(siren__in=list(sirens)).select_related("network")
    last = {(review.network_id, review.fingerprint): review for review in reviews}
    return [review for review in last.values() if review.status == ReviewStatus.ASKED.value and not review.answer]


def find_question(network: Network, fingerprint: str) -> ContradictionReview:
    """Return the last decision of a contradiction, which must be a question. One query."""
    last = ContradictionReview.objects.filter(network=network, fingerprint=fingerprint).last()
    question = last if last and last.status == ReviewStatus.ASKED.value else None
    return known(question, "aucune question n’attend de réponse ici")
