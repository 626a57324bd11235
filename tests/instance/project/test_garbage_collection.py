"""When Python looks for cycles: never while rooms are loaded, nor at them afterwards."""

import subprocess
import sys

LOADED = """
import gc
from autan.ground.garbage_collection import kept_for_good
with kept_for_good():
    asleep = not gc.isenabled()
    with kept_for_good():
        kept = [[] for _ in range(1000)]
    still_asleep = not gc.isenabled()
is_seen = any(each is kept for each in gc.get_objects())
print(asleep, still_asleep, gc.isenabled(), gc.get_freeze_count() > 1000, is_seen)
"""
SERVED = """
import gc
import autan.instance.project.wsgi

print(gc.get_threshold()[0], gc.get_freeze_count() > 100_000)
"""


def run_apart(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_what_is_loaded_for_good_is_never_looked_at() -> None:
    assert run_apart(LOADED) == "True True True True False"


def test_a_server_looks_for_cycles_less_often_and_never_at_what_it_loaded() -> None:
    assert run_apart(SERVED) == "50000 True"
