"""What is typed of proposals, decisions, the frame and recommendations: what is asked, where it is refused, as kept."""

from datetime import date
from typing import Any

import pytest

from autan.cooperation.crossreading.core.addresses import CrossreadAddress, ReadingKey
from autan.cooperation.crossreading.core.findings import Addressee, FindingNature, FindingRule, facts_judged
from autan.cooperation.crossreading.core.recommendations import (
    ProposalOrigin,
    ProposalStatus,
    RecommendationStatus,
    ScaleReason,
)
from autan.cooperation.crossreading.forms import (
    FrameForm,
    ProposalDecisionForm,
    ProposalForm,
    RecommendationForm,
    chosen_figure,
)
from autan.cooperation.crossreading.models import Recommendation
from autan.cooperation.crossreading.rights import is_adopted
from autan.evidence.figures.core.addresses import FigureAddress
from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.wordings import Text
from autan.territories.networks.models import Network
from tests.cast import HERE
from tests.cooperation.crossreading.test_passages_in_words import fact

MEMBERS = {HERE: "Ici"}
PROPOSAL = {
    "title": " Un observatoire ",
    "origin": "gap",
    "scale_reason": "cost",
    "scale_words": "Trois séries pour un chiffre.",
}
FRAME = {"kind": "theme", "label_fr": "Mer et côte", "label_en": "Sea", "since": "2026-01-01", "reason": "La côte"}
DECISION = {"status": "accepted", "on": "2026-01-02", "words": "Oui."}
RECOMMENDATION = {"text_fr": "Écrire.", "addressee": "elaboration", "status": "proposed"}


def propose(**typed: str) -> ProposalForm:
    return ProposalForm(PROPOSAL | typed, members=MEMBERS)


def test_a_proposal_is_kept_as_it_was_typed(network: Network) -> None:
    form = propose(carrier=HERE, carrier_name="", cost="5 k€", cost_source="grille", text="Une série")
    assert form.is_valid(), form.errors
    document = form.document()
    assert (document.title, document.text, document.cost, document.cost_source) == (
        "Un observatoire",
        "Une série",
        "5 k€",
        "grille",
    )
    assert (document.origin, document.scale_reason) == (ProposalOrigin.GAP, ScaleReason.COST)
    assert (document.carrier.siren, document.finding, document.effect, document.pk) == (HERE, "", "", None)


def test_a_proposal_may_be_carried_by_nobody_yet() -> None:
    form = propose()
    assert form.is_valid(), form.errors
    assert (form.document().carrier, form.document().carrier_name) == (None, "")


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("title", " "),
        ("title", "x" * 201),
        ("origin", "moon"),
        ("scale_reason", ""),
        ("scale_words", " "),
        ("carrier", "999999999"),
        ("carrier_name", "x" * 201),
        ("cost", "1" * 121),
        ("cost_source", "x" * 301),
    ],
)
def test_a_proposal_is_refused_at_the_field_that_is_wrong(field: str, typed: str) -> None:
    assert list(propose(**{field: typed}).errors) == [field]


def test_a_figure_is_shown_chosen_by_its_address() -> None:
    assert chosen_figure("") == ()
    assert chosen_figure("crossread.essai.progress") == (EvidenceRef(kind="figure", key="crossread.essai.progress"),)


@pytest.mark.parametrize("field", list(DECISION))
def test_a_decision_has_a_status_a_day_and_words(field: str) -> None:
    assert ProposalDecisionForm(DECISION).is_valid()
    assert list(ProposalDecisionForm(DECISION | {field: " "}).errors) == [field]
    assert list(ProposalDecisionForm(DECISION | {"status": "discussed"}).errors) == ["status"], "that is no decision"
    form = ProposalDecisionForm(DECISION)
    assert form.is_valid()
    assert (form.cleaned_data["status"], form.cleaned_data["on"]) == (ProposalStatus.ACCEPTED, date(2026, 1, 2))


@pytest.mark.parametrize(
    ("label", "code"),
    [("Mer et côte", "mer-et-cote"), ("É" * 60, "e" * 30), ("x" * 29 + " y", "x" * 29), ("Air", "air")],
)
def test_what_is_added_to_the_frame_has_a_code_from_its_words(label: str, code: str) -> None:
    form = FrameForm(FRAME | {"label_fr": label})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["code"] == code
    assert form.cleaned_data["since"] == date(2026, 1, 1)


@pytest.mark.parametrize("field", ["label_fr", "label_en", "since", "reason"])
def test_the_frame_grows_with_words_in_both_languages_a_day_and_a_reason(field: str) -> None:
    assert list(FrameForm(FRAME | {field: ""}).errors) == [field]
    assert list(FrameForm(FRAME | {"kind": "moon"}).errors) == ["kind"]


def test_a_recommendation_may_have_no_english() -> None:
    form = RecommendationForm(RECOMMENDATION)
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {
        "text_fr": "Écrire.",
        "text_en": "",
        "addressee": Addressee.ELABORATION,
        "status": RecommendationStatus.PROPOSED,
    }
    for field in RECOMMENDATION:
        assert list(RecommendationForm(RECOMMENDATION | {field: " "}).errors) == [field]


@pytest.mark.parametrize("status", list(RecommendationStatus))
def test_a_recommendation_is_read_by_all_once_it_is_adopted(status: RecommendationStatus) -> None:
    record = Recommendation(status=status.value)
    assert is_adopted(None, record) is (status is RecommendationStatus.ADOPTED)
    assert not is_adopted(None, None)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("essai/1/d1", ReadingKey(network="essai", siren="1", domain="d1")),
        ("essai/1/d1/whole", ReadingKey(network="essai", siren="1", domain="d1", theme="whole")),
        ("essai/1", None),
        ("essai/1/d1/whole/more", None),
        ("", None),
    ],
)
def test_the_key_of_a_reading_is_read_back_as_it_was_written(text: str, key: ReadingKey | None) -> None:
    assert ReadingKey.parse(text) == key
    assert key is None or str(key) == text


@pytest.mark.parametrize("details", [(), ("d1_ghg",), ("d1_ghg", "building")])
def test_the_address_of_a_figure_is_read_back_as_it_was_written(details: tuple[str, ...]) -> None:
    address = CrossreadAddress(network="essai", what="shared", details=details)
    assert str(address) == ".".join(("crossread", "essai", "shared", *details))
    assert CrossreadAddress.parse(FigureAddress.parse(str(address))) == address
    assert CrossreadAddress.parse(FigureAddress.parse("lessons.essai.needs")) is None


def rule(**limits: float) -> FindingRule:
    words = Text("x", "x")
    return FindingRule(
        code="r",
        nature=FindingNature.WEAKNESS,
        fact="x",
        label=words,
        addressee=Addressee.ELABORATION,
        advice=words,
        **limits,
    )


@pytest.mark.parametrize(
    ("limits", "counted", "verdict"),
    [
        ({"at_most": 0}, fact(0), True),
        ({"at_most": 0}, fact(1), False),
        ({"at_most": 0}, fact(0, unknown=1), None),
        ({"at_most": 0}, fact(0, is_open=True), None),
        ({"at_most": 0}, fact(1, is_open=True), False),
        ({"at_least": 2}, fact(2), True),
        ({"at_least": 2}, fact(1), False),
        ({"at_least": 2}, fact(1, unknown=1), None),
        ({"at_least": 2}, fact(2, is_open=True), True),
        ({"share_at_least": 50}, fact(5, 10), True),
        ({"share_at_least": 50}, fact(4, 10), False),
        ({"share_at_least": 50}, fact(4, 10, unknown=1), None),
        ({"share_at_most": 50}, fact(5, 10), True),
        ({"share_at_most": 50}, fact(6, 10), False),
        ({"share_at_least": 100}, fact(5, 10, is_open=True), False),
        ({"share_at_least": 50}, fact(0, 0), False),
        ({"share_at_least": 50}, fact(0, 0, is_open=True), None),
        ({"at_least": 3, "share_at_least": 50}, fact(2, 4), False),
        ({"at_least": 3, "share_at_least": 50}, fact(3, 10), False),
        ({"at_least": 3, "share_at_least": 50}, fact(3, 6), True),
    ],
)
def test_a_rule_finds_something_only_where_nothing_unknown_could_change_it(
    limits: dict[str, float], counted: Any, verdict: Any
) -> None:
    assert rule(**limits).verdict(counted) is verdict
    facts = {"a": {"x": counted}, "b": {}, "c": {"y": counted}}
    for wanted in (True, False, None):
        assert list(facts_judged(rule(**limits), facts, verdict=wanted)) == (["a"] if wanted is verdict else [])
