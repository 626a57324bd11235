"""Remarks on any object: said once, answered on the same object, rewritten, withdrawn."""

import pytest
from django.template import Context, Template
from django.utils import timezone

from autan.ground.errors import DomainError, NotAllowedError
from autan.people.journal.actions import MAX_REMARK, acting, record_remark, rewrite_remark, withdraw_remark
from autan.people.journal.core import ObjectRef
from autan.people.journal.models import JournalEntry, Remark
from autan.people.journal.queries import history_of, own_remark, remarks_on, remarks_on_many
from tests.cast import Cast

NOTE = ObjectRef("evidence", "note", "n1")
OTHER = ObjectRef("evidence", "note", "n2")


def say(by, text="Oui.", ref=NOTE, **more) -> Remark:
    with acting(by=by, act="comment", permission="territories.read_internal") as act:
        return record_remark(act, ref, text=text, **more)


@pytest.mark.parametrize("name", ["coordinator", "officer", "contributor", "reader"])
def test_who_holds_the_right_of_the_room_comments(people: Cast, name: str) -> None:
    author = getattr(people, name)
    remark = say(author, " Oui. \0", network="essai")
    assert (remark.text, remark.by_id, remark.by_name) == ("Oui.", author.pk, author.name)
    entry = history_of(NOTE)[0]
    assert (entry.summary, entry.network, entry.details["remark"]) == ("Commentaire ajouté", "essai", remark.pk)
    assert str(remark) == f"{author.name}: Oui."


def test_the_others_do_not(people: Cast) -> None:
    with pytest.raises(NotAllowedError):
        say(people.outsider)
    assert not Remark.objects.exists()


@pytest.mark.parametrize("text", ["", " \0 ", "x" * (MAX_REMARK + 1)])
def test_a_remark_has_words_and_not_too_many(people: Cast, text: str) -> None:
    with pytest.raises(DomainError, match="un commentaire de 1 à"):
        say(people.officer, text)
    remark = say(people.officer)
    with pytest.raises(DomainError), acting(by=people.officer, act="comment") as act:
        rewrite_remark(act, remark, text=text)


def test_the_same_words_are_kept_once_and_by_two_people_twice(people: Cast) -> None:
    first = say(people.officer)
    assert say(people.officer) == first
    assert say(people.contributor) != first
    assert say(people.officer, place="title") != first
    assert JournalEntry.objects.filter(act="comment").count() == 3


def test_a_reply_is_on_the_same_object(people: Cast) -> None:
    remark = say(people.officer)
    reply = say(people.coordinator, "Non.", reply_to=remark)
    assert reply.reply_to == remark
    with pytest.raises(DomainError, match="sur le même objet"):
        say(people.coordinator, "Non.", ref=OTHER, reply_to=remark)


def test_a_remark_is_rewritten_and_the_journal_keeps_its_words(people: Cast) -> None:
    remark = say(people.officer)
    with acting(by=people.officer, act="rewrite") as act:
        rewritten = [rewrite_remark(act, remark, text=text) for text in (" Oui. ", "Non.")]
    assert rewritten == [remark, remark]
    (entry,) = JournalEntry.objects.filter(act="rewrite")
    assert [(change.before, change.after) for change in entry.changes] == [("Oui.", "Non.")]
    assert own_remark(NOTE, by=people.officer.pk).text == "Non."


def test_a_withdrawn_remark_keeps_its_line_without_its_words(people: Cast) -> None:
    remark = say(people.officer, "À retirer.")
    for _ in range(2):
        with acting(by=people.officer, act="withdraw") as act:
            assert withdraw_remark(act, remark, now=timezone.now()) == remark
    assert JournalEntry.objects.filter(act="withdraw").count() == 1
    assert own_remark(NOTE, by=people.officer.pk) is None
    assert remarks_on_many("evidence", "note") == {}
    drawn = Template("{% load journal %}{% remarks ref %}").render(Context({"ref": NOTE}))
    assert "À retirer." not in drawn
    assert "Commentaire retiré." in drawn


def test_remarks_are_found_by_object_and_by_place(people: Cast) -> None:
    whole, title, other = say(people.officer), say(people.reader, place="title"), say(people.reader, ref=OTHER)
    assert remarks_on(NOTE) == [whole, title]
    assert remarks_on(NOTE, place="title") == [title]
    assert remarks_on_many("evidence", "note") == {"n1": [whole], "n2": [other]}
    assert remarks_on_many("evidence", "note", keys=["n1"], place="title") == {"n1": [title]}
    assert remarks_on_many("evidence", "note", place=None) == {"n1": [whole, title], "n2": [other]}


def test_the_page_of_an_object_shows_the_conversation(people: Cast) -> None:
    reply = say(people.coordinator, "Non.", reply_to=say(people.officer))
    drawn = Template("{% load journal %}{% remarks ref %}").render(Context({"ref": NOTE}))
    assert f'class="reply" id="commentaire-{reply.pk}"' in drawn
    assert Template("{% load journal %}{% remarks ref %}").render(Context({"ref": OTHER})).strip() == ""
