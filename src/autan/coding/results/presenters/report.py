"""The report by code of a corpus, in the language of the page. It names who was offered to reply, and nobody else."""

from django.utils.translation import gettext as _

from autan.coding.codings.core.corpus import CodedCorpus
from autan.coding.codings.queries.corpora import CorpusView, coded_corpus
from autan.coding.results.core.counts import CodeCount, count_codes
from autan.coding.results.core.reports import CodeReport, ReportCode, ReportQuote
from autan.coding.results.presenters.counts import CodeCountLine, coverage_sentence, present_sentences, present_table
from autan.coding.results.presenters.names import NameRule, report_rule
from autan.ground.texts.language import current_language, typeset, words


def present_code_report(view: CorpusView) -> CodeReport:
    """Return the report of a corpus. The queries of its counts."""
    rule = report_rule(view.record)
    counted = coded_corpus(view)
    table = count_codes(counted)
    lines = present_table(table, rule)
    mentioned = [(row, line) for row, line in zip(table.rows, lines, strict=True) if row.mentions or any(row.elsewhere)]
    notes = [coverage_sentence(counted)]
    if any(line.unnamed for _row, line in mentioned):
        notes.append(_("Une collectivité n’est nommée que si son droit de réponse lui a été offert."))
    if view.record.codebook.network.is_invented:
        notes.append(_("Réseau inventé pour essayer\u00a0: rien ici ne décrit une vraie collectivité."))
    return CodeReport(
        language=current_language(),
        title=words(view.texts.label),
        subtitle=_("%(group)s · %(codebook)s, version %(version)d")
        % {
            "group": words(view.texts.group),
            "codebook": words(view.codebook.title),
            "version": view.codebook.version,
        },
        notes=tuple(map(typeset, notes)),
        codes=tuple(_code(row, line, counted, rule) for row, line in mentioned),
    )


def _code(row: CodeCount, line: CodeCountLine, counted: CodedCorpus, rule: NameRule) -> ReportCode:
    elsewhere = [mention for part in row.elsewhere for mention in part.mentions]
    shown = present_sentences([*row.mentions, *elsewhere], counted, rule) if row.code.is_codable else []
    hidden = [_("et %(count)d autres") % {"count": line.unnamed}] if line.unnamed and line.names else []
    return ReportCode(
        label=line.label,
        depth=line.depth,
        definition=words(row.code.definition),
        count=line.sentence,
        names=", ".join([*line.names, *hidden]),
        quotes=tuple(ReportQuote(name=mention.name, source=mention.source, words=mention.quote) for mention in shown),
    )
