"""The library of levers that ships, read and checked once; every fault is located."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import product
from pathlib import Path
from types import MappingProxyType

from autan.foresight.engine.core.assumptions import Assumption, AssumptionSet
from autan.foresight.engine.core.axes import CARRIERS, SECTORS, USES, Carrier
from autan.foresight.engine.core.levers import (
    Basis,
    CellSelection,
    Destination,
    Effect,
    LeverCosts,
    LeverGroup,
    LeverKind,
    Product,
)
from autan.foresight.engine.core.national import MeasureForm, NationalMeasure, NationalPath
from autan.foresight.engine.core.partitions import Partition
from autan.foresight.engine.importers.assumptions import own_documents, read_assumptions, shipped_assumptions
from autan.ground.plugins import plugin_objects
from autan.ground.tables.core.documents import Fields, Node
from autan.ground.tables.importers.yaml_document import document_root
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Sentence, Text

type Variant = Mapping[str, str]

_FILE = Path(__file__).parent.parent / "definitions" / "levers.yaml"
_PATHS = _FILE.with_name("national_paths.yaml")
_PATH = ("code", "label", "edition", "measures", "not_counted")
_MEASURE = ("code", "label", "form", "share", "cells")
_REQUIRED = ("code", "family", "group", "basis", "effect", "label", "unit", "amount", "formula")
_OPTIONAL = (
    *("for", "cells", "less", "destinations", "target", "stock", "treatment", "resource", "nation"),
    *("yearly_loss", "self_consumed", "towards", "costs", "levels", "places", "caution"),
)
_WORDS: Mapping[str, Text] = {
    **{carrier.value: carrier.label for carrier in Carrier},
    "house": Sentence("maison"),
    "flat": Sentence("appartement"),
}
_OF = {"natural_gas": "du gaz", "oil": "du fioul", "coal": "du charbon", "electricity": "de l’électricité"}
"""How French says « instead of » a carrier: `{of_carrier}` in a label."""


@cache
def shipped_library() -> Mapping[str, LeverKind]:
    """Return the kinds that ship, by code, in the order of their document, then those of plug-ins."""
    library = read_library(_FILE.read_text(encoding="utf-8"), _FILE.name, own_documents())
    known = shipped_assumptions().by_code.keys()
    added = {kind.code: kind for kind in plugin_objects(LeverKind) if known >= set(kind.codes)}
    return MappingProxyType(library | {code: kind for code, kind in added.items() if code not in library})


def read_levers(folder: Path) -> tuple[Assumption | LeverKind, ...]:
    """Return what a plug-in gives of levers: those of `levers.yaml`, and the assumptions of `assumptions.yaml`.

    Raises ImportFileError: they cannot be read, or name an assumption, a sector, a carrier that does not exist.
    """
    own_file, file = folder / "assumptions.yaml", folder / "levers.yaml"
    own = read_assumptions(own_file.read_text(encoding="utf-8"), own_file.name)
    known = AssumptionSet(by_code={**own.by_code, **own_documents().by_code})
    return (*own, *read_library(file.read_text(encoding="utf-8"), file.name, known).values())


@cache
def shipped_paths() -> Mapping[str, NationalPath]:
    """Return the national paths that ship, by code."""
    return MappingProxyType(read_paths(_PATHS.read_text(encoding="utf-8"), _PATHS.name, shipped_assumptions()))


def read_paths(text: str, file: str, assumptions: AssumptionSet) -> dict[str, NationalPath]:
    """Read national paths.

    Raises ImportFileError: they cannot be read, or name an assumption, a sector, a carrier that does not exist.
    """
    root = document_root(text, file)
    parts = root.fields(required=("edition", "paths"))
    nodes = [node.fields(required=_PATH) for node in parts.read("paths", Node.items, ())]
    paths = {
        path["code"].code(): NationalPath(
            code=path["code"].code(),
            label=path["label"].text(),
            edition=path["edition"].string(),
            measures=tuple(_measure(node, assumptions) for node in path["measures"].items()),
            not_counted=path["not_counted"].text(),
        )
        for path in nodes
        if set(_PATH) <= set(path)
    }
    root.findings.require_none(file)
    return paths


def _measure(node: Node, assumptions: AssumptionSet) -> NationalMeasure:
    parts = node.fields(required=_MEASURE, optional=("renewal", "towards", "destinations"))
    reader = _LeverReader(parts, {}, assumptions, ())
    return NationalMeasure(
        code=parts.string("code"),
        label=parts.text("label"),
        form=parts.read("form", lambda form: form.word(MeasureForm, "un mot"), None) or MeasureForm.FACTOR,
        share=parts.read("share", reader.assumption, ""),
        cells=reader.cells(),
        renewal=parts.read("renewal", reader.assumption, ""),
        towards=parts.read("towards", reader.assumption, ""),
        destinations=reader.destinations(),
    )


def read_library(text: str, file: str, assumptions: AssumptionSet) -> dict[str, LeverKind]:
    """Read a library.

    Its products name these assumptions alone.

    Raises ImportFileError: it cannot be read, or names an assumption, a sector, a carrier that does not exist.
    """
    root = document_root(text, file)
    parts = root.fields(required=("edition", "levers"), optional=("stocks",))
    stocks = tuple(_partition(node) for node in parts.read("stocks", Node.items, ()))
    lever_kinds: dict[str, LeverKind] = {}
    for node in parts.read("levers", Node.items, ()):
        for kind in _kinds(node, assumptions, stocks):
            if kind.code in lever_kinds:
                node.at("code").refuse("un code donné une seule fois")
            lever_kinds[kind.code] = kind
    root.findings.require_none(file)
    return lever_kinds


def _partition(node: Node) -> Partition:
    """A stock that is split by row and column, each with its pivot."""
    fields = node.fields(required=("code", "rows", "columns", "parts"))
    rows, columns = (
        {name: pivot.string() for name, pivot in fields[key].entries().items()} if key in fields else {}
        for key in ("rows", "columns")
    )
    return Partition(code=fields.string("code"), rows=rows, columns=columns, parts=fields.string("parts"))


def _kinds(node: Node, assumptions: AssumptionSet, stocks: Sequence[Partition]) -> Iterator[LeverKind]:
    parts = node.fields(required=_REQUIRED, optional=_OPTIONAL)
    if not set(_REQUIRED) - {"amount"} <= set(parts):
        return
    names = {key: entry.strings() for key, entry in parts["for"].entries().items()} if "for" in parts else {}
    for values in product(*names.values()):
        yield _LeverReader(parts, dict(zip(names, values, strict=True)), assumptions, stocks).read()


class _LeverReader:
    """Reads one kind of lever, with the words of its variant in the place of the names between braces."""

    def __init__(
        self, parts: Fields, variant: Variant, assumptions: AssumptionSet, stocks: Sequence[Partition]
    ) -> None:
        self.parts = parts
        self.variant = variant
        self.assumptions = assumptions
        self.stocks = stocks

    def read(self) -> LeverKind:
        """Return the kind; faults are noted at their place."""
        parts = self.parts
        return LeverKind(
            code=self._filled(parts["code"].string()),
            family=parts["family"].code(),
            group=parts["group"].word(LeverGroup, "un mot") or LeverGroup.NEED,
            basis=parts["basis"].word(Basis, "un mot") or Basis.SHARE,
            effect=parts["effect"].word(Effect, "un mot") or Effect.REDUCE,
            label=self._text("label"),
            unit=self._text("unit"),
            formula=self._text("formula"),
            amount=parts.read("amount", self._product, Product()),
            cells=self.cells(),
            less=parts.read("less", self._product, None),
            destinations=self.destinations(),
            target=self._code("target"),
            stock=self._code("stock"),
            partition=self._partition(self._code("stock")),
            treatment=self._code("treatment"),
            resource=self._code("resource"),
            nation=parts.read("nation", self._product, None),
            yearly_loss=parts.read("yearly_loss", self.assumption, ""),
            self_consumed=parts.read("self_consumed", self._product, None),
            towards=parts.read("towards", self._product, None),
            costs=self._costs(),
            places=parts["places"].strings() if "places" in parts else (),
            levels=parts.each("levels", lambda node: node.number() or 0.0),
            caution=self._text("caution"),
        )

    def _filled(self, text: str) -> str:
        for name, value in self.variant.items():
            text = text.replace(f"{{{name}}}", value)
        return text

    def _text(self, key: str) -> Text:
        if key not in self.parts:
            return NO_TEXT
        text = self.parts[key].text()
        french, english = text.fr, text.en
        for name, value in self.variant.items():
            french = french.replace(f"{{{name}}}", _WORDS[value].fr).replace(f"{{of_{name}}}", _OF.get(value, ""))
            english = english.replace(f"{{{name}}}", _WORDS[value].en)
        return Text(french, english)

    def _code(self, key: str) -> str:
        return self._filled(self.parts.string(key))

    def _partition(self, stock: str) -> Partition | None:
        """The whole that a stock is a part of; a stock that nothing splits is a whole of one part."""
        whole = next((whole for whole in self.stocks if whole.parts_of(stock)), None)
        return whole or (Partition(code=stock) if stock else None)

    def assumption(self, node: Node) -> str:
        """Return the code of an assumption that exists; another is a fault."""
        code = self._filled(node.string())
        if code not in self.assumptions.by_code:
            node.refuse(Sentence("une hypothèse qui existe (inconnue : {code})", code=code))
        return code

    def _product(self, node: Node) -> Product:
        """A list of numbers and assumptions; an empty one is 1."""
        scale, factors = 1.0, []
        for item in node.items() if node.value != [] else ():
            if isinstance(item.value, str):
                code, power = item.value.removeprefix("/"), -1 if item.value.startswith("/") else 1
                factors.append((self._filled(code), power))
                self.assumption(Node(value=code, path=item.path, document=item.document, findings=item.findings))
            else:
                scale *= item.number() or 0.0
        return Product(scale=scale, factors=tuple(factors))

    def cells(self) -> CellSelection:
        """Return the cells that are named; all of them when none is."""
        if "cells" not in self.parts:
            return CellSelection()
        fields = self.parts["cells"].fields(required=(), optional=("sectors", "uses", "carriers"))
        return CellSelection(
            sectors=self._codes(fields.get("sectors"), SECTORS),
            uses=self._codes(fields.get("uses"), USES),
            carriers=self._codes(fields.get("carriers"), CARRIERS),
        )

    def _codes(self, node: Node | None, known: tuple[str, ...]) -> tuple[str, ...]:
        if node is None:
            return ()
        codes = tuple(self._filled(code) for code in node.strings())
        if unknown := [code for code in codes if code not in known]:
            node.refuse(
                Sentence(
                    "des codes parmi : {known} (inconnus : {unknown})",
                    known=", ".join(known),
                    unknown=", ".join(unknown),
                )
            )
        return codes

    def destinations(self) -> tuple[Destination, ...]:
        """Return where a moved consumption goes."""
        if "destinations" not in self.parts:
            return ()
        destinations = []
        for node in self.parts["destinations"].items():
            fields = node.fields(required=("carrier", "ratio"), optional=("less",))
            if {"carrier", "ratio"} <= set(fields):
                less = fields.read("less", self._product, None)
                carrier = self._filled(fields["carrier"].string())
                destinations.append(Destination(carrier=carrier, ratio=self._product(fields["ratio"]), less=less))
        return tuple(destinations)

    def _costs(self) -> LeverCosts | None:
        if "costs" not in self.parts:
            return None
        fields = self.parts["costs"].fields(required=("capex", "life"), optional=("upkeep", "tax"))
        if not {"capex", "life"} <= set(fields):
            return None
        return LeverCosts(
            capex_eur=self._product(fields["capex"]),
            life=self.assumption(fields["life"]),
            upkeep_share=fields.read("upkeep", self.assumption, ""),
            tax_eur=fields.read("tax", self._product, None),
        )
