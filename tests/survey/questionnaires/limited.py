"""A questionnaire whose answers are limited, for the tests of every door by which an answer comes."""

LIMITED_YAML = """\
questionnaire: limites
version: 2013-04-01
title: {fr: "Limites", en: "Limits"}
choice_lists:
  levers:
    - {code: "money", label: {fr: "Moyens financiers", en: "Money"}}
    - {code: "people", label: {fr: "Équipe", en: "Team"}}
    - {code: "will", label: {fr: "Volonté politique", en: "Political will"}}
    - {code: "law", label: {fr: "Obligation", en: "Duty"}}
    - {code: "none", label: {fr: "Aucune", en: "None"}}
  sectors:
    - {code: "homes", label: {fr: "Logement", en: "Homes"}}
    - {code: "roads", label: {fr: "Transport", en: "Transport"}}
sections:
  - code: first
    title: {fr: "Première partie", en: "First part"}
    questions:
      - code: q1
        kind: multiple
        text: {fr: "Quels leviers ?", en: "Which levers?"}
        choices: levers
        allows_other: true
        max_choices: 3
        exclusive: [none]
      - code: q2
        kind: multiple
        text: {fr: "Quels appuis ?", en: "Which supports?"}
        choices: levers
        min_choices: 2
        at_least_one_of: [money, people]
      - code: q3
        kind: ranking
        text: {fr: "Classez-en deux.", en: "Rank two."}
        choices: levers
        max_choices: 2
      - code: q4
        kind: matrix
        text: {fr: "Quelle part du budget ?", en: "Which share of the budget?"}
        rows: sectors
        columns:
          - {code: share, kind: percentage, label: {fr: "Part", en: "Share"}, max_total: 100}
          - {code: staff, kind: number, unit: count, label: {fr: "Agents", en: "Staff"}, min: 0, max: 50}
      - code: q5
        kind: table
        text: {fr: "Quelles dépenses ?", en: "Which spending?"}
        max_rows: 3
        columns:
          - {code: what, kind: open, label: {fr: "Objet", en: "Subject"}}
          - {code: cost, kind: number, unit: EUR, label: {fr: "Coût", en: "Cost"}, min_total: 100, max_total: 900}
"""

BEFORE_YAML = LIMITED_YAML.replace("version: 2013-04-01", "version: 2012-04-01")
"""An older version of the same, which limits next to nothing."""
for _limit in ("max_choices: 3", "exclusive: [none]", "max_choices: 2", "max_rows: 3", ", max_total: 100"):
    BEFORE_YAML = BEFORE_YAML.replace(f"        {_limit}\n", "").replace(_limit, "")
