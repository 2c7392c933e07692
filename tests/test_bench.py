"""The benchmark measures what it says: its tasks, its ranks, its table."""

from __future__ import annotations

from math import log2
from pathlib import Path

import pytest
from bench.answers import figures
from bench.languages import tables
from bench.measure import Ended, K, Peer, of_ranks, rank, round_of
from bench.report import table
from bench.tasks import Question, Task, samples

TOLD = {
    "task": "few",
    "articles": 2,
    "questions": 1,
    "machine": "a machine",
    "rounds": [
        {
            "beleg": {"add_s": 2.0, "r@1": 0.5, "ten_p95_ms": 9.0},
            "other": {"add_s": 4.0, "r@1": 1.0},
        },
        {
            "beleg": {"add_s": 4.0, "r@1": 0.5, "ten_p95_ms": 9.0},
            "other": {"add_s": 6.0, "r@1": 1.0},
        },
    ],
}


def test_the_table_has_medians_ranges_and_ratios_to_beleg() -> None:
    rows = {
        row.split("|")[1].strip(): row for row in table(TOLD, ["beleg", "other"]).splitlines()[2:]
    }
    assert "| 3 (2–4) | 5 (4–6) · ×1.67 |" in rows["adding all articles, s"]
    assert "| 0.500 | 1.000 · ×2.00 |" in rows["right article first"]
    assert rows["… p95 ms, ten at once"].endswith("| 9 | fails |")


def test_pairs_of_languages_have_a_row_each_their_mean_and_the_worst() -> None:
    def figures(first: float) -> dict[str, float]:
        return {"r@1": first, "r@5": 1.0, "ndcg@10": 0.75}

    told = {
        "beleg": {("en", "de"): figures(1.0), ("de", "en"): figures(0.5)},
        "other": {("en", "de"): figures(0.25), ("de", "en"): figures(0.25)},
    }
    first, among_five, gain = (one.splitlines() for one in tables(told).split("\n\n"))
    assert first[0] == "| right article first | beleg | other |"
    assert first[2:] == [
        "| en → de | 1.000 | 0.250 |",
        "| de → en | 0.500 | 0.250 |",
        "| mean | 0.750 | 0.250 |",
        "| worst | 0.500 | 0.250 |",
    ]
    assert among_five[-1] == "| worst | 1.000 | 1.000 |"
    assert gain[-1] == "| worst | 0.750 | 0.750 |"


def test_a_rank_counts_articles_and_ends_at_ten() -> None:
    question = Question("Who?", "b", "")
    passages = [{"id": "a"}, {"id": "a"}, {"id": "b"}]
    assert rank(passages, question) == 1
    assert rank([{"id": str(number)} for number in range(K)] + [{"id": "b"}], question) == K
    assert of_ranks([0, 1, 4, K]) == {
        "r@1": 0.25,
        "r@5": 0.75,
        "ndcg@10": pytest.approx((1 + 1 / log2(3) + 1 / log2(6)) / 4),
    }


@pytest.mark.parametrize(
    ("text", "invented"),
    [
        ("Missionaries founded it in the 19th century, in 3 towns [2].", 0),
        ("It has:\n1. A church.\n2. A school.", 0),
        ("Missionaries founded it in 1834.", 1),
    ],
)
def test_a_figure_is_invented_if_no_passage_has_it_in_digits_or_in_words(
    text: str, invented: int
) -> None:
    given = [{"text": "Missionare gründeten sie im neunzehnten Jahrhundert in drei Orten."}]
    answer = {"text": text, "cited": [], "given": given, "seconds": 1.0}
    question = Question("Who founded it?", "a", "Missionare", ("missionaries",))
    assert figures([answer], [question])["invented"] == invented


def test_every_sample_question_has_its_answer_in_its_article() -> None:
    task = samples()
    texts = {one["id"]: one["text"] for one in task.articles}
    assert len(task.questions) > 20
    assert all(one.holds in texts[one.article] for one in task.questions)


def test_varied_articles_are_all_different() -> None:
    task = samples().varied(3)
    assert len({one["text"] for one in task.articles}) == len(task.articles)
    assert len({one["id"] for one in task.articles}) == 3 * len(samples().articles)


def test_a_round_of_beleg_finds_the_article_and_its_sentence(tmp_path: Path) -> None:
    articles = (
        {"id": "ferry", "text": "The ferry to Brenholm sails again. It carries 212 passengers."},
        {"id": "school", "text": "The school in Aldern closes in May. Its roof leaks."},
    )
    asked = (
        Question("How many passengers does the ferry carry?", "ferry", "212"),
        Question("When does the school close?", "school", "May"),
    )
    figures = round_of("beleg", Task("few", articles, asked), tmp_path, first=True)
    assert figures["r@1"] == figures["evidence@1"] == figures["ndcg@10"] == 1.0
    assert all(
        figures[one] > 0
        for one in ("add_s", "filled_s", "p95_ms", "ten_p95_ms", "memory_mib", "first_s")
    )
    assert K == 10


def test_a_peer_that_ends_is_told(tmp_path: Path) -> None:
    peer = Peer("langchain", Path("/bin/false"), tmp_path)
    with pytest.raises(Ended):
        peer("open", folder=str(tmp_path), weights="")
    peer.end()
