"""Adoption as pages show it: the chain from a site to those who followed, step by step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from autan.cooperation.lessons.core.adoption import AdoptionRecord, AdoptionStage, AdoptionStep
from autan.ground.descriptions.presenters import ShownField, shown_row
from autan.ground.texts.language import day, words

_PATH = [stage for stage in AdoptionStage if stage is not AdoptionStage.DROPPED]


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowerView:
    """One follower of a chain; `reached` says of each stage of the path whether it was declared."""

    siren: str
    name: str
    stage: str
    reached: tuple[bool, ...]
    is_taken_up: bool
    is_dropped: bool
    steps: tuple[Mapping[str, ShownField], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainView:
    """From a site to those who followed."""

    lesson: str
    title: str
    host: str
    followers: tuple[FollowerView, ...]
    sentence: str
    stages: tuple[str, ...]


def chain_view(
    title: str, lesson: str, host: str, records: Sequence[AdoptionRecord], names: Mapping[str, str], *, knows: bool
) -> ChainView:
    """Give the chain of one lesson, those who went furthest first; persons are named when the reader `knows`."""

    def reach(record: AdoptionRecord) -> int:
        return max(_PATH.index(step.stage) for step in record.steps if step.stage in _PATH)

    ranked = sorted(records, key=lambda record: (-reach(record), record.steps[0].on))
    followers = tuple(_follower(record, names, knows=knows) for record in ranked)
    adopted = sum(follower.is_taken_up for follower in followers)
    message = _("Aucune reprise n’est déclarée ici")
    if adopted:
        message = ngettext(
            "%(n)d collectivité déclare l’avoir repris", "%(n)d collectivités déclarent l’avoir repris", adopted
        ) % {"n": adopted}
    heard = len(followers) - adopted
    more = ngettext("%(n)d autre en a entendu parler", "%(n)d autres en ont entendu parler", heard) % {"n": heard}
    sentence = f"{message}, {more}." if heard else f"{message}."
    stages = tuple(words(stage.label) for stage in _PATH)
    return ChainView(lesson=lesson, title=title, host=host, followers=followers, sentence=sentence, stages=stages)


def _follower(record: AdoptionRecord, names: Mapping[str, str], *, knows: bool) -> FollowerView:
    return FollowerView(
        siren=record.siren,
        name=names.get(record.siren, record.siren),
        stage=words(record.stage.label),
        reached=tuple(record.reached(stage) for stage in _PATH),
        is_taken_up=record.was_taken_up,
        is_dropped=record.stage is AdoptionStage.DROPPED,
        steps=tuple(shown_row(step, knows=knows) for step in record.steps),
    )


def step_words(step: AdoptionStep) -> str:
    """Say one step in a line, without naming anybody."""
    return " · ".join(part for part in (words(step.stage.label), day(step.on), step.adapted, step.result) if part)


def chains_of(records: Sequence[AdoptionRecord], names: Mapping[str, str], *, knows: bool) -> list[ChainView]:
    """Give the chains of several lessons, the longest first."""
    by_lesson: dict[str, list[AdoptionRecord]] = {}
    for record in records:
        by_lesson.setdefault(record.lesson, []).append(record)
    chains = [
        chain_view(adoptions[0].title, lesson, names.get(adoptions[0].host, ""), adoptions, names, knows=knows)
        for lesson, adoptions in by_lesson.items()
    ]
    return sorted(chains, key=lambda chain: (-len(chain.followers), chain.title))
