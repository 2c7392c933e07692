"""Word lists behind `qa.evaluate.perturb`: what stands in the place of what, in German and English.

They are of common news language, and kept apart from those by which sentences are checked.
"""

from __future__ import annotations

import re

UNITS = {
    "de": (
        "Sekunden Minuten Stunden Wochen", "Tage Monate Jahre", "Tagen Monaten Jahren",
        "Meter Kilometer Meilen", "Euro Dollar Pfund Franken Rubel", "Gramm Kilogramm Tonnen",
        "Hektar Quadratmeter Quadratkilometer",
    ),
    "en": (
        "seconds minutes hours days weeks months years", "metres kilometres miles feet",
        "meters kilometers miles feet", "euros dollars pounds francs roubles",
        "grams kilograms tonnes tons",
    ),
}  # fmt: skip
"""Units that stand in each other's place, in the same case."""

DEEDS = {
    "de": "festgenommen angeklagt verurteilt freigesprochen getötet verletzt ermordet gestohlen",
    "en": "arrested indicted convicted acquitted killed injured murdered stolen",
}
"""What is done to somebody, in one form."""

CONTRARIES = {
    "de": "stieg/sank stiegen/sanken gestiegen/gesunken höher/niedriger mehr/weniger erste/letzte "
    "ersten/letzten erster/letzter bevor/nachdem gewann/verlor gewannen/verloren gewonnen/verloren "
    "geöffnet/geschlossen angenommen/abgelehnt begann/endete begannen/endeten größte/kleinste "
    "größten/kleinsten größer/kleiner Norden/Süden nördlich/südlich nördlichen/südlichen "
    "Osten/Westen östlich/westlich östlichen/westlichen Mann/Frau Männer/Frauen gekauft/verkauft "
    "legal/illegal erlaubt/verboten früher/später besser/schlechter stark/schwach "
    "Mehrheit/Minderheit älteste/jüngste ältesten/jüngsten Sohn/Tochter Vater/Mutter "
    "Bruder/Schwester Anfang/Ende reich/arm Sommer/Winter",
    "en": "rose/fell risen/fallen rising/falling increase/decrease increased/decreased "
    "increasing/decreasing higher/lower highest/lowest more/less before/after first/last won/lost "
    "opened/closed accepted/rejected approved/rejected supported/opposed began/ended above/below "
    "largest/smallest larger/smaller north/south northern/southern east/west eastern/western "
    "man/woman men/women bought/sold legal/illegal allowed/banned earlier/later better/worse "
    "best/worst strong/weak majority/minority oldest/youngest son/daughter father/mother "
    "brother/sister start/end rich/poor summer/winter hot/cold",
}
"""Words and their contraries, in the same form."""

PLANNED = {
    "de": re.compile(
        r"\b(?P<modal>wird|werden|soll|sollen|will|wollen|könnten?|dürften?)\b"
        r"(?P<between>[^,.;:„“\"()]*?) (?P<verb>[a-zäöüß]+n)(?=[,.;])"
    ),
    "en": re.compile(
        r"\b(?P<modal>will|could|may|might|(?:plan|want|intend|hope|aim)s? to"
        r"|(?:is|are) (?:expected|set|due|scheduled|likely) to) (?P<verb>[a-z]+)\b"
    ),
}
PARTICIPLE = {
    "de": re.compile(
        r"\b(?:(?:\w{2,3})?ge\w{2,}(?:t|(?<!en)(?<!t)en)|\w+iert"
        r"|\w{3,}(?:t|en)(?= (?:wurden?|worden|werden|hat|haben|hatten?)\b))\b"
    ),
    "en": re.compile(r"(?:(?<=\b(?:was|has|had) )|(?<=\b(?:were|been|have) ))[a-z]{3,}(?<!ing)\b"),
}
AUXILIARIES = frozenset(("haben", "sein", "werden", "be", "have"))
BOUNDS = {
    "de": {
        "mehr als": "weniger als", "weniger als": "mehr als", "über": "unter", "unter": "über",
        "mindestens": "höchstens", "höchstens": "mindestens", "bis zu": "mehr als",
        "fast": "mehr als", "knapp": "mehr als",
    },
    "en": {
        "more than": "less than", "less than": "more than", "fewer than": "more than",
        "over": "under", "under": "over", "at least": "at most", "at most": "at least",
        "up to": "more than", "nearly": "more than", "almost": "more than",
    },
}  # fmt: skip
"""What goes before a number, and what says the contrary of it."""

LEFT_OUT = {
    "degree": {
        "de": r"\b[Ee]ine[rsmn]? (?=der (?:[a-zäöüß]+ )?[a-zäöüß]+[sß]ten\b)"
        r"|\b(?:zweit|dritt|viert)(?=[a-zäöüß]+[sß]te)",
        "en": r"\b(?:one|two|some) of (?=(?:the|his|its) (?:[a-z]+ )?"
        r"(?:[a-z]+est|most|first|last) )"
        r"|\b(?:second|third|fourth)[- ](?=(?:[a-z]+est|most) )",
    },
    "hedge": {
        "de": r" (?:mutmaßliche?[nrms]?|angebliche?[nrms]?|vermutlich|wahrscheinlich|möglicherweise"
        r"|offenbar|wohl|anscheinend)(?= )",
        "en": r" (?:alleged|allegedly|suspected|reportedly|apparently|probably|likely|possibly"
        r"|perhaps|presumably)(?= )",
    },
    "office": {
        "de": r"\b(?:(?:ehemalige|frühere|stellvertretende)[nrms]? |Ex-(?=[A-ZÄÖÜ])"
        r"|Vize-?(?=[a-zäöüA-ZÄÖÜ]))",
        "en": r"\b(?:(?:former|deputy|vice) |ex-)(?=\w)",
    },
}
"""By change, what is left out."""

STEPS = {
    "de": "alle/einige einige/alle viele/wenige wenige/viele verdoppelt/verdreifacht "
    "doppelt/dreifach halbiert/verdoppelt zweimal/dreimal Hälfte/Viertel "
    "muss/kann müssen/können kann/muss können/müssen darf/muss dürfen/müssen gestern/heute",
    "en": "all/some some/all many/few few/many doubled/tripled double/triple "
    "twice/thrice halved/doubled must/may may/must can/must could/must "
    "yesterday/today",
}
"""Words and others of the same scale."""

MOMENTS = {
    "de": {"vor": "nach", "nach": "vor", "seit": "bis", "bis": "nach", "ab": "bis"},
    "en": {"before": "after", "after": "before", "since": "until", "until": "after", "by": "after"},
}
"""The same of a year."""
