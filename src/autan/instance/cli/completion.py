"""`autan completion`: the names of commands and options by the tab key, in the shells that people use."""

import typer

from autan.ground.errors import RuleError
from autan.instance.cli.help_language import terminal_words as _

SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")


def completion(
    shell: str = typer.Argument("", help="bash, zsh, fish, powershell ou pwsh ; celui de ce terminal sinon."),
    show: bool = typer.Option(False, "--show", help="Montrer le script, sans rien installer."),
) -> None:
    """Compléter commandes et options par la touche de tabulation, dans les terminaux ouverts ensuite."""
    from typer import _completion_shared as shells

    shell = shell or shells._get_shell_name() or ""  # noqa: SLF001 - nothing public names the shell
    if shell not in SHELLS:
        message = "interpréteur de commandes « {shell} » inconnu ; attendu : {shells}"
        raise RuleError(message, shell=shell, shells=", ".join(SHELLS))
    if show:
        typer.echo(shells.get_completion_script(prog_name="autan", complete_var="_AUTAN_COMPLETE", shell=shell))
        return
    _shell, path = shells.install(shell=shell, prog_name="autan", complete_var="_AUTAN_COMPLETE")
    typer.echo(_("Complétion installée dans {path} ; ouvrez un autre terminal.").format(path=path))
