"""A questionnaire written as the YAML that reads back as the same questionnaire."""

from collections.abc import Sequence
from typing import Any

import yaml

from autan.ground.expressions.core.rules import write_rule
from autan.ground.wordings import Text
from autan.survey.questionnaires.core.kinds.registry import kind_of
from autan.survey.questionnaires.core.questionnaire import ChoiceList, ForeignTrait, Question, Questionnaire

_WIDTH = 120


class _Dumper(yaml.SafeDumper):
    """Writes every value in full: the reader refuses anchors and aliases."""

    def ignore_aliases(self, data: Any) -> bool:
        """Never make an alias."""
        del data
        return True


def write_questionnaire(questionnaire: Questionnaire) -> str:
    """Return the YAML text of a questionnaire; see docs/reference/questionnaire-yaml.md."""
    document = _without_empty(
        {
            "questionnaire": questionnaire.slug,
            "version": questionnaire.version,
            "title": _text(questionnaire.title),
            "note": _text(questionnaire.note),
            "kept": _trait_values(questionnaire.kept),
            "choice_lists": {item.code: _list(item) for item in questionnaire.lists},
            "sections": [
                _without_empty(
                    {
                        "code": section.code,
                        "title": _text(section.title),
                        "intro": _text(section.intro),
                        "kept": _trait_values(section.kept),
                        "questions": [_question(question) for question in section.questions],
                    }
                )
                for section in questionnaire.sections
            ],
        }
    )
    return yaml.dump(document, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH)


def _question(question: Question) -> dict[str, Any]:
    return _without_empty(
        {
            "code": question.code,
            "kind": question.kind.value,
            "text": _text(question.text),
            "help": _text(question.help),
            "why": _text(question.why),
            "scope": question.scope.value if question.scope else None,
            "required": question.requirement.value if question.requirement else None,
            "choices": question.choices.code if question.choices else None,
            "allows_other": question.allows_other or None,
            "rows": question.rows.code if question.rows else None,
            "unit": question.unit if "unit" in kind_of(question).takes else None,
            "min": question.bounds.low,
            "max": question.bounds.high,
            "min_rows" if question.columns else "min_choices": question.limits.fewest,
            "max_rows" if question.columns else "max_choices": question.limits.most,
            "exclusive": list(question.limits.exclusive),
            "at_least_one_of": list(question.limits.any_of),
            "min_total": question.limits.low_total,
            "max_total": question.limits.high_total,
            "low_label": _text(question.low_label),
            "high_label": _text(question.high_label),
            "columns": [
                {"label" if key == "text" else key: value for key, value in _question(column).items()}
                for column in question.columns
            ],
            "relevance": write_rule(question.relevance) if question.relevance else None,
            "checks": [
                {"rule": write_rule(check.rule), "severity": check.severity.value, "message": _text(check.message)}
                for check in question.checks
            ],
            "continues": {"campaign": question.continues.campaign, "question": question.continues.question}
            if question.continues
            else None,
            "kept": _trait_values(question.kept),
        }
    )


def _list(item: ChoiceList) -> Any:
    choices = [{"code": choice.code, "label": _text(choice.label)} for choice in item.choices]
    return {"kept": _trait_values(item.kept), "choices": choices} if item.kept else choices


def _trait_values(traits: Sequence[ForeignTrait]) -> dict[str, str]:
    return {trait.name: trait.value for trait in traits}


def _text(text: Text) -> dict[str, str]:
    return _without_empty({"fr": text.fr, "en": text.en})


def _without_empty(values: dict[str, Any]) -> dict[str, Any]:
    """Keep what says something; zero and false do."""
    return {key: value for key, value in values.items() if value not in (None, "", [], {})}
