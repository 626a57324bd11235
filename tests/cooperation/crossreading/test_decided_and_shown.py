"""Contradictions, proposals and recommendations: what each act writes or refuses, and how what is kept is shown."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone, translation

from autan.cooperation.crossreading.actions.contradictions import answer_question, review_contradiction
from autan.cooperation.crossreading.actions.proposals import (
    change_proposal,
    comment_on_proposal,
    decide_proposal,
    make_proposal,
    refresh_finding,
    rewrite_recommendation,
    write_recommendation,
)
from autan.cooperation.crossreading.core.contradictions import ContradictionKind, ReviewStatus
from autan.cooperation.crossreading.core.findings import Addressee
from autan.cooperation.crossreading.core.recommendations import ProposalStatus, RecommendationStatus
from autan.cooperation.crossreading.models import ContradictionReview, Proposal, Recommendation
from autan.cooperation.crossreading.presenters.contradictions import (
    contradiction_views,
    kind_choices,
    question_url,
    subject_views,
)
from autan.cooperation.crossreading.presenters.proposals import (
    present_proposal,
    present_proposals,
    present_recommendation,
    quotation,
)
from autan.cooperation.crossreading.presenters.sections import (
    catalogue_figures,
    desk_lines,
    network_sections,
    search_recommendations,
)
from autan.cooperation.crossreading.queries.contradictions import gather_by_subject, reviewed_contradictions
from autan.evidence.figures.queries.registry import OPERATOR, PUBLIC, find_figure
from autan.ground.errors import DomainError, NotAllowedError
from autan.people.accounts.models import Person
from autan.people.journal.core import ChangedSinceError
from autan.people.journal.models import JournalEntry
from autan.territories.networks.models import Network, Territory
from tests.cast import HERE, Cast
from tests.cooperation.crossreading.test_aligning import put
from tests.cooperation.crossreading.test_deciding import FINDING, proposal, the
from tests.mailing import posted

NAMES = {HERE: "Ici"}
ASKED, EXPLAINED, ACCEPTED = ReviewStatus.ASKED, ReviewStatus.EXPLAINED, ReviewStatus.ACCEPTED


def plain(text: object) -> str:
    return str(text).replace("\u202f", " ").replace("\u00a0", " ")


def written() -> tuple[int, ...]:
    models = (JournalEntry, ContradictionReview, Proposal, Recommendation)
    return tuple(model.objects.count() for model in models)


def review(network: Network, kind: str, status: ReviewStatus, **more: Any) -> ContradictionReview:
    fields = {"by": None, "network": network, "contradiction": the(kind), "status": status, "reason": "Lequel ?"}
    return review_contradiction(**fields | more)


@pytest.mark.parametrize("who", ["officer", "contributor", "reader", "outsider"])
def test_the_coordination_alone_decides(plans: Network, people: Cast, who: str) -> None:
    person, before = getattr(people, who), written()
    for act in (
        lambda: review(plans, "target", EXPLAINED, by=person),
        lambda: write_recommendation(by=person, network=plans, figure_id="crossread.essai.progress"),
    ):
        with pytest.raises(NotAllowedError, match="seule la coordination du réseau"):
            act()
    assert written() == before


def test_another_network_decides_of_nothing(plans: Network, neighbour: Person) -> None:
    made = make_proposal(by=None, network=plans, proposal=proposal())
    before, today = written(), timezone.localdate()
    for act in (
        lambda: review(plans, "target", EXPLAINED, by=neighbour),
        lambda: make_proposal(by=neighbour, network=plans, proposal=proposal()),
        lambda: change_proposal(by=neighbour, proposal=made, revised=proposal(title="Autre"), seen=None),
        lambda: decide_proposal(by=neighbour, proposal=made, status=ProposalStatus.REFUSED, on=today, words="Non."),
        lambda: comment_on_proposal(by=neighbour, proposal=made, text="Non"),
    ):
        with pytest.raises(NotAllowedError):
            act()
    assert written() == before
    kept = Proposal.objects.get()
    assert (kept.title, kept.revision, kept.status) == (proposal().title, 1, "discussed")


@pytest.mark.parametrize(
    ("status", "reason"), [(ReviewStatus.OPEN, "parce que"), (EXPLAINED, " "), (ACCEPTED, ""), (ASKED, " ")]
)
def test_a_decision_has_a_status_and_a_reason(plans: Network, status: ReviewStatus, reason: str) -> None:
    before = written()
    with pytest.raises(DomainError, match="dites pourquoi en une phrase"):
        review(plans, "target", status, reason=reason)
    assert written() == before


@pytest.mark.parametrize(
    ("status", "site", "count"),
    [(ASKED, "https://autan.example", 1), (ASKED, "", 0), (EXPLAINED, "https://autan.example", 0)],
)
def test_officers_are_written_to_when_they_are_asked_and_there_is_a_site(
    plans: Network, people: Cast, status: ReviewStatus, site: str, count: int
) -> None:
    kept = review(plans, "target", status, by=people.coordinator, site=site)
    assert [message.to for message in posted()] == [[people.officer.email]] * count
    assert (kept.by_id, kept.siren, kept.kind, kept.status) == (people.coordinator.pk, HERE, "target", status.value)
    assert kept.sides == [[side.origin.value, side.words.fr] for side in the("target").sides]
    line = JournalEntry.objects.latest("pk")
    assert (line.act, line.details) == ("review_contradiction", {"reason": "Lequel ?"})


def test_a_question_is_answered_once_by_its_member(plans: Network, people: Cast) -> None:
    question = review(plans, "target", ASKED)
    for person in (people.contributor, people.reader, people.outsider):
        with pytest.raises(NotAllowedError, match="répondent"):
            answer_question(by=person, question=question, answer="Le PCAET.")
    with pytest.raises(DomainError, match="écrivez la réponse"):
        answer_question(by=people.officer, question=question, answer=" ")
    question.refresh_from_db()
    assert (question.answer, question.answered_at) == ("", None)
    answer_question(by=people.officer, question=question, answer=" Le PCAET. ")
    question.refresh_from_db()
    assert (question.answer, question.answered_by_id, question.answered_at is None) == (
        "Le PCAET.",
        people.officer.pk,
        False,
    )
    with pytest.raises(DomainError, match="déjà sa réponse"):
        answer_question(by=people.coordinator, question=question, answer="Autre")


def test_the_desk_of_an_officer_holds_what_the_member_is_asked(plans: Network, people: Cast) -> None:
    assert list(desk_lines(people.officer)) == []
    question = review(plans, "target", ASKED)
    (line,) = desk_lines(people.officer)
    assert (line.detail, line.url) == ("Lequel ?", question_url(question))
    assert line.url.endswith(f"?membre={HERE}&ouvrir={question.fingerprint}#c-{question.fingerprint}")
    assert list(desk_lines(people.contributor)) == list(desk_lines(people.coordinator)) == []
    answer_question(by=people.officer, question=question, answer="Le PCAET.")
    assert list(desk_lines(people.officer)) == []


def test_a_contradiction_is_shown_with_its_sides_and_to_whom_it_is_asked(plans: Network, people: Cast) -> None:
    views = contradiction_views(reviewed_contradictions(plans), NAMES, reader=people.officer)
    assert [(view["status"], view["name"], view["more"]) for view in views] == [(ReviewStatus.OPEN, "Ici", 0)] * 2
    assert not any(view["may_answer"] for view in views)
    assert [side["origin"] for side in views[0]["sides"]] == ["plan", "plan"]
    assert all(side["url"] and side["text"] for view in views for side in view["sides"])
    question = review(plans, "target", ASKED)

    def may_answer(reader: object) -> list[bool]:
        shown = contradiction_views(reviewed_contradictions(plans), {}, reader=reader)
        return [view["may_answer"] for view in shown]

    assert may_answer(people.officer) == [False, True], "what is still to be looked at comes first"
    assert may_answer(people.contributor) == may_answer(people.outsider) == [False, False]
    answer_question(by=people.officer, question=question, answer="Le PCAET.")
    assert may_answer(people.officer) == [False, False], "once is enough"


def test_subjects_are_folded_until_one_is_in_hand(plans: Network) -> None:
    def shown(*fingerprints: str, alone: bool = False) -> list[tuple[bool, str]]:
        subjects = gather_by_subject(reviewed_contradictions(plans))
        views = subject_views(subjects[:1] if alone else subjects, NAMES, reader=OPERATOR, unfolded=fingerprints)
        return [(view["is_unfolded"], plain(view["extent"])) for view in views]

    whole = shown()
    assert sum(int(extent[0]) for _is_unfolded, extent in whole) == 2
    assert all(extent.endswith(" : Ici") for _is_unfolded, extent in whole)
    assert [is_unfolded for is_unfolded, _extent in shown(alone=True)] == [True]
    assert any(is_unfolded for is_unfolded, _extent in shown(the("target").fingerprint))
    review(plans, "target", ACCEPTED)
    assert sum(int(extent[0]) for _is_unfolded, extent in shown()) == 1


def test_kinds_that_are_there_are_offered_in_their_order_with_their_counts(plans: Network) -> None:
    reviewed = reviewed_contradictions(plans)
    kinds = [ContradictionKind.TARGET, ContradictionKind.OBSERVED]
    assert kind_choices(reviewed[::-1]) == [(kind.value, f"{kind.label.fr} (1)") for kind in kinds]
    with translation.override("en"):
        assert kind_choices([*reviewed, *reviewed])[0] == ("target", "Targets (2)")
    assert kind_choices([]) == []


def test_proposals_under_discussion_come_first_with_who_carries_them(plans: Network, people: Cast) -> None:
    first = make_proposal(by=people.officer, network=plans, proposal=proposal(title="Décidée"))
    today = timezone.localdate()
    decide_proposal(by=people.coordinator, proposal=first, status=ProposalStatus.POSTPONED, on=today, words="Après.")
    here = Territory.objects.get(siren=HERE)
    make_proposal(by=people.officer, network=plans, proposal=proposal(title="De membre", carrier=here))
    make_proposal(by=people.officer, network=plans, proposal=proposal(title="D’autre", carrier_name="L’agence"))
    views = present_proposals(Proposal.objects.order_by("pk"), reader=people.officer)
    assert [(view["record"].title, view["carrier"], view["status"]) for view in views] == [
        ("De membre", "Ici", "en discussion"),
        ("D’autre", "L’agence", "en discussion"),
        ("Décidée", "personne encore", "reportée"),
    ]
    assert not any(view["has_lost_effect"] for view in views)
    lost = Proposal.objects.get(title="De membre")
    lost.effect = "crossread.essai.nothing"
    assert present_proposal(lost, reader=people.officer)["has_lost_effect"]


def test_a_proposal_that_changed_meanwhile_is_left_as_it_is(plans: Network, people: Cast) -> None:
    made = make_proposal(by=people.officer, network=plans, proposal=proposal())
    change_proposal(by=people.officer, proposal=made, revised=proposal(title="Un"), seen=1)
    before = written()
    for seen in (1, 3):
        with pytest.raises(ChangedSinceError):
            change_proposal(by=people.officer, proposal=made, revised=proposal(title="Deux"), seen=seen)
    assert (Proposal.objects.get().title, written()) == ("Un", before)
    change_proposal(by=people.officer, proposal=made, revised=proposal(title="Deux"), seen=2)
    kept = Proposal.objects.get()
    assert (kept.title, kept.revision) == ("Deux", 3)


def test_a_decision_is_dated_from_the_proposal_on_and_a_later_one_takes_its_place(plans: Network, people: Cast) -> None:
    made = make_proposal(by=people.officer, network=plans, proposal=proposal())
    today = timezone.localdate(made.made_at)
    act = {"by": people.coordinator, "proposal": made}
    with pytest.raises(DomainError, match="précède la proposition"):
        decide_proposal(status=ProposalStatus.REFUSED, on=today - timedelta(days=1), words="Non.", **act)
    decide_proposal(status=ProposalStatus.POSTPONED, on=today, words="Après.", **act)
    decide_proposal(status=ProposalStatus.REFUSED, on=today + timedelta(days=1), words="Non.", **act)
    kept = Proposal.objects.get()
    assert (kept.status, kept.decision, kept.revision) == ("refused", "Non.", 3)
    changes = {change.field: change.before for change in JournalEntry.objects.latest("pk").changes}
    assert changes == {"statut": "postponed", "décision": "Après."}


def recommended(network: Network) -> Recommendation:
    return write_recommendation(by=None, network=network, figure_id=FINDING)


def adopt(record: Recommendation, **more: Any) -> Recommendation:
    fields = {"text_fr": "Écrire les objectifs.", "addressee": Addressee.ELABORATION, "by": None}
    return rewrite_recommendation(recommendation=record, **fields | {"status": RecommendationStatus.ADOPTED} | more)


def test_a_recommendation_that_changed_meanwhile_or_says_nothing_is_left_as_it_is(whole_plans: Network) -> None:
    record = recommended(whole_plans)
    before = written()
    for wrong, error in (
        ({"seen": 2}, ChangedSinceError),
        ({"seen": 0}, ChangedSinceError),
        ({"text_fr": " "}, DomainError),
    ):
        with pytest.raises(error):
            adopt(record, **wrong)
    record.refresh_from_db()
    assert (record.revision, record.status, written()) == (1, "draft", before)
    adopt(record, seen=1)
    record.refresh_from_db()
    assert (record.revision, record.status, record.is_rewritten) == (2, "adopted", True)
    adopt(record, status=RecommendationStatus.DROPPED)
    refresh_finding(by=None, recommendation=record)
    record.refresh_from_db()
    assert (record.revision, record.status, record.text_fr) == (4, "dropped", "Écrire les objectifs.")


def test_a_recommendation_is_shown_beside_its_finding_of_today(whole_plans: Network) -> None:
    record = recommended(whole_plans)
    view = present_recommendation(record, reader=OPERATOR)
    assert (view["is_draft"], view["is_stale"], view["status"]) == (True, False, "brouillon, à récrire")
    assert view["figure"].id == FINDING
    name = f"constat_{record.pk}"
    figure = find_figure(FINDING, reader=OPERATOR)
    sign = "==" if not figure.is_partial and figure.interval.is_exact else ">="
    assert view["quotation"] == (
        f"figures:\n  {name}: {FINDING}\n\n{record.text_fr} "
        f"({{{{{name} | claim: value {sign} {figure.interval.low:g} of {figure.total}}}}})"
    )
    record.content_hash = "other"
    assert present_recommendation(record, reader=OPERATOR)["is_stale"]
    record.figure = "crossread.essai.nothing"
    gone = present_recommendation(record, reader=OPERATOR)
    assert (gone["figure"], gone["quotation"]) == (None, "")
    unknown = find_figure("crossread.essai.agreement", reader=OPERATOR)
    assert quotation(record, unknown) == ""


def test_a_search_finds_the_recommendations_that_a_reader_may_read(whole_plans: Network, people: Cast) -> None:
    record = recommended(whole_plans)
    adopt(record, text_en="Write targets.", status=RecommendationStatus.PROPOSED)

    def hits(reader: object, text: str = "objectifs") -> list[str]:
        return [hit.ref for hit in search_recommendations(text, reader)]

    assert hits(PUBLIC) == hits(people.outsider) == []
    assert hits(people.coordinator) == [f"recommendation:{record.slug}"]
    adopt(record)
    (hit,) = search_recommendations("objectifs", PUBLIC)
    assert (hit.title, hit.kind, hit.is_invented) == ("Écrire les objectifs.", "recommandation", True)
    with translation.override("en"):
        assert search_recommendations("objectifs", PUBLIC)[0].title == "Écrire les objectifs."
    assert hits(PUBLIC, "orgue") == []


def test_the_network_shows_its_reading_once_something_was_read(plans: Network) -> None:
    assert list(network_sections("essai", PUBLIC)) == list(catalogue_figures("essai")) == []
    put(plans, "action:isoler", "d3_demand")
    (section,) = network_sections("essai", PUBLIC)
    figures = section.context["figures"]
    assert (section.count, len(figures), section.context["progress"].value) == (9, 9, 1)
    catalogue = [figure.id for figure in catalogue_figures("essai")]
    assert catalogue[:9] == [figure.id for figure in figures]
    assert any(".finding." in figure for figure in catalogue)
    assert not any(".contradictions." in figure for figure in catalogue), "what the people of the network alone read"
