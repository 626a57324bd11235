"""The only writers of the library: resources and who recommends them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.text import slugify

from autan.accounts.models import Person
from autan.errors import Fault, ImportFileError
from autan.evidence.core.library import MAY_WRITE, ResourceKind, same_address
from autan.evidence.models import Fact, Recommendation, Resource
from autan.journal.actions import acting
from autan.journal.core.objects import ObjectRef

_REFUSAL = "seule une personne qui a un mandat recommande une ressource"
_MOST_OF_A_SLUG = 60


def record_resources(*, by: Person | None, file: str, rows: Sequence[Mapping[str, Any]]) -> int:
    """Take in a list of resources whole, or refuse it with every fault; those already held are brought up to date.

    Args:
        by: who acts.
        file: name of the file that the rows come from, for messages.
        rows: `slug, kind, title, producer, url, tags, fact`; `fact` is the id of a fact that mentions the resource.

    Returns:
        How many resources the list holds.

    Raises:
        ImportFileError: a kind or a fact does not exist; nothing is written.
    """
    known = set(Fact.objects.filter(pk__in=[row["fact"] for row in rows]).values_list("pk", flat=True))
    faults = [fault for number, row in enumerate(rows, start=1) for fault in _faults_of(row, number, known)]
    if faults:
        raise ImportFileError(file, faults)
    with acting(by=by, act="record_resources") as act:
        for row in rows:
            _keep_resource(row)
        act.record(_ref(file), summary=f"{len(rows)} ressources enregistrées")
    return len(rows)


def _keep_resource(row: Mapping[str, Any]) -> None:
    Resource.objects.update_or_create(
        slug=row["slug"],
        defaults={
            "kind": row["kind"],
            "title": row["title"],
            "producer": row.get("producer", ""),
            "url": row.get("url", ""),
            "tags": list(row["tags"]),
            "fact_id": row["fact"],
        },
    )


def _faults_of(row: Mapping[str, Any], number: int, facts: set[str]) -> list[Fault]:
    checks = (
        ("kind", row["kind"] in set(ResourceKind), f"une nature parmi {', '.join(ResourceKind)}"),
        ("fact", row["fact"] in facts, "un fait du registre"),
        ("title", bool(row["title"]), "un titre"),
    )
    return [
        Fault(row=number, column=column, value=str(row[column]), expected=expected)
        for column, is_right, expected in checks
        if not is_right
    ]


def add_resource(*, by: Person, kind: ResourceKind, title: str, url: str, tags: Sequence[str], reason: str) -> Resource:
    """Add a resource and recommend it; one that is held already, at the same address, is recommended and not doubled.

    Raises:
        NotAllowedError: `by` holds no mandate.
    """
    with acting(by=by, act="add_resource", permission=MAY_WRITE, refusal=_REFUSAL) as act:
        held = next((other for other in Resource.objects.exclude(url="") if same_address(other.url, url)), None)
        resource = held or Resource.objects.create(
            slug=_free_slug(title), kind=kind.value, title=title, url=url, tags=list(tags), added_by=by
        )
        if held is None:
            act.record(_ref(resource.slug), summary=f"Ressource ajoutée : {title}")
        recommend_resource(by=by, resource=resource, reason=reason)
    return resource


def _ref(key: str) -> ObjectRef:
    return ObjectRef("evidence", "resource", key)


def _free_slug(title: str) -> str:
    start = slugify(title)[:_MOST_OF_A_SLUG] or "ressource"
    taken = set(Resource.objects.filter(slug__startswith=start).values_list("slug", flat=True))
    return next(
        slug for slug in (start, *(f"{start}-{rank}" for rank in range(2, len(taken) + 3))) if slug not in taken
    )


def recommend_resource(*, by: Person, resource: Resource, reason: str) -> Recommendation:
    """Say why one recommends a resource, or rewrite one's reason.

    Raises:
        NotAllowedError: `by` holds no mandate.
    """
    with acting(by=by, act="recommend_resource", permission=MAY_WRITE, refusal=_REFUSAL) as act:
        kept, is_new = Recommendation.objects.update_or_create(resource=resource, by=by, defaults={"reason": reason})
        told = "recommandée" if is_new else "recommandée autrement"
        act.record(_ref(resource.slug), summary=f"Ressource {told} : {resource.title}")
    return kept


def withdraw_recommendation(*, by: Person, resource: Resource) -> Resource:
    """Take back one's own recommendation, if there is one.

    A resource that no document mentions and that nobody recommends any more leaves the library with it.

    Raises:
        NotAllowedError: `by` holds no mandate.
    """
    with acting(by=by, act="withdraw_recommendation", permission=MAY_WRITE, refusal=_REFUSAL) as act:
        removed, _ = Recommendation.objects.filter(resource=resource, by=by).delete()
        if removed:
            act.record(_ref(resource.slug), summary=f"Recommandation retirée : {resource.title}")
        if removed and resource.fact_id is None and not resource.recommendations.exists():
            _remove_resource(by=by, resource=resource)
    return resource


def _remove_resource(*, by: Person, resource: Resource) -> None:
    with acting(by=by, act="remove_resource") as act:
        told = f"Ressource retirée, que plus personne ne recommande : {resource}"
        act.record(_ref(resource.slug), summary=told)
        resource.delete()
