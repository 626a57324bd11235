"""What each act of a cross-reading writes, tells the journal and refuses; which decision of a contradiction stands."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from autan.cooperation.crossreading.actions.alignments import (
    AlignmentInput,
    align_passages,
    draw_second_reading,
    extend_network_frame,
    read_blind,
)
from autan.cooperation.crossreading.actions.contradictions import answer_question, review_contradiction
from autan.cooperation.crossreading.actions.proposals import (
    change_proposal,
    decide_proposal,
    make_proposal,
    refresh_finding,
    rewrite_recommendation,
    write_recommendation,
)
from autan.cooperation.crossreading.core.alignments import AlignmentSuggestion
from autan.cooperation.crossreading.core.contradictions import Contradiction, ReviewStatus
from autan.cooperation.crossreading.core.findings import Addressee
from autan.cooperation.crossreading.core.frame import FrameError
from autan.cooperation.crossreading.core.recommendations import ProposalStatus, RecommendationStatus
from autan.cooperation.crossreading.models import Alignment, BlindAlignment, ContradictionReview, Proposal
from autan.cooperation.crossreading.queries.contradictions import (
    find_question,
    gather_by_subject,
    network_contradictions,
    open_questions,
    reviewed_contradictions,
)
from autan.cooperation.crossreading.queries.proposals import (
    find_proposal,
    find_recommendation,
    readable_recommendations,
    recommendations_named,
    recommendations_that_quote,
)
from autan.cooperation.crossreading.queries.readings import find_passage, frame_of, last_second_reading, network_reading
from autan.evidence.figures.queries.registry import OPERATOR, PUBLIC
from autan.ground.errors import DomainError, UnknownError
from autan.ground.wordings import Text
from autan.people.journal.models import JournalEntry
from autan.territories.networks.models import Network, Territory
from tests.cast import HERE, Cast
from tests.cooperation.crossreading.conftest import BARE
from tests.cooperation.crossreading.test_deciding import FINDING, proposal, the

EVERYBODY = ("coordinator", "officer", "contributor", "reader", "outsider")


def last_line() -> tuple[str, str, str, str]:
    line = JournalEntry.objects.latest("pk")
    return line.act, line.object_id, line.summary, line.network


def changed() -> dict[str, tuple[object, object]]:
    return {change.field: (change.before, change.after) for change in JournalEntry.objects.latest("pk").changes}


def asked(key: str, *domains: str, theme: str = "", **more: object) -> AlignmentInput:
    return AlignmentInput(passage=find_passage("essai", key), domains=domains, theme=theme, **more)


def test_each_right_is_for_whom_it_says(plans: Network, people: Cast) -> None:
    here = Territory.objects.get(siren=HERE)
    whom = {
        "align": {"coordinator", "officer"},
        "coordinate": {"coordinator"},
        "read_internal": {"coordinator", "officer", "contributor", "reader"},
    }
    for right, names in whom.items():
        permission = f"crossreading.{right}"
        assert {name for name in EVERYBODY if getattr(people, name).has_perm(permission, plans)} == names, right
    answering = {name for name in EVERYBODY if getattr(people, name).has_perm("crossreading.answer", here)}
    assert answering == {"coordinator", "officer"}
    elsewhere = Territory.objects.get(siren=BARE)
    assert not people.officer.has_perm("crossreading.answer", elsewhere)


def test_passages_of_two_plans_have_a_line_for_each_with_what_changed(plans: Network, people: Cast) -> None:
    suggestion = AlignmentSuggestion(domains=("d1_ghg",), theme="whole", reason=Text("x", "x"), score=1.0)
    first, second, third = align_passages(
        by=people.officer,
        network=plans,
        alignment_inputs=[
            asked("action:isoler", "d4_renewables", "d3_demand", theme="building", suggestion=suggestion),
            asked("action:la-isoler"),
            asked("action:dire", theme=""),
        ],
    )
    assert (first.domains, first.theme, first.is_accepted) == (["d3_demand", "d4_renewables"], "building", True)
    assert (first.suggestion, second.suggestion) == ({"domains": ["d1_ghg"], "theme": "whole"}, {})
    assert (second.domains, second.theme, second.is_accepted, third.is_accepted) == ([], "", False, False)
    lines = JournalEntry.objects.filter(act="align_passages").order_by("pk")
    assert [(line.object_id, line.summary, line.network) for line in lines] == [
        ("ici-pcaet", "Lecture croisée : 1 passage(s) aligné(s), 1 laissé(s) hors du cadre", "essai"),
        ("la-pcaet", "Lecture croisée : 0 passage(s) aligné(s), 1 laissé(s) hors du cadre", "essai"),
    ]
    assert {change.field: change.after for change in lines[0].changes} == {
        "action:isoler": "d3_demand+d4_renewables × building",
        "action:dire": "hors du cadre",
    }
    (again,) = align_passages(by=None, network=plans, alignment_inputs=[asked("action:isoler", seen=1)])
    assert (again.pk, again.revision, again.is_accepted, again.theme) == (first.pk, 2, False, "")
    assert changed() == {"action:isoler": ("d3_demand+d4_renewables × building", "hors du cadre")}
    assert Alignment.objects.count() == 3


def test_a_place_that_is_not_on_the_frame_writes_nothing(plans: Network) -> None:
    for wrong in (
        {"domains": ("d10",), "theme": "building"},
        {"domains": ("d1_ghg",), "theme": "mer"},
        {"domains": ("d1_ghg",), "theme": ""},
        {"domains": (), "theme": "building"},
    ):
        inputs = [asked("action:dire"), AlignmentInput(passage=find_passage("essai", "action:isoler"), **wrong)]
        with pytest.raises(FrameError):
            align_passages(by=None, network=plans, alignment_inputs=inputs)
    assert not Alignment.objects.exists()
    with pytest.raises(UnknownError, match="n’est plus dans aucun plan publié"):
        find_passage("essai", "action:absente")


def test_the_frame_grows_by_versions_that_keep_their_reason(plans: Network, people: Cast) -> None:
    day, sea, air = date(2026, 1, 1), Text("Mer", "Sea"), Text("Air", "Air")
    extend = {"by": people.coordinator, "network": plans}
    first = extend_network_frame(
        since=day, reason=" côte ", domains=[("sea", "", sea), ("air", "AR", air)], themes=[("beach", sea)], **extend
    )
    assert (first.rank, first.reason) == (1, "côte")
    assert last_line() == ("extend_frame", "essai", "Cadre commun étendu : version 2026-01-01/1", "essai")
    frame = frame_of(plans)
    assert [(domain.code, domain.short) for domain in frame.domains][-2:] == [("sea", "D10"), ("air", "AR")]
    assert frame.themes[-1].code == "beach"
    assert extend_network_frame(since=day, reason="x", themes=[("hill", air)], **extend).rank == 2
    for wrong in (
        {"themes": [("hill", air)]},
        {"domains": [("sea", "", sea)]},
        {"themes": [("dune", air)], "since": day - timedelta(days=1)},
        {},
    ):
        with pytest.raises(DomainError):
            extend_network_frame(**{"since": day, "reason": "x", **wrong, **extend})
    assert frame_of(plans).version == "2026-01-01/2"


def test_a_second_reading_is_told_and_its_passages_alone_are_read(plans: Network, people: Cast) -> None:
    assert last_second_reading(plans) is None
    keys = [passage.key for passage in network_reading("essai").corpus.passages]
    align_passages(
        by=people.officer, network=plans, alignment_inputs=[asked(key, "d3_demand", theme="whole") for key in keys]
    )
    draw = draw_second_reading(by=people.coordinator, network=plans, seed=7)
    assert last_line()[2] == f"Seconde lecture tirée : 1 passages sur {len(keys)}, graine 7"
    passage = find_passage("essai", draw.passages[0])
    with pytest.raises(FrameError):
        read_blind(by=people.coordinator, draw=draw, passage=passage, domains=["d10"])
    kept = read_blind(by=people.coordinator, draw=draw, passage=passage, domains=["d9_adaptation", "d1_ghg"])
    assert (kept.domains, kept.fingerprint) == (["d1_ghg", "d9_adaptation"], passage.fingerprint)
    assert last_line() == (
        "read_blind",
        str(draw.pk),
        "Passage relu sans voir la première lecture",
        "essai",
    )
    assert (last_second_reading(plans), BlindAlignment.objects.count()) == (draw, 1)


def review(found: Contradiction, status: ReviewStatus, network: Network, **more: object) -> ContradictionReview:
    return review_contradiction(
        by=None, network=network, contradiction=found, status=status, reason=" Deux plans ", **more
    )


def test_the_last_decision_of_a_contradiction_stands_and_the_open_ones_come_first(plans: Network) -> None:
    target, observed = the("target"), the("observed")
    review(target, ReviewStatus.ACCEPTED, plans)
    act, key, summary, network = last_line()
    assert (act, key, network) == ("review_contradiction", target.fingerprint, "essai")
    assert summary == f"Contradiction {ReviewStatus.ACCEPTED.label.fr} : {target.kind.label.fr}"
    rows = reviewed_contradictions(plans)
    assert [row.found for row in rows] == [observed, target]
    assert [row.status for row in rows] == [ReviewStatus.OPEN, ReviewStatus.ACCEPTED]
    review(observed, ReviewStatus.EXPLAINED, plans)
    assert [row.status for row in reviewed_contradictions(plans)] == [ReviewStatus.ACCEPTED, ReviewStatus.EXPLAINED]
    review(observed, ReviewStatus.ASKED, plans)
    assert [row.status for row in reviewed_contradictions(plans)] == [ReviewStatus.ASKED, ReviewStatus.ACCEPTED]
    assert {row.review.reason for row in reviewed_contradictions(plans)} == {"Deux plans"}
    subjects = gather_by_subject(reviewed_contradictions(plans))
    assert sum(map(len, subjects)) == len(network_contradictions("essai"))
    assert all(len({row.found.subject.fr for row in rows}) == 1 for rows in subjects)


def test_a_question_waits_until_it_is_answered_or_decided_otherwise(plans: Network, people: Cast) -> None:
    target, observed = the("target"), the("observed")
    with pytest.raises(UnknownError, match="aucune question n’attend"):
        find_question(plans, target.fingerprint)
    first, second = (review(found, ReviewStatus.ASKED, plans) for found in (target, observed))
    assert {question.pk for question in open_questions([HERE])} == {first.pk, second.pk}
    assert open_questions([BARE]) == open_questions([]) == []
    assert find_question(plans, target.fingerprint) == first
    answer_question(by=people.officer, question=first, answer=" Le PCAET. ")
    assert (first.answer, first.answered_by_name) == ("Le PCAET.", "Member_officer")
    assert last_line()[::2] == ("answer_question", "Réponse du membre à une contradiction")
    assert open_questions([HERE]) == [second]
    review(observed, ReviewStatus.EXPLAINED, plans)
    assert open_questions([HERE]) == []
    with pytest.raises(UnknownError):
        find_question(plans, observed.fingerprint)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"title": " "}, "a un titre"),
        ({"scale_words": " "}, "de l’échelle du réseau"),
        ({"cost": "beaucoup", "cost_source": "x"}, "ne se lit pas comme un montant"),
        ({"cost": "5 k€", "cost_source": " "}, "a sa source"),
    ],
)
def test_what_a_proposal_lacks_is_said(plans: Network, wrong: dict[str, str], words: str) -> None:
    with pytest.raises(DomainError, match=words):
        make_proposal(by=None, network=plans, proposal=proposal(**wrong))
    assert not Proposal.objects.exists()


def test_a_proposal_is_told_its_changes_and_its_decision(plans: Network, people: Cast) -> None:
    made = make_proposal(by=people.officer, network=plans, proposal=proposal(cost="5 k€", cost_source="grille"))
    assert last_line() == ("make_proposal", made.slug, "Proposition : Un observatoire commun", "essai")
    here = Territory.objects.get(siren=HERE)
    revised = proposal(title="Un poste", carrier=here, cost="5 k€", cost_source="grille")
    change_proposal(by=people.officer, proposal=made, revised=revised, seen=None)
    assert last_line()[2] == "Proposition changée : Un poste"
    assert changed() == {"title": ("Un observatoire commun", "Un poste"), "carrier": ("", "CC Ici")}
    kept = find_proposal(plans, made.slug)
    assert (kept.title, kept.carrier, kept.revision, kept.status) == ("Un poste", here, 2, "discussed")
    with pytest.raises(UnknownError, match="aucune proposition"):
        find_proposal(plans, "absente")
    today = timezone.localdate(made.made_at)
    with pytest.raises(DomainError, match="précède la proposition"):
        decide_proposal(
            by=None, proposal=kept, status=ProposalStatus.ACCEPTED, on=today - timedelta(days=1), words="Oui."
        )
    decide_proposal(by=people.coordinator, proposal=kept, status=ProposalStatus.ACCEPTED, on=today, words=" Oui. ")
    assert last_line()[2] == f"Proposition {ProposalStatus.ACCEPTED.label.fr} : Un poste"
    assert changed() == {"statut": ("discussed", "accepted"), "décision": ("", "Oui.")}
    kept.refresh_from_db()
    assert (kept.decision, kept.decided_on, kept.revision) == ("Oui.", today, 3)


def test_a_recommendation_is_numbered_rewritten_and_read_once_adopted(whole_plans: Network, people: Cast) -> None:
    first, second = (
        write_recommendation(by=people.coordinator, network=whole_plans, figure_id=FINDING) for _ in range(2)
    )
    assert (first.slug, second.slug, first.addressee) == ("essai-1", "essai-2", Addressee.ELABORATION)
    assert last_line()[2] == f"Recommandation ébauchée : {second.finding_fr}"
    fields = {"by": people.coordinator, "recommendation": first, "addressee": Addressee.IMPLEMENTATION}
    draft = RecommendationStatus.DRAFT
    rewrite_recommendation(text_fr=f" {first.text_fr} ", text_en=" x ", status=draft, **fields)
    assert (first.is_rewritten, first.revision, first.text_en) == (False, 2, "x"), "the words are those of the draft"
    for status in (RecommendationStatus.PROPOSED, RecommendationStatus.ADOPTED):
        with pytest.raises(DomainError, match="récrivez l’ébauche"):
            rewrite_recommendation(text_fr=first.text_fr, status=status, **fields)
    assert readable_recommendations([first.slug, "x"], PUBLIC) == []
    rewrite_recommendation(text_fr="Nos mots.", status=RecommendationStatus.ADOPTED, seen=2, **fields)
    assert last_line()[2] == f"Recommandation {RecommendationStatus.ADOPTED.label.fr}"
    assert changed()["status"] == ("draft", "adopted")
    assert readable_recommendations([second.slug, first.slug], PUBLIC) == [first.slug]
    assert readable_recommendations([second.slug, first.slug], OPERATOR) == [second.slug, first.slug]
    rewrite_recommendation(text_fr="Nos mots.", status=RecommendationStatus.PROPOSED, **fields)
    assert first.is_rewritten, "once rewritten, it stays so"
    assert recommendations_named([second.slug, "x"]) == [second]
    assert recommendations_that_quote("crossread.essai.finding") == ["recommandation essai-1", "recommandation essai-2"]
    assert recommendations_that_quote("crossread.voisin") == []
    assert find_recommendation(whole_plans, "essai-2") == second
    with pytest.raises(UnknownError, match="aucune recommandation"):
        find_recommendation(whole_plans, "essai-3")
    before = first.revision
    refresh_finding(by=people.coordinator, recommendation=first)
    assert (first.revision, first.text_fr) == (before + 1, "Nos mots.")
    assert last_line()[2] == "Recommandation rapportée à son constat d’aujourd’hui"
