"""Plans in and out of files: every fault at its line, what cannot be read kept, round trips; the command."""

import json
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from autan.evidence.figures.queries.registry import OPERATOR
from autan.ground.errors import ImportFileError, NotAllowedError
from autan.instance.cli.plan import app
from autan.people.accounts.models import Person
from autan.plans.plans.actions.imports import import_plans
from autan.plans.plans.actions.plans import save_section
from autan.plans.plans.core.plans import LineInput
from autan.plans.plans.exporters import TableFormat, plan_as_object, write_yaml
from autan.plans.plans.importers.definitions import find_section, plan_sections
from autan.plans.plans.importers.plan_documents import read_plans
from autan.plans.plans.models import Plan, PlanLine
from autan.plans.plans.queries.plans import find_plan
from autan.territories.networks.models import Network
from tests.cast import Cast
from tests.plans.plans.conftest import MURETAIN, SICOVAL

GOOD = f"""
plans:
  - slug: b
    title: "PCAET"
    kind: pcaet
    scope: territory
    subjects: ["{SICOVAL}", "{MURETAIN}"]
    carrier: "Pays"
    follows: a
    is_published: true
    facts: [W038]
    sources: ["ademe#1"]
    note: "Une note."
    lines:
      steps:
        - {{step: adoption, status: done, date: 2019-06-27, facts: [W038]}}
      adaptation:
        - {{form: own_plan, held: yes}}
      budget:
        - {{purpose: "Programme", amount: "1,2 à 1,5 M€ HT", year: 2020}}
        - {{purpose: "Étude", amount: beaucoup}}
      staff:
        - {{year: 2024, fte: 1.5}}
  - slug: a
    title: "PCET"
    kind: pcet
    subjects: ["{SICOVAL}"]
  - slug: c
    title: "PCET du réseau"
    kind: pcet
    network: essai
"""


LINES = "plans:\n- slug: a\n  title: A\n  kind: pcet\n  network: n\n  lines:\n"


def faults_of(text: str) -> list[tuple[int | None, str]]:
    with pytest.raises(ImportFileError) as refused:
        read_plans(text, "plans.yaml")
    return [(fault.row, fault.expected) for fault in refused.value.faults]


def test_a_good_file_is_read_whole():
    b, a, c = read_plans(GOOD, "plans.yaml").plans
    assert (b.heading.follows, b.heading.sirens, b.heading.is_published) == ("a", (SICOVAL, MURETAIN), True)
    assert [(ref.kind, ref.key) for ref in b.heading.evidence] == [("fact", "W038"), ("source", "ademe#1")]
    assert b.lines["adaptation"] == (LineInput(key="own_plan", typed={"held": "yes"}, evidence=()),)
    assert [line.typed["amount"] for line in b.lines["budget"]] == ["1,2 à 1,5 M€ HT", "beaucoup"]
    assert b.lines["steps"][0].typed == {"status": "done", "date": "2019-06-27"}
    assert b.lines["staff"][0].typed == {"year": "2024", "fte": "1.5"}
    assert (a.lines, c.heading.network) == ({}, "essai")


@pytest.mark.parametrize(
    ("text", "row", "expected"),
    [
        ("plans: []", 1, "une liste"),
        ("other: 1\nplans: [{slug: a, title: A, kind: pcet, network: n}]", 1, "une clé parmi : plans"),
        ("plans:\n- {slug: a, kind: pcet, network: n}", 2, "« title »"),
        ("plans:\n- {slug: a b, title: A, kind: pcet, network: n}", 2, "sans accent"),
        ("plans:\n- {slug: a, title: A, kind: dream, network: n}", 2, "l’un de : pcaet"),
        ("plans:\n- {slug: a, title: A, kind: pcet, scope: moon, network: n}", 2, "l’un de : estate"),
        ("plans:\n- {slug: a, title: A, kind: pcet}", 2, "soit « subjects »"),
        ("plans:\n- {slug: a, title: A, kind: pcet, subjects: [12]}", 2, "neuf chiffres"),
        ("plans:\n- {slug: a, title: A, kind: pcet, network: n, is_published: 1}", 2, "true ou false"),
        (
            LINES + "    dreams: [{a: 1}]",
            7,
            "une rubrique parmi",
        ),
        (
            LINES + "    steps:\n    - {status: done}",
            8,
            "« step »",
        ),
        (
            LINES + "    steps:\n    - {step: party, status: done}",
            8,
            "l’un de : decision",
        ),
        (
            LINES + "    steps:\n    - {step: adop-tion, status: done}",
            8,
            "l’un de : decision",
        ),
        (
            LINES + "    budget:\n    - {colour: blue}",
            8,
            "clé inconnue : colour",
        ),
        (
            LINES + "    steps:\n    - {step: adoption, status: done}\n    - {step: adoption, status: done}",
            8,
            "une seule ligne pour « adoption »",
        ),
        ("plans: [", None, "YAML"),
    ],
)
def test_every_fault_is_said_at_its_line(text, row, expected):
    faults = faults_of(text)
    assert any(expected in said and (row is None or row == at) for at, said in faults), faults


def test_a_file_is_taken_in_once_and_again_changes_nothing(network: Network):
    done = import_plans(by=None, text=GOOD, file="plans.yaml")
    assert (done.plans, done.changed) == (3, 3 + 5)
    again = import_plans(by=None, text=GOOD, file="plans.yaml")
    assert (again.plans, again.changed) == (3, 0)
    assert Plan.objects.get(slug="b").follows.slug == "a"
    assert find_plan("b", reader=OPERATOR).held.digest.problem_count == 1


def test_what_a_person_changed_since_is_kept(network: Network, people: Cast):
    import_plans(by=None, text=GOOD, file="plans.yaml")
    plan = Plan.objects.get(slug="b")
    mine = LineInput(key="adoption", typed={"status": "done", "date": "2019-07-01"})
    save_section(by=people.officer, plan=plan, section="steps", lines=[mine])
    import_plans(by=None, text=GOOD, file="plans.yaml")
    assert PlanLine.objects.get(plan=plan, section="steps").typed["date"] == "2019-07-01"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (MURETAIN, "999999999", "un territoire"),
        ("network: essai", "network: ailleurs", "un réseau"),
        ("follows: a", "follows: z", "un plan du fichier"),
        ('subjects: ["243100633"]', 'subjects: ["243100633"]\n    follows: b', "tourne en rond"),
    ],
)
def test_a_file_that_names_what_is_not_there_writes_nothing(network: Network, before, after, expected):
    with pytest.raises(ImportFileError) as refused:
        import_plans(by=None, text=GOOD.replace(before, after), file="plans.yaml")
    assert expected in refused.value.faults[0].expected
    assert not Plan.objects.exists()


def test_only_who_may_write_takes_a_file_in(network: Network, people: Cast, neighbour: Person):
    for by in (people.contributor, people.reader, people.outsider, neighbour):
        with pytest.raises(NotAllowedError):
            import_plans(by=by, text=GOOD, file="plans.yaml")
    assert import_plans(by=people.coordinator, text=GOOD, file="plans.yaml").plans == 3


def test_a_plan_written_is_read_again_the_same(network: Network, people: Cast):
    import_plans(by=None, text=GOOD, file="plans.yaml")
    plan = Plan.objects.get(slug="b")
    lead = LineInput(key="", typed={"role": "elected_lead", "name": "Camille"})
    save_section(by=people.officer, plan=plan, section="people", lines=[lead])
    content = find_plan("b", reader=OPERATOR)
    text = write_yaml([plan_as_object(content.held, content.lines, plan_sections())])
    assert "Camille" not in text
    (again,) = read_plans(text, "again.yaml").plans
    (first, *_) = read_plans(GOOD, "plans.yaml").plans
    assert again.heading == first.heading
    assert {section: lines for section, lines in again.lines.items() if section != "people"} == first.lines


@given(st.dictionaries(st.sampled_from(["purpose", "amount"]), st.text("ab1 €-,", max_size=8).map(str.strip)))
def test_whatever_is_typed_in_a_line_survives_a_file(typed):
    typed = {code: text for code, text in typed.items() if text} or {"purpose": "x"}
    text = write_yaml([{"slug": "a", "title": "A", "kind": "own", "network": "n", "lines": {"budget": [typed]}}])
    (plan,) = read_plans(text, "plans.yaml").plans
    assert plan.lines["budget"][0].typed == typed
    assert find_section("budget").code == "budget"


def run(*words: str) -> Result:
    return CliRunner().invoke(app, words)


def test_the_command_lists_shows_imports_and_exports(network: Network, tmp_path: Path):
    file = tmp_path / "plans.yaml"
    file.write_text(GOOD, encoding="utf-8")
    trial = json.loads(run("import", str(file), "--check", "--json").output)
    assert (trial["plans"], trial["changed"]) == (3, 8)
    assert [(one["value"], one["path"].endswith("amount")) for one in trial["warnings"]] == [("beaucoup", True)]
    assert "beaucoup" in run("import", str(file), "--check").output
    assert "Aucun plan." in run("list").output
    assert "3 plans lus, 8 plans ou lignes changés." in run("import", str(file)).output
    listed = json.loads(run("list", "--network", "essai", "--json").output)
    assert [(each["slug"], each["stage"]) for each in listed] == [("a", None), ("b", "adoption"), ("c", None)]
    assert "b\tPCAET\tPCAET\tAdoption (fait)" in run("list").output
    shown = json.loads(run("show", "b", "--json").output)
    assert (shown["lines"]["steps"][0]["date"], len(shown["deadlines"])) == ("2019-06-27", 2)
    assert "27\u00a0juin\u00a02025" in run("show", "b").output
    out = tmp_path / "out.yaml"
    assert "3 plans écrits" in run("export", "--out", str(out)).output
    assert len(read_plans(out.read_text(encoding="utf-8"), "out.yaml").plans) == 3
    assert json.loads(run("export", "a", "--json").output)["plans"][0]["slug"] == "a"
    assert json.loads(run("export", "--network", "essai", "--json").output)["plans"][2]["network"] == "essai"
    assert "aucun plan «\u202fnowhere\u202f»" in str(run("show", "nowhere").exception)


def test_a_trial_meets_what_writing_would_and_a_plan_is_shown_with_what_is_wrong(network: Network, tmp_path: Path):
    file = tmp_path / "plans.yaml"
    file.write_text(GOOD.replace("slug: a\n", "slug: a\n    follows: b\n"), encoding="utf-8")
    assert isinstance(run("import", str(file), "--check").exception, ImportFileError)
    file.write_text(GOOD.replace("2019-06-27", "31/02/2019"), encoding="utf-8")
    assert "rien n’est écrit" in run("import", str(file), "--check").output
    assert "Aucun plan." in run("list").output
    run("import", str(file))
    assert "À corriger, Étapes, Adoption, Date : « 31/02/2019 »" in run("show", "b").output.replace(" :", " :")
    assert json.loads(run("show", "b", "--json").output)["problems"][0]["place"] == "Étapes, Adoption, Date"


def test_each_format_has_its_type():
    assert all(each.media_type for each in TableFormat)


def test_what_lists_read_of_a_plan_is_computed_once_a_file(network: Network):
    with CaptureQueriesContext(connection) as queries_context:
        import_plans(by=None, text=GOOD, file="plans.yaml")
    digests = [
        each["sql"] for each in queries_context if each["sql"].startswith("UPDATE") and '"digest" =' in each["sql"]
    ]
    assert set(Plan.objects.get(slug="b").digest["sections"]) == {"steps", "adaptation", "budget", "staff"}
    assert len(digests) == 4  # three plans begun, and one of them filled
