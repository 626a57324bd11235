"""Questionnaires that ship are dated before the campaigns that ask them, never in the future."""

import re
from datetime import date
from pathlib import Path

from autan.instance.demo import preparation
from autan.survey.questionnaires.importers import DEFINITIONS

CONTENT = Path(preparation.__file__).parent / "content"


def test_versions_of_questionnaires_are_not_after_the_first_campaign_that_asks_them():
    campaigns = (CONTENT / "invented" / "campaigns.yaml").read_text()
    asked = dict(re.findall(r"questionnaire: (\S+)\n.*?opened: (\S+)", campaigns, re.DOTALL))
    assert asked
    for name, opened in asked.items():
        own, shipped = CONTENT / "invented" / name, DEFINITIONS / f"{name}.fr-en.yaml"
        text = (own if own.exists() else shipped).read_text()
        (version,) = re.findall(r"^version: (\S+)$", text, re.MULTILINE)
        assert date.fromisoformat(version) <= date.fromisoformat(opened), name
