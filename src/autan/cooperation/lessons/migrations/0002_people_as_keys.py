"""Point to who wrote, decided or recorded each thing, with an account or without."""

from django.db import migrations

from autan.people.individuals.importers import MANDATES, name_to_key


class Migration(migrations.Migration):
    dependencies = [("lessons", "0001_lessons_needs_adoption"), *MANDATES]

    operations = [
        *name_to_key(
            "lessons.AdoptionStepRecord", "done_by", name="person", network="adoption__lesson__network__slug"
        ),
        *name_to_key("lessons.Lesson", "author", network="network__slug"),
        *name_to_key("lessons.LessonVersion", "by", network="lesson__network__slug"),
        *name_to_key("lessons.AdoptionStepRecord", "recorded_by", network="adoption__lesson__network__slug"),
        *name_to_key("lessons.Need", "asked_by", network="network__slug"),
        *name_to_key("lessons.Need", "closed_by", network="network__slug"),
        *name_to_key("lessons.NeedAnswer", "by", network="need__network__slug"),
        *name_to_key("lessons.MatchDecision", "by", network="need__network__slug"),
        *name_to_key("lessons.Offer", "by", network="network__slug"),
    ]
