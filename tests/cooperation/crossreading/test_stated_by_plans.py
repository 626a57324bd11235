"""What plans state of a member, a statement a line, and what is counted of it; plans that fell are left out."""

from datetime import date

import pytest

from autan.cooperation.crossreading.actions.proposals import comment_on_proposal, make_proposal, proposal_ref
from autan.cooperation.crossreading.core.findings import CountedFact
from autan.cooperation.crossreading.core.statements import Aspect, Origin, Statement
from autan.cooperation.crossreading.models import Recommendation
from autan.cooperation.crossreading.queries.findings import member_facts
from autan.cooperation.crossreading.queries.plan_statements import plan_statements
from autan.cooperation.crossreading.queries.proposals import comments_on, find_remark, is_stale, proposals_of
from autan.evidence.figures.queries.registry import OPERATOR, find_figure
from autan.ground.errors import DomainError, UnknownError
from autan.plans.plans.models import Plan, PlanLine
from autan.territories.networks.models import Network
from tests.cast import HERE, THERE, Cast
from tests.cooperation.crossreading.conftest import BARE, say_complete
from tests.cooperation.crossreading.test_deciding import FINDING, proposal
from tests.cooperation.crossreading.test_ordered import add_plan, lines, steps

TODAY = date(2026, 11, 26)


def stated(siren: str, aspect: Aspect) -> list[Statement]:
    return [statement for statement in plan_statements(frozenset({siren})) if statement.aspect is aspect]


def test_a_target_says_its_change_and_the_value_that_it_counts_from(plans: Network) -> None:
    targets = [
        (t.source, t.quantity, t.form, t.unit, t.value, t.year, t.base_year) for t in stated(HERE, Aspect.TARGET)
    ]
    assert targets == [
        ("ici-pcaet", "ghg", "change", "pct", -40, 2030, 2015),
        ("ici-pcaet", "final_energy", "change", "pct", -20, 2030, None),
        ("ici-schema", "ghg", "change", "pct", -30, 2030, 2015),
    ]
    bases = [(b.source, b.quantity, b.unit, b.value, b.year) for b in stated(HERE, Aspect.BASE)]
    assert bases == [(slug, "ghg", "ktCO2e", 100, 2015) for slug in ("ici-pcaet", "ici-schema")]
    assert {statement.scope for statement in stated(HERE, Aspect.TARGET)} == {"territory"}
    assert all(
        statement.words.fr.startswith(("PCAET d’Ici : ", "Schéma d’Ici : ")) for statement in stated(HERE, Aspect.BASE)
    )


def test_what_was_observed_is_of_the_follow_up_and_what_exists_is_told_once(plans: Network) -> None:
    (seen,) = stated(HERE, Aspect.OBSERVED)
    assert (seen.origin, seen.source, seen.value, seen.year) == (Origin.FOLLOW_UP, "ici-pcaet/observations", 130, 2015)
    there = [(e.source, e.quantity, e.value) for e in stated(HERE, Aspect.EXISTS) if e.source == "ici-pcaet"]
    about = ["plan", "targets", "elected_lead", "officer_lead", "evaluation"]
    assert sorted(there) == sorted(("ici-pcaet", quantity, 1) for quantity in about)
    assert [e.quantity for e in stated(THERE, Aspect.EXISTS)] == ["plan"], "nothing is stated of what has no line"
    assert plan_statements(frozenset({BARE})) == ()


def test_a_day_of_adoption_and_staff_are_of_their_own(plans: Network) -> None:
    (adopted,) = stated(HERE, Aspect.DATE)
    assert (adopted.quantity, adopted.value) == ("adoption", date(2020, 2, 20).toordinal())
    (staff,) = stated(HERE, Aspect.STAFF)
    assert (staff.value, staff.year, staff.source) == (2.5, 2026, "ici-pcaet")
    PlanLine.objects.filter(section="steps").update(typed={"status": "done", "date": "2020-02"})
    assert stated(HERE, Aspect.DATE) == [], "a month is no day"
    Plan.objects.filter(slug="ici-pcaet").update(kind="own")
    PlanLine.objects.filter(section="steps").update(typed={"status": "done", "date": "2020-02-20"})
    assert stated(HERE, Aspect.DATE) == [], "the survey asks for the plan of the law alone"


@pytest.mark.parametrize(
    ("is_old_adopted", "is_new_adopted", "sources"),
    [
        (True, True, {"ici-schema"}),
        (True, False, {"ici-pcaet", "ici-schema"}),
        (False, True, {"ici-schema"}),
        (False, False, {"ici-schema"}),
    ],
)
def test_a_plan_stands_until_an_adopted_one_succeeds_it(
    plans: Network, sources: set[str], *, is_old_adopted: bool, is_new_adopted: bool
) -> None:
    old, new = (Plan.objects.get(slug=slug) for slug in ("ici-pcaet", "ici-schema"))
    Plan.objects.filter(pk=new.pk).update(follows=old)
    PlanLine.objects.filter(section="steps").delete()
    for plan, is_adopted in ((old, is_old_adopted), (new, is_new_adopted)):
        if is_adopted:
            typed = {"step": "adoption", "status": "done", "date": "2020-02-20"}
            PlanLine.objects.create(plan=plan, section="steps", key="adoption", typed=typed)
    assert {statement.source.partition("/")[0] for statement in stated(HERE, Aspect.EXISTS)} == sources


def test_a_draft_and_a_plan_of_several_members_state_nothing_of_one(plans: Network) -> None:
    Plan.objects.filter(slug="la-pcaet").update(is_published=False)
    assert stated(THERE, Aspect.EXISTS) == []
    Plan.objects.filter(slug="la-pcaet").update(is_published=True)
    both = Plan.objects.get(slug="la-pcaet")
    both.subjects.add(*Plan.objects.get(slug="ici-pcaet").subjects.all())
    assert stated(THERE, Aspect.EXISTS) == []


def test_amounts_and_moments_are_told_with_their_ends(network: Network) -> None:
    add_plan(
        steps("step: adoption, status: done, date: 2020")
        + lines("funding", "funder: ADEME, asked: 150 k€ HT, granted: environ 100 k€ HT, paid: plus de 20 k€ HT")
    )
    amounts = {a.rank: (a.value, a.high, a.is_rough) for a in stated(BARE, Aspect.AMOUNT)}
    assert sorted(amounts) == [0, 1, 2], "paid is within granted, which is within asked"
    assert amounts[2] == (150_000, 150_000, False)
    assert amounts[1][2]
    assert amounts[0][1] is None, "more than, and nobody knows how much"
    moments = [(m.value, m.high) for m in stated(BARE, Aspect.MOMENT) if m.quantity.startswith("steps/")]
    assert moments == [(date(2020, 1, 1).toordinal(), date(2020, 12, 31).toordinal())]


def facts(siren: str = HERE) -> dict[str, CountedFact]:
    return dict(member_facts("essai", TODAY)[siren])


def test_what_is_counted_of_a_member_is_open_until_it_is_said_whole(plans: Network) -> None:
    before = facts()
    assert [(before[code].value, before[code].is_open) for code in ("targets", "dated_targets")] == [
        (3, True),
        (2, True),
    ]
    assert (before["bare_targets"].value, before["bare_targets"].unknown) == (0, 1)
    assert (before["staff_fte"].value, before["staff_fte"].is_open) == (2.5, True)
    for plan in ("ici-pcaet", "ici-schema"):
        say_complete(plan, "targets", "staff")
    after = facts()
    assert [(after[code].value, after[code].is_open) for code in ("targets", "bare_targets")] == [
        (3, False),
        (1, False),
    ]
    assert not after["staff_fte"].is_open
    assert (after["contradictions"].value, after["wrong_ways"].value) == (2, 0)
    assert (after["leads"].value, after["evaluation"].value) == (2, 1)
    assert facts(BARE) == {}, "of a member without a plan, nothing is counted"


def test_actions_are_counted_by_how_far_they_go(plans: Network) -> None:
    counted = {code: facts()[code] for code in ("actions_done", "actions_funded", "actions_late")}
    assert {code: (fact.value, fact.total, fact.unknown) for code, fact in counted.items()} == {
        "actions_done": (1, 3, 1),
        "actions_funded": (1, 3, 2),
        "actions_late": (1, 3, 1),
    }
    assert all(fact.is_open for fact in counted.values())
    assert [ref.key for ref in counted["actions_done"].refs] == ["isoler"]
    assert {code: facts(THERE)[code].value for code in counted} == dict.fromkeys(counted, 0)


def test_comments_are_threads_in_the_order_in_which_they_came(plans: Network, people: Cast) -> None:
    made = make_proposal(by=people.officer, network=plans, proposal=proposal())
    ref = proposal_ref(made)
    first = comment_on_proposal(by=people.reader, proposal=made, text="Qui paie ?")
    second = comment_on_proposal(by=people.coordinator, proposal=made, text="Et quand ?")
    reply = comment_on_proposal(by=people.officer, proposal=made, text="Le syndicat.", reply_to=first)
    threads = comments_on(plans, ref)
    assert [thread.remark for thread in threads] == [first, second]
    assert [[one.remark for one in thread.replies] for thread in threads] == [[reply], []]
    assert not any(thread.has_left for thread in threads)
    assert find_remark(ref, reply.pk) == reply
    with pytest.raises(UnknownError, match="n’est plus là"):
        find_remark(ref, 0)
    with pytest.raises(DomainError):
        comment_on_proposal(by=people.reader, proposal=made, text=" ")
    assert len(comments_on(plans, ref)) == 2
    assert proposals_of(plans) == [made]


def test_a_recommendation_is_stale_once_its_finding_is_gone_or_moved(plans: Network) -> None:
    figure = find_figure(FINDING, reader=OPERATOR)
    record = Recommendation(network=plans, content_hash=figure.content_hash)
    assert not is_stale(record, figure)
    assert is_stale(record, None)
    record.content_hash = "other"
    assert is_stale(record, figure)
