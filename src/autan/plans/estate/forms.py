"""A good as it is typed, what is asked of its kind alone, its energies and works beside it."""

from typing import Any

from autan.ground.texts.language import words
from autan.ground.web.forms.described import DescribedForm
from autan.plans.estate.core.goods import FIELDS, EnergyUse, EstateGood, GoodKind, Works, energy_faults, good_faults


class GoodForm(DescribedForm):
    """What is said of a good of one kind."""

    class Meta:
        document = EstateGood
        exclude = ("kind",)

    def __init__(self, *args: Any, kind: GoodKind, **more: Any) -> None:
        super().__init__(*args, **more)
        self.kind = kind
        for name in set(self.fields) - FIELDS[kind]:
            del self.fields[name]

    def document(self, **values: Any) -> Any:
        """Return the good, of its kind."""
        return super().document(kind=self.kind, **values)

    def clean(self) -> dict[str, Any]:
        """Say what cannot be in a good at its field."""
        data: dict[str, Any] = super().clean() or {}
        if not self.errors:
            for field, text in good_faults(self.document()):
                self.add_error(field, f"{words(text).capitalize()}.")
        return data


class EnergyForm(DescribedForm):
    """What a good consumed of one carrier in a year."""

    class Meta:
        document = EnergyUse

    def clean(self) -> dict[str, Any]:
        """Say what an energy lacks at its field; a row that says nothing is left out."""
        data: dict[str, Any] = super().clean() or {}
        if not self.errors and self.has_changed():
            for field, text in energy_faults(self.document()):
                self.add_error(field, f"{words(text).capitalize()}.")
        return data


class WorksForm(DescribedForm):
    """Works done on a good."""

    class Meta:
        document = Works
