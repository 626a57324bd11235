"""Texts drawn for two people who do not see each other, their agreement, and what they settle."""

import pytest
from django.test import Client
from django.urls import reverse

from autan.coding.codings.core.codings import DisagreementOutcome
from autan.coding.codings.models import SettlementRecord, coder_of
from autan.coding.codings.presenters.codebooks import coding_lines
from autan.coding.codings.queries.corpora import view_corpus
from autan.coding.results.actions import draw_double_coding, open_results, settle
from autan.coding.results.queries.agreement import get_double_coding, measure_agreement, possible_coders
from autan.evidence.figures.queries.registry import OPERATOR, UnknownFigureError, find_figure
from autan.ground.errors import DomainError, NotAllowedError, RuleError, UnknownError
from tests.coding.codings.acting import MER, NORD, SUD, code, code_all, read_all, text_of

PLACE = {"network": "reseau", "codebook": "obstacles", "address": "enquete.q1"}
FIGURE = "coding.enquete.q1.obstacles.engineering"


def url(page: str, **more) -> str:
    return reverse(f"coding:{page}", kwargs={**PLACE, **more})


@pytest.fixture
def drawn(corpus, coders):
    people = [coder_of(coders.cast.coordinator), coder_of(coders.cast.officer)]
    return draw_double_coding(by=coders.second, corpus=corpus, coders=people, seed=3, share=1.0)


def test_the_same_seed_draws_the_same_texts_and_one_draw_is_open_at_a_time(corpus, coders, drawn) -> None:
    assert len(drawn.texts) == 3
    people = [coder_of(coders.cast.coordinator), coder_of(coders.second)]
    with pytest.raises(RuleError, match="déjà ouvert"):
        draw_double_coding(by=None, corpus=corpus, coders=people, seed=3)
    open_results(by=None, double_coding=drawn)
    again = draw_double_coding(by=None, corpus=corpus, coders=people, seed=9)
    assert len(again.texts) == 1  # 20 % of three, rounded up
    with pytest.raises(RuleError, match="deux personnes"):
        draw_double_coding(by=None, corpus=corpus, coders=people[:1] * 2, seed=9)


@pytest.mark.parametrize("who", ["officer", "reader", "outsider", "stranger"])
def test_who_does_not_coordinate_draws_nothing(corpus, coders, who: str) -> None:
    by = coders.stranger if who == "stranger" else getattr(coders.cast, who)
    people = [coder_of(coders.cast.coordinator), coder_of(coders.second)]
    with pytest.raises(NotAllowedError):
        draw_double_coding(by=by, corpus=corpus, coders=people, seed=3)


def test_who_was_named_codes_while_the_draw_is_open_and_sees_nothing_of_the_others(
    corpus, coders, drawn, client: Client
) -> None:
    officer = coders.cast.officer
    code_all(corpus, coders.cast.coordinator)
    client.force_login(officer)
    page = client.get(url("screen"), {"voir": "tires"})
    assert page.context["drawn"] == drawn
    assert "<mark" not in page.content.decode()
    assert client.get(url("corpus")).status_code == 404
    assert client.get(url("corpus_file", name="codages", extension="csv")).status_code == 404
    blind = client.get(url("agreement")).content.decode()
    assert "restent cachés" in blind
    assert "Coordinator\u00a0: 3/3" in blind
    with pytest.raises(UnknownFigureError):
        find_figure(FIGURE, reader=officer)
    assert [item.url for item in coding_lines(officer)] == [url("screen")]
    with pytest.raises(NotAllowedError):
        settle(
            by=officer, corpus=corpus, text=text_of(corpus, NORD).key, code="time", decision=DisagreementOutcome.ABSENT
        )
    code(corpus, officer, NORD, "engineering", "ingénierie")
    read_all(corpus, officer)
    assert client.get(url("corpus")).status_code == 200
    open_results(by=coders.second, double_coding=drawn)
    assert client.get(url("screen")).status_code == 403


def test_a_coordinator_who_takes_part_opens_the_results_once_she_has_read_all(
    corpus, coders, drawn, client: Client
) -> None:
    by = coders.cast.coordinator
    with pytest.raises(RuleError, match="lisez d’abord"):
        open_results(by=by, double_coding=drawn)
    client.force_login(by)
    assert "Lisez d’abord" in client.post(url("open_draw", key=drawn.pk), follow=True).content.decode().replace(
        "lisez", "Lisez"
    )
    read_all(corpus, by)
    assert "ouverts" in client.post(url("open_draw", key=drawn.pk), follow=True).content.decode()
    with pytest.raises(UnknownError):
        get_double_coding(corpus, 999)


def test_agreement_is_measured_on_what_both_read_and_settled_apart(corpus, coders) -> None:
    code_all(corpus, coders.cast.coordinator)
    code(corpus, coders.second, NORD, "engineering", "d’ingénierie")
    read_all(corpus, coders.second, NORD, MER)
    report = measure_agreement(view_corpus(corpus), seed=1)
    assert len(report.texts) == 2
    whole = report.rows[0]
    assert (whole.percent.units, whole.percent.value) == (6, pytest.approx(4 / 6))
    assert {(one.text.siren, one.code.key) for one in report.disagreements} == {(NORD, "time"), (NORD, "elected")}
    assert report.bounds is not None
    settle(
        by=coders.second,
        corpus=corpus,
        text=text_of(corpus, NORD).key,
        code="time",
        decision=DisagreementOutcome.ABSENT,
    )
    after = measure_agreement(view_corpus(corpus))
    assert after.rows == report.rows
    assert [one.decided.decision for one in after.disagreements if one.decided] == [DisagreementOutcome.ABSENT]
    kept = {(coding.code, coding.text) for coding in view_corpus(corpus).settled.codings}
    assert ("time", text_of(corpus, NORD).key) not in kept
    assert corpus.codings.filter(code="time", withdrawn_at__isnull=True).count() == 1


def test_nothing_is_settled_of_a_text_or_a_code_of_elsewhere(corpus, coders) -> None:
    read_all(corpus, coders.second)
    for text, code_key in (("autre/100000001/q1", "time"), (text_of(corpus, NORD).key, "absent")):
        with pytest.raises(DomainError):
            settle(by=coders.second, corpus=corpus, text=text, code=code_key, decision=DisagreementOutcome.PRESENT)
    assert not SettlementRecord.objects.exists()


def test_one_reader_makes_no_agreement(corpus, coders) -> None:
    code_all(corpus, coders.cast.coordinator)
    assert measure_agreement(view_corpus(corpus)).rows == ()


def test_disagreements_are_discussed_and_settled_on_screen(corpus, coders, client: Client) -> None:
    code_all(corpus, coders.cast.coordinator)
    read_all(corpus, coders.second, SUD)
    client.force_login(coders.second)
    page = client.get(url("agreement")).content.decode()
    assert "Pas assez d’ingénierie" in page
    assert "ne l’a pas codé" in page
    assert "non défini" in page
    data = {"text": text_of(corpus, SUD).key, "code": "engineering", "decision": "present", "reason": "Le mot y est."}
    assert client.post(url("settle"), data)["Location"].endswith("-engineering")
    assert "l’idée y est" in client.get(url("agreement")).content.decode()
    client.post(url("settle"), {**data, "decision": "peut-être"})
    assert SettlementRecord.objects.count() == 1
    assert find_figure(FIGURE, reader=OPERATOR).value == 2


def test_texts_are_drawn_on_screen_for_people_of_the_network(corpus, coders, client: Client) -> None:
    names = {person.name for person in possible_coders(corpus)}
    assert names == {"Coordinator", "Member_officer", "Reader", "Second"}
    client.force_login(coders.second)
    chosen = [coders.second.pk, coders.cast.reader.pk]
    assert client.post(url("draw"), {"share": 50, "seed": 4, "coders": chosen[:1]}).status_code == 422
    assert client.post(url("draw"), {"share": 50, "seed": 4, "coders": [coders.stranger.pk]}).status_code == 422
    assert client.post(url("draw"), {"share": 50, "seed": 4, "coders": chosen}).status_code == 302
    drawn = corpus.double_codings.get()
    assert (len(drawn.texts), drawn.seed, len(drawn.coders)) == (2, 4, 2)
    assert client.post(url("draw"), {"share": 50, "seed": 4, "coders": chosen}).status_code == 422
