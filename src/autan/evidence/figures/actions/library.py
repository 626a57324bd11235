"""The only writers of the library: resources and who recommends them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.text import slugify

from autan.evidence.figures.core.library import MAY_WRITE, RECOMMENDATION, ResourceKind, same_address
from autan.evidence.figures.models import Fact, Resource
from autan.evidence.figures.queries.library import recommendations, resource_ref
from autan.ground.errors import Fault, ImportFileError
from autan.ground.web.queries import free_slug
from autan.ground.wordings import Sentence
from autan.people.accounts.models import Person
from autan.people.journal.actions import Act, acting, record_remark, rewrite_remark, withdraw_remark
from autan.people.journal.core import ObjectRef, list_changes
from autan.people.journal.models import Remark
from autan.people.journal.queries import own_remark

_REFUSAL = "seule une personne qui a un mandat recommande une ressource"
_MOST_OF_A_SLUG = 60


def record_resources(*, by: Person | None, file: str, rows: Sequence[Mapping[str, Any]]) -> int:
    """Take in a list of resources whole, or refuse it with every fault; those already held are brought up to date.

    `file`: name of the file that the rows come from, for messages.
    `rows`: `slug, kind, title, producer, url, tags, fact`; `fact` is the id of a fact that mentions the resource.

    Returns how many resources the list holds.
    """
    known = set(Fact.objects.filter(pk__in=[row["fact"] for row in rows]).values_list("pk", flat=True))
    faults = [fault for number, row in enumerate(rows, start=1) for fault in _faults_of(row, number, known)]
    if faults:
        raise ImportFileError(file, faults)
    with acting(by=by, act="record_resources") as act:
        for row in rows:
            _keep_resource(act, row)
        act.record(ObjectRef("evidence", "register", file), summary=f"{len(rows)} ressources enregistrées")
    return len(rows)


def _keep_resource(act: Act, row: Mapping[str, Any]) -> None:
    """Write one resource; one that was there and changes has its own line in the journal."""
    current = Resource.objects.filter(slug=row["slug"]).first()
    before = _as_read(current) if current else {}
    resource, _is_new = Resource.objects.update_or_create(
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
    changes = list_changes(before, _as_read(resource)) if current else ()
    if changes:
        act.record(resource_ref(resource), summary=f"Ressource mise à jour : {resource.title}", changes=changes)


def _as_read(resource: Resource) -> dict[str, str | None]:
    """What a reader of the journal compares."""
    return {
        "nature": ResourceKind(resource.kind).label.fr,
        "titre": resource.title,
        "producteur": resource.producer or None,
        "adresse": resource.url or None,
        "mots-clés": ", ".join(resource.tags) or None,
        "fait": resource.fact_id,
    }


def _faults_of(row: Mapping[str, Any], number: int, facts: set[str]) -> list[Fault]:
    checks = (
        (
            "kind",
            row["kind"] in set(ResourceKind),
            Sentence("une nature parmi {kinds}", kinds=", ".join(ResourceKind)),
        ),
        ("fact", row["fact"] in facts, Sentence("un fait du registre")),
        ("title", bool(row["title"]), Sentence("un titre")),
    )
    return [
        Fault(row=number, column=column, value=str(row[column]), expected=expected)
        for column, is_right, expected in checks
        if not is_right
    ]


def add_resource(*, by: Person, kind: ResourceKind, title: str, url: str, tags: Sequence[str], reason: str) -> Resource:
    """Add a resource and recommend it; one held already, at the same address, is recommended and not doubled."""
    with acting(by=by, act="add_resource", permission=MAY_WRITE, refusal=_REFUSAL) as act:
        # two books without an address are not the same
        current = next((other for other in Resource.objects.exclude(url="") if same_address(other.url, url)), None)
        resource = current or Resource.objects.create(
            slug=free_slug(Resource.objects.all(), slugify(title)[:_MOST_OF_A_SLUG] or "ressource"),
            kind=kind.value,
            title=title,
            url=url,
            tags=list(tags),
            added_by=by,
        )
        if current is None:
            act.record(resource_ref(resource), summary=f"Ressource ajoutée : {title}")
        recommend_resource(by=by, resource=resource, reason=reason)
    return resource


def recommend_resource(*, by: Person, resource: Resource, reason: str) -> Remark:
    """Say why one recommends a resource, or rewrite one's reason: a person has one for each resource.

    Raises DomainError when there is no reason.
    """
    with acting(by=by, act="recommend_resource", permission=MAY_WRITE, refusal=_REFUSAL) as act:
        # of two clicks at once, the second waits here, and rewrites the reason of the first
        ref = resource_ref(Resource.objects.select_for_update().get(pk=resource.pk))
        remark = own_remark(ref, by=by.pk, place=RECOMMENDATION)
        if remark is not None:
            text = f"Ressource recommandée autrement : {resource.title}"
            return rewrite_remark(act, remark, text=reason, summary=text)
        text = f"Ressource recommandée : {resource.title}"
        return record_remark(act, ref, text=reason, place=RECOMMENDATION, summary=text)


def withdraw_recommendation(*, by: Person, resource: Resource) -> Resource:
    """Withdraw one's own recommendation, if there is one.

    A resource that no document mentions and that nobody recommends any more leaves the library with it.
    """
    with acting(by=by, act="withdraw_recommendation", permission=MAY_WRITE, refusal=_REFUSAL) as act:
        ref = resource_ref(resource)
        remark = own_remark(ref, by=by.pk, place=RECOMMENDATION)
        if remark is not None:
            text = f"Recommandation retirée : {resource.title}"
            withdraw_remark(act, remark, now=timezone.now(), summary=text)
            if resource.fact_id is None and not recommendations(resource.slug):
                _remove_resource(by=by, resource=resource)
    return resource


def _remove_resource(*, by: Person, resource: Resource) -> None:
    with acting(by=by, act="remove_resource") as act:
        text = f"Ressource retirée, que plus personne ne recommande : {resource}"
        act.record(resource_ref(resource), summary=text)
        resource.delete()
