"""When Python looks for cycles: never while rooms are loaded, once a request is over in a server."""

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
import gc, weakref
import autan.instance.project.wsgi
from django.core.signals import request_finished

class Page:
    def __init__(self):
        self.itself = self

page = Page()
gone = weakref.ref(page)
del page
before = gone() is not None
request_finished.send(None)
print(before, gone() is None, gc.get_threshold()[0], gc.get_freeze_count() > 100_000)
"""


def run_apart(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_what_is_loaded_for_good_is_never_looked_at() -> None:
    assert run_apart(LOADED) == "True True True True False"


def test_a_server_looks_for_cycles_once_a_request_is_over() -> None:
    assert run_apart(SERVED) == "True True 500000 True"
