"""Help of a group of commands, read in the text of its file: neither Django nor the rooms of its commands are loaded.

A test holds each page against that of the group itself.
"""

import ast
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from typer.core import TyperCommand, TyperGroup

from autan.instance.cli.help_language import translate_help


def outline_group(name: str, module: str) -> TyperGroup | None:
    """Return a group that knows the names and summaries of its commands alone; None when the file holds one command."""
    file = _parse(module)
    summary = _summary_of("app", file)
    if summary is None:
        return None
    commands = [TyperCommand(inner, help=text, rich_markup_mode=None) for inner, text in _commands(file)]
    group = TyperGroup(name=name, commands=commands, help=summary, no_args_is_help=True, rich_markup_mode=None)
    outlined: TyperGroup = translate_help(group)
    return outlined


def _parse(module: str) -> ast.Module:
    spec = find_spec(module)
    return ast.parse(Path(str(spec and spec.origin)).read_text(encoding="utf-8"))


def _summary_of(app: str, file: ast.Module) -> str | None:
    """Return the `help` of `app = typer.Typer(help=…)`."""
    for node in file.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(keywords=keywords)) if name == app:
                return next(str(ast.literal_eval(word.value)) for word in keywords if word.arg == "help")
    return None


def _commands(file: ast.Module) -> Iterator[tuple[str, str | None]]:
    """Yield the name and the summary of each command, in the order of the file, as typer takes them."""
    for node in file.body:
        match node:
            case ast.FunctionDef(decorator_list=decorators):
                for decorator in decorators:
                    if _is_of_app(decorator, "command"):
                        yield _name(decorator, node), ast.get_docstring(node)
            case ast.Expr(value=ast.Call(func=registration, args=[function])) if _is_of_app(registration, "command"):
                definition = _imported_function(function, file)
                yield _name(registration, definition), ast.get_docstring(definition)
            case ast.Expr(value=ast.Call(args=[ast.Name(id=app)]) as call) if _is_of_app(call, "add_typer"):
                module, name = _imported_names(file).get(app, ("", app))
                yield app, _summary_of(name, _parse(module) if module else file)


def _is_of_app(node: ast.expr, method: str) -> bool:
    """Say whether an expression is `app.<method>(…)`."""
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id="app"), attr=name)):
            return name == method
    return False


def _name(registration: ast.expr, function: ast.FunctionDef) -> str:
    """Return the name that a command is registered under: that of its function without another."""
    assert isinstance(registration, ast.Call)  # noqa: S101 - what `_is_of_app` says
    names = [*registration.args, *(word.value for word in registration.keywords if word.arg == "name")]
    return ast.literal_eval(names[0]) if names else function.name.replace("_", "-")


def _imported_function(node: ast.expr, file: ast.Module) -> ast.FunctionDef:
    """Return the definition of a function that another file of commands holds, in the text of that file."""
    imported = _imported_names(file)
    match node:
        case ast.Attribute(value=ast.Name(id=name), attr=function):  # `kept.show`: the file itself is imported
            module = ".".join(imported[name])
        case _:
            module, function = imported[ast.unparse(node)]
    definitions = (line for line in _parse(module).body if isinstance(line, ast.FunctionDef))
    return next(line for line in definitions if line.name == function)


def _imported_names(file: ast.Module) -> dict[str, tuple[str, str]]:
    """Return the file and the name of what a file of commands imports, by the name that it bears there."""
    return {
        alias.asname or alias.name: (str(line.module), alias.name)
        for line in file.body
        if isinstance(line, ast.ImportFrom)
        for alias in line.names
    }
