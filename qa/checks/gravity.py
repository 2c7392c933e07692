"""Words that may ruin somebody, or are the news itself: arrested, convicted, murdered, resigned, …

A small model repeats what a question takes for granted ("Who was arrested?"), and where that is
near in meaning to what the source tells ("they were brought to safety"), nothing else sees it. Of
such a word the cited sentences must have one of the same kind, in either language. The table is of
English and German; sentences and sources in others are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from qa.evidence import Candidate

_KINDS: dict[str, dict[str, tuple[str, str]]] = {
    "arrested": {
        "en": (
            r"arrest\w*|detain\w*|detention|jail\w*|imprison\w*|incarcerat\w*",
            r"custody|prison\w*|captur\w*|caught|seized|apprehend\w*|bail|cells?|held|remand\w*"
            r"|bars|intern(?:ed|ment)|locked|handcuff\w*|sentence\w*|round(?:ed|ing)|raid\w*"
            r"|inmates?|hostages?|took|taken",
        ),
        "de": (
            r"fest(?:genommen|nahme\w*|nahm|zunehmen|nehm\w*)|verhaft\w*|inhaftier\w*",
            r"(?:\w+s-?|straf|abschiebe|u-)?haft|\w*haft(?:befehl|strafe|anstalt)\w*|häftling\w*"
            r"|gewahrsam|gefängnis\w*|gefasst\w*|gefang\w*|fest|festgesetzt\w*|hinter|gestellt"
            r"|\w*razzi\w*|hausarrest|arrest|abgeführt\w*|\w*zelle|interniert\w*|eingesperrt\w*"
            r"|geiseln?|nahm\w*|genommen|gefesselt\w*|verurteil\w*",
        ),
    },
    "charged": {
        "en": (
            r"indict\w*|prosecut\w*",
            r"charg\w*|accus\w*|trial\w*|court\w*|sued?|lawsuit\w*|alleg\w*|impeach\w*|tried|case"
            r"|arraign\w*|judge\w*|convict\w*|sentence\w*",
        ),
        "de": (
            r"angeklagt\w*|anklage\w*",
            r"klag(?:e|en|te|ten)|beschuldig\w*|vorwurf|vorwürfe\w*|vorgeworfen|\w*prozess\w*"
            r"|verklagt\w*|\w*gericht\w*|\w*verfahren\w*|wirft|werfen|\w*staatsanw[aä]lt\w*",
        ),
    },
    "convicted": {
        "en": (
            r"convict(?:ed|ion|ions|s)|sentenced",
            r"guilty|sentence\w*|jailed|imprisoned|convict\w*|fined|verdict\w*|condemn\w*|ruled"
            r"|found|years",
        ),
        "de": (
            r"verurteil\w*|schuldspruch\w*",
            r"schuldig\w*|haft|\w*strafe\w*|\w*urteil\w*|gefängnis|bestraft\w*|jahre\w*"
            r"|kritisier\w*|scharf\w*|bekamen?|erhielt\w*",
        ),
    },
    "acquitted": {
        "en": (
            r"acquit\w*|exonerat\w*",
            r"clear(?:ed|s)|innocen\w*|guilty|dropp\w*|dismiss\w*|overturn\w*|quash\w*|absol\w*"
            r"|free\w*",
        ),
        "de": (
            r"freigesprochen\w*|freispruch\w*|freispr\w*",
            r"freizusprechen|unschuld\w*|eingestellt\w*|frei|aufgehoben|sprach\w*|entlast\w*",
        ),
    },
    "confessed": {
        "en": (
            r"confess\w*",
            r"admit\w*|plead\w*|pled|guilty|acknowledg\w*|conced\w*|priest\w*",
        ),
        "de": (
            r"geständnis\w*|geständig\w*",
            r"gest[aäe][nh]\w*|zugegeben|zugibt|zugab\w*|gab\w*|räum\w*|eingeräumt|einräum\w*"
            r"|bekannt\w*|bekenn\w*",
        ),
    },
    "killed": {
        "en": (
            r"kill(?:ed|s|ing|ings)|dead|die[sd]|dying|deaths?|slain|fatalit\w+",
            r"fatal\w*|murder\w*|homicid\w*|manslaughter|assassin\w*|execut\w*|massacre\w*"
            r"|li[fv]es?|perish\w*|victims?|casualt\w+|bod(?:y|ies)|corpses?|suicid\w*|drown\w*"
            r"|deadl\w*|toll|fell|fallen|shot|lynch\w*|hang\w*|hung|lethal|funeral\w*"
            r"|bur(?:y|ied|ial)|surviv\w*|mortal\w*|slaughter\w*|succumb\w*|lost|claim\w*"
            r"|crucif\w*|beheaded|posthumous\w*|genocid\w*|grave\w*|late|obituar\w*|mourn\w*"
            r"|exterminat\w*|stabb\w*|starv\w*|bomb\w*|kill\w*",
        ),
        "de": (
            r"getötet\w*|\w*tote[nrms]?|tot|gestorben\w*|st[ai]rbt?|st[ae]rben|\w*todesopfer\w*"
            r"|umgebracht|umgekommen\w*|erschossen\w*|tod|todes",
            r"ums|t[öo]t\w*|\w*t[oö]dlich\w*|\w*tod(?:es\w*)?|\w*opfer\w*|ermord\w*|\w*morde?n?"
            r"|mörder\w*|erschoss\w*|hinger\w*|hinricht\w*|\w*leb(?:en|ens)|leichen?|leichnam\w*"
            r"|ertr[ua]nk\w*|suizid\w*|selbstmord\w*|gefallen\w*|erlag\w*|erlegen|verst[aeo]rb\w*"
            r"|beerdig\w*|begr[aä]b\w*|massak\w*|überleb\w*|attentat\w*|umbring\w*|umkam\w*"
            r"|erstochen\w*|st[ae]rb\w*|ausgelöscht\w*|erhängt\w*|völkermord\w*|gekreuzigt\w*"
            r"|verlor\w*|\w*sterblich\w*|hinterbliebene\w*|trauer\w*|verluste?n?|erschlagen\w*"
            r"|bomben?\w*",
        ),
    },
    "murdered": {
        "en": (
            r"murder\w*|assassinat\w*",
            r"homicid\w*|assassin\w*|massacre\w*|kill(?:er|ers|ing|ings)|slain|slay\w*|genocid\w*"
            r"|lynch\w*|stabb\w*",
        ),
        "de": (
            r"ermord\w*|mord|morde[ns]?|mörder\w*|attentäter\w*",
            r"\w*mord\w*|\w*mörder\w*|\w*attent[aä]t\w*|umgebracht|massak\w*|erst[eoa]ch\w*|hinricht\w*"
            r"|hingericht\w*|anschl[aä]g\w*|tötung\w*",
        ),
    },
    "injured": {
        "en": (
            r"injur\w*|wounded",
            r"wound\w*|hurt\w*|casualt\w+|hospital\w*|maim\w*|burn\w*|victims?|harm\w*|broke\w*"
            r"|shot|bruis\w*|fractur\w*|treated|scald\w*|bit|bitten|surg\w*|condition|damag\w*"
            r"|knee|leg|hamstring|concuss\w*|torn|strain\w*|stabb\w*|violat\w*|breach\w*|insult\w*",
        ),
        "de": (
            r"(?:schwer|leicht|un)?verletz(?:t|te|ten|ter|tes)|verwundet\w*",
            r"\w*verletz\w*|verwund\w*|\w*opfer\w*|\w*krankenh\w*|\w*klinik\w*|\w*wunden?"
            r"|prellung\w*|brüche?n?|gebrochen\w*|angeschossen\w*|behandelt\w*|gebissen\w*"
            r"|verst[oö]ß\w*|verstieß\w*|\w*schaden\w*|\w*schäden\w*|missacht\w*|\w*stich\w*"
            r"|\w*stochen\w*",
        ),
    },
    "raped": {
        "en": (
            r"rap(?:e|ed|es|ist|ists)|molest\w*",
            r"raping|sexual\w*|assault\w*|abus\w*|harass\w*",
        ),
        "de": (
            r"vergewaltig\w*",
            r"\w*missbrauch\w*|\w*missbräuch\w*|sexuell\w*|sexual\w*|misshand\w*|\w*vergewaltig\w*",
        ),
    },
    "stole": {
        "en": (
            r"st[oe]le?n?|steal\w*|thef\w*|thie\w+|robb\w*|burgl\w*|embezzl\w*|looters?",
            r"heists?|took|taken?|loot\w*|smuggl\w*|plunder\w*|missing|hijack\w*|cop(?:y|ied)"
            r"|launder\w*|hack\w*|broke|pickpocket\w*|rob|kidnap\w*|shoplift\w*",
        ),
        "de": (
            r"gestohlen\w*|st[ai]hlt?|stehlen|\w*dieb(?:e|en|es|s)?|\w*diebst[aä]hl\w*"
            r"|raub(?:t|te|ten)|geraubt\w*|einbrecher\w*|veruntreu\w*",
            r"\w*r[aä]ub\w*|einbr[uü]ch\w*|eingebrochen|beute|erbeut\w*|\w*plünder\w*|entwend\w*"
            r"|geklaut\w*|klaut\w*|abhanden\w*|schmuggl\w*|\w*dieb\w*|unterschl\w*|entführ\w*"
            r"|kopier\w*|nahm\w*|genommen|mitnahm\w*|mitgenommen",
        ),
    },
    "deceived": {
        "en": (
            r"fraud\w*|brib\w*|corrupt\w*",
            r"swindl\w*|scam\w*|deceiv\w*|decept\w*|fals\w*|forg\w*|launder\w*|graft|kickback\w*"
            r"|cheat\w*|money|fake\w*|misus\w*|scandal\w*|evad\w*|evasion|theft|embezzl\w*",
        ),
        "de": (
            r"\w*betrug\w*|\w*betrüg\w*|bestech(?!end)\w*|bestoch\w*|korrupt\w*|veruntreu\w*",
            r"schmier\w*|\w*fälsch\w*|täusch\w*|getäuscht\w*|geldwäsch\w*|falsch\w*|hinterz[io]\w*"
            r"|schwindel\w*|betrog\w*|untreue|\w*geld\w*|vorteil\w*|\w*skandal\w*|gekauft\w*",
        ),
    },
    "criticised": {
        "en": (
            r"critici[sz]\w*|condemn\w*",
            r"critic\w*|denounc\w*|blast\w*|den(?:y|ies|ied)|accus\w*|attack\w*|slam\w*|blam\w*|warn\w*|oppos\w*|reject\w*"
            r"|object\w*|against|complain\w*|concern\w*|wrong\w*|fail\w*|protest\w*|disput\w*"
            r"|rebuk\w*|lambast\w*|question\w*|disappoint\w*|not|hit|sentenced|convict\w*"
            r"|outrag\w*|unacceptable|called|disagree\w*|doubt\w*|decr(?:y|ied)|furious|bad\w*",
        ),
        "de": (
            r"kriti[sk]\w*|bemängel\w*|angeprangert\w*",
            r"\w*kriti[sk]\w*|vorwurf|vorw[üi]rf\w*|vorgeworfen|wirft|warf|hielt|halten|rüg\w*"
            r"|gerügt|warn\w*|gewarnt|ablehn\w*|abgelehnt|lehnt\w*|gegen|beklag\w*|falsch\w*"
            r"|protest\w*|bedenken|zweifel\w*|bezweifel\w*|verurteil\w*|beschwer\w*|nicht|kein\w*"
            r"|monier\w*|tadel\w*|\w*mangel\w*|mängel\w*|enttäusch\w*|nannt\w*|beanstand\w*"
            r"|empör\w*|anprang\w*|beschuldig\w*|bestr[ei]\w*|angegriffen|attack\w*|bezeichn\w*"
            r"|unzureichend|ärger\w*|skeptisch\w*",
        ),
    },
    "resigned": {
        "en": (
            r"resign\w*",
            r"step\w*|quit\w*|stood|stand\w*|left|leav\w*|departu\w*|retir\w*|gave|giv\w*"
            r"|abdicat\w*|relinquish\w*|oust\w*|down|vacat\w*|withdr[ae]w\w*",
        ),
        "de": (
            r"rücktritt\w*|zurückgetreten\w*|zurücktr[ie]\w*|zurücktrat\w*",
            r"zurückzutreten|tr[aei]t\w*|\w*getreten|legt\w*|gelegt|niedergelegt|aufgab\w*|aufgegeben|geht"
            r"|ging|abgang\w*|ausgeschieden|schied\w*|verl(?:ässt|ieß|assen)\w*|verzicht\w*"
            r"|abdank\w*|abgedankt|kündig\w*|gekündigt|zurückgezogen|\w*rücktritt\w*",
        ),
    },
}
"""Of each kind, by language: the words that need a source, and what else may stand for one there.
The second need not say the same: that somebody was arrested may rest on a raid, but not on nothing
of the kind."""

_WORD = re.compile(r"[^\W\d_][\w-]*")


def unfounded(text: str, cited: Sequence[Candidate], language: str) -> Iterator[str]:
    """The words of `text` of a kind of which the sentences `cited`, and those that they lean on,
    have none; one of each kind. What may stand for one does not, where they tell of another kind
    that `text` lacks: "the prisoner was hurt" is no arrest."""
    quotes = [one.quote(0) for one in cited]
    told = [(f"{one.lead} {one.quote}", one.article.language) for one in quotes]
    if any(own not in ("de", "en") for _, own in told):
        return
    for kind in _KINDS:
        said = _first(kind, language, text, in_source=False)
        if not said or _any(kind, told, in_source=False):
            continue
        if not _any(kind, told, in_source=True) or _has_another(text, told, language):
            yield said


def _has_another(text: str, told: Sequence[tuple[str, str]], language: str) -> bool:
    """Whether the sources tell of a kind of which `text` has no word."""
    return any(
        _any(kind, told, in_source=False)
        for kind in _KINDS
        if not _first(kind, language, text, in_source=True)
    )


def _any(kind: str, told: Sequence[tuple[str, str]], *, in_source: bool) -> bool:
    return any(_first(kind, own, one, in_source=in_source) for one, own in told)


def _first(kind: str, language: str, text: str, *, in_source: bool) -> str:
    """The first word of a kind; "" if there is none."""
    pattern = _pattern(kind, language, in_source)
    return next((word for word in _WORD.findall(text) if pattern and pattern.fullmatch(word)), "")


@cache
def _pattern(kind: str, language: str, in_source: bool) -> re.Pattern[str] | None:
    words = _KINDS[kind].get(language)
    if words is None:
        return None
    return re.compile("|".join(words) if in_source else words[0], re.IGNORECASE)
