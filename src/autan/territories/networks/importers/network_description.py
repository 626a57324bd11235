"""The full description of a network in YAML: its members, their evidence and what they were."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from autan.ground.tables.core.documents import Node
from autan.ground.tables.core.findings import Findings
from autan.ground.tables.importers.delimited import decode_text
from autan.ground.tables.importers.tables import read_file
from autan.ground.tables.importers.yaml_document import read_document
from autan.ground.wordings import Sentence, Text
from autan.territories.networks.core.members import Certainty

_IDENTITY = ("name", "kind", "established", "unknown")


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribedMember:
    """One member as its network describes it.

    Attributes:
        identity: texts of what it was in the year of the description: `name`, and `kind`, `established`, `unknown`,
            empty where the file says nothing.
        identity_short_name: name of that time that fits on a map; empty when it is that of today.
    """

    siren: str
    short_name: str
    certainty: Certainty
    facts: tuple[str, ...]
    note: Text
    identity: Mapping[str, Text]
    identity_short_name: str
    identity_facts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkDescription:
    """A network as a file describes it. `identity_year`: year of what the members were."""

    slug: str
    name: Text
    description: Text
    gaps: tuple[Text, ...]
    identity_year: int
    members: tuple[DescribedMember, ...]


def read_network_description(source: Path) -> NetworkDescription:
    """Read the description of a network, in the form of `instance/demo/content/network.yaml`.

    Raises ImportFileError when it is not YAML, or something is missing or wrong; every fault is named with its line.
    """
    findings = Findings()
    root = Node.root(read_document(decode_text(read_file(source), source.name), source.name), findings)
    parts = root.fields(required=("slug", "name", "description", "identity_year", "members"), optional=("gaps",))
    described = NetworkDescription(
        slug=parts.string("slug"),
        name=parts.text("name"),
        description=parts.text("description"),
        gaps=parts.each("gaps", Node.text),
        identity_year=int(parts["identity_year"].number() or 0) if "identity_year" in parts else 0,
        members=parts.each("members", _member),
    )
    findings.require_none(source.name)
    return described


def _member(node: Node) -> DescribedMember:
    parts = node.fields(required=("siren", "short_name", "certainty", "facts", "identity"), optional=("note",))
    identity = node.at("identity").fields(required=("name", "facts"), optional=(*_IDENTITY[1:], "short_name"))
    return DescribedMember(
        siren=parts.read("siren", Node.siren, ""),
        short_name=parts.string("short_name"),
        certainty=parts.read("certainty", _certainty, Certainty.PROBABLE),
        facts=parts.read("facts", Node.strings, ()),
        note=parts.text("note"),
        identity={name: identity.text(name) for name in _IDENTITY},
        identity_short_name=identity.string("short_name"),
        identity_facts=identity.read("facts", Node.strings, ()),
    )


def _certainty(node: Node) -> Certainty:
    if str(node.value) in set(Certainty):
        return Certainty(str(node.value))
    node.refuse(Sentence("une certitude parmi {certainty}", certainty=", ".join(Certainty)))
    return Certainty.PROBABLE
