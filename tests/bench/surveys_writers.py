"""People who save pages of answers at once: threads of processes of their own, started at one signal."""

import subprocess
import sys
import time
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from autan.survey.questionnaires.core.answers.fields import AnswerInput

PAGE, SCREENS = 33, 8


def page_entries(text: str, based_on: int) -> list["AnswerInput"]:
    """A page of answers, each with its own text, that rests on one revision."""
    from autan.survey.questionnaires.core.answers.fields import AnswerInput

    return [
        AnswerInput(question=f"q{rank}", based_on=based_on, parts={"value": (f"{text} {rank}",)})
        for rank in range(PAGE)
    ]


def time_writers(slug: str, shares: list[list[str]]) -> float:
    """Seconds from the signal to the end of the last writer, one process a share."""
    command = [sys.executable, "-m", "tests.bench.surveys_writers", slug]
    crews = [
        subprocess.Popen([*command, *share], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for share in shares
    ]
    for crew in crews:
        assert crew.stdout is not None
        assert crew.stdout.readline() == "ready\n"
    began = time.perf_counter()
    for crew in crews:
        assert crew.stdin is not None
        crew.stdin.write("go\n")
        crew.stdin.close()
    assert [crew.wait() for crew in crews] == [0] * len(crews)
    return time.perf_counter() - began


def main(slug: str, sirens: list[str]) -> None:
    """Wait for the signal, then write every screen of every person, one thread a person."""
    import django

    django.setup()
    from autan.survey.campaigns.models import Campaign

    campaign = Campaign.objects.select_related("questionnaire", "network").get(slug=slug)
    failed: list[str] = []
    threads = [Thread(target=_write, args=(campaign, siren, failed)) for siren in sirens]
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        sys.stderr.write("\n".join(failed) + "\n")
        sys.exit(1)


def _write(campaign: object, siren: str, failed: list[str]) -> None:
    from django.db import connection

    from autan.survey.answering.actions.section_answers import save_section
    from autan.survey.campaigns.queries.answering_access import authorize_answering

    failed.append(siren)
    for screen in range(SCREENS):
        entries = page_entries(f"{siren} écran {screen}", screen)
        save_section(access=authorize_answering(campaign=campaign, siren=siren), entries=entries)  # type: ignore[arg-type]
    failed.remove(siren)
    connection.close()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
