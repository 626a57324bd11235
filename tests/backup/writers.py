"""Fifty people who write at once, run apart: prints the number of each line once it is acknowledged."""

import os
import sys
import threading
import time

os.environ["DJANGO_SETTINGS_MODULE"] = "autan.project.settings"

WRITERS = 50


def write(writer: int, until: float) -> None:
    from autan.journal.actions import acting
    from autan.journal.core.objects import ObjectRef

    number = 0
    while time.monotonic() < until:
        name = f"{writer}-{number}"
        with acting(by=None, act="try") as act:
            act.record(ObjectRef("tests", "line", name), summary="écrit")
        sys.stdout.write(f"{name}\n")
        sys.stdout.flush()
        number += 1
        time.sleep(0.05)


if __name__ == "__main__":
    import django

    django.setup()
    until = time.monotonic() + float(sys.argv[1])
    threads = [threading.Thread(target=write, args=(writer, until)) for writer in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
