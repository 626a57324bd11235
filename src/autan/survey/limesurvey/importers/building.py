"""What grows while a file of LimeSurvey is turned into a questionnaire: codes, lists, warnings with their lines."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from autan.ground.errors import Fault
from autan.ground.tables.core.findings import MAX_SHOWN
from autan.survey.limesurvey.core.tables import LimeFile
from autan.survey.limesurvey.core.texts import Wordings, unshown_in
from autan.survey.limesurvey.core.types import LONGEST_ANSWER, is_rewritten
from autan.survey.limesurvey.importers.groups import LimeGroup, LimeOption, LimeQuestion
from autan.survey.questionnaires.core.editing import free_code, settle_code
from autan.survey.questionnaires.core.questionnaire import Choice, ChoiceList, ForeignTrait


@dataclass(slots=True, kw_only=True)
class Building:
    """What grows while one file is turned into a questionnaire.

    Attributes:
        has_points: True when the survey sums the points of answers, whose loss then matters.
        section_traits: traits of groups, by identifier.
        section_codes: codes of sections, by identifier of their group.
    """

    wordings: Wordings
    has_points: bool = False
    codes: set[str] = field(default_factory=set)
    lists: dict[str, ChoiceList] = field(default_factory=dict)
    section_traits: dict[str, list[ForeignTrait]] = field(default_factory=dict)
    section_codes: dict[str, str] = field(default_factory=dict)
    warnings: list[Fault] = field(default_factory=list)

    def warn(self, line: int, place: str, value: str | None, expected: str) -> None:
        """Note something that ours does not hold, with its place."""
        self.warnings.append(Fault(row=line, column=place, value=value and value[:MAX_SHOWN], expected=expected))

    def warn_of_texts(self, line: int, place: str, *texts: Mapping[str, str]) -> None:
        """Note what the words that we show leave out of some wordings."""
        fields = dict.fromkeys(name for text in texts for name in unshown_in(text))
        if fields:
            expected = "un texte sans image, tableau ni renvoi (gardés, et non montrés ici)"
            self.warn(line, place, ", ".join(fields), expected)

    def share(self, choice_list: ChoiceList) -> ChoiceList:
        """Return the list of the same content already made, or make it under a code not yet taken."""
        for known in self.lists.values():
            if (known.choices, known.kept) == (choice_list.choices, choice_list.kept):
                return known
        code = free_code(choice_list.code, self.lists, prefix="list", longest=None)
        self.lists[code] = replace(choice_list, code=code)
        return self.lists[code]

    def list_of(self, options: Sequence[LimeOption], code: str) -> ChoiceList:
        """Return the list of some options, with what it does not hold of them."""
        taken: set[str] = set()
        choices, traits = [], []
        for option in options:
            ours = settle_code(option.code, taken, prefix="a")
            choices.append(Choice(code=ours, label=self.wordings.text(option.label, default=option.code or ours)))
            traits += self.option_traits(option, ours, "", longest=LONGEST_ANSWER)
        self.warn_of_options(options, code)
        return self.share(ChoiceList(code=code, choices=tuple(choices), kept=tuple(traits)))

    def option_traits(self, option: LimeOption, ours: str, prefix: str, *, longest: int) -> list[ForeignTrait]:
        """Return what is needed to write an option back: code, wordings, condition, points."""
        start = f"{prefix}{ours}"
        fields = {
            "code": option.code if is_rewritten(option.code, ours, longest=longest) else "",
            "relevance": option.relevance,
            "weight": option.weight,
        }
        traits = [ForeignTrait(name=f"{start}.{name}", value=value) for name, value in fields.items() if value]
        return [*traits, *self.wordings.kept(f"{start}.label", option.label)]

    def warn_of_options(self, options: Sequence[LimeOption], place: str) -> None:
        """Note what ours does not hold of options: conditions, points, pictures."""
        for option in options:
            if option.relevance:
                expected = "des choix et des lignes toujours montrés (cette condition est gardée comme texte)"
                self.warn(option.line, f"{place}.{option.code}", option.relevance, expected)
            self.warn_of_texts(option.line, f"{place}.{option.code}", option.label)
        weights = ", ".join(f"{option.code} = {option.weight}" for option in options if option.weight)
        if weights and self.has_points:
            self.warn(options[0].line, place, weights, "des réponses sans points (ceux-ci sont gardés)")


_NUMBERS = re.compile(r"(?<!\d)\d++X\d++X\d\w*+(?:#\d)?")
_INSERTED = re.compile(r"\{INSERTANS:(\d+X\d+X\d\w*(?:#\d)?)\}")
_LEFT = frozenset({"conditions", "survey_url_parameters", "quota_members"})  # their columns hold numbers on purpose
_NAMED = re.compile(r"\dX\d++X\d")


def name_numbers(groups: Sequence[LimeGroup]) -> dict[str, str]:
    """Return the variable that each name by numbers stands for, answers beside a choice and ranks included."""
    variables: dict[str, str] = {}
    for question in (question for group in groups for question in group.questions):
        row = question.row
        start = f"{row.get('sid')}X{row.get('gid')}X{row.get('qid')}"
        variables |= {f"{start}{suffix}": f"{question.code}{name}" for suffix, name in _suffixes(question)}
    return variables


def _suffixes(question: LimeQuestion) -> Iterator[tuple[str, str]]:
    """Give each suffix of the number of a question, with the one that its code then has."""
    yield "", ""
    rows = [option.code for option in question.parts.get("0", [])]
    plain = [*rows, "other", "comment", *(f"{code}comment" for code in [*rows, "other"])]
    plain += [f"{row}_{column.code}" for row in rows for column in question.parts.get("1", [])]
    if question.letter == "R":
        plain += [str(rank) for rank in range(1, len(question.answers.get("0", []) or rows) + 1)]
    yield from ((suffix, f"_{suffix}") for suffix in plain)
    if question.letter == "1":
        yield from ((f"{row}#{scale}", f"_{row}_{scale}") for row in rows for scale in "01")


def write_codes(lime_file: LimeFile, names: Mapping[str, str]) -> bool:
    """Write codes for numbers in every equation and text of a file, in place; True when there was any."""
    has_changed = False
    for table, rows in lime_file.tables.items():
        for row in rows if table not in _LEFT else ():
            for column, text in row.values.items():
                if "X" in text and _NAMED.search(text):
                    shown = _INSERTED.sub(
                        lambda match: f"{{{names[match[1]]}.shown}}" if match[1] in names else match[0], text
                    )
                    row.values[column] = _NUMBERS.sub(lambda match: names.get(match[0], match[0]), shown)
                    has_changed = True
    return has_changed
