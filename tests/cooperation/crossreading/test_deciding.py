"""Contradictions decided and asked, strengths, proposals discussed and decided, recommendations that go stale."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from typer.testing import CliRunner

from autan.cooperation.crossreading.actions.contradictions import answer_question, review_contradiction
from autan.cooperation.crossreading.actions.proposals import (
    change_proposal,
    comment_on_proposal,
    decide_proposal,
    make_proposal,
    proposal_ref,
    refresh_finding,
    rewrite_recommendation,
    write_recommendation,
)
from autan.cooperation.crossreading.core.contradictions import ReviewStatus
from autan.cooperation.crossreading.core.findings import Addressee
from autan.cooperation.crossreading.core.recommendations import (
    ProposalOrigin,
    ProposalStatus,
    RecommendationStatus,
    ScaleReason,
)
from autan.cooperation.crossreading.forms import FrameForm, ProposalDecisionForm
from autan.cooperation.crossreading.models import ContradictionReview, Proposal, Recommendation
from autan.cooperation.crossreading.presenters.proposals import present_recommendation, strengths_page
from autan.cooperation.crossreading.queries.contradictions import (
    find_contradiction,
    network_contradictions,
    reviewed_contradictions,
)
from autan.cooperation.crossreading.queries.proposals import comments_on, recommendations_that_quote
from autan.cooperation.crossreading.queries.readings import export_written
from autan.cooperation.working_group.core.bodies import AgendaKind, AgendaPoint
from autan.cooperation.working_group.presenters.meetings import agenda_rows
from autan.cooperation.working_group.queries.figures import open_candidates
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.queries.registry import OPERATOR, PUBLIC, UnknownFigureError, describe_evidence, find_figure
from autan.ground.errors import DomainError, NotAllowedError, UnknownError
from autan.ground.extension_points import DataSubject, DeskLine
from autan.ground.registry import registered
from autan.ground.wordings import Text
from autan.instance.cli.crossread import app
from autan.people.accounts.models import Person
from autan.people.journal.core import ChangedSinceError
from autan.plans.plans.models import Plan, PlanLine
from autan.territories.networks.actions.mandates import end_mandate, grant_mandate
from autan.territories.networks.actions.networks import create_network
from autan.territories.networks.models import Mandate, Network, Territory
from tests.cast import HERE, Cast
from tests.cooperation.crossreading.test_aligning import put_all, url
from tests.mailing import posted

FINDING = "crossread.essai.finding.bare_targets"


def the(kind: str):
    return next(
        network_contradiction
        for network_contradiction in network_contradictions("essai")
        if network_contradiction.kind == kind
    )


def test_plans_survey_and_follow_up_are_read_beside_one_another(plans: Network):
    values = {network_contradiction.kind.value for network_contradiction in network_contradictions("essai")}
    assert values == {"target", "observed"}
    assert find_figure("crossread.essai.contradictions.all", reader=OPERATOR).value == len(
        network_contradictions("essai")
    )
    assert find_figure("crossread.essai.contradictions.target", reader=OPERATOR).value == 1
    for address in ("contradictions.nothing", "finding.nothing", "shared.d10", "strength.x.d1_ghg", "nothing"):
        with pytest.raises(UnknownFigureError):
            find_figure(f"crossread.essai.{address}", reader=OPERATOR)
    with pytest.raises(UnknownFigureError):
        find_figure("crossread.essai.contradictions.all", reader=PUBLIC)
    with pytest.raises(UnknownFigureError):
        find_figure("crossread.absent.progress", reader=PUBLIC)
    assert find_figure("crossread.essai.strength.target.d1_ghg", reader=PUBLIC).value is None
    assert find_figure("crossread.essai.progress", reader=PUBLIC).value == 0


def test_a_decision_holds_until_a_side_changes(plans: Network, people: Cast):
    found = the("target")
    fields = {"network": plans, "contradiction": found, "status": ReviewStatus.EXPLAINED, "reason": "autre champ"}
    with pytest.raises(NotAllowedError):
        review_contradiction(by=people.officer, **fields)
    for wrong in ({"reason": " "}, {"status": ReviewStatus.OPEN}):
        with pytest.raises(DomainError):
            review_contradiction(by=people.coordinator, **{**fields, **wrong})
    review_contradiction(by=people.coordinator, **fields)
    assert {
        reviewed_contradiction.found.kind.value: reviewed_contradiction.status
        for reviewed_contradiction in reviewed_contradictions(plans)
    }["target"] is ReviewStatus.EXPLAINED
    line = PlanLine.objects.get(plan__slug="ici-schema", section="targets")
    line.typed = {**line.typed, "value": "-25"}
    line.save()
    of_here = [reviewed for reviewed in reviewed_contradictions(plans) if reviewed.found.siren == HERE]
    assert {reviewed.status for reviewed in of_here} == {ReviewStatus.OPEN}
    with pytest.raises(UnknownError):
        find_contradiction(plans, found.fingerprint)


def test_a_question_is_sent_to_the_member_who_answers_it_once(plans: Network, people: Cast, client: Client, settings):
    settings.AUTAN_SITE = "https://autan.example"
    found = the("target")
    page = url("contradictions")
    client.force_login(people.coordinator)
    sent = {"contradiction": found.fingerprint, "decision": "asked", "reason": "Lequel ?"}
    assert client.post(page, {**sent, "reason": ""}).status_code == 422
    assert client.post(page, {**sent, "decision": "x"}).status_code == 422
    assert client.post(f"/en{page}", sent).status_code == 302
    (message,) = posted()
    assert message.to == [people.officer.email]
    assert f"https://autan.example{page}?membre={HERE}&ouvrir={found.fingerprint}#c-{found.fingerprint}" in message.body
    assert all(side.words.fr in message.body for side in found.sides)
    assert client.post(page, {**sent, "contradiction": "absent"}).status_code == 404
    lines = [item for line in registered(DeskLine) for item in line.build(people.officer)]
    assert any(item.detail == "Lequel ?" for item in lines)
    client.force_login(people.officer)
    assert "Réponse du membre" in client.get(f"{page}?membre={HERE}&genre=target").content.decode()
    answer = url("answer", fingerprint=found.fingerprint)
    assert client.post(answer, {"answer": "Le PCAET."}).status_code == 302
    assert client.post(url("answer", fingerprint="absent"), {"answer": "x"}).status_code == 404
    question = ContradictionReview.objects.get()
    assert (question.answer, question.answered_by_name) == ("Le PCAET.", "Member_officer")
    with pytest.raises(DomainError):
        answer_question(by=people.officer, question=question, answer="Encore")
    with pytest.raises(DomainError):
        answer_question(by=people.officer, question=question, answer=" ")
    with pytest.raises(NotAllowedError):
        answer_question(by=people.reader, question=ContradictionReview(network=plans, siren=HERE), answer="x")
    assert not any(
        "contradiction" in item.title for line in registered(DeskLine) for item in line.build(people.officer)
    )
    assert "Le PCAET." in client.get(page).content.decode()


def test_a_question_that_would_lead_nowhere_is_not_asked(plans: Network, people: Cast, client: Client):
    client.force_login(people.coordinator)
    sent = {"contradiction": the("target").fingerprint, "decision": "asked", "reason": "Lequel ?"}
    refused = client.post(url("contradictions"), sent)
    assert refused.status_code == 422
    assert "ne mène nulle part depuis une autre machine" in refused.content.decode()
    assert not ContradictionReview.objects.exists()


def test_what_is_to_be_looked_at_is_offered_to_the_agenda_of_a_meeting(plans: Network):
    def offered() -> dict[str, str]:
        candidates = open_candidates(plans, on=date(2026, 11, 26))
        return {
            candidate.key: candidate.title for candidate in candidates if candidate.kind is AgendaKind.CONTRADICTION
        }

    before = offered()
    assert before["target"] == "Contradictions : objectifs (1)"
    (row,) = agenda_rows([AgendaPoint(kind=AgendaKind.CONTRADICTION, key="target", title=before["target"])], "essai")
    assert row["url"] == f"{url('contradictions')}?genre=target"
    review_contradiction(
        by=None, network=plans, contradiction=the("target"), status=ReviewStatus.ACCEPTED, reason="Deux plans"
    )
    assert offered() == {key: title for key, title in before.items() if key != "target"}


def test_what_concerns_the_whole_network_is_asked_of_nobody(plans: Network):
    whole = replace(the("target"), siren="")
    with pytest.raises(DomainError):
        review_contradiction(by=None, network=plans, contradiction=whole, status=ReviewStatus.ASKED, reason="?")


def test_strengths_and_weaknesses_show_what_was_counted(whole_plans: Network, people: Cast, client: Client):
    put_all(whole_plans, "d3_demand")
    parts = [part for _nature, rules in strengths_page(whole_plans, date(2026, 11, 26)) for part in rules]
    here = {part["rule"].code: row["count"] for part in parts for row in part["members"] if row["siren"] == HERE}
    assert here == {
        "few_domains": "1 sur 9",
        "bare_targets": "1 sur 3",
        "actions_done": "1 sur 3 ; 1 non connu",
        "actions_late": "1 sur 3 ; 1 non connu",
        "led": "au moins 2",
        "staffed": "2,5",
        "evaluated": "au moins 1",
    }
    assert all(part["figure"].has_evidence for part in parts if part["figure"].value)
    assert find_figure(FINDING, reader=PUBLIC).value == 1
    with pytest.raises(UnknownFigureError):
        find_figure("crossread.essai.finding.contradicted", reader=PUBLIC)
    client.force_login(people.reader)
    page = client.get(url("strengths")).content.decode()
    assert "Objectifs sans année de référence" in page
    assert "1 sur 3" in page


def proposal(**fields: object) -> Proposal:
    held = {
        "title": "Un observatoire commun",
        "origin": ProposalOrigin.GAP,
        "scale_reason": ScaleReason.COST,
        "scale_words": "Trois séries pour un chiffre.",
        **fields,
    }
    return Proposal(**held)


def test_a_proposal_has_a_reason_a_read_cost_with_its_source_and_a_true_effect(plans: Network, people: Cast):
    outside = Territory.objects.create(siren="100000001", name="Ailleurs", short_name="Ailleurs", kind="CC")
    for wrong in (
        {"title": " "}, {"scale_words": ""}, {"cost": "beaucoup", "cost_source": "x"}, {"cost": "5 k€"},
        {"carrier": outside}, {"effect": "crossread.essai.nothing"},
    ):  # fmt: skip
        with pytest.raises((DomainError, UnknownError)):
            make_proposal(by=people.officer, network=plans, proposal=proposal(**wrong))
    with pytest.raises(NotAllowedError):
        make_proposal(by=people.contributor, network=plans, proposal=proposal())
    made = make_proposal(by=people.officer, network=plans, proposal=proposal(effect=FINDING))
    again = make_proposal(by=people.officer, network=plans, proposal=proposal())
    assert (made.slug, again.slug) == ("essai-un-observatoire-commun", "essai-un-observatoire-commun-2")
    assert recommendations_that_quote("crossread.essai") == ["proposition « Un observatoire commun »"]


def test_a_proposal_changes_until_it_is_decided(plans: Network, people: Cast):
    made = make_proposal(by=people.officer, network=plans, proposal=proposal())
    assert (
        change_proposal(by=people.coordinator, proposal=made, revised=proposal(text="Une série"), seen=1).revision == 2
    )
    with pytest.raises(ChangedSinceError):
        change_proposal(by=people.officer, proposal=made, revised=proposal(), seen=1)
    today = timezone.localdate()
    fields = {"proposal": made, "status": ProposalStatus.ACCEPTED, "on": today, "words": "Oui."}
    with pytest.raises(NotAllowedError):
        decide_proposal(by=people.officer, **fields)
    for wrong in ({"words": " "}, {"status": ProposalStatus.DISCUSSED}, {"on": today - timedelta(days=9)}):
        with pytest.raises(DomainError):
            decide_proposal(by=people.coordinator, **{**fields, **wrong})
    decide_proposal(by=people.coordinator, **fields)
    with pytest.raises(DomainError):
        change_proposal(by=people.officer, proposal=made, revised=proposal(), seen=None)


def test_what_somebody_who_left_said_stays_and_says_so(plans: Network, people: Cast):
    made = make_proposal(by=people.officer, network=plans, proposal=proposal())
    first = comment_on_proposal(by=people.contributor, proposal=made, text="Oui, mais qui paie ?")
    comment_on_proposal(by=people.coordinator, proposal=made, text="À l’habitant.", reply_to=first)
    with pytest.raises(NotAllowedError):
        comment_on_proposal(by=people.outsider, proposal=made, text="Moi aussi")
    end_mandate(by=None, mandate=Mandate.objects.get(person=people.contributor), on=timezone.localdate())
    (thread,) = comments_on(plans, proposal_ref(made))
    assert (thread.has_left, thread.remark.text) == (True, "Oui, mais qui paie ?")
    assert [reply.has_left for reply in thread.replies] == [False]


def test_the_pages_of_a_proposal(plans: Network, people: Cast, client: Client):
    client.force_login(people.officer)
    sent = {
        "title": "Un poste partagé", "origin": "need", "scale_reason": "threshold", "cost_source": "grille",
        "scale_words": "Trois tiers de poste", "carrier": HERE, "cost": "62 k€ TTC", "effect": f"figure:{FINDING}",
    }  # fmt: skip
    chosen = client.get(url("propose") + f"?constat={FINDING}").content.decode()
    assert f'value="figure:{FINDING}" checked' in chosen
    assert client.post(url("propose"), {**sent, "effect": "figure:rien.du.tout"}).status_code == 422
    assert client.post(url("propose"), {**sent, "cost_source": ""}).status_code == 422
    made = client.post(url("propose"), sent).headers["location"]
    page = client.get(made).content.decode()
    assert "Trois tiers de poste" in page
    assert "Objectifs sans année de référence" in page
    change = f"{made}changer/"
    assert client.get(change).status_code == 200
    assert client.post(change, {**sent, "title": "Un poste à trois", "revision": "1"}).status_code == 302
    assert client.post(change, {**sent, "revision": "1"}).status_code == 409
    assert client.post(change, {**sent, "cost": "x", "revision": "2"}).status_code == 422
    comment = f"{made}commentaires/"
    client.post(comment, {"text": "Oui."})
    (first,) = comments_on(plans, proposal_ref(Proposal.objects.get()))
    client.post(comment, {"text": "Non.", "reply_to": str(first.remark.pk)})
    assert client.post(comment, {"text": "?", "reply_to": "0"}).status_code == 404
    assert "Un commentaire de 1 à" in client.post(comment, {"text": " "}, follow=True).content.decode()
    decided = {"status": "accepted", "on": timezone.localdate().isoformat(), "words": "Signé."}
    assert client.post(made, decided).status_code == 403
    client.force_login(people.coordinator)
    assert client.post(made, {**decided, "on": "2000-01-01"}).status_code == 422
    assert client.post(made, decided).status_code == 302
    assert "Signé." in client.get(made).content.decode()
    assert "Un poste à trois" in client.get(url("proposals")).content.decode()
    assert client.get(url("proposal", proposal="absent")).status_code == 404


def test_an_effect_that_is_gone_is_said(plans: Network, people: Cast, client: Client):
    made = make_proposal(by=None, network=plans, proposal=proposal())
    Proposal.objects.update(effect="crossread.essai.gone")
    client.force_login(people.reader)
    assert "le chiffre n’existe plus" in client.get(url("proposal", proposal=made.slug)).content.decode()


def test_a_recommendation_rests_on_its_finding_and_is_stale_when_it_moves(whole_plans: Network, people: Cast):
    plans = whole_plans
    with pytest.raises(NotAllowedError):
        write_recommendation(by=people.officer, network=plans, figure_id=FINDING)
    with pytest.raises(DomainError, match="part d’un constat compté"):
        write_recommendation(by=people.coordinator, network=plans, figure_id="crossread.essai.shared.d1_ghg")
    made = write_recommendation(by=people.coordinator, network=plans, figure_id=FINDING)
    assert made.evidence
    fields = {"recommendation": made, "text_fr": made.text_fr, "addressee": Addressee.ELABORATION}
    with pytest.raises(DomainError):
        rewrite_recommendation(by=people.coordinator, status=RecommendationStatus.PROPOSED, **fields)
    with pytest.raises(DomainError):
        rewrite_recommendation(by=None, status=RecommendationStatus.DRAFT, **{**fields, "text_fr": " "})
    fields["text_fr"] = "Écrire l’année de référence."
    rewrite_recommendation(by=people.coordinator, status=RecommendationStatus.ADOPTED, seen=1, **fields)
    with pytest.raises(ChangedSinceError):
        rewrite_recommendation(by=people.coordinator, status=RecommendationStatus.ADOPTED, seen=1, **fields)
    assert not present_recommendation(made, reader=PUBLIC)["is_stale"]
    PlanLine.objects.filter(plan__slug="ici-pcaet", section="targets").delete()
    now = present_recommendation(made, reader=PUBLIC)
    assert now["is_stale"]
    refresh_finding(by=people.coordinator, recommendation=made)
    assert not present_recommendation(made, reader=PUBLIC)["is_stale"]
    Plan.objects.update(is_published=False)
    with pytest.raises(DomainError, match="part d’un constat compté"):
        refresh_finding(by=people.coordinator, recommendation=made)
    made.figure = "crossread.essai.finding.gone"
    assert present_recommendation(made, reader=PUBLIC)["figure"] is None


def test_a_recommendation_is_evidence_for_who_may_read_it(whole_plans: Network, people: Cast, client: Client):
    made = write_recommendation(by=people.coordinator, network=whole_plans, figure_id=FINDING)

    def offered(person: object) -> bool:
        client.force_login(person)
        page = client.get(reverse("evidence:choose"), {"q": "chaufferies", "name": "proofs"}).content.decode()
        chosen = describe_evidence([EvidenceRef(kind="recommendation", key=made.slug)], reader=person)
        assert (f'value="recommendation:{made.slug}"' in page) == all(chosen.values())
        return all(chosen.values())

    def keep(status: RecommendationStatus) -> None:
        text = "Relier les chaufferies entre membres."
        rewrite_recommendation(
            by=people.coordinator, recommendation=made, text_fr=text, addressee=Addressee.ELABORATION, status=status
        )

    keep(RecommendationStatus.DRAFT)
    assert [offered(person) for person in (people.officer, people.outsider)] == [True, False]
    keep(RecommendationStatus.ADOPTED)
    assert offered(people.outsider)


def test_a_text_of_a_network_rests_on_no_figure_that_its_author_may_not_read(plans: Network, people: Cast):
    """A finding on plans kept to their network is drafted by nobody of another one, nor put in a proposal."""
    elsewhere = create_network(by=None, slug="ailleurs", name=Text("Ailleurs", "Elsewhere"))
    grant_mandate(by=None, person=people.outsider, role=Mandate.Role.COORDINATOR, network=elsewhere)
    neighbour = Person.objects.get(pk=people.outsider.pk)
    address = "crossread.essai.contradictions.target"
    assert find_figure(address, reader=people.coordinator).value == 1
    with pytest.raises(UnknownFigureError):
        find_figure(address, reader=neighbour)
    with pytest.raises(UnknownFigureError):
        write_recommendation(by=neighbour, network=elsewhere, figure_id=address)
    with pytest.raises(UnknownFigureError):
        make_proposal(by=neighbour, network=elsewhere, proposal=proposal(finding=address))
    made = write_recommendation(by=None, network=elsewhere, figure_id=address)
    with pytest.raises(UnknownFigureError):
        refresh_finding(by=neighbour, recommendation=made)


def test_a_recommendation_may_rest_on_a_figure_of_another_room(plans: Network):
    made = write_recommendation(by=None, network=plans, figure_id="plans.essai.current.count")
    assert made.addressee == Addressee.METROPOLITAN
    assert made.finding_fr.startswith("Plans")
    added = write_recommendation(by=None, network=plans, figure_id="plans.essai.current.staff")
    assert added.evidence


def test_the_pages_of_recommendations(whole_plans: Network, people: Cast, client: Client):
    client.force_login(people.coordinator)
    refused = client.post(
        url("draft"), {"figure": "figure:crossread.essai.shared.d1_ghg"}, follow=True
    ).content.decode()
    assert "avec ses preuves" in refused
    page = client.post(url("draft"), {"figure": f"figure:{FINDING}"}).headers["location"]
    shown = client.get(page).content.decode()
    assert "claim: value &gt;= 1 of 3" in shown
    assert "se récrit avant" in shown
    sent = {"text_fr": "Écrire l’année.", "addressee": "elaboration", "status": "adopted", "revision": "1"}
    unchanged = Recommendation.objects.get().text_fr
    assert client.post(page, {**sent, "text_fr": unchanged}).status_code == 422
    assert client.post(page, sent).status_code == 302
    assert client.post(page, sent).status_code == 409
    PlanLine.objects.filter(plan__slug="ici-pcaet", section="targets").delete()
    assert "Le constat a changé" in client.get(page).content.decode()
    assert client.post(page, {"take": "1"}).status_code == 302
    assert "le constat a changé" not in client.get(url("recommendations")).content.decode()
    client.logout()
    assert "Écrire l’année." in client.get(url("recommendations")).content.decode()
    client.force_login(people.coordinator)
    assert client.get(url("recommendation", recommendation="absent")).status_code == 404


def test_what_somebody_did_is_told_by_the_account(plans: Network, people: Cast):
    put_all(plans, "d3_demand", by=people.officer)
    question = review_contradiction(
        by=people.coordinator, network=plans, contradiction=the("target"), status=ReviewStatus.ASKED, reason="?"
    )
    answer_question(by=people.officer, question=question, answer="Oui")
    held = export_written(DataSubject(email=people.officer.email, person=people.officer.pk))
    assert {each["act"] for each in held} == {"align_passages", "answer_question"}
    assert export_written(DataSubject(email="x@exemple.fr")) == []


def run(*words: str):
    return CliRunner().invoke(app, list(words))


def test_the_command_line_shows_the_matrix_and_the_contradictions(plans: Network):
    put_all(plans, "d3_demand")
    told = json.loads(run("matrix", "essai", "--json").output)
    assert (told["domains"][2]["plans"], told["domains"][2]["known"], told["domains"][2]["total"]) == (2, 2, 3)
    assert told["members"][0]["cells"]["d3_demand"] == {"position": "carried", "strength": "done", "passages": 6}
    shown = run("matrix", "essai").output
    assert "réalisé (6)" in shown
    assert "non connu ici : aucun plan relevé" in shown
    assert "seconde personne" in shown
    loads = json.loads(run("contradictions", "essai", "--json").output)
    assert {load["kind"] for load in loads} == {"target", "observed"}
    (one,) = json.loads(run("contradictions", "essai", "--kind", "target", "--json").output)
    assert (one["status"], len(one["sides"])) == ("open", 2)
    assert "points d’écart" in run("contradictions", "essai").output
    assert run("contradictions", "essai", "--kind", "x").exit_code == 2


@pytest.mark.parametrize(("form", "field"), [(ProposalDecisionForm, "on"), (FrameForm, "since")])
def test_a_day_is_written_as_a_browser_reads_it_back(form, field):
    assert 'value="2026-06-18"' in str(form(initial={field: date(2026, 6, 18)})[field])
    assert 'value="2026-06-18"' in str(form({field: "2026-06-18"})[field])  # the rest lacks: the day stays
