"""Every file in which a corpus or a codebook is taken away, by its extension."""

from collections.abc import Callable, Mapping

import yaml

from autan.coding.codings.core.codebook import Codebook
from autan.coding.codings.core.codebook_reading import codebook_values
from autan.coding.codings.core.qda.outgoing import qda_codebook
from autan.coding.codings.exporters.project import write_qda_codebook, write_qda_project
from autan.coding.codings.queries.corpora import CorpusView
from autan.coding.results.exporters import write_codings, write_docx, write_html
from autan.coding.results.presenters.evidence_kinds import present_code_report
from autan.coding.results.queries.agreement import iramuteq_of, project_of, table_of_corpus
from autan.coding.textometry.core.iramuteq import write_corpus
from autan.ground.texts.language import current_language

_WORKBOOK = "application/vnd.openxmlformats-officedocument"
MEDIA_TYPES = {
    "yaml": "application/yaml",
    "qdc": "application/xml",
    "qdpx": "application/zip",
    "txt": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "xlsx": f"{_WORKBOOK}.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "html": "text/html; charset=utf-8",
    "docx": f"{_WORKBOOK}.wordprocessingml.document",
}
CODEBOOK_FILES: Mapping[str, Callable[[Codebook], bytes]] = {
    "yaml": lambda codebook: yaml.safe_dump(
        codebook_values(codebook), allow_unicode=True, sort_keys=False, width=110
    ).encode(),
    "qdc": lambda codebook: write_qda_codebook(qda_codebook(codebook, language=current_language())),
}
REPORT_FILES: Mapping[str, Callable[[CorpusView], bytes]] = {
    "html": lambda view: write_html(present_code_report(view)),
    "docx": lambda view: write_docx(present_code_report(view)),
}
"""Files for whoever may read the counts: they name only who was offered to reply."""
CODER_FILES: Mapping[str, Callable[[CorpusView], bytes]] = {
    "qdpx": lambda view: write_qda_project(project_of(view)),
    "txt": lambda view: write_corpus(iramuteq_of(view)).encode(),
    "csv": lambda view: write_codings(table_of_corpus(view), "csv", name="codages"),
    "xlsx": lambda view: write_codings(table_of_corpus(view), "xlsx", name="codages"),
    "ods": lambda view: write_codings(table_of_corpus(view), "ods", name="codages"),
}
"""Files for those who code: every text with its territory, every coding with its author and memo."""
