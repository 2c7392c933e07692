"""Tells what an outlet says around its articles from what the article says.

"Lesen Sie auch", cookie notices, subscription teasers, newsletter boxes: the text of an article
keeps them, so that spans stay true, but they are no evidence. Told by how they begin, or by what
only such lines say, in German and English; a long sentence, or one with a speaker, is never one.
"""

from __future__ import annotations

import re

_MAX_CHARACTERS = 300

_BEGINS = re.compile(
    r"(?:"
    r"(?:lesen|sehen|hören|schauen) sie (?:auch|hier|dazu|jetzt|mehr|weiter)\b"
    r"|(?:auch|ebenfalls|jetzt|hier) (?:lesen|interessant)\b"
    r"|(?:lies|lest) (?:auch|hier|mehr|weiter)\b"
    r"|mehr (?:zum thema|dazu|lesen|anzeigen|aus dieser rubrik|nachrichten|news)\b"
    r"|weitere (?:artikel|nachrichten|meldungen|themen)\b.{0,80}(?:hier|:)"
    r"|das könnte (?:sie|dich|euch) auch interessieren"
    r"|zum (?:weiterlesen|newsletter|thema\s*:)"
    r"|meine news\b"
    r"|(?:read|see|watch) (?:also|more|next)\b\s*[:|–-]?"
    r"|(?:related|recommended|more) (?:articles?|stories|coverage|on this topic|from)\b"
    r"|(?:also|further) (?:read|reading)\b\s*[:|–-]"
    r"|(?:you (?:may|might) also like|most (?:read|popular)\b|trending now)"
    r"|sign up (?:for|to|here|now)\b|subscribe (?:to|now|for|today)\b"
    r"|(?:already|noch kein|bereits) (?:a subscriber|abonnent)"
    r"|(?:jetzt|hier) (?:abonnieren|anmelden|registrieren|testen|weiterlesen|kostenlos)\b"
    r"|(?:abonnieren sie|melden sie sich|registrieren sie sich)\b"
    r"|folgen sie uns\b|follow us\b"
    r"|(?:wir|diese (?:seite|website)) (?:verwende[nt]|nutz(?:en|t)|benutzt) cookies\b"
    r"|(?:we|this (?:site|website)) uses? cookies\b|by (?:clicking|continuing)\b.{0,80}cookies"
    r"|(?:anzeige|werbung|advertisement|sponsored)\s*[:.]?$"
    r"|(?:teilen|share|drucken|print|kommentare|comments)\s*(?:\(\d+\)|[:.])?$"
    r"|(?:©|copyright\b|all rights reserved|alle rechte vorbehalten)"
    r"|(?:empfohlener|externer) (?:redaktioneller )?inhalt\b"
    r"|(?:dieses thema im programm|eigene recherchen?$|(?:verwendete )?quellen?\s*:)"
    r"|(?:[a-z0-9-]+\.)+[a-z]{2,6}\s*:\s"  # what an article rests on: "example.org: A headline"
    r"|an dieser stelle (?:finden|befindet)\b.{0,60}(?:inhalt|youtube|twitter|instagram|facebook)"
    r")",
    re.IGNORECASE,
)

_SAYS = re.compile(
    r"(?:newsletter (?:abonnieren|bestellen|anmelden)|unseren? (?:kostenlosen )?newsletter"
    r"|(?:our|free|daily|weekly) newsletter|privacy policy|cookie[- ](?:policy|richtlinie|einstell)"
    r"|datenschutzerklärung|allgemeine[nr]? geschäftsbedingungen|terms of (?:service|use)"
    r"|(?:artikel|beitrag|text) ist (?:nur )?(?:für|mit) (?:abonnent|abo\b)"
    r"|mit (?:einem )?(?:digital|plus|online)-?abo (?:weiterlesen|lesen)"
    r"|continue reading (?:with|by)|to (?:continue|keep) reading|unsubscribe"
    r"|ihre ip-adresse wird|nutzen wir die software|erst wenn sie .{0,20}klicken"
    r"|newsletter abbestellen|personenbezogene daten an drittanbieter)",
    re.IGNORECASE,
)
_ADDRESSES_READER = re.compile(
    r"\b(?:sie|ihre?[nm]?|du|dein\w*|you|your|hier|here|jetzt|now|wir|unser\w*|we|our|subscri\w+"
    r"|abonn\w+|reading)\b",
    re.IGNORECASE,
)
_SPEAKS = re.compile(
    r"\b(?:sagte|erklärte|betonte|said|told|according to|laut|zufolge|teilte)\b", re.IGNORECASE
)


def is_boilerplate(text: str) -> bool:
    """Whether a sentence is the outlet's own, not the article's.

    >>> is_boilerplate("Lesen Sie auch: Die neue Brücke kommt"), is_boilerplate("Die Brücke kommt.")
    (True, False)
    """
    line = text.strip(" \t*•–-+>»[(")
    if not line or len(line) > _MAX_CHARACTERS or _SPEAKS.search(line):
        return False
    if _BEGINS.match(line):
        return True
    return bool(_SAYS.search(line) and _ADDRESSES_READER.search(line))
