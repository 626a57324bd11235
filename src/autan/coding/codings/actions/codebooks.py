"""The only writers of codebooks: taken in once, then changed version by version."""

from collections.abc import Callable
from typing import Any

from autan.coding.codings.core.codebook import Codebook
from autan.coding.codings.core.codebook_reading import codebook_values
from autan.coding.codings.core.objects import codebook_object
from autan.coding.codings.models import CodebookVersion, NetworkCodebook
from autan.coding.codings.queries.codebooks import read_version
from autan.ground.errors import ConflictError, RuleError
from autan.people.accounts.models import Person
from autan.people.journal.actions import Act, acting
from autan.territories.networks.models import Network

_REFUSAL = "seule la coordination du réseau tient ses livres de codes"


def record_codebook(*, by: Person | None, network: Network, codebook: Codebook) -> NetworkCodebook:
    """Keep a codebook in its first version of the network; the same one again changes nothing.

    Its history is not kept, and its version becomes the first one.
    """
    with acting(by=by, act="record_codebook", permission="coding.keep_codebooks", on=network, refusal=_REFUSAL) as act:
        values = codebook_values(codebook)
        network_codebook = NetworkCodebook.objects.filter(network=network, slug=codebook.slug).first()
        if network_codebook is not None:
            first = network_codebook.versions.first()
            if first is None or _without_version(first.document) != _without_version(values):
                message = (
                    "ce réseau a déjà un autre livre de codes «\u202f{slug}\u202f»\u00a0: donnez un autre identifiant"
                )
                raise RuleError(message, slug=codebook.slug)
            return network_codebook
        kept = NetworkCodebook.objects.create(network=network, slug=codebook.slug)
        _keep(act, kept, {**values, "version": 1}, codebook, number=1)
        summary = f"Livre de codes repris : {codebook.title.fr}, {len(codebook.codes)} codes"
        act.record(codebook_object(network.slug, kept.slug), summary=summary, network=network.slug)
    return kept


def _without_version(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if key != "version"}


def revise_codebook(
    *, by: Person | None, codebook: NetworkCodebook, based_on: int, edit: Callable[[Codebook], Codebook]
) -> Codebook:
    """Keep the next version of a codebook; no coding is touched.

    `edit` is one of `core.codebook_edits`; `based_on`, the version that the person saw.

    Raises:
        ConflictError: somebody made another version meanwhile.
        CodebookError: what is changed would contradict itself.
    """
    network = codebook.network_id
    with acting(
        by=by, act="revise_codebook", permission="coding.keep_codebooks", on=codebook.network, refusal=_REFUSAL
    ) as act:
        NetworkCodebook.objects.select_for_update().get(pk=codebook.pk)
        version = read_version(codebook)
        if version.version != based_on:
            raise ConflictError(
                "ce livre de codes a changé depuis que vous l’avez ouvert\u00a0: relisez-le, puis recommencez"
            )
        revised = edit(version)
        change = revised.changes[-1]
        details = {"kind": change.kind.value, "before": list(change.before), "after": list(change.after)}
        _keep(act, codebook, codebook_values(revised), revised, number=revised.version, change=details)
        keys = ", ".join(dict.fromkeys((*change.before, *change.after)))
        summary = f"Livre de codes, version {revised.version} : {change.kind.label.fr} ({keys})"
        act.record(codebook_object(network, codebook.slug), summary=summary, network=network)
    return revised


def _keep(
    act: Act,
    record: NetworkCodebook,
    values: dict[str, Any],
    codebook: Codebook,
    *,
    number: int,
    change: dict[str, Any] | None = None,
) -> None:
    CodebookVersion.objects.create(
        codebook=record,
        number=number,
        day=codebook.day,
        document=values,
        change=change or {},
        by_id=act.author_id,
    )
