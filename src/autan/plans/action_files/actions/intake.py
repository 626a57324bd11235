"""The only writers of actions read in files, and of the columns of a network."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from autan.evidence.imports.core import SKIPS, Import, Outcome, Preview, PreviewItem, Record, Upload, compare
from autan.ground.errors import DomainError, Fault
from autan.ground.texts.core.plain_letters import fold_accents
from autan.ground.wordings import Sentence, Text
from autan.people.journal.actions import Act, Actor, acting
from autan.people.journal.core import ObjectRef
from autan.plans.action_files.core.action_rows import ActionRow
from autan.plans.action_files.core.doubts import NOTHING
from autan.plans.action_files.core.exchange import keep_details, match_rows, row_fields
from autan.plans.action_files.core.worksheets import COLUMN_CHOICES, heading_words, known_headings
from autan.plans.action_files.importers.actions import read_actions
from autan.plans.action_files.queries import column_words, current_actions, own_columns, own_values
from autan.plans.plans.models import Plan
from autan.plans.plans.queries.plans import network_of
from autan.plans.projects.actions.sheets import (
    REFUSAL,
    ROOM,
    AxisTree,
    SheetInput,
    change_sheet,
    fill_sheet,
    free_slugs,
    remove_sheet,
    withdraw_whole_lists,
)
from autan.plans.projects.core.fields import BY_CODE, FIELDS
from autan.plans.projects.models import ActionSheet, ColumnMapping
from autan.territories.networks.models import Network

# Writes what the headings of a network’s own files stand for.


MOST_COLUMNS = 200
MOST_WORDS = 1_000


def keep_columns(*, by: Actor | None, network: Network, columns: Mapping[str, str]) -> int:
    """Remember what headings stand for in the files of a network, in place of what was told before.

    Returns how many headings are known.
    """
    unknown = {field for field in columns.values() if field} - dict(COLUMN_CHOICES).keys()
    if unknown or len(columns) > MOST_COLUMNS:
        message = "au plus {most_columns} colonnes de champs connus sont attendues"
        raise DomainError(message, most_columns=MOST_COLUMNS)
    refusal = "seules les personnes qui écrivent des actions du réseau disent ce que valent ses colonnes"
    with acting(by=by, act="keep_columns", permission="projects.tell_columns", on=network, refusal=refusal) as act:
        by_heading = {fold_accents(heading): (heading.strip(), field) for heading, field in columns.items() if field}
        before = own_columns(network.slug)
        ColumnMapping.objects.filter(network=network, of_field="").delete()
        ColumnMapping.objects.bulk_create(
            ColumnMapping(network=network, heading=heading[:200], field=field) for heading, field in by_heading.values()
        )
        if own_columns(network.slug) != before:
            summary = f"Colonnes des fichiers d’actions : {len(by_heading)}"
            act.record(ObjectRef(ROOM, "columns", network.slug), summary=summary, network=network.slug)
    return len(by_heading)


def _learn(by: Actor | None, plan: Plan, decisions: Mapping[str, str]) -> None:
    """Keep, for the next files of the network, what was decided of headings and of words in closed lists.

    Who writes a plan but not in its network leaves it nothing.
    """
    network = Network.objects.filter(slug=network_of(plan)).first()
    if network is None or (by is not None and not by.has_perm("projects.tell_columns", network)):
        return
    known, columns, words = {**known_headings(), **own_columns(network.slug)}, own_columns(network.slug), {}
    for key, code in decisions.items():
        kind, _, name = key.partition(":")
        of_field, _, word = name.partition(":")
        if kind == "column" and known.get(name) != code and known.get(heading_words(name)) != code:
            columns[name] = code
        elif kind == "value" and code in {NOTHING, *(one.value for one in BY_CODE[of_field].choices or ())}:
            words[of_field, word] = code
    if columns != own_columns(network.slug):
        keep_columns(by=by, network=network, columns=columns)
    keep_words(by=by, network=network, words=words)


def keep_words(*, by: Actor | None, network: Network, words: Mapping[tuple[str, str], str]) -> None:
    """Remember what words stand for in closed lists of the files of a network, beside those that it told before.

    `words`: code of a choice, by field and word; empty to forget one.
    """
    if not words:
        return
    refusal = Sentence("seules les personnes qui écrivent des actions du réseau disent ce que valent ses mots")
    with acting(by=by, act="keep_words", permission="projects.tell_columns", on=network, refusal=refusal) as act:
        known = {(mapping.of_field, mapping.heading): mapping.field for mapping in column_words(network.slug)}
        changed = {key: code for key, code in {**known, **words}.items() if code}
        if len(changed) > MOST_WORDS:
            raise DomainError("au plus {most_words} mots sont retenus", most_words=MOST_WORDS)
        if changed == known:
            return
        ColumnMapping.objects.filter(network=network).exclude(of_field="").delete()
        ColumnMapping.objects.bulk_create(
            ColumnMapping(network=network, of_field=of_field, heading=word[:200], field=code)
            for (of_field, word), code in changed.items()
        )
        summary = f"Mots des fichiers d’actions : {len(changed)}"
        act.record(ObjectRef(ROOM, "columns", network.slug), summary=summary, network=network.slug)


# Takes in the actions of a plan from a file: previewed, then written in one transaction.


_FIELDS = {
    **{field.code: field.label for field in FIELDS},
    "axis": Sentence("Axe"),
    "funding": Sentence("Financements"),
    "steps": Sentence("Étapes"),
}


def actions_import(plan: Plan) -> Import[ActionRow]:
    """Return how a plan takes in a file of actions.

    Options of the upload: `decisions` of its questions; `skip_faults` writes the lines as they are, what is in doubt in
    them kept where no count reads it.
    """

    def read(upload: Upload) -> Preview[ActionRow]:
        network = network_of(plan)
        decisions = {**own_values(network), **upload.decisions}
        actions = read_actions(upload.data, upload.file, own=own_columns(network), decisions=decisions)
        current = current_actions(plan)
        records, orphans = _records(actions.rows, [record.content for record in current])
        items = compare(records, {record.key: record for record in current}, proposes_removals=True)
        return Preview(
            file=upload.file,
            items=items,
            faults=(*actions.faults, *orphans),
            warnings=actions.warnings,
            skips_faults=bool(upload.options.get(SKIPS)),
            questions=actions.questions,
            decisions=upload.decisions,
        )

    return Import(
        kind=f"actions/{plan.slug}",
        read=read,
        write=lambda by, preview: write_actions(by=by, plan=plan, preview=preview),
        fields=_FIELDS,
    )


def _records(rows: Sequence[ActionRow], current: Sequence[ActionRow]) -> tuple[list[Record[ActionRow]], list[Fault]]:
    """What the file says of each action; and a fault for each part whose action is nowhere."""
    known = {fold_accents(row.title) for row in rows if not row.part}
    known |= {fold_accents(action.title) for action in current if not action.part}
    orphans = [row for row in rows if row.part and fold_accents(row.title) not in known]
    expected = "une ligne, ou une action du plan, pour l’action dont c’est une partie : elle est prise comme une action"
    faults = [Fault(sheet=row.sheet or None, row=row.line, value=row.title, expected=expected) for row in orphans]
    rows = [replace(row, title=row.part, part="") if row in orphans else row for row in rows]
    records = []
    for row, action in zip(rows, match_rows(rows, current), strict=True):
        name = row.part or row.title
        records.append(
            Record(
                key=action.slug if action else f"line-{row.line}",
                name=Text(name, name),
                fields=row_fields(row, action),
                content=row,
                line=row.line,
                sheet=row.sheet,
            )
        )
    return records, faults


def write_actions(*, by: Actor | None, plan: Plan, preview: Preview[ActionRow]) -> None:
    """Write what a preview says of the actions of a plan; one line of the journal tells what was added."""
    with acting(by=by, act="import_actions", permission="plans.write_plan", on=plan, refusal=REFUSAL) as act:
        _change(by, plan, [item for item in preview.to_write if item.outcome is Outcome.CHANGED])
        added = [item.record.content for item in preview.to_write if item.outcome is Outcome.ADDED]
        _add(act, plan, added, preview.file)
        for item in preview.to_write:
            if item.outcome is Outcome.REMOVED:
                remove_sheet(by=by, sheet=ActionSheet.objects.get(slug=item.record.key))
        _learn(by, plan, preview.decisions)


def record_actions(*, by: Actor | None, plan: Plan, rows: Sequence[ActionRow], file: str) -> None:
    """Add actions to a plan, as the product ships them; one line of the journal tells them."""
    with acting(by=by, act="record_actions", permission="plans.write_plan", on=plan, refusal=REFUSAL) as act:
        _add(act, plan, rows, file)


def _add(act: Act, plan: Plan, rows: Sequence[ActionRow], file: str) -> None:
    sheets = add_rows(plan, rows, author_id=act.author_id)
    if sheets:
        summary = f"{len(sheets)} actions reprises de {file}"
        details = {"slugs": [sheet.slug for sheet in sheets], "file": file}
        act.record(ObjectRef(ROOM, "plan", plan.slug), summary=summary, network=network_of(plan), details=details)
        withdraw_whole_lists(act, plan, plan.subjects.all())


def _change(by: Actor | None, plan: Plan, items: Sequence[PreviewItem[ActionRow]]) -> None:
    keys = [item.record.key for item in items]
    sheets = {sheet.slug: sheet for sheet in ActionSheet.objects.filter(plan=plan, slug__in=keys)}
    for item in items:
        changed, row, sheet = {change.field for change in item.changes}, item.record.content, sheets[item.record.key]
        lines = {code: keep_details(sheet.lines.get(code, []), line) for code, line in _lines_of(row).items()}
        sheet_input = _sheet_input(row, changed)
        change_sheet(
            by=by,
            sheet=sheet,
            sheet_input=replace(sheet_input, lines={code: lines[code] for code in sheet_input.lines or ()}),
        )


def _sheet_input(row: ActionRow, fields: Mapping[str, object] | set[str]) -> SheetInput:
    """What a line changes in a sheet: the fields that differ, and nothing else."""
    lines = _lines_of(row)
    return SheetInput(
        typed={code: text for code, text in row.typed.items() if code in fields},
        axis=row.axis if "axis" in fields else None,
        lines={code: line for code, line in lines.items() if code in fields} or None,
    )


def _lines_of(row: ActionRow) -> dict[str, tuple[dict[str, str], ...]]:
    return {"funding": row.funding, "steps": row.steps}


def add_rows(plan: Plan, rows: Sequence[ActionRow], *, author_id: int) -> list[ActionSheet]:
    """Add actions to a plan all at once, actions before their parts; called inside `acting`. Some ten queries."""
    carriers = list(plan.subjects.order_by("id"))
    axes, slugs = AxisTree(plan), free_slugs(plan.slug)
    rank = ActionSheet.objects.filter(plan=plan).count()
    parents = {fold_accents(sheet.title): sheet for sheet in ActionSheet.objects.filter(plan=plan, parent=None)}
    created: list[ActionSheet] = []
    for batch in ([row for row in rows if not row.part], [row for row in rows if row.part]):
        sheets = []
        for row in batch:
            rank += 1
            sheet = ActionSheet(plan=plan, slug=next(slugs), rank=rank, changed_by_id=author_id)
            fill_sheet(sheet, _sheet_input(row, {*row.typed, "axis", "funding", "steps"}), axes=axes)
            sheet.parent = parents[fold_accents(row.title)] if row.part else None
            sheets.append(sheet)
        created += ActionSheet.objects.bulk_create(sheets, batch_size=200)
        parents |= {fold_accents(sheet.title): sheet for sheet in sheets if sheet.parent is None}
    links = ActionSheet.carriers.through
    pairs = [links(actionsheet=sheet, territory=place) for sheet in created for place in carriers]
    links.objects.bulk_create(pairs, batch_size=400)
    return created
