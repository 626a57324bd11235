"""What is done with one text: words and a code, or a coding that is noted, withdrawn, placed again."""

from django import forms

from autan.coding.codings.core.anchors import Anchor, anchor_passage, anchor_quote, anchor_selection
from autan.evidence.figures.core.codable_texts import CodableText


class GivenCodeForm(forms.Form):
    """Words of a text and the code that they are given: places of a selection, words that were typed, or all of it."""

    code = forms.CharField(max_length=80)
    start = forms.IntegerField(required=False, min_value=0)
    end = forms.IntegerField(required=False, min_value=0)
    quote = forms.CharField(required=False, max_length=100_000, strip=False)
    occurrence = forms.IntegerField(required=False, min_value=1)
    memo = forms.CharField(required=False, max_length=5_000)

    def anchor(self, text: CodableText) -> Anchor:
        """Return the passage, once the form is valid; `AnchorError` when it is none of the text."""
        data = self.cleaned_data
        if data["start"] is not None and data["end"] is not None:
            return anchor_selection(text.text, data["start"], data["end"])
        if data["quote"].strip():
            # browsers send CRLF, whichever break the text has
            typed = data["quote"].replace("\r\n", "\n")
            quote = typed if typed in text.text else data["quote"]
            return anchor_quote(text.text, quote, occurrence=data["occurrence"])
        whole = len(text.text) - len(text.text.lstrip()), len(text.text.rstrip())
        return anchor_passage(text.text, *whole)


class OneCodingForm(forms.Form):
    """One coding, and what is said of it."""

    coding = forms.IntegerField(min_value=1)
    memo = forms.CharField(required=False, max_length=5_000)
    part = forms.CharField(required=False, max_length=80)
