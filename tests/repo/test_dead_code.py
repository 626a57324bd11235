"""Nothing is kept that nobody calls: neither the code, nor the templates, nor a table of Django."""

import re

from vulture import Vulture

from tests.repo.tree import REPOSITORY, python_files

CALLED_BY_A_FRAMEWORK = {
    # Django, allauth, typer and the standard library call these by their names
    "ready", "Meta", "Role", "process_exception", "process_view", "is_open_for_signup", "create_user", "clean", "Media",
    "list_commands", "get_command", "resolve_command", "format", "get_context", "value_from_datadict",
    "authentication_failed", "ignore_aliases", "fold", "AlertHandler", "JsonFormatter", "RouteFilter", "server_error",
    "bad_request", "too_many_page", "get_next_link", "handle_starttag", "handle_endtag", "handle_data",
    "__getattr__", "__dir__", "prepare_value", "add_prefix", "save_form_data", "contribute_to_class",
    "send_mail", "generate_state_param", "on_authentication_error", "get_login_url", "get_callback_url",
    "get_oauth2_adapter", "extract_uid", "extract_email_addresses", "extract_common_fields", "complete_login",
}  # fmt: skip
CALLED_FROM_OUTSIDE = {
    "json_schema", "persons_named", "rows_formset", "typed_rows", "line",  # of described documents, by rooms of tests
    "make_gateway",  # by the server, which is given its name
    "aggregate_communes", "table_frame", "latest_epci", "communes_on_january_first",  # by the library and its tests
    "read_levers",  # by plug-ins
    "all_rights", "describe_one", "list_printed",  # by tests: the whole of the rights, one card, what a print holds
}  # fmt: skip
KINDS = {"function", "method", "class", "property", "import", "unreachable_code"}
# what is a library for others (its README says so) is left out: some cores, and `library`
SETTINGS = "src/autan/instance/project/settings.py"


def test_everything_is_called() -> None:
    finder = Vulture(ignore_decorators=["@register.*", "@app.*", "@*.command", "@*.callback"])
    left_out = ["*/migrations/*", "*/codings/core/*", "*/textometry/core/*", "*/agreement/core/*", "*/library/*"]
    finder.scavenge([REPOSITORY / "src" / "autan"], exclude=left_out)
    templates = "\n".join(path.read_text() for path in (REPOSITORY / "src").rglob("*.html"))
    settings = (REPOSITORY / SETTINGS).read_text() + (REPOSITORY / "src/autan/instance/cli/commands.py").read_text()
    migrations = "\n".join(path.read_text() for path in (REPOSITORY / "src").rglob("migrations/*.py"))
    words = set(re.findall(r"\w+", templates + settings + migrations))
    texts = [
        f"{item.filename.relative_to(REPOSITORY)}:{item.first_lineno} {item.typ} {item.name}"
        for item in finder.get_unused_code(min_confidence=60)
        if item.typ in KINDS and not is_called_elsewhere(str(item.name), words)
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
