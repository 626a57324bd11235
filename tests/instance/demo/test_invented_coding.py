"""What two invented coders made of the invented network, and the edition that quotes it."""

from autan.coding.codings.models import CodingRecord, Corpus
from autan.coding.codings.queries.corpora import get_corpus, view_corpus
from autan.coding.results.queries.agreement import measure_agreement
from autan.coding.results.queries.counts import table_of
from autan.evidence.figures.queries.registry import PUBLIC, find_figure
from autan.instance.demo.invented import load_invented_coding
from autan.publishing.editions.queries.editions import get_edition

PLACE = "entente-ysaure", "obstacles", "essai-2026.q37"


def test_two_fictitious_people_coded_and_their_work_is_loaded_once(demo_network) -> None:
    coders = set(CodingRecord.objects.values_list("coder__name", flat=True))
    assert len(coders) == 2
    assert all(name.endswith("(personne fictive)") for name in coders)
    before = CodingRecord.objects.count(), Corpus.objects.count()
    assert load_invented_coding() == 0
    assert (CodingRecord.objects.count(), Corpus.objects.count()) == before
    assert set(Corpus.objects.values_list("codebook__network__slug", flat=True)) == {"entente-ysaure"}


def test_one_disagreement_is_left_to_settle(demo_network) -> None:
    view = view_corpus(get_corpus(*PLACE))
    report = measure_agreement(view)
    assert len(report.texts) == 6
    assert len(report.disagreements) == 6
    assert [one.code.key for one in report.disagreements if one.decided is None] == ["planning_coherence"]
    assert table_of(view).row("silos").territories.value == 5


def test_the_invented_edition_quotes_counts_that_lead_to_sentences(demo_network) -> None:
    assert get_edition("essai").slug == "essai"
    figure = find_figure("coding.essai-2026.q37.obstacles.silos", reader=PUBLIC)
    assert (figure.value, figure.total) == (5, 12)
    assert {ref.kind for ref in figure.evidence} == {"coding", "answer"}
