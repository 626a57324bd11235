"""The only writers of the room: `answering` for collected answers, `documented` for those of a publication."""

from autan.surveys.actions.answering import open_campaign, record_answer, record_questionnaire
from autan.surveys.actions.documented import load_documented_campaign

__all__ = ["load_documented_campaign", "open_campaign", "record_answer", "record_questionnaire"]
