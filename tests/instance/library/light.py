"""The light install, played where the server is: what `autan` alone asks for is all that can be imported."""

import json
import sys
import tomllib
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
MODULES = {"duckdb": "duckdb", "numpy": "numpy", "pyyaml": "yaml", "pystemmer": "Stemmer"}
ASKED = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
OPEN = {MODULES[asked.partition(">")[0].lower()] for asked in ASKED} | {"autan", *sys.stdlib_module_names}
KEPT_ASIDE = {"django", "polars", "pandas", "pyarrow", "typer", "rich", "typst", "requests", "lxml"}


class LightFinder(PathFinder):
    """Finds nothing of the extras."""

    @classmethod
    def find_spec(cls, fullname: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        """Return nothing for a package that the light install has not."""
        name = fullname.partition(".")[0]
        return super().find_spec(fullname, path, target) if name in OPEN or name.startswith("_") else None


def play(cells: list[str]) -> dict[str, Any]:
    """Run the cells of a notebook, then what asks for more; return what each showed."""
    scope: dict[str, Any] = {}
    shown = []
    for cell in cells:
        *first, last = cell.split("\n")
        exec("\n".join(first), scope)  # noqa: S102 - our own notebook
        shown.append(repr(eval(last, scope)))  # noqa: S307 - as above
    import autan
    from autan.ground.errors import AutanError
    from autan.instance.cli.main import run

    home = autan.open(sys.argv[1])
    lake = {
        "tables": home.lake()["table"],
        "rows": home.sql("SELECT count(*) AS n FROM ademe_dpe").rows(),
    }
    refused = []
    for ask in (home.networks, lambda: home.sql("SELECT 1 FROM ademe"), lambda: autan.open(ROOT / "docs")):
        try:
            ask()
        except AutanError as error:
            refused.append(str(error))
    codes = {}
    for words in (["start"], ["demo", "--no-serve"], ["--version"], []):
        sys.argv = ["autan", *words]
        try:
            run()
        except SystemExit as end:
            codes[" ".join(words)] = end.code
    return {
        "shown": shown,
        "lake": lake,
        "refused": refused,
        "codes": codes,
        "loaded": sorted(KEPT_ASIDE & set(sys.modules)),
    }


if __name__ == "__main__":
    sys.meta_path[:] = [LightFinder if finder is PathFinder else finder for finder in sys.meta_path]
    notebook = json.loads((ROOT / "examples/premier-carnet.ipynb").read_text(encoding="utf-8"))
    code = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    sys.stderr.write(json.dumps(play(code)))
