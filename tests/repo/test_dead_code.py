"""Nothing is kept that nobody calls: neither the code, nor the templates, nor a table of Django."""

import ast
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from vulture import Vulture
from vulture.noqa import parse_noqa

from tests.repo.tree import PACKAGE, REPOSITORY, nodes, python_files

pytestmark = pytest.mark.xdist_group("sources")  # each file is parsed once for all

CALLED_BY_A_FRAMEWORK = {
    # Django, allauth, typer and the standard library call these by their names
    "ready", "Meta", "Role", "process_exception", "process_view", "is_open_for_signup", "create_user", "clean", "Media",
    "list_commands", "get_command", "resolve_command", "format", "get_context", "value_from_datadict",
    "authentication_failed", "ignore_aliases", "fold", "AlertHandler", "JsonFormatter", "RouteFilter", "server_error",
    "bad_request", "too_many_page", "get_next_link", "handle_starttag", "handle_endtag", "handle_data",
    "__getattr__", "__dir__", "prepare_value", "add_prefix", "save_form_data", "contribute_to_class",
    "send_mail", "generate_state_param", "on_authentication_error", "get_login_url", "get_callback_url",
    "get_oauth2_adapter", "extract_uid", "extract_email_addresses", "extract_common_fields", "complete_login",
    "get_queryset", "_get_filename",
}  # fmt: skip
CALLED_FROM_OUTSIDE = {
    "json_schema", "persons_named", "rows_formset", "typed_rows", "line",  # of described documents, by rooms of tests
    "make_gateway",  # by the server, which is given its name
    "FolderBackend",  # by the setting of the mail
    "aggregate_communes", "table_frame", "latest_epci", "communes_on_january_first",  # by the library and its tests
    "read_levers",  # by plug-ins
    "all_rights", "describe_one", "list_printed",  # by tests: the whole of the rights, one card, what a print holds
}  # fmt: skip
KINDS = {"function", "method", "class", "property", "import", "unreachable_code"}
# what is a library for others (its README says so) is left out: some cores, and `library`
SETTINGS = "src/autan/instance/project/settings.py"
LEADING: tuple[type[Any], ...] = (
    ast.Break, ast.Continue, ast.Return, ast.Raise, ast.FunctionDef, ast.AsyncFunctionDef, ast.With, ast.AsyncWith,
    ast.While, ast.For, ast.AsyncFor, ast.If, ast.IfExp, ast.Try,
)  # fmt: skip
"""Parts of a program that lead elsewhere than to the next line, or hold what may."""


class Finder(Vulture):  # type: ignore[misc]  # the library has no types
    """Looks for dead code in the trees that the other tests read, kind by kind; variables are left to ruff."""

    def scan(self, code: str, filename: Path) -> None:
        """Note what a file defines, uses and never reaches."""
        if PACKAGE not in filename.parents:  # a list of what a framework calls, which the library brings
            super().scan(code, filename)
            return
        self.filename = filename
        self.noqa_lines = parse_noqa(code.splitlines()) if "noqa" in code.lower() else defaultdict(set)
        leading = [node for kind in LEADING for node in nodes(filename, kind)]
        # what is inside a block begins after it, and is judged before it
        leading.sort(key=lambda node: (node.lineno, node.col_offset), reverse=True)
        for node in (*leading, *nodes(filename, ast.Module)):
            self.reachability.visit(node)
        for name in (name for name in vars(Vulture) if name.startswith("visit_")):
            for node in nodes(filename, getattr(ast, name.removeprefix("visit_"))):
                getattr(self, name)(node)
        self.reachability.reset()

    def _define_variable(self, *_variable: object, **_confidence: object) -> None:
        pass


def test_everything_is_called() -> None:
    finder = Finder(ignore_decorators=["@register.*", "@app.*", "@*.command", "@*.callback"])
    left_out = ["*/migrations/*", "*/codings/core/*", "*/textometry/core/*", "*/agreement/core/*", "*/library/*"]
    finder.scavenge([REPOSITORY / "src" / "autan"], exclude=left_out)
    templates = "\n".join(path.read_text() for path in (REPOSITORY / "src").rglob("*.html"))
    settings = (REPOSITORY / SETTINGS).read_text() + (REPOSITORY / "src/autan/instance/cli/commands.py").read_text()
    migrations = "\n".join(path.read_text() for path in (REPOSITORY / "src").rglob("migrations/*.py"))
    words = set(re.findall(r"\w+", templates + settings + migrations))
    texts = [
        f"{item.filename.relative_to(REPOSITORY)}:{item.first_lineno} {item.typ} {item.name}"
        for item in finder.get_unused_code(min_confidence=60)
        if item.typ in KINDS
        # what cannot be reached is named after the word that leads away
        and (item.typ == "unreachable_code" or not is_called_elsewhere(str(item.name), words))
    ]
    assert texts == []


def is_called_elsewhere(name: str, words: set[str]) -> bool:
    """True for what a template, the settings or a framework calls by its name."""
    return (
        name in words
        or name in CALLED_BY_A_FRAMEWORK | CALLED_FROM_OUTSIDE
        or name.startswith(("clean_", "visit_"))
        or "Config" in name
    )


def test_vulture_reads_every_file() -> None:
    assert len(python_files("src/")) > 100
