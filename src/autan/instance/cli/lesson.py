"""`autan lesson`: lessons of a network, one whole, and what is near a need."""

import typer
from django.utils import timezone

from autan.cooperation.lessons.core.filters import LessonFilter
from autan.cooperation.lessons.core.lessons import LessonState
from autan.cooperation.lessons.core.matching import Match, MatchQuery
from autan.cooperation.lessons.presenters.needs import reason_words
from autan.cooperation.lessons.queries.lessons import adoptions_of_lesson, find_lesson, list_lessons
from autan.cooperation.lessons.queries.matching import MOST_MATCHES, match_need, match_query
from autan.cooperation.lessons.queries.needs import find_need
from autan.evidence.figures.queries.registry import OPERATOR
from autan.ground.descriptions.core.documents import as_json as kept
from autan.ground.descriptions.presenters import shown_parts, shown_table
from autan.instance.cli.listing import AsJson, attributes_of, print_json, require_choice, show_rows
from autan.plans.projects.core.themes import ActionTheme, guess_themes
from autan.territories.networks.queries.networks import get_network, list_networks
from autan.territories.networks.queries.people import network_asked

app = typer.Typer(
    help="Les savoir-faire : ceux d’un réseau, un entier, et ce qui s’approche d’un besoin.", no_args_is_help=True
)


@app.command("list")
def list_all(
    network: str = typer.Option("", "--network", help="Nom court d’un réseau ; sans lui, tous les réseaux."),
    theme: str = typer.Option("", "--theme", help="Code d’un thème, comme energy."),
    state: str = typer.Option("", "--state", help="published, draft ou to_confirm."),
    as_json: bool = AsJson,
) -> None:
    """Lister les savoir-faire : titre, hôte, état, combien de collectivités les ont repris."""
    require_choice(theme, ActionTheme, option="--theme")
    require_choice(state, LessonState, option="--state")
    lesson_filter = LessonFilter.read({"theme": theme, "etat": state})
    slugs = [get_network(network).slug] if network else [network.slug for network in list_networks()]
    today = timezone.localdate()
    lessons = [lesson for slug in slugs for lesson in list_lessons(slug, lesson_filter, reader=OPERATOR, today=today)]
    adopted = {lesson.slug: sum(record.was_taken_up for record in adoptions_of_lesson(lesson)) for lesson in lessons}
    objects = [
        {
            "slug": lesson.slug,
            "title": lesson.title,
            "network": lesson.network.slug,
            "host": lesson.territory.siren,
            "workshop": lesson.workshop.slug if lesson.workshop else "",
            **attributes_of(lesson, "is_published confirmed_on"),
            "taken_up": adopted[lesson.slug],
        }
        for lesson in lessons
    ]
    rows = [
        (
            lesson.slug,
            lesson.title,
            lesson.territory.short_name,
            "publié" if lesson.is_published else "brouillon",
            str(adopted[lesson.slug]),
        )
        for lesson in lessons
    ]
    headings = ("Identifiant", "Titre", "Hôte", "État", "Repris par")
    show_rows(headings, rows, as_objects=objects, as_json=as_json, numbers=(4,), empty="Aucun savoir-faire.")


@app.command()
def show(slug: str = typer.Argument(help="Identifiant du savoir-faire."), as_json: bool = AsJson) -> None:
    """Montrer un savoir-faire : ce qui a été appris, ses conditions, ce qu’il ne faut pas copier."""
    lesson = find_lesson(slug, reader=OPERATOR)
    content = lesson.parsed_content
    if as_json:
        print_json(
            {
                "slug": lesson.slug,
                "host": lesson.territory.siren,
                "version": lesson.version,
                "is_published": lesson.is_published,
                **kept(content),
                "adoptions": [
                    {"siren": adoption.siren, "stage": adoption.stage.value, "on": adoption.steps[-1].on.isoformat()}
                    for adoption in adoptions_of_lesson(lesson)
                ],
            }
        )
        return
    typer.echo(f"{lesson.title}\n{lesson.territory.name}, version {lesson.version}\n")
    for field in (field for _title, fields in shown_parts(content) for field in fields):
        typer.echo(f"{field.label} : {field.line or field.absent}")
    for row in shown_table(content, "conditions").rows:
        typer.echo(f"- {row['kind'].text} : {row['weight'].cell}. {row['words'].text}".rstrip())


@app.command()
def match(
    need: str = typer.Argument(help="Identifiant d’un besoin, ou les mots d’un besoin, entre guillemets."),
    network: str = typer.Option("", "--network", help="Nom court du réseau où chercher ; sans lui, le premier."),
    most: int = typer.Option(MOST_MATCHES, "--most", min=1, max=50, help="Combien en montrer au plus."),
    as_json: bool = AsJson,
) -> None:
    """Chercher ce qui est proche d’un besoin, et dire pourquoi ; rien, quand rien ne l’est."""
    matches = _matches(need, network, most)
    objects = [
        {
            "key": entry.found.key,
            "kind": entry.found.kind.value,
            "title": entry.found.title,
            "score": round(entry.score, 3),
            "words": list(entry.words),
            "subjects": list(entry.subjects),
            "themes": list(entry.themes),
            "is_near_size": entry.is_near_size,
        }
        for entry in matches
    ]
    rows = [
        (f"{entry.score:.2f}", entry.found.kind.label.fr, entry.found.title, reason_words(entry)) for entry in matches
    ]
    headings = ("Score", "Sorte", "Titre", "Pourquoi")
    show_rows(headings, rows, as_objects=objects, as_json=as_json, empty="Rien d’approchant.")


def _matches(need: str, network: str, most: int) -> tuple[Match, ...]:
    if " " not in need.strip():
        return match_need(find_need(need, reader=OPERATOR), most=most)
    chosen = get_network(network) if network else network_asked(OPERATOR, "")
    themes = frozenset(theme.value for theme in guess_themes(need))
    return match_query(MatchQuery(title=need, themes=themes), network=chosen.slug if chosen else "", most=most)
