"""A hundred people who write at once, run apart until its input ends: prints each line once acknowledged."""

import os
import sys
import threading

os.environ["DJANGO_SETTINGS_MODULE"] = "autan.instance.project.settings"

WRITERS = 100


def write(writer: int, ended: threading.Event) -> None:
    from autan.people.journal.actions import acting
    from autan.people.journal.core import ObjectRef

    number = 0
    while True:
        name = f"{writer}-{number}"
        with acting(by=None, act="try") as act:
            act.record(ObjectRef("tests", "line", name), summary="écrit")
        sys.stdout.write(f"{name}\n")
        sys.stdout.flush()
        number += 1
        if ended.wait(0.05):
            return


if __name__ == "__main__":
    import django

    django.setup()
    ended = threading.Event()
    threads = [threading.Thread(target=write, args=(writer, ended)) for writer in range(WRITERS)]
    for thread in threads:
        thread.start()
    sys.stdin.read()
    ended.set()
    for thread in threads:
        thread.join()
