"""What the room gives to the others."""

from django.utils.translation import gettext_lazy as _

from autan.ground.extension_points import Beginning, PersonalData, Subject
from autan.ground.registry import register
from autan.survey.campaigns.actions.invitations import erase_invitations, purge_links
from autan.survey.campaigns.actions.workflow import CAMPAIGN
from autan.survey.campaigns.presenters import NETWORK_CAMPAIGNS, SURVEY_STEP, SURVEYS_ENTRY
from autan.survey.campaigns.queries.campaigns import questionnaires_by_campaign
from autan.survey.campaigns.queries.invitations import export_invitations
from autan.survey.questionnaires.queries import EarlierQuestions

register(
    EarlierQuestions(find=questionnaires_by_campaign),
    NETWORK_CAMPAIGNS,
    SURVEYS_ENTRY,
    SURVEY_STEP,
    CAMPAIGN,
    PersonalData(
        code="personal_links",
        what=_(
            "Liens personnels\u00a0: nom et adresse de qui répond, rubriques confiées, dates d’usage. "
            "Réponses du lien ouvert, sans nom ni adresse, tant que la collectivité ne les a ni confirmées ni écartées."
            " Fichiers joints aux réponses, photos sans leur position, jusqu’à ce que la réponse ne les nomme plus"
        ),
        whom=_("Les personnes invitées à répondre pour une collectivité"),
        why=_("Recueillir les réponses et relancer\u202f; mission d’intérêt public du réseau"),
        kept=_(
            "Adresse et nom du lien\u00a0: durée réglée par AUTAN_KEEP_LINKS après sa fin, un an sinon. "
            "Le nom d’auteur des réponses reste avec elles\u202f; une demande d’effacement l’ôte, "
            "les réponses de la collectivité restent"
        ),
        export=export_invitations,
        erase=erase_invitations,
        purge=purge_links,
    ),
)

register(
    Beginning(
        code="campaign",
        part="enquete",
        rank=10,
        label=_("Une enquête"),
        url_name="questionnaires:index",
        permission="questionnaires.author",
        subject=Subject.NOTHING,
        purpose=_(
            "Une enquête pose les mêmes questions à tous les membres\u202f; les réponses validées se comparent, "
            "se comptent et se citent. Trois questionnaires sont proposés comme modèles."
        ),
        act=_("Choisir un questionnaire"),
    ),
)
