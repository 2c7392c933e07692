"""Trains the reader (`qa.reader`) on the stories beside this, and writes its weights.

    python -m tests.bench.reader --out reader.npz

A story file has `# language | title` before each story, `§` before each paragraph, a sentence a
line after `s:`, and after `q:` the number of the sentence that answers, the question in English
and in German, and the words of the answer, with ` | ` between them. One story in sixteen is kept
aside, and told at the end is how often its right sentence is first, by nearness alone and read.
Finding the passages takes an hour on two cores, training several; a GPU is used if there is one.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from corpus import Article, Corpus
from corpus.embed import TextVectors
from corpus.late import DIMENSION
from corpus.layers import unit
from corpus.listing import Filter
from corpus.settings import Settings
from qa.evaluate.files import filled
from qa.evidence import candidates
from qa.question import Question
from qa.reader import HEADS
from qa.retrieve import READ, Hit, NewsRetriever

STORIES = Path(__file__).with_name("stories")
WIDTH, BLOCKS, INNER = 192, 3, 384
STATES = 2 * 384
ANSWER_SHARE = 0.5
ASIDE = 16
FACTOR = 60.0
NEVER = -1e4
DROPOUT = 0.15


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in `language`, the id of its article, and where in it [start, end) the answer."""

    text: str
    language: str
    article: Article
    start: int
    end: int


@dataclass(frozen=True, eq=False)
class Passage:
    """One of the passages of an example: `tokens` (t, DIMENSION) of length 1; for each of them
    `base` (t,), the score of its sentence without reading, NEVER outside of those that may be
    quoted, the `size` (t,) of that sentence, and whether its sentence answers (`right`) or the
    token is of the answer itself (`answer`)."""

    tokens: Tensor
    base: Tensor
    size: Tensor
    sentence: Tensor
    right: Tensor
    answer: Tensor


@dataclass(frozen=True, eq=False)
class Example:
    """`tokens` (m, DIMENSION), `shares` (m,) and `states` (m, STATES) of a question; passages."""

    tokens: Tensor
    shares: Tensor
    states: Tensor
    passages: tuple[Passage, ...]


def stories(folder: Path, limit: int) -> Iterator[tuple[Article, list[Asked]]]:
    """The first `limit` stories of each file, each with its questions in both languages."""
    for file in sorted(folder.glob("*.txt")):
        told = file.read_text(encoding="utf-8").split("# ")[1 : limit + 1]
        for number, story in enumerate(told):
            yield _story(story, f"{file.stem} {number}")


def _story(story: str, name: str) -> tuple[Article, list[Asked]]:
    head, *paragraphs = story.split("§\n")
    language, title = head.strip().split(" | ")
    text, places = "", []
    for paragraph in paragraphs:
        lines = paragraph.strip().splitlines()
        sentences = [line[3:] for line in lines if line.startswith("s: ")]
        starts = []
        text += "\n\n" if text else ""
        for sentence in sentences:
            starts.append(len(text))
            text += f"{sentence} "
        text = text.rstrip()
        for line in lines[len(sentences) :]:
            number, english, german, answer = line.removeprefix("q: ").split(" | ")
            at = int(number) - 1
            start = starts[at] + sentences[at].index(answer)
            places += [(english, "en", start, answer), (german, "de", start, answer)]
    article = Article(text, title=title, language=language, source=name)
    return article, [
        Asked(question, asked, article, start, start + len(answer))
        for question, asked, start, answer in places
    ]


def examples(questions: Sequence[Asked], corpus: Corpus) -> Iterator[Example]:
    """Each question with the passages that are nearest to it; the right one takes the place of the
    last if it is not among them."""
    retriever = NewsRetriever(corpus=corpus, k=READ)
    known: dict[tuple[str, int], TextVectors] = {}
    for done, asked in enumerate(questions, start=1):
        question = Question(asked.text, asked.text, asked.language)
        hits = retriever.nearest(question)
        if not any(_holds(hit, asked) for hit in hits):
            within = replace(question, within=Filter(source=asked.article.source))
            hits[-1:] = [hit for hit in retriever.nearest(within) if _holds(hit, asked)][:1]
        vectors = corpus.embeddings.question(asked.text)
        yield Example(
            torch.from_numpy(vectors.tokens),
            torch.from_numpy(vectors.weights * (len(vectors.weights) / vectors.weights.sum())),
            torch.from_numpy(vectors.states),
            tuple(_passage(question, asked, hit, corpus, known) for hit in hits),
        )
        print(f"\rfinding passages: {done} of {len(questions)}", end="", file=sys.stderr)


def _holds(hit: Hit, asked: Asked) -> bool:
    return hit.chunk.article_id == asked.article.id and any(
        one.start < asked.end and asked.start < one.end for one in hit.chunk.sentences
    )


def _passage(
    question: Question,
    asked: Asked,
    hit: Hit,
    corpus: Corpus,
    known: dict[tuple[str, int], TextVectors],
) -> Passage:
    chunk = hit.chunk
    key = (chunk.article_id, chunk.start)
    if key not in known:
        text = corpus.get(chunk.article_id).text[chunk.start : chunk.end]
        known[key] = corpus.embeddings.statements([text])[0]
    offsets = known[key].spans[: len(hit.passage.tokens)] + chunk.start
    scores = {one.sentence: one.score for one in candidates(question, [hit], corpus)}
    count = len(hit.passage.tokens)
    base, size = np.full(count, NEVER, np.float32), np.ones(count, np.float32)
    sentence, right = np.zeros(count, np.int64), np.zeros(count, bool)
    here = chunk.article_id == asked.article.id
    for number, (one, (first, last)) in enumerate(
        zip(chunk.sentences, hit.passage.token_spans, strict=True)
    ):
        if one in scores and first < last:
            base[first:last], size[first:last] = scores[one], last - first
            sentence[first:last] = number
            right[first:last] = here and one.start < asked.end and asked.start < one.end
    answer = right & (offsets[:, 0] < asked.end) & (asked.start < offsets[:, 1])
    tokens = unit(hit.passage.tokens.astype(np.float32))
    parts = (tokens, base, size, sentence, right, answer)
    return Passage(*(torch.from_numpy(one) for one in parts))


class Block(nn.Module):
    """As `qa.reader` has it, with dropout."""

    def __init__(self) -> None:
        super().__init__()
        self.n1, self.n2 = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.qkv, self.o = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.f1, self.f2 = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.dropout = nn.Dropout(DROPOUT)

    def forward(self, x: Tensor, real: Tensor) -> Tensor:
        rows, tokens, _ = x.shape
        query, key, value = self.qkv(self.n1(x)).view(rows, tokens, 3, HEADS, -1).unbind(2)
        attended = functional.scaled_dot_product_attention(
            query.transpose(1, 2),
            key.transpose(1, 2),
            value.transpose(1, 2),
            attn_mask=real[:, None, None, :],
        )
        x = x + self.dropout(self.o(attended.transpose(1, 2).reshape(rows, tokens, WIDTH)))
        raised: Tensor = self.dropout(self.f2(functional.gelu(self.f1(self.n2(x)))))
        return x + raised


class Reader(nn.Module):
    """Rows of question and passage to a logit for each token of the passage. Its parameters have
    the names of `reader.npz`; `factor` is what a token's sentence counts for by its score."""

    def __init__(self) -> None:
        super().__init__()
        self.inp, self.qinp = nn.Linear(DIMENSION, WIDTH), nn.Linear(STATES, WIDTH)
        self.feat, self.typ = nn.Linear(3, WIDTH), nn.Parameter(torch.randn(2, WIDTH) * 0.02)
        self.blocks = nn.ModuleList(Block() for _ in range(BLOCKS))
        self.n, self.dropout = nn.LayerNorm(WIDTH), nn.Dropout(DROPOUT)
        self.out, self.sent = nn.Linear(WIDTH, 1), nn.Linear(WIDTH, 1)
        self.factor = nn.Parameter(torch.tensor(FACTOR))
        for last in (self.out, self.sent):
            nn.init.zeros_(last.weight)

    def forward(self, rows: Sequence[tuple[Example, Passage]]) -> tuple[Tensor, Tensor]:
        """(rows, t) of each token on its own, and of its sentence."""
        device = self.typ.device

        def padded(parts: Sequence[Tensor]) -> Tensor:
            return nn.utils.rnn.pad_sequence(list(parts), batch_first=True).to(device)

        asked = padded([example.tokens for example, _ in rows])
        states = padded([example.states for example, _ in rows])
        shares = padded([example.shares for example, _ in rows])
        told = padded([passage.tokens for _, passage in rows])
        asks = padded([torch.ones(len(example.tokens)) for example, _ in rows]).bool()
        tells = padded([torch.ones(len(passage.tokens)) for _, passage in rows]).bool()
        cosines = asked @ told.transpose(1, 2)
        cosines = cosines.masked_fill(~asks[:, :, None], -1).masked_fill(~tells[:, None], -1)
        ones, none = torch.ones_like(shares), torch.zeros_like(told[:, :, 0])
        met = torch.stack([cosines.amax(2), shares, ones], -1)
        weighted = (cosines * shares[:, :, None]).amax(1).clamp(min=0)
        meets = torch.stack([cosines.amax(1), weighted, none], -1)
        scale, wide = DIMENSION**0.5, (STATES / 2) ** 0.5
        question = self.inp(asked * scale) + self.qinp(states * wide) + self.feat(met)
        passage = self.inp(told * scale) + self.feat(meets)
        x = torch.cat([question + self.typ[1], passage + self.typ[0]], 1)
        x, real = self.dropout(x), torch.cat([asks, tells], 1)
        for block in self.blocks:
            x = block(x, real)
        x = self.n(x[:, asked.shape[1] :])
        return self.out(x)[..., 0], self.sent(x)[..., 0]


def logits(reader: Reader, batch: Sequence[Example]) -> list[tuple[Tensor, ...]]:
    """For each example, over the tokens of its passages: what they get, less the logarithm of the
    length of their sentence; their base scores; sentences by number; right; of the answer."""
    rows = [(example, passage) for example in batch for passage in example.passages]
    alone, joint = reader(rows)
    found = []
    at = 0
    for example in batch:
        parts = []
        for number, passage in enumerate(example.passages):
            count = len(passage.tokens)
            own, whole = alone[at, :count], joint[at, :count]
            base, size, sentence, right, answer = (
                one.to(own.device)
                for one in (
                    passage.base,
                    passage.size,
                    passage.sentence,
                    passage.right,
                    passage.answer,
                )
            )
            sums = torch.zeros(int(sentence.max()) + 1, device=own.device)
            quoted = base > NEVER
            sums = sums.index_add(0, sentence[quoted], (whole / size)[quoted])
            got = own - size.log() + sums[sentence]
            parts.append((got, base, sentence + 1000 * number, right, answer))
            at += 1
        found.append(tuple(torch.cat(columns) for columns in zip(*parts, strict=True)))
    return found


def loss(reader: Reader, batch: Sequence[Example]) -> Tensor:
    """Mean of -log of what falls on the sentence that answers, and `ANSWER_SHARE` of that of the
    words of the answer."""
    losses = []
    for got, base, _, right, answer in logits(reader, batch):
        if answer.any():
            quoted = base > NEVER
            z = got + reader.factor * (base - base.max())
            everything = z[quoted].logsumexp(0)
            on_answer = everything - z[answer].logsumexp(0)
            losses.append(everything - z[right].logsumexp(0) + ANSWER_SHARE * on_answer)
    return torch.stack(losses).mean()


@torch.no_grad()
def first(reader: Reader, kept: Sequence[Example], share: float) -> float:
    """How often the right sentence is first, where a logit counts for `share` of a score."""
    reader.eval()
    right_ones = []
    for example in kept:
        ((got, base, sentence, right, _),) = logits(reader, [example])
        best, found = -float("inf"), False
        for one in torch.tensor(sorted(set(sentence[base > NEVER].tolist()))):
            own = sentence == one
            score = float(base[own][0]) + share * float(got[own].logsumexp(0))
            if score > best:
                best, found = score, bool(right[own].any())
        right_ones.append(found)
    reader.train()
    return sum(right_ones) / max(1, len(right_ones))


def trained(seen: Sequence[Example], rounds: int, batch: int, rate: float) -> Reader:
    """A reader after `rounds` passes, the rate rising over 6 % of the steps and falling to 0."""
    torch.manual_seed(0)
    reader = Reader().to("cuda" if torch.cuda.is_available() else "cpu")
    rest = [one for name, one in reader.named_parameters() if name != "factor"]
    groups = [{"params": rest, "weight_decay": 0.01}]
    groups.append({"params": [reader.factor], "lr": 0.3, "weight_decay": 0.0})
    optimiser = torch.optim.AdamW(groups, lr=rate, betas=(0.9, 0.98))
    steps = max(1, rounds * len(seen) // batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / (0.06 * steps + 1), max(0.02, 1 - step / steps))
    )
    order = torch.cat([torch.randperm(len(seen)) for _ in range(rounds)]).tolist()
    for step in range(steps):
        value = loss(reader, [seen[at] for at in order[step * batch : (step + 1) * batch]])
        optimiser.zero_grad()
        value.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(rest, 1.0)
        optimiser.step()
        schedule.step()
        print(f"\rstep {step + 1} of {steps}: {float(value):.3f}", end="", file=sys.stderr)
    return reader


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests.bench.reader", description=__doc__)
    parser.add_argument("--stories", type=Path, default=STORIES)
    parser.add_argument("--out", type=Path, required=True, help="file for the weights (.npz)")
    parser.add_argument("--limit", type=int, default=sys.maxsize, help="stories of each file")
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--batch", type=int, default=32, help="questions a step")
    parser.add_argument("--rate", type=float, default=0.0008)
    asked = parser.parse_args()
    told = list(stories(asked.stories, asked.limit))
    with filled([article for article, _ in told], Settings.from_environment(), _shown) as corpus:
        found = list(examples([one for _, questions in told for one in questions], corpus))
    kept = [number % ASIDE == 0 for number, (_, questions) in enumerate(told) for _ in questions]
    seen = [one for one, aside in zip(found, kept, strict=True) if not aside]
    aside = [one for one, aside in zip(found, kept, strict=True) if aside]
    reader = trained(seen, asked.rounds, asked.batch, asked.rate)
    weights = {name: one.cpu().half().numpy() for name, one in reader.state_dict().items()}
    del weights["factor"]
    np.savez(asked.out, **weights)
    share = 0.4 / float(reader.factor)
    print(
        f"\nright sentence first, of {len(aside)} questions kept aside: by nearness "
        f"{first(reader, aside, 0.0):.3f}, read {first(reader, aside, share):.3f} (a logit counts "
        f"{share:.4f})"
    )
    return 0


def _shown(what: str, done: int, of: int) -> None:
    print(f"\r{what}: {done} of {of}", end="", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
