"""Passages put on the frame by people: two at once, refusals asked again, plans withdrawn, the second reading."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from autan.cooperation.crossreading.actions.alignments import (
    AlignmentInput,
    align_passages,
    draw_second_reading,
    extend_network_frame,
    read_blind,
)
from autan.cooperation.crossreading.core.alignments import DecisionState
from autan.cooperation.crossreading.core.frame import FrameError
from autan.cooperation.crossreading.models import Alignment
from autan.cooperation.crossreading.queries.readings import (
    find_passage,
    frame_of,
    left_to_read,
    network_reading,
    passages_to_read,
)
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.queries.registry import PUBLIC, describe_evidence, find_figure
from autan.ground.errors import ConflictError, DomainError, NotAllowedError, UnknownError
from autan.ground.wordings import Text
from autan.people.accounts.models import Person
from autan.people.journal.core import ChangedSinceError
from autan.people.journal.models import JournalEntry
from autan.people.workflows.actions import take
from autan.plans.plans.actions.workflow import PLAN
from autan.plans.plans.models import Plan
from autan.plans.projects.actions.sheets import SheetInput, change_sheet
from autan.plans.projects.models import ActionSheet
from autan.territories.networks.models import Network
from tests.cast import HERE, Cast
from tests.filled_documents import plain


def put(network: Network, key: str, *domains: str, by: Person | None = None, seen: int | None = None) -> Alignment:
    """Put one passage on the frame, or leave it out."""
    alignment_input = AlignmentInput(
        passage=find_passage("essai", key), domains=domains, theme="building" if domains else "", seen=seen
    )
    return align_passages(by=by, network=network, alignment_inputs=[alignment_input])[0]


def put_all(network: Network, *domains: str, by: Person | None = None) -> None:
    for passage in network_reading("essai").corpus.passages:
        put(network, passage.key, *domains, by=by)


def url(name: str, **parts: str) -> str:
    return reverse(f"crossreading:{name}", kwargs={"slug": "essai", **parts})


def test_passages_are_axes_actions_and_targets_of_the_plan_that_stands(plans: Network):
    reading = network_reading("essai")
    passages = {passage.key: passage for passage in reading.corpus.passages}
    assert {"action:isoler", "action:solaire", "action:la-isoler"} <= passages.keys()
    assert sum(passage.kind.value == "target" for passage in passages.values()) == 2
    assert sum(passage.kind.value == "axis" for passage in passages.values()) == 1
    assert [passages[f"action:{slug}"].strength.value for slug in ("isoler", "solaire", "dire")] == [
        "done",
        "funded",
        "aim",
    ]
    assert reading.corpus.plans == {HERE: "ici-pcaet", "999000024": "la-pcaet", "999000032": ""}


def test_suggestions_come_from_targets_words_and_what_was_aligned(plans: Network):
    rows = {passage.read.passage.key: passage for passage in passages_to_read(network_reading("essai"), "ici-pcaet")}
    assert rows["action:solaire"].suggestion.domains == ("d4_renewables",)
    assert rows["action:dire"].suggestion is None
    put(plans, "action:isoler", "d6_biobased")
    (row,) = passages_to_read(network_reading("essai"), "la-pcaet")
    assert row.suggestion.domains == ("d6_biobased",)
    assert "Isoler les logements" in row.suggestion.reason.fr
    with pytest.raises(UnknownError):
        passages_to_read(network_reading("essai"), "absent")


def test_two_people_at_once_do_not_write_over_each_other(plans: Network, people: Cast):
    first = put(plans, "action:isoler", "d3_demand", by=people.coordinator, seen=0)
    assert (first.revision, first.by_name) == (1, "Coordinator")
    with pytest.raises(ChangedSinceError):
        put(plans, "action:isoler", "d1_ghg", by=people.officer, seen=0)
    assert put(plans, "action:isoler", "d1_ghg", by=people.officer, seen=1).by_name == "Member_officer"
    entry = JournalEntry.objects.filter(act="align_passages").first()
    assert entry.changes[0].before == "d3_demand × building"


def test_only_people_who_work_in_the_network_align(plans: Network, people: Cast, neighbour: Person):
    for person in (people.contributor, people.reader, people.outsider, neighbour):
        with pytest.raises(NotAllowedError):
            put(plans, "action:isoler", "d3_demand", by=person)
    with pytest.raises(FrameError):
        put(plans, "action:isoler", "d10")
    alignment_input = AlignmentInput(passage=find_passage("essai", "action:isoler"), theme="building")
    with pytest.raises(FrameError):
        align_passages(by=None, network=plans, alignment_inputs=[alignment_input])


def test_a_refusal_is_asked_again_when_the_text_or_the_frame_changes(plans: Network, people: Cast):
    put_all(plans, by=people.coordinator)
    assert all(
        each.state is DecisionState.STANDS for member in network_reading("essai").members for each in member.read
    )
    sheet_input = SheetInput(typed={"title": "Dire ce que l’on fait"})
    change_sheet(by=None, sheet=ActionSheet.objects.get(slug="dire"), sheet_input=sheet_input)
    states = {each.passage.key: each.state for each in network_reading("essai").members[0].read}
    assert states["action:dire"] is DecisionState.TEXT_CHANGED
    label = Text("Mer", "Sea")
    made = extend_network_frame(
        by=people.coordinator, network=plans, since=date(2026, 1, 1), reason="littoral", themes=[("sea", label)]
    )
    assert frame_of(plans).version == made.version == "2026-01-01/1"
    states = {each.passage.key: each.state for each in network_reading("essai").members[0].read}
    assert states["action:isoler"] is DecisionState.FRAME_CHANGED
    for wrong in ({"reason": " "}, {"since": date(2016, 1, 1)}):
        fields = {"since": date(2026, 2, 1), "reason": "x", **wrong}
        with pytest.raises(DomainError):
            extend_network_frame(by=None, network=plans, themes=[("air", label)], **fields)
    with pytest.raises(NotAllowedError):
        extend_network_frame(
            by=people.officer, network=plans, since=date(2026, 2, 1), reason="x", themes=[("y", label)]
        )


def test_a_plan_withdrawn_after_alignment_counts_no_more_and_keeps_its_reading(plans: Network, client: Client):
    put_all(plans, "d3_demand")
    before = find_figure("crossread.essai.shared.d3_demand", reader=PUBLIC)
    assert (before.value, before.known, before.total) == (2, 2, 3)
    take(PLAN, "withdraw_plan", Plan.objects.get(slug="la-pcaet"), by=None, at=timezone.now())
    after = find_figure("crossread.essai.shared.d3_demand", reader=PUBLIC)
    assert (after.value, after.known) == (1, 1)
    assert "Aucun plan relevé ici : Là, Rien." in after.note.fr
    assert Alignment.objects.filter(passage="action:la-isoler").exists()
    assert "1 passage aligné n’est plus" in client.get(url("matrix")).content.decode()


def test_a_count_leads_to_the_passages_and_to_who_read_them(whole_plans: Network, people: Cast):
    put_all(whole_plans, "d3_demand", by=people.coordinator)
    figure = find_figure("crossread.essai.shared.d3_demand.building", reader=PUBLIC)
    shown = describe_evidence(figure.evidence, reader=PUBLIC)
    card = shown[figure.evidence[0]]
    assert ("Isoler les logements", "Action", "réalisé") in card.table.rows
    inside = describe_evidence(figure.evidence, reader=people.officer)[figure.evidence[0]]
    assert inside.table.rows[0][-1] == "Coordinator"
    absent = EvidenceRef(kind="aligned-passages", key=f"essai/{HERE}/d9_adaptation")
    assert describe_evidence([absent], reader=PUBLIC)[absent].table is None
    for key in ("x", "absent/1/d1_ghg", f"essai/{HERE}/d10", "essai/000000000/d1_ghg"):
        ref = EvidenceRef(kind="aligned-passages", key=key)
        assert describe_evidence([ref], reader=PUBLIC)[ref] is None


def test_a_tenth_is_read_blind_by_somebody_else(plans: Network, people: Cast, client: Client):
    with pytest.raises(DomainError):
        draw_second_reading(by=people.coordinator, network=plans, seed=1)
    put_all(plans, "d3_demand", by=people.officer)
    with pytest.raises(NotAllowedError):
        draw_second_reading(by=people.officer, network=plans, seed=1)
    draw = draw_second_reading(by=people.coordinator, network=plans, seed=1)
    (key,) = draw.passages
    passage = find_passage("essai", key)
    assert left_to_read(network_reading("essai"), draw, people.officer) == []
    assert left_to_read(network_reading("essai"), draw, people.coordinator) == [passage]
    with pytest.raises(NotAllowedError):
        read_blind(by=people.officer, draw=draw, passage=passage, domains=[])
    other = next(passage for passage in network_reading("essai").corpus.passages if passage.key != key)
    with pytest.raises(DomainError):
        read_blind(by=people.coordinator, draw=draw, passage=other, domains=[])
    read_blind(by=people.coordinator, draw=draw, passage=passage, domains=["d9_adaptation"])
    with pytest.raises(ConflictError, match="vient d’être relu"):
        read_blind(by=None, draw=draw, passage=passage, domains=[])
    reading = network_reading("essai")
    assert reading.note.is_low
    figure = find_figure("crossread.essai.agreement", reader=PUBLIC)
    assert figure.value < 0
    client.force_login(people.coordinator)
    assert "pourcentage d’accord 78 %" in plain(client.get(url("second_reading")).content.decode())
    (card,) = describe_evidence(figure.evidence, reader=PUBLIC).values()
    assert card.statement.fr.startswith("Passages relus\u00a0: 1 sur 1 au tirage (graine 1)")
    assert "kappa" in reading.shared("d3_demand").note.fr


def test_the_pages_are_read_and_written_by_their_people(plans: Network, people: Cast, client: Client):
    for name, parts in (("matrix", {}), ("domain", {"domain": "d3_demand"}), ("frame", {}), ("recommendations", {})):
        assert client.get(url(name, **parts)).status_code == 200
    assert client.get(url("domain", domain="d10")).status_code == 404
    assert client.get(url("domain", domain="d3_demand") + "?theme=rien").status_code == 404
    inner = [url("plans"), url("plan", plan="ici-pcaet"), url("second_reading")]
    client.force_login(people.outsider)
    assert [client.get(page).status_code for page in inner] == [403, 403, 403]
    client.force_login(people.officer)
    page = client.get(inner[1]).content.decode()
    assert "Poser du solaire" in page
    assert "D4 ×" in page
    client.post(inner[1], {"accept": ["action:solaire@0", "action:dire@0"], "voir": "tout"})
    assert list(Alignment.objects.values_list("passage", flat=True)) == ["action:solaire"]
    sent = {"passage": "action:dire", "revision": "0", "decision": "on", "domain": ["d1_ghg"], "theme": "awareness"}
    assert client.post(url("align"), sent).status_code == 302
    assert client.post(url("align"), sent).status_code == 409
    client.post(url("align"), {"passage": "action:isoler", "decision": "out", "voir": "tout"})
    assert not Alignment.objects.get(passage="action:isoler").is_accepted
    assert client.post(url("align"), {"passage": "action:absent"}).status_code == 404
    nothing = client.post(url("align"), {"passage": "action:solaire", "revision": "1", "theme": "water"}, follow=True)
    assert "choisissez un domaine" in nothing.content.decode()
    assert "laissé hors du cadre" in client.get(inner[1] + "?voir=tout").content.decode()
    assert client.post(url("second_reading"), {"passage": "action:isoler"}).status_code == 404
    assert client.post(url("second_reading"), {"draw": "1"}).status_code == 403


def test_the_second_reading_has_its_page(plans: Network, people: Cast, client: Client):
    put_all(plans, "d3_demand", by=people.officer)
    client.force_login(people.coordinator)
    client.post(url("second_reading"), {"draw": "1"})
    shown = client.get(url("second_reading"))
    assert "1 passage vous attend" in shown.content.decode()
    key = shown.context["next"].key
    client.post(url("second_reading"), {"passage": key, "decision": "on", "domain": ["d3_demand", "d1_ghg"]})
    page = client.get(url("second_reading")).content.decode()
    assert "Accord faible" in page or "kappa" in page
    assert "Lus autrement" in page
    assert "Rien ne vous attend" in page


def test_the_frame_is_extended_on_its_page(plans: Network, people: Cast, client: Client):
    sent = {
        "kind": "theme",
        "label_fr": "Mer",
        "label_en": "Sea",
        "since": "2026-01-01",
        "reason": "côte",
    }
    client.force_login(people.officer)
    assert client.post(url("frame"), sent).status_code == 403
    client.force_login(people.coordinator)
    assert client.post(url("frame"), sent).status_code == 302
    assert client.post(url("frame"), sent).status_code == 422
    assert client.post(url("frame"), {**sent, "kind": "domain", "label_fr": "Le littoral"}).status_code == 302
    assert [(domain.code, domain.short) for domain in frame_of(plans).domains][-1] == ("le-littoral", "D10")
    assert "côte" in client.get(url("frame")).content.decode()


def test_the_matrix_says_who_is_unknown_and_the_home_of_a_network_shows_it(plans: Network, client: Client):
    put(plans, "action:solaire", "d4_renewables")
    page = client.get(url("matrix")).content.decode()
    assert "non connu ici : aucun plan relevé" in page
    assert "non connu ici : plan pas lu en entier" in page
    assert "sans plan" not in page
    assert "■■■<b>□</b>" in page
    assert client.get(reverse("crossreading:home")).headers["location"] == url("matrix")
    home = client.get(reverse("site:network", kwargs={"slug": "essai"})).content.decode()
    assert "Lecture croisée des plans" in home
    side = client.get(url("domain", domain="d4_renewables") + "?theme=building").content.decode()
    assert "Poser du solaire" in side
