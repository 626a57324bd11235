"""The plans that ship: the real ones are what their sources state; the money of the invented ones is added up apart."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

import autan.instance.demo
from autan.evidence.figures.queries.facts import facts_by_id
from autan.evidence.figures.queries.registry import OPERATOR, PUBLIC, describe_evidence, find_figure
from autan.instance.demo.plans import load_plans
from autan.plans.network_plans.queries.networks import network_plans
from autan.plans.obligations.core.competences import Duty
from autan.plans.obligations.queries.duties import duties_of, read_duties
from autan.plans.plans.models import Plan, PlanLine
from autan.plans.plans.queries.plans import all_plans, find_plan, published_plans
from autan.plans.plans.queries.proposals import proposals_for

CONTENT = Path(autan.instance.demo.__file__).parent / "content"
REAL = yaml.safe_load((CONTENT / "plans" / "dialogue-toulouse.yaml").read_text(encoding="utf-8"))["plans"]
INVENTED = yaml.safe_load((CONTENT / "invented" / "plans.yaml").read_text(encoding="utf-8"))["plans"]
REAL_LINES = [
    (plan, section, line) for plan in REAL for section, lines in plan.get("lines", {}).items() for line in lines
]
NAMES = [f"{plan['slug']}-{section}-{rank}" for rank, (plan, section, _) in enumerate(REAL_LINES)]


@pytest.mark.parametrize(("plan", "section", "line"), REAL_LINES, ids=NAMES)
def test_every_real_line_cites_what_states_it(demo_network, plan, section, line):
    cited = facts_by_id(line.get("facts", []))
    assert set(cited) == set(line.get("facts", []))
    assert cited or line.get("sources")
    assert {fact.siren for fact in cited.values()} <= {*plan.get("subjects", ()), ""}


FUNDED = [plan for plan in INVENTED if "budget" in plan["lines"]]


def numbers_of(line: dict[str, Any]) -> list[str]:
    """The numbers that a line states: values, amounts, years."""
    texts = [
        str(line[name]) for name in ("value", "amount", "granted", "meetings", "horizon", "base_year") if name in line
    ]
    return [number.lstrip("-") for text in texts for number in re.findall(r"-?\d[\d.]*", text.replace(" ", ""))]


SAID = {"0.25": "quatre", "2": "doubl|deux", "6": "six", "7": "sept", "1": "journée", "20": "20", "50": "moitié"}


@pytest.mark.parametrize(("plan", "section", "line"), REAL_LINES, ids=NAMES)
def test_every_number_of_a_real_line_is_in_its_facts(demo_network, plan, section, line):
    facts = facts_by_id(line.get("facts", [])).values()
    text = " ".join(f"{fact.statement_fr} {fact.value} {fact.base_year} {fact.horizon} {fact.period}" for fact in facts)
    plain = re.sub(r"(?<=\d)[\s\u202f\u00a0](?=\d)", "", text)
    for number in numbers_of(line):
        assert number in plain or re.search(SAID.get(number, "jamais"), plain), (plan["slug"], line, number)


def test_no_real_plan_names_a_person_or_a_territory_outside_the_network(demo_network):
    assert not PlanLine.objects.filter(
        section="people", plan__in=Plan.objects.filter(slug__in=[p["slug"] for p in REAL])
    )
    members = {member.siren for member in network_plans("dialogue-toulouse").members}
    assert {siren for plan in REAL for siren in plan.get("subjects", ())} <= members


def test_the_evidence_of_every_real_plan_is_there(demo_network):
    plans = published_plans("dialogue-toulouse")
    refs = [ref for plan in plans for ref in (*plan.heading.evidence, *sum(plan.digest.evidence.values(), ()))]
    assert {str(ref) for ref, card in describe_evidence(refs, reader=PUBLIC).items() if card is None} == set()
    assert len(plans) == len(REAL)


def test_the_register_of_the_eleven(demo_network):
    current = network_plans("dialogue-toulouse").current.plans
    shown = {siren: held.heading.slug if held else None for siren, held in current.items()}
    assert shown == {
        "243100518": "toulouse-pcaet",
        "243100633": "sicoval-pcaet",
        "200068641": None,
        "248100737": "albigeois-pcaet",
        "248100430": "castres-mazamet-pcaet",
        "200035715": "carcassonne-pcaet",
        "248200099": "montauban-pcaet-2025",
        "200023737": "cahors-pcaet",
        "200066926": "auch-pcaet",
        "241200187": "rodez-pcaet",
        "200072643": "comminges-pcaet",
    }
    adopted = find_figure("plans.dialogue-toulouse.current.adopted", reader=PUBLIC)
    assert (adopted.value, adopted.known, adopted.total) == (4, 4, 11)
    assert find_figure("plans.248100430.pcet.adoption", reader=PUBLIC).period.label == "2013-09-30"
    assert find_figure("plans.243100518.pcet.adoption", reader=PUBLIC).period.label == "2012-03-29"


AT_THREE_DATES = {
    # siren: PCET on 31 December 2012, PCAET above 50,000 on 31 December 2016, PCAET above 20,000 on 31 December 2018
    "243100518": (Duty.BOUND, Duty.BOUND, Duty.BOUND),
    "243100633": (Duty.LIKELY_BOUND, Duty.LIKELY_BOUND, Duty.BOUND),
    "200068641": (Duty.LIKELY_BOUND, Duty.NOT_BOUND, Duty.BOUND),
    "248100737": (Duty.BOUND, Duty.BOUND, Duty.BOUND),
    "248100430": (Duty.BOUND, Duty.BOUND, Duty.BOUND),
    "200035715": (Duty.LIKELY_BOUND, Duty.LIKELY_BOUND, Duty.LIKELY_BOUND),
    "248200099": (Duty.LIKELY_BOUND, Duty.LIKELY_BOUND, Duty.LIKELY_BOUND),
    "200023737": (Duty.NOT_KNOWN, Duty.LIKELY_NOT_BOUND, Duty.BOUND),
    "200066926": (Duty.NOT_KNOWN, Duty.NOT_BOUND, Duty.BOUND),
    "241200187": (Duty.BOUND, Duty.LIKELY_BOUND, Duty.BOUND),
    "200072643": (Duty.NOT_BOUND, Duty.NOT_BOUND, Duty.BOUND),
}


def test_the_duties_of_the_eleven_at_three_dates(demo_network):
    asked = (("pcet_2012", 2012), ("pcaet_2016", 2016), ("pcaet_2018", 2018))
    read = [read_duties(list(AT_THREE_DATES), rule=rule, on=date(year, 12, 31)) for rule, year in asked]
    duties = {siren: tuple(readings[siren].duty for readings in read) for siren in AT_THREE_DATES}
    assert duties == AT_THREE_DATES


def test_where_the_sources_and_the_rule_disagree_is_shown(demo_network):
    on = date(2026, 11, 26)
    disputed = {
        siren
        for siren in AT_THREE_DATES
        for view in duties_of(siren, plans=[], on=on)
        if view.reading.rule.code == "pcet_2012" and view.is_disputed
    }
    bound = {siren for siren, duties in AT_THREE_DATES.items() if duties[0] in {Duty.BOUND, Duty.LIKELY_BOUND}}
    assert disputed == bound
    assert read_duties(["243100518"], rule="moon", on=on) == {}


EUROS = {"M€": 1_000_000, "k€": 1_000, "€": 1}


def euros(text: str) -> tuple[float, float, str] | None:
    """An amount of the invented plans, read apart from the product: low, high, tax basis."""
    found = re.fullmatch(r"(?:environ )?([\d ,]+)(?: à ([\d ,]+))? (M€|k€|€) (HT|TTC)", text)
    if found is None:
        return None
    ends = [float(end.replace(" ", "").replace(",", ".")) * EUROS[found[3]] for end in found.group(1, 2) if end]
    return ends[0], ends[-1], found[4]


@pytest.mark.parametrize("plan", FUNDED, ids=lambda plan: plan["slug"])
def test_the_money_of_an_invented_plan_is_what_its_lines_add_up_to(demo_network, plan):
    budgets = [euros(each["amount"]) for each in plan["lines"]["budget"] if each["scope"] == "territory"]
    grants = [euros(each["granted"]) if "granted" in each else None for each in plan["lines"]["funding"]]
    figure = find_figure(f"plans.{plan['slug']}.plan.budget_territory", reader=PUBLIC)
    known = [amount for amount in budgets if amount]
    low, high = sum(amount[0] for amount in known), sum(amount[1] for amount in known)
    assert (figure.value if figure.low is None else figure.low) == pytest.approx(low)
    assert figure.known == len(known)
    share = find_figure(f"plans.{plan['slug']}.plan.own_share", reader=PUBLIC)
    scopes = {each.get("scope") for each in (*plan["lines"]["budget"], *plan["lines"]["funding"])}
    bases = {amount[2] for amount in (*budgets, *grants) if amount}
    if None in budgets or None in grants or len(scopes) > 1 or len(bases) > 1:
        assert not share.is_known
    else:
        given = sum(grant[0] for grant in grants if grant), sum(grant[1] for grant in grants if grant)
        ends = (share.value, share.value) if share.low is None else (share.low, share.high)
        assert ends == pytest.approx(((1 - given[1] / low) * 100, (1 - given[0] / high) * 100))


def test_the_targets_of_the_invented_network_add_up(demo_network):
    figure = find_figure("plans.entente-ysaure.current.target.ghg.total.territory.2030", reader=PUBLIC)
    levels = [
        line["base_value"] * (1 + line["value"] / 100)
        for plan in INVENTED
        for line in plan["lines"].get("targets", ())
        if (line["quantity"], line["part"], line["horizon"]) == ("ghg", "total", 2030) and "base_value" in line
    ]
    assert figure.value == pytest.approx(sum(levels))
    assert (figure.known, figure.total, figure.unit.code) == (len(levels), 12, "ktCO2e")


def test_the_invented_network_holds_twelve_whole_plans_marked_as_such(demo_network):
    shown = network_plans("entente-ysaure")
    assert all(plan and plan.heading.is_invented for plan in shown.current.plans.values())
    assert all("(inventé)" in plan["title"] for plan in INVENTED)
    assert min(plan.digest.completeness_pct for plan in shown.current.plans.values() if plan) > 70


ANSWERS = {
    told["territory"]: told["answers"]
    for path in sorted((CONTENT / "invented" / "answers").glob("*.yaml"))
    if (told := yaml.safe_load(path.read_text(encoding="utf-8")))
}
LATEST = {plan["subjects"][0]: plan for plan in INVENTED}
"""The plan that stands for each invented member: the last of its own."""


@pytest.mark.parametrize("siren", LATEST, ids=lambda siren: LATEST[siren]["slug"])
def test_an_invented_plan_says_what_its_territory_answered(siren):
    lines, answers = LATEST[siren]["lines"], ANSWERS[siren]
    adoption = next((step for step in lines["steps"] if step["step"] == "adoption"), {})
    stage = answers["q04"].get("value", {}).get("choice")
    if stage in {"adopted", "implemented", "revised"}:
        assert str(adoption.get("date", "")) == answers["adoption_date"].get("value", "")
        assert adoption["status"] == "done"
    elif "carrier" not in LATEST[siren]:  # a plan that another body carries is not the authority's own
        assert adoption["status"] == "planned"
    own = [line["fte"] for line in lines["staff"] if "fte" in line]
    told = answers["q13"]["value"] or 0.1  # a share of somebody's time by agreement
    assert own == [f"{told:g}".replace(".", ",")]
    held = {line["form"]: line["held"] for line in lines["adaptation"]}
    assert any(held.values()) is (answers["q27"]["value"]["choice"] == "yes")
    granted = [euros(line["granted"])[0] for line in lines["funding"]]
    if isinstance(answers["q26"].get("value"), list):
        assert granted == [row["amount_eur"] for row in answers["q26"]["value"]]


def test_loading_again_changes_nothing(demo_network):
    before = [plan.digest for plan in all_plans()], PlanLine.objects.count()
    load_plans()
    assert ([plan.digest for plan in all_plans()], PlanLine.objects.count()) == before


def test_filed_grids_and_answers_are_proposed(demo_network):
    auch = proposals_for(find_plan("auch-pcaet", reader=OPERATOR), OPERATOR)
    waste = next(each for each in auch if each.key == "filing:1216:ghg:waste::6")
    assert (waste.typed["value"], waste.typed["horizon"], waste.typed["base_value"]) == ("6538", "2030", "4600")
    answered = proposals_for(find_plan("ysaure-plan", reader=OPERATOR), OPERATOR)
    assert {each.source.value for each in answered} == {"answer"}
    toulouse = proposals_for(find_plan("toulouse-pcaet", reader=OPERATOR), OPERATOR)
    assert "fact:W040:targets" not in {each.key for each in toulouse}


def test_the_atlas_offers_the_plans_and_the_map_of_the_pcet_of_the_document(demo_network, client):
    chooser = client.get("/atlas/").content.decode()
    assert "Cartes thématiques" in chooser
    for code, said in (("plans", "Quel plan pour chaque membre"), ("pcet", "PCET adopté")):
        page = client.get("/atlas/", {"indicator": f"theme.{code}", "network": "dialogue-toulouse"})
        assert said in page.content.decode()
        sheet = client.get("/atlas/carte.svg", {"indicator": f"theme.{code}", "network": "dialogue-toulouse"})
        assert sheet.content.startswith(b"<svg")
        assert client.get("/atlas/carte.geojson", {"indicator": f"theme.{code}"}).status_code == 404
    assert "aria-invalid" in client.get("/atlas/", {"indicator": "theme.moon"}).content.decode()


def test_a_sum_that_is_not_made_says_why(demo_network, client):
    page = client.get("/reseaux/entente-ysaure/plans/comparer/").content.decode()
    assert "des montants HT et TTC, ou non précisés, ne s’additionnent pas" in page
