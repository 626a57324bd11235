"""What the room gives to the others, its evidence apart."""

from django.utils.translation import gettext_lazy as _

from autan.ground.descriptions.presenters import DescribedObject
from autan.ground.extension_points import Beginning, PersonalData, Subject, WritableTable
from autan.ground.registry import register
from autan.ground.wordings import Text
from autan.people.journal.queries import export_acts
from autan.plans.estate.actions import erase_named, estate_import
from autan.plans.estate.core.assets import ESTATE, EstateAsset
from autan.plans.estate.core.columns import COLUMNS, REQUIRED
from autan.plans.estate.presenters import PAGE_EXTENSIONS, PUBLISHED_ESTATE
from autan.territories.networks.actions.imports_by_place import SIREN, import_by_place

register(
    *PAGE_EXTENSIONS,
    PUBLISHED_ESTATE,
    DescribedObject(room=ESTATE, kind="good", document=EstateAsset),
    WritableTable(
        name="estate",
        rank=20,
        title=Text("Patrimoine des membres", "Estates of members"),
        description=Text(
            "Un bien par ligne, reconnu à sa sorte et à son nom\u202f; d’autres lignes du même bien disent ses autres "
            "énergies, années et travaux, et ce qu’il devient est dit à sa première. Ce que les lignes ne disent pas "
            "reste\u202f; un bien ajouté est privé jusqu’à sa publication.",
            "One good a row, known by its kind and name; other rows of the same good tell its other energies, years "
            "and works, and what becomes of it is said at its first. What rows do not tell stays; a good that is "
            "added is private until it is published.",
        ),
        permissions=frozenset({"estate.write"}),
        columns=(SIREN, *REQUIRED),
        more_columns=tuple(name for name in COLUMNS if name not in REQUIRED),
        example={
            "siren": "999000032",
            "sorte": "bâtiment",
            "nom": "Siège",
            "surface_m2": 1250,
            "energie": "électricité",
            "annee": 2024,
            "mwh": 86.4,
            "cout_eur": 18500,
            "source": "Logiciel de comptabilité énergétique",
        },
        importing=lambda by: import_by_place(by, kind="estate", permission="estate.write", importing=estate_import),
    ),
    PersonalData(
        code=ESTATE,
        what=_("Actes sur les biens d’un patrimoine, et noms que leurs remarques contiendraient"),
        whom=_("Les personnes qui tiennent le patrimoine d’un membre"),
        why=_("Savoir d’où vient une donnée\u202f; mission d’intérêt public du réseau"),
        kept=_("Gardés avec le bien\u202f; après effacement, il reste sans le nom"),
        export=lambda subject: export_acts(subject.person, ESTATE),
        erase=erase_named,
    ),
    Beginning(
        code="estate",
        part="patrimoine",
        rank=28,
        label=_("L’inventaire du patrimoine"),
        url_name="estate:import",
        permission="estate.write",
        subject=Subject.TERRITORY,
        purpose=_(
            "L’inventaire des bâtiments, de l’éclairage, des véhicules, des parkings et des toits dit ce que les "
            "règles demandent bien par bien, et ce que l’énergie coûte."
        ),
        act=_("Importer le patrimoine %(of_name)s"),
        example="estate:network",
    ),
)
