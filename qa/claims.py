"""Who says it, and which way: attribution, quotation marks, negation and direction.

Pure functions over words. The tables are of common news language: cues of reported speech and
negation in ten languages, pairs of opposites in four. They see what is said in one clause;
irony, double negation and what a verb implies are beyond them. Whether the sentence and its
source speak of the same thing at all is decided before, by nearness (`qa.verify`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from corpus.stem import stems

_WORD = re.compile(r"[\w’'-]+")
_QUOTED = re.compile(r"[„“\"»«]([^„“”\"»«\n]{8,400})[“”\"»«]")
_MIN_QUOTED_WORDS = 3
_WINDOW = 4
_SHARED = 0.5

_ATTRIBUTED = {
    "de": r"davon|ausgesagt|ergebnis|bekräftig\w*|kritik"
    r"|sagt\w*|sagen|gesagt|laut|zufolge|angaben|aussagen?|erklärt\w*|betont\w*|mein(?:t|te"
    r"|ten)"
    r"|berichtet\w*|berichten|behaupt\w*|teilt\w*|mitgeteilt|mitteil\w*|meld\w*|gemeldet|demnach"
    r"|wonach|äußert\w*|schrieb\w*|schreib\w*|geschrieben|kritisiert\w*|warnt\w*|versicher\w*"
    r"|informationen"
    r"|forder\w*|gefordert|hieß|heißt|bestätigt\w*|glaub\w*|zitier\w*|hinwies|vorwurf"
    r"|begründet\w*|bezeichn\w*|nannt\w*|nennt|wirft|warf|vorgeworfen|spricht|sprach\w*|ansicht"
    r"|meinung"
    r"|angeblich\w*|mutmaßlich\w*|einschätzung|schätz\w*|hofft\w*|fügte"
    r"|räumt\w*|entgegne\w*|verwies\w*|verweis\w*|kommentier\w*|kündig\w*|angekündigt|lobt\w*"
    r"|soll|sollen|sei|seien|habe(?!n)|hätten|hätte|werde(?!n)|würden|würde|könne|könnten|müsse"
    r"|müssten|wolle"
    r"|solle|sollten|dürfe|gebe|gäbe|wäre|wären|komme|stehe",
    "en": r"said|says?|saying|according|told|tells?|report\w*|claim\w*|alleg\w*|stat(?:e|es|ed|ing)"
    r"|announc\w*|add(?:s|ed)|warn\w*|insist\w*|argu\w*|believ\w*|thinks?|thought|quot\w*|writes?"
    r"|wrote"
    r"|describ\w*|call(?:s|ed|ing)|suggest\w*|accus\w*|admit\w*|den(?:y|ies|ied)|confirm\w*"
    r"|explain\w*"
    r"|apparently|supposedly|expect\w*|estimat\w*|predict\w*|reveal\w*|show(?:s|ed)|note[sd]?"
    r"|feels?|felt|hop(?:es|ed|ing)"
    r"|tweet\w*|testif\w*|ask(?:s|ed)|want(?:s|ed)|worr\w*|concern\w*|urg\w*|respond\w*|repl\w*"
    r"|view\w*|acknowledg\w*",
    "fr": r"selon|d.après|di[ts]|disent|dire|disait|déclar\w*|affirm\w*|indiqu\w*|annonc\w*"
    r"|expliqu\w*|estim\w*"
    r"|ajout\w*|rapport\w*|préven\w*|assur\w*|aur(?:ait|aient)|ser(?:ait|aient)|dev(?:rait"
    r"|raient)|précis\w*|soulign\w*|prétend\w*"
    r"|racont\w*|appel\w*|croi\w*|pens\w*|confi\w*|interrog\w*|demand\w*|accus\w*|averti\w*"
    r"|souten\w*|not\w*|commentaire",
    "es": r"según|dij\w*|dice\w*|dicho|decir|diciendo|afirm\w*|declar\w*|asegur\w*|anunci\w*"
    r"|explic\w*|indic\w*|señal\w*"
    r"|habría\w*|sería\w*|podría\w*|agreg\w*|añad\w*|inform\w*|coment\w*|cont(?:ó|aron|ado)"
    r"|report\w*|cre(?:e|en|ía|ían)|consider\w*"
    r"|advirt\w*|adviert\w*|acus\w*|insist\w*|sost\w*|escrib\w*|escrit\w*|pregunt\w*|pidi\w*"
    r"|llam\w*|manifest\w*|relat\w*|opin\w*|piens\w*|describ\w*",
    "it": r"secondo|detto|dice|dichiarat\w*|affermat\w*|spiegat\w*|riferit\w*|aggiunt\w*"
    r"|sarebbe\w*|avrebbe\w*",
    "nl": r"volgens|zei|zeiden|zegt|zeggen|verklaar\w*|meld\w*|aldus|gezegd|zou|zouden|vertel\w*",
    "pt": r"segundo|disse\w*|diz\w*|afirm\w*|declar\w*|anunci\w*|explic\w*|teria\w*|seria\w*"
    r"|conforme",
    "pl": r"według|zdaniem|powiedzia\w*|mówi\w*|stwierdzi\w*|twierdz\w*|poinformowa\w*|doda\w*",
    "ru": r"по|словам|данным|заявил\w*|сообщ\w*|сказал\w*|отметил\w*|утвержда\w*|подчеркнул\w*",
    "uk": r"за|словами|даними|заявив\w*|заявил\w*|повідом\w*|сказа\w*|зазначи\w*|стверджу\w*",
    "tr": r"göre|dedi\w*|söyle\w*|belirt\w*|açıkla\w*|iddia\w*|aktar\w*|ifade",
}  # fmt: skip
"""Any of these in a sentence says that somebody says, thinks or reports it."""

_SOMEBODY_SAYS = {
    "de": r"\b(?:(?P<after>laut|nach angaben(?: von)?"
    r"|nach aussagen?(?: von)?)\s+(?P<a>[^,.:;„“]{3,60}?)"
    r"(?=,|\.|:| (?:wurde|wurden|ist|sind|hat|haben|habe|sei|seien|soll|sollen|war|waren|wird"
    r"|werden|gibt|könn\w+|kam\w*)\b)"
    r"|(?P<before>[A-ZÄÖÜ][^,.:;„“]{2,60}?)\s+zufolge\b"
    r"|(?:sagte|sagten|erklärte|erklärten|betonte|behauptete|behaupteten|meinte|so)\s+"
    r"(?P<b>(?:(?:der|die|das|ein|eine)\s+)?[A-ZÄÖÜ][^,.:;„“]{2,60}))",
    "en": r"\b(?:according to\s+(?P<a>[^,.;“\"]{3,60})|(?P<b>[A-Z][\w.’' -]{2,60}?)\s+(?:said"
    r"|says|told|claimed|claims|alleged)\b"
    r"|(?:said|says|claimed)\s+(?P<c>(?:the\s+)?[A-Z][^,.;“\"]{2,60}))",
    "fr": r"\b(?:selon|d.après)\s+(?P<a>[^,.;«]{3,60})|\b(?:a|ont)\s+(?:déclaré|affirmé"
    r"|dit)\s+(?P<b>[^,.;«]{3,60})",
    "es": r"\bsegún\s+(?P<a>[^,.;«]{3,60})|\b(?:dijo|afirmó|declaró"
    r"|aseguró)\s+(?P<b>[A-Z][^,.;«]{2,60})",
}  # fmt: skip
"""Of a source: that it does not say this itself, and who does."""

_SPOKEN = {
    "de": r"sagten?|gesagt|laut|zufolge|angaben|aussagen?|erklärten?|betonten?|meinten?|mitteilten?"
    r"|berichteten?|berichtet|behaupte\w*|mitgeteilt|demnach|wonach|äußerten?|schrieb|schrieben"
    r"|kritisierten?|warnten?|bestätigten?|meldeten?|sprecher\w*|einschätzung|ansicht|befürchte\w*"
    r"|bericht\w*|teilten?|meldung\w*|erzählten?|angaben?|hieß|hinwies|wies|davon|glaub\w*|nannten?"
    r"|sei|seien|habe|werde|könne|müsse|solle|wolle|dürfe|gebe|stehe|soll|sollen|hätten|würden"
    r"|bezeichneten?|erwarte\w*|rechne\w*|stellten?|begründe\w*|räumten?|kündigten?|forderten?",
    "en": r"said|says|according|told|claim(?:s|ed)|alleg\w+|stated|warned|insisted|argued"
    r"|reportedly|tweeted",
    "fr": r"selon|déclar(?:é|ent|e|ait)|affirm(?:é|e|ent|ait)|expliqu(?:é|e)",
    "es": r"según|dijo|dijeron|afirm(?:ó|an|a)|declaró|aseguró|explicó",
}  # fmt: skip
"""Of these, what tells without doubt that a source repeats what somebody said."""

_NOT = {
    "de": r"nicht|kein\w*|nie|niemals|niemand\w*|nichts|weder|keinesfalls|keineswegs",
    "en": r"not|no|never|none|nobody|nothing|neither|cannot|\w+n[’']t",
    "fr": r"pas|jamais|aucune?|rien|personne|ni",
    "es": r"no|nunca|jamás|ningun\w*|ningún|nada|nadie|tampoco",
    "it": r"non|mai|nessun\w*|nulla|niente",
    "nl": r"niet|geen|nooit|niemand|niets",
    "pt": r"não|nunca|jamais|nenhum\w*|nada|ninguém",
    "pl": r"nie|nigdy|nikt|nic|żad\w*",
    "ru": r"не|нет|никогда|никто|ничего|ни",
    "uk": r"не|немає|ніколи|ніхто|нічого|ні",
    "tr": r"değil\w*|hiç\w*|yok\w*|\w+m[ae](?:dı|di|mış|miş|yacak|yecek)\w*",
}
_LIKE_NOT = {
    "de": r"ohne|kaum|un\w{4,}|leugn\w*|dementier\w*|bestr[ei]{1,2}t\w*|weiger\w*|verweiger\w*"
    r"|ablehn\w*|abgelehnt|lehnt\w*|scheiter\w*|gescheitert|fehl\w*|verbot\w*|verbiet\w*"
    r"|ausgeschlossen"
    r"|verhinder\w*|statt|mangel\w*|nur|erst|noch|außer|weniger|selten|verzicht\w*|verpass\w*|aus",
    "en": r"without|barely|hardly|den(?:y|ie[sd]|ial)|refus\w*|reject\w*|fail\w*|lack\w*|unable"
    r"|un\w{4,}"
    r"|nor|rather|instead|only|until|yet|prevent\w*|ban\w*|avoid\w*|less|few\w*|miss\w*|rarely"
    r"|absen\w*|in\w{5,}|dis\w{4,}|ir\w{5,}|im\w{5,}",
    "fr": r"sans|refus\w*|ne|n.\w+|démen\w*|manqu\w*|non|peu|seul\w*|que|in\w{5,}|im\w{5,}"
    r"|interdi\w*|échou\w*|échec",
    "es": r"sin|neg\w*|rechaz\w*|desmint\w*|falt\w*|ni|apenas|sólo|solo|in\w{5,}|im\w{5,}"
    r"|fracas\w*|imp\w*|poc\w*",
}  # fmt: skip
"""What may stand for a negation in other words."""

_UP_DOWN = (
    {
        "de": r"(?:an|ge|ver)?st(?:ieg|eig)\w*|gestiegen\w*|zunahm\w*|zunehm\w*|erhöh\w*|wuchs\w*"
        r"|gewachsen\w*|mehr|höher\w*|zugenommen",
        "en": r"rose|ris(?:e|es|en|ing)|increas\w*|gr(?:ew|ow|own|owing|owth)|climb\w*|more"
        r"|higher|up|soar\w*|gain\w*|surg\w*",
        "fr": r"hausse|augment\w*|progress\w*|plus|accru\w*|grimp\w*",
        "es": r"sub(?:ió|ieron|e|en|ida)|aument\w*|crec\w*|más|alza|increment\w*",
    },
    {
        "de": r"fiel\w*|fällt|gefallen|sank\w*|sink\w*|gesunken\w*|rückgang\w*|zurückgegangen"
        r"|abnahm\w*|abnehm\w*|verringer\w*|weniger|niedriger\w*|senk\w*|gesenkt",
        "en": r"fell|fall(?:s|en|ing)?|decreas\w*|declin\w*|drop\w*|less|fewer|lower\w*|down"
        r"|shr[aiu]nk\w*|reduc\w*|cut\w*",
        "fr": r"baiss\w*|dimin\w*|recul\w*|moins|chut\w*|rédui\w*",
        "es": r"baj\w*|disminu\w*|ca(?:yó|yeron|ída|e|en)|menos|desc(?:end|iend|enso)\w*|reduc\w*",
    },
)
_OPPOSITES: tuple[tuple[dict[str, str], dict[str, str]], ...] = (
    _UP_DOWN,
    ({"de": r"vor|bevor|zuvor", "en": r"before"}, {"de": r"nach|nachdem|danach", "en": r"after"}),
    ({"de": r"gew(?:ann|onn|inn)\w*|sieg\w*", "en": r"w[oi]n(?:s|ning)?|victor\w*|beat\w*"},
     {"de": r"verl(?:or|ier)\w*|niederlage\w*|unterl\w*|unterleg\w*", "en": r"los[et]\w*"
     r"|defeat\w*|loss\w*"}),
    ({"de": r"über|mehr|mindestens|oberhalb", "en": r"over|above|more|least"},
     {"de": r"unter|weniger|höchstens|unterhalb", "en": r"under|below|less|fewer|most"}),
    ({"de": r"(?:er)?öffn\w*|geöffnet\w*", "en": r"open\w*"},
     {"de": r"schl(?:ieß|oss)\w*|geschlossen\w*", "en": r"clos(?:e|es|ed|ing|ure)"}),
    ({"de": r"zustimm\w*|zugestimmt|stimmt\w*|genehmig\w*|angenommen|billig\w*"
    r"|gebilligt", "en": r"approv\w*|accept\w*|agree\w*|support\w*|back(?:s|ed|ing)"},
     {"de": r"ablehn\w*|abgelehnt|lehnt\w*|verworfen|zurückgewiesen", "en": r"reject\w*|refus\w*"
     r"|oppos\w*|disagree\w*|den(?:y|ied|ies)"}),
    ({"de": r"festgenommen|verhaftet\w*|festnahme\w*", "en": r"arrest\w*|detain\w*|jail\w*"},
     {"de": r"freigelassen|entlassen|freilassung", "en": r"releas\w*|freed"}),
    ({"de": r"(?:un)schuldig\w*|freigesprochen|freispruch", "en": r"innocent|acquit\w*|cleared"},
     {"de": r"schuldig\w*|verurteil\w*|schuldspruch", "en": r"guilty|convict\w*"}),
    ({"de": r"erst(?:e|en|er|es)", "en": r"first"}, {"de": r"letzt\w*", "en": r"last|final"}),
    ({"de": r"größ(?:t|er)\w*|höch(?:st)\w*", "en": r"bigg\w+|larg(?:er|est)|highest|greatest"},
     {"de": r"klein(?:er|st)\w*|niedrigst\w*", "en": r"small(?:er|est)|lowest"}),
    ({"de": r"erlaub\w*|gestatte\w*", "en": r"allow\w*|permit\w*|legal\w*"},
     {"de": r"verb(?:iet|ot)\w*|untersag\w*", "en": r"ban|bans|banned|prohibit\w*|forb\w*"
     r"|illegal\w*"}),
    ({"de": r"beg(?:inn|ann|onn)\w*|anfang|start\w*", "en": r"beg[aiu]n\w*|start\w*|launch\w*"},
     {"de": r"end(?:e|et|ete|eten)|beend\w*|aufhör\w*", "en": r"end(?:s|ed|ing)|stop\w*|halt\w*"
     r"|finish\w*"}),
    ({"de": r"früher\w*", "en": r"earlier"}, {"de": r"später\w*", "en": r"later"}),
    ({"de": r"verbesser\w*|besser\w*|best\w*", "en": r"improv\w*|better|best"},
     {"de": r"verschlechter\w*|schlechter\w*|schlimm\w*", "en": r"worse\w*|deteriorat\w*|worst"}),
    ({"de": r"stärk\w*|stark\w*", "en": r"strong\w*|strength\w*"},
     {"de": r"schwäch\w*|schwach\w*", "en": r"weak\w*"}),
    ({"de": r"für", "en": r"for|pro"}, {"de": r"gegen", "en": r"against"}),
    ({"de": r"nördlich\w*|norden", "en": r"north\w*"}, {"de": r"südlich\w*"
    r"|süden", "en": r"south\w*"}),
    ({"de": r"östlich\w*|osten", "en": r"east\w*"}, {"de": r"westlich\w*"
    r"|westen", "en": r"west\w*"}),
    ({"de": r"lebend\w*|überleb\w*", "en": r"alive|surviv\w*"},
     {"de": r"tot\w*|starb\w*|gestorben|getötet\w*", "en": r"dead|die[sd]|killed"}),
    ({"de": r"öffentlich\w*", "en": r"public\w*"}, {"de": r"geheim\w*"
    r"|privat\w*", "en": r"secret\w*|private\w*"}),
    ({"de": r"mann|männer\w*", "en": r"man|men|male"}, {"de": r"frau|frauen", "en": r"wom[ae]n"
    r"|female"}),
)  # fmt: skip


@cache
def _pattern(alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives})", re.IGNORECASE)


def _is(word: str, table: dict[str, str], language: str) -> bool:
    alternatives = table.get(language)
    return bool(alternatives and _pattern(alternatives).fullmatch(word))


def is_attributed(text: str, language: str) -> bool:
    """Whether the sentence says that somebody says it; also if that cannot be told."""
    if language not in _ATTRIBUTED or _QUOTED.search(text):
        return True
    words = _WORD.findall(text)
    return any(_is(one, _ATTRIBUTED, language) or _is(one, _SPOKEN, language) for one in words)


def speaker(text: str, language: str) -> str:
    """Who says what this sentence of an article reports; "" where it reports nothing."""
    if language not in _SOMEBODY_SAYS:
        return ""
    match = _speaker_pattern(language).search(text[:1000])
    if not match:
        return ""
    said_by = next(value for name, value in match.groupdict().items() if value and name != "after")
    return " ".join(said_by.split())


@cache
def _speaker_pattern(language: str) -> re.Pattern[str]:
    pattern = _SOMEBODY_SAYS[language]
    if language == "de":  # "Laut", "Nach" may open the sentence
        for cue in ("laut", "nach angaben", "nach aussagen"):
            first, rest = (
                cue[0],
                cue[1:].replace("angaben", "Angaben").replace("aussagen", "Aussagen"),
            )
            pattern = pattern.replace(cue, f"[{first.upper()}{first}]{rest}")
    return re.compile(pattern.replace("according", "[Aa]ccording"))


def is_reported(text: str, language: str) -> bool:
    """Whether a sentence of an article plainly repeats what somebody said."""
    return any(_is(word, _SPOKEN, language) for word in _WORD.findall(text)) or bool(
        quotations(text)
    )


def quotations(text: str) -> list[str]:
    """What stands in quotation marks, if it is three words or more."""
    found = (match.group(1).strip(" ,.;:!?…") for match in _QUOTED.finditer(text))
    return [quote for quote in found if len(quote.split()) >= _MIN_QUOTED_WORDS]


def is_verbatim(quote: str, text: str) -> bool:
    """Whether `text` has the words of `quote` in this order, whatever is between them but words."""
    wanted, words = _WORD.findall(quote.casefold()), _WORD.findall(text.casefold())
    return f" {' '.join(wanted)} " in f" {' '.join(words)} "


def contradicts(text: str, source: str, language: str) -> bool:
    """Whether one of two sentences of the same language denies what the other says.

    They do if one has a negation, or the opposite of a word of the other, among words that
    both have.
    """
    stated, told = _Words(text, language), _Words(source, language)
    return (
        _denies(stated, told, language)
        or _denies(told, stated, language)
        or _reverses(stated, told, language)
    )


class _Words:
    """Words of a sentence in order, and their stems."""

    def __init__(self, text: str, language: str) -> None:
        self.words = [word.casefold() for word in _WORD.findall(text)]
        self.stems = [(stems(word, language) or [word])[0] for word in self.words]
        self.known = frozenset(self.stems)

    def around(self, at: int, width: int = _WINDOW) -> list[str]:
        """The stems next to the word number `at`."""
        near = self.stems[max(0, at - width) : at] + self.stems[at + 1 : at + 1 + width]
        return [one for one in near if len(one) > 1]

    def negations(self, language: str, weak: bool = False) -> list[int]:
        """Which words negate; with `weak`, also those that may."""
        return [
            at
            for at, word in enumerate(self.words)
            if _is(word, _NOT, language) or (weak and _is(word, _LIKE_NOT, language))
        ]


def _denies(negated: _Words, other: _Words, language: str) -> bool:
    """Whether `negated` has a negation that `other` lacks, of words that it has."""
    for at in negated.negations(language):
        near = negated.around(at)
        shared = [one for one in near if one in other.known]
        if len(near) < 2 or len(shared) < 0.75 * len(near):  # noqa: PLR2004
            continue
        if not any(
            _share(near, other.around(there, 2 * _WINDOW)) >= _SHARED
            for there in other.negations(language, weak=True)
            if other.stems[there] not in negated.known or there in other.negations(language)
        ):
            return True
    return False


def _reverses(stated: _Words, told: _Words, language: str) -> bool:
    for pair in _OPPOSITES:
        for one, other in (pair, pair[::-1]):
            for at in _positions(stated, one, language):
                if stated.stems[at] in told.known or _positions(told, one, language):
                    continue
                near = stated.around(at, 3)
                if any(
                    _share(near, told.around(there, 5)) >= 0.6  # noqa: PLR2004
                    for there in _positions(told, other, language)
                    if told.stems[there] not in stated.known
                ):
                    return True
    return False


def _positions(words: _Words, table: dict[str, str], language: str) -> list[int]:
    return [at for at, word in enumerate(words.words) if _is(word, table, language)]


def _share(wanted: Sequence[str], among: Sequence[str]) -> float:
    return sum(one in among for one in wanted) / len(wanted) if wanted else 0.0


def negates(text: str, language: str, weak: bool = False) -> bool:
    """Whether the sentence has a negation, or with `weak` what may stand for one."""
    return bool(_Words(text, language).negations(language, weak))


def speakers_near_cues(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Spans (start, end) in `text` right before and after each cue of reported speech, where
    the one who says it is named."""
    pattern = _ATTRIBUTED.get(language)
    if not pattern:
        return
    for match in _WORD.finditer(text):
        if _pattern(pattern).fullmatch(match.group()):
            before = max(text.rfind(mark, 0, match.start()) for mark in ',;:„“"»«')
            after = min(
                (at for mark in ',;:.„“"»«' if (at := text.find(mark, match.end())) >= 0),
                default=len(text),
            )
            yield max(before + 1, match.start() - 60), min(after, match.end() + 60)
