"""Nothing that one system alone has: no call of POSIX only, no name of file that Windows refuses."""

import ast
import re

import pytest

from tests.repo.tree import kept_files, nodes, python_files, relative

pytestmark = pytest.mark.xdist_group("sources")  # each file is parsed once for all

MODULES = {"fcntl", "grp", "pwd", "resource", "termios", "tty", "pty", "msvcrt", "winreg", "syslog", "posix"}
CALLS = {
    "os": {"execv", "execve", "execvp", "fork", "forkpty", "getuid", "geteuid", "getgid", "killpg", "setsid", "chown"}
    | {"fchown", "getpgid", "lchown", "openpty", "pathconf", "setuid", "sysconf"}
    | {"mkfifo", "nice", "wait", "waitpid", "symlink", "uname", "getloadavg", "sched_getaffinity", "statvfs"},
    "signal": {"SIGKILL", "SIGHUP", "SIGUSR1", "SIGUSR2", "SIGALRM", "alarm", "pause", "setitimer"},
    "time": {"tzset"},
}
LONGEST_NAME = 120  # with the folder of a person before it, Windows takes 260
REFUSED = re.compile(r'[<>:"\\|?*]|(?:^|/)(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|/|$)|[. ](?:/|$)', re.IGNORECASE)


def one_system_only(node: ast.stmt | ast.expr) -> str:
    """What a piece of code takes of one system; empty when it takes nothing."""
    match node:
        case ast.Import():
            return ", ".join(MODULES & {alias.name for alias in node.names})
        case ast.ImportFrom(module=str(module)):
            return ", ".join({module} & MODULES or CALLS.get(module, set()) & {alias.name for alias in node.names})
        case ast.Attribute(value=ast.Name(id=module), attr=name) if name in CALLS.get(module, ()):
            return f"{module}.{name}"
        case ast.Attribute(attr="symlink_to" | "hardlink_to" as name):
            return f"Path.{name}"
    return ""


def test_the_code_calls_nothing_of_one_system_only() -> None:
    kinds: list[type[ast.Import | ast.ImportFrom | ast.Attribute]] = [ast.Import, ast.ImportFrom, ast.Attribute]
    taken = {
        f"{relative(path)}:{node.lineno}": words
        for path in python_files("src/")
        for kind in kinds
        for node in nodes(path, kind)
        if (words := one_system_only(node))
    }
    assert taken == {}


def test_names_of_files_are_taken_by_every_system() -> None:
    names = [relative(path) for path in kept_files()]
    assert [name for name in names if REFUSED.search(name) or len(name) > LONGEST_NAME] == []
    assert len({name.casefold() for name in names}) == len(names)
