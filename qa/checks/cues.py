"""Word lists of news language, as patterns: cues of reported speech and of negation in ten
languages, pairs of opposites in four. How they are used is told in `qa.checks.claims`.
"""

from __future__ import annotations

ATTRIBUTED = {
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
    "en": r"said|says?|saying|according|told|tells?|report\w*|claim\w*|alleg(?!ianc)\w*"
    r"|stat(?:e|es|ed|ing)|announc\w*|add(?:s|ed)|warn\w*|insist\w*|argu\w*|believ\w*"
    r"|thinks?|thought|quot\w*|writes?|wrote|describ\w*|criti[cq]\w*|call(?:s|ed|ing)|suggest\w*"
    r"|accus\w*|admit\w*|den(?:y|ies|ied)|confirm\w*|explain\w*"
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

SOMEBODY_SAYS = {
    "de": r"\b(?:(?P<after>laut|nach angaben(?: von)?"
    r"|nach aussagen?(?: von)?)\s+(?P<a>[^,.:;„“]{3,60}?)"
    r"(?=,|\.|:| (?:wurde|wurden|ist|sind|hat|haben|habe|sei|seien|soll|sollen|war|waren|wird"
    r"|werden|gibt|könn\w+|kam\w*)\b)"
    r"|(?P<before>[A-ZÄÖÜ][^,.:;„“]{2,60}?)\s+zufolge\b"
    r"|(?:sagte|sagten|erklärte|erklärten|betonte|behauptete|behaupteten|meinte|so)\s+"
    r"(?P<b>(?:(?:der|die|das|eine?|ihre?|seine?)\s+)?[A-ZÄÖÜ][^,.:;„“]{2,60}))",
    "en": r"\b(?:according to\s+(?!(?:its|their|whom)\b)(?P<a>[^,.;“\"]{3,60})"
    r"|(?P<b>[A-Z][\w.’' -]{2,60}?)\s+(?:said|says|told|claimed|claims|alleged)\b"
    r"|(?:said|says|claimed)\s+(?P<c>(?:the\s+)?[A-Z][^,.;“\"]{2,60}))",
    "fr": r"\b(?:selon|d.après)\s+(?P<a>[^,.;«]{3,60})|\b(?:a|ont)\s+(?:déclaré|affirmé"
    r"|dit)\s+(?P<b>[^,.;«]{3,60})",
    "es": r"\bsegún\s+(?P<a>[^,.;«]{3,60})|\b(?:dijo|afirmó|declaró"
    r"|aseguró)\s+(?P<b>[A-Z][^,.;«]{2,60})",
}  # fmt: skip
"""Of a source: that it does not say this itself, and who does."""

SPOKEN = {
    "de": r"sagten?|gesagt|laut|zufolge|angaben|aussagen?|erklärten?|betonten?|meinten?|mitteilten?"
    r"|berichteten?|berichtet|behaupte\w*|mitgeteilt|demnach|wonach|äußerten?|schrieb|schrieben"
    r"|kritisierten?|warnten?|bestätigten?|meldeten?|sprecher\w*|einschätzung|ansicht|befürchte\w*"
    r"|bericht(?:s|et|en)?|teilten?|meldung\w*|erzählten?|angaben?|hieß|hinwies|wies|glaub\w*|nannten?"
    r"|sei|seien|habe|werde|könne|müsse|solle|wolle|dürfe|gebe|stehe|hätten|würden"
    r"|bezeichneten?|erwarte\w*|rechne\w*|begründe\w*|räumten?|kündigten?|forderten?",
    "en": r"(?-i:said|says)|according|told|claim(?:s|ed)|alleg(?!ianc)\w+|stated|warned|insisted"
    r"|argued|reportedly|tweeted",
    "fr": r"selon|déclar(?:é|ent|e|ait)|affirm(?:é|e|ent|ait)|expliqu(?:é|e)",
    "es": r"según|dijo|dijeron|afirm(?:ó|an|a)|declaró|aseguró|explicó",
}  # fmt: skip
"""Of these, what tells without doubt that a source repeats what somebody said."""

SPOKEN_TOGETHER = {
    "de": r"\bdavon aus\b|\bstell(?:t|te|ten)\b[^.;:]*\bfest\b|\bfestgestellt\b"
    r"|\bsoll(?:en)?\b[^.;:]*\b(?:haben|sein)\b",
}
"""The same of several words. "Soll" with another infinitive is a plan (`qa.checks.plans`)."""

SAID = {
    **SPOKEN,
    "de": r"sagten?|erklärten?|laut|zufolge|angaben|berichteten?|betonten?|meinten?|mitteilten?"
    r"|warnten?|behaupteten?|schrieb(?:en)?",
}
"""The same for sources in another language than what is held against them, where that may put it
in its own way: German has moods for it ("sei"), and other words that are often no report."""

NOT = {
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
LIKE_NOT = {
    "de": r"ohne|kaum|leugn\w*|dementier\w*|bestr[ei]{1,2}t\w*|weiger\w*|verweiger\w*"
    r"|ablehn\w*|abgelehnt|lehnt\w*|scheiter\w*|gescheitert|fehl\w*|verbot\w*|verbiet\w*"
    r"|ausgeschlossen|illegal\w*|unmöglich\w*|ausbleib\w*|ausgeblieben"
    r"|verhinder\w*|statt|mangel\w*|nur|erst|außer|weniger|selten|verzicht\w*|verpass\w*",
    "en": r"without|barely|hardly|den(?:y|ie[sd]|ial)|refus\w*|reject\w*|fail\w*|lack\w*|nor"
    r"|rather|instead|only|until|yet|prevent\w*|ban(?:s|ned)?|avoid\w*|less|few\w*|miss(?:ed|es|ing)"
    r"|rarely|absen\w*|impossib\w*|illegal\w*|incapab\w*|inabilit\w*|inactive|inaccura\w*"
    r"|incorrect\w*|insufficient\w*|incomplete|invalid|disagree\w*|disapprov\w*|dislike\w*"
    r"|disappear\w*|disallow\w*|disregard\w*|declin\w*|ignor\w*|dissatisf\w*|discontinu\w*|disprove[dn]?",
    "fr": r"sans|refus\w*|ne|n.\w+|démen\w*|manqu\w*|non|peu|seul\w*|que|interdi\w*|échou\w*"
    r"|échec|impossib\w*|incapab\w*|illéga\w*|inutil\w*|insuffisan\w*|inconnu\w*|aucun\w*",
    "es": r"sin|neg\w*|rechaz\w*|desmint\w*|falt\w*|ni|apenas|sólo|solo|fracas\w*|imp[eií]d\w*"
    r"|poc\w*|imposib\w*|incapa\w*|ilegal\w*|inútil\w*|insuficien\w*|desconoc\w*",
}  # fmt: skip
"""What may stand for a negation in other words."""

DENIED = {
    "de": r"leugne\w*|dementier\w*|bestr(?:eite[nt]|itt(?:en)?)",
    "en": r"den(?:y|ies|ied|ying)",
}
"""Verbs by which somebody says that something is not so."""

UNTRUE = {
    "de": r"falsch\w*|zurückgewiesen|wies(?:en)?|weis(?:t|en)|widerspr\w*|unwahr\w*|dementi",
    "en": r"false\w*|untrue|innocen\w*|dismiss\w*|contradict\w*|disput\w*|rebuff\w*|denial\w*",
}
"""What a source may say instead."""

OPPOSITES: tuple[dict[str, tuple[str, str]], ...] = (
    {
        "de": (
            r"(?:an|ge|ver)?st(?:ieg|eig)\w*|gestiegen\w*|zunahm\w*|zunehm\w*|erhöh\w*"
            r"|wuchs\w*|gewachsen\w*|mehr|höher\w*|zugenommen",
            r"fiel\w*|fällt|gefallen|sank|sanken|sink\w*|gesunken\w*|rückgang\w*"
            r"|zurückgegangen|abnahm\w*|abnehm\w*|verringer\w*|weniger|niedriger\w*"
            r"|senk\w*|gesenkt",
        ),
        "en": (
            r"rose|ris(?:e|es|en|ing)|increas\w*|gr(?:ew|ow|own|owing|owth)|climb\w*|more"
            r"|higher|soar\w*|gain\w*|surg\w*",
            r"fell|fall(?:s|en|ing)?|decreas\w*|declin\w*|drop\w*|less|fewer|lower\w*"
            r"|shr[aiu]nk\w*|reduc\w*|cut\w*",
        ),
        "fr": (
            r"hausse|augment\w*|progress\w*|plus|accru\w*|grimp\w*",
            r"baiss\w*|dimin\w*|recul\w*|moins|chut\w*|rédui\w*",
        ),
        "es": (
            r"sub(?:ió|ieron|e|en|ida)|aument\w*|crec\w*|más|alza|increment\w*",
            r"baj\w*|disminu\w*|ca(?:yó|yeron|ída|e|en)|menos|desc(?:end|iend|enso)\w*"
            r"|reduc\w*",
        ),
    },
    {
        "de": (
            r"gew(?:ann|onn|inn)\w*|sieg\w*",
            r"verl(?:or|ier)\w*|niederlage\w*|unterl\w*|unterleg\w*",
        ),
        "en": (r"w[oi]n(?:s|ning)?|victor\w*|beat\w*", r"los[et]\w*|defeat\w*|loss\w*"),
    },
    {
        "de": (r"(?:er)?öffn\w*|geöffnet\w*", r"schl(?:ieß|oss)\w*|geschlossen\w*"),
        "en": (r"open\w*", r"clos(?:e|es|ed|ing|ure)"),
    },
    {
        "de": (
            r"zustimm\w*|zugestimmt|stimmt\w*|genehmig\w*|angenommen|billig\w*|gebilligt",
            r"ablehn\w*|abgelehnt|lehnt\w*|verworfen|zurückgewiesen",
        ),
        "en": (
            r"approv\w*|accept\w*|agree\w*|support\w*|back(?:s|ed|ing)",
            r"reject\w*|refus\w*|oppos\w*|disagree\w*|den(?:y|ied|ies)",
        ),
    },
    {
        "de": (r"festgenommen|verhaftet\w*|festnahme\w*", r"freigelassen|entlassen|freilassung"),
        "en": (r"arrest\w*|detain\w*|jail\w*", r"releas\w*|freed"),
    },
    {
        "de": (
            r"unschuldig\w*|freigesprochen|freispruch",
            r"schuldig\w*|verurteil\w*|schuldspruch",
        ),
        "en": (r"innocent|acquit\w*|cleared", r"guilty|convict\w*"),
    },
    {
        "de": (r"erst(?:e|en|er|es|em|mals|malig\w*)|zuerst", r"letzt\w*|zuletzt"),
        "en": (r"first|initial\w*", r"last|final|finally"),
    },
    {
        "de": (r"\w*größ(?:t|er)\w*|\w*höchst\w*", r"klein(?:er|st)\w*|niedrigst\w*"),
        "en": (r"bigg\w+|larg(?:er|est)|highest|greatest", r"small(?:er|est)|lowest"),
    },
    {
        "de": (r"erlaub\w*|gestatte\w*", r"verb(?:iet|ot)\w*|untersag\w*"),
        "en": (r"allow\w*|permit\w*|legal\w*", r"ban|bans|banned|prohibit\w*|forb\w*|illegal\w*"),
    },
    {
        "de": (
            r"beg(?:inn|ann|onn)\w*|anfang|start\w*",
            r"end(?:e|et|ete|eten)|beend\w*|aufhör\w*",
        ),
        "en": (r"beg[aiu]n\w*|start\w*|launch\w*", r"end(?:s|ed|ing)|stop\w*|halt\w*|finish\w*"),
    },
    {
        "de": (r"früher\w*", r"später\w*"),
        "en": (r"earlier", r"later"),
    },
    {
        "de": (r"verbesser\w*|besser\w*|best\w*", r"verschlechter\w*|schlechter\w*|schlimm\w*"),
        "en": (r"improv\w*|better|best", r"worse\w*|deteriorat\w*|worst"),
    },
    {
        "de": (r"stärk\w*|stark\w*", r"schwäch\w*|schwach\w*"),
        "en": (r"strong\w*|strength\w*", r"weak\w*"),
    },
    {
        "de": (r"nördlich\w*|norden", r"südlich\w*|süden"),
        "en": (r"north\w*", r"south\w*"),
    },
    {
        "de": (r"östlich\w*|osten", r"westlich\w*|westen"),
        "en": (r"east\w*", r"west\w*"),
    },
    {
        "de": (r"lebend\w*|überleb\w*", r"tot\w*|starb\w*|gestorben|getötet\w*"),
        "en": (r"alive|surviv\w*", r"dead|die[sd]|killed"),
    },
    {
        "de": (r"öffentlich\w*", r"geheim\w*|privat\w*"),
        "en": (r"public\w*", r"secret\w*|private\w*"),
    },
    {
        "de": (r"mann|männer\w*", r"frau|frauen"),
        "en": (r"man|men|male", r"wom[ae]n|female"),
    },
    {
        "de": (r"innerhalb", r"außerhalb"),
        "en": (r"inside|within", r"outside"),
    },
    {
        "de": (r"\w*mehrheit\w*", r"\w*minderheit\w*"),
        "en": (r"majority|majorities", r"minorit\w+"),
    },
    {
        "de": (r"älteste\w*", r"jüngste\w*|neueste\w*"),
        "en": (r"oldest|eldest", r"newest|youngest|latest"),
    },
    {
        "de": (r"längste\w*|länger\w*", r"kürzeste\w*|kürzer\w*"),
        "en": (r"longe(?:r|st)", r"shorte(?:r|st)"),
    },
    {
        "de": (r"schnellste\w*|schneller\w*", r"langsam\w*"),
        "en": (r"faste(?:r|st)", r"slow(?:er|est|ed|ing)"),
    },
    {
        "de": (r"(?:ge)?kauf(?:t|te|ten|en)|erw(?:arb|orb|erb|irb)\w*", r"verk(?:auf|äuf)\w*"),
        "en": (r"b(?:uy|uys|ought|uying)|purchas\w*|acqui(?:r|s)\w*", r"s(?:ell|ells|old|elling)"),
    },
    {
        "de": (r"import\w*|einfuhr\w*", r"export\w*|ausfuhr\w*"),
        "en": (r"import\w*", r"export\w*"),
    },
    {
        "de": (r"vorgänger\w*", r"nachfolger\w*"),
        "en": (r"predecessor\w*|preced\w*", r"successor\w*|succeed\w*"),
    },
    {
        "de": (r"eingestellt\w*|ernannt\w*|berufen", r"entlassen\w*|gefeuert\w*|abberufen\w*"),
        "en": (r"hir(?:e|es|ed|ing)|appoint\w*|employed", r"fired|sack\w*|dismiss\w*|oust\w*"),
    },
    {
        "de": (r"verhängt\w*|eingeführt\w*", r"aufgehoben\w*|abgeschafft\w*"),
        "en": (r"impos\w*|introduc\w*", r"lift\w*|abolish\w*|repeal\w*|scrap(?:s|ped|ping)?"),
    },
    {
        "de": (r"mild\w*|leicht\w*", r"schwer\w*|heftig\w*|streng\w*"),
        "en": (r"mild\w*|slight\w*|minor", r"sever\w+|harsh\w*|heav\w+|major"),
    },
    {
        "de": (r"städtisch\w*", r"ländlich\w*"),
        "en": (r"urban", r"rural"),
    },
    {
        "de": (r"inländisch\w*", r"ausländisch\w*"),
        "en": (r"domestic\w*", r"foreign\w*|international\w*"),
    },
    {
        "de": (r"reich(?:e|en|er|es|ste\w*)?", r"arm(?:e|en|er|es)?|ärm\w*"),
        "en": (r"rich\w*|wealth\w*", r"poor\w*"),
    },
    {
        "de": (r"vorübergehend\w*|befristet\w*", r"dauerhaft\w*|unbefristet\w*"),
        "en": (r"temporar\w+", r"permanent\w*"),
    },
    {
        "de": (r"angegriffen|angriff\w*", r"verteidig\w*"),
        "en": (r"attack\w*", r"defend\w*|defen[cs]e"),
    },
    {
        "de": (r"verbündet\w*|freund\w*", r"feind\w*|gegner\w*|rival\w*"),
        "en": (r"friend\w*|all(?:y|ies)", r"enem(?:y|ies)|rival\w*|foe|foes|opponent\w*"),
    },
    {
        "de": (
            r"erfolg\w*|gelang|gelungen\w*",
            r"scheiter\w*|gescheitert\w*|misserfolg\w*|misslang",
        ),
        "en": (r"success\w*", r"fail\w*"),
    },
    {
        "de": (r"errichte\w*|erbau\w*|gebaut", r"abgerissen|abriss|zerstör\w*|abgetragen"),
        "en": (r"b(?:uilt|uild|uilds|uilding)|construct\w*|erect\w*", r"demolish\w*|destroy\w*"),
    },
    {
        "de": (r"gelobt|lob(?:te|ten)|begrüß\w*", r"kritisier\w*|verurteilt\w*|rüg\w*"),
        "en": (r"prais\w*|welcom\w*|applaud\w*", r"critici[sz]\w*|condemn\w*|denounc\w*|slam\w*"),
    },
    {
        "de": (r"bestätig\w*", r"dementier\w*|bestritt\w*"),
        "en": (r"confirm\w*", r"den(?:y|ied|ies)|disput\w*"),
    },
    {
        "de": (r"positiv\w*|optimistisch\w*", r"negativ\w*|pessimistisch\w*"),
        "en": (r"positive\w*|optimis\w*", r"negative\w*|pessimis\w*"),
    },
    {
        "de": (r"regierung", r"opposition"),
        "en": (r"government", r"opposition"),
    },
    {
        "de": (r"arbeitgeber\w*", r"arbeitnehmer\w*|gewerkschaft\w*"),
        "en": (r"employers?", r"employees?|workers?|unions?"),
    },
    {
        "de": (r"opfer\w*", r"täter\w*"),
        "en": (r"victims?", r"perpetrators?|suspects?"),
    },
    {
        "de": (r"zivilist\w*", r"soldat\w*"),
        "en": (r"civilians?", r"soldiers?|troops"),
    },
    {
        "de": (r"sommer\w*", r"winter\w*"),
        "en": (r"summers?", r"winters?"),
    },
    {
        "de": (r"morgens?|vormittag\w*", r"abends?|nachmittag\w*"),
        "en": (r"morning", r"afternoon|evening"),
    },
    {
        "de": (r"bruder|brüder\w*", r"schwester\w*"),
        "en": (r"brothers?", r"sisters?"),
    },
    {
        "de": (r"sohn|söhne\w*", r"tochter|töchter\w*"),
        "en": (r"sons?", r"daughters?"),
    },
    {
        "de": (r"vater|väter\w*", r"mutter|mütter\w*"),
        "en": (r"fathers?", r"mothers?"),
    },
    {
        "de": (r"ehemann\w*", r"ehefrau\w*"),
        "en": (r"husbands?", r"wife|wives"),
    },
    {
        "de": (r"enkel|enkels", r"enkelin\w*"),
        "en": (r"grandsons?", r"granddaughters?"),
    },
    {
        "de": (r"könig|könige?s", r"königin\w*"),
        "en": (r"kings?", r"queens?"),
    },
)
"""Words of which one says the contrary of the other, or of which only one can be: up and down,
before and after, brother and sister, …; the same in several languages."""

OPPOSITES_WITHIN: dict[str, tuple[tuple[str, str], ...]] = {
    "de": (
        (r"vor|bevor|zuvor", r"nach|nachdem|danach"),
        (r"für", r"gegen"),
        (r"über|mehr|mindestens|oberhalb", r"unter|weniger|höchstens|unterhalb"),
        (r"link[es]\w*", r"recht[es]\w*"),
    ),
    "en": (
        (r"before", r"after"),
        (r"for|pro", r"against"),
        (r"over|above|more|least", r"under|below|less|fewer|most"),
        (
            r"up|rose|ris(?:e|es|en|ing)|increas\w*|more|higher",
            r"down|fell|fall(?:s|en|ing)?|decreas\w*|declin\w*|less|fewer|lower\w*",
        ),
        (r"left(?:-wing|ist|ists)?", r"right(?:-wing|ist|ists)?"),
        (r"possess\w*|contain\w*|enjoy\w*", r"lack\w*"),
        (r"most", r"least|fewest"),
        (r"encourag\w*", r"discourag\w*|deter\w*"),
        (r"arriv\w*|enter(?:s|ed|ing)?", r"left|leav\w+|depart(?:s|ed|ing|ure)?|exit\w*"),
        (r"true|right|correct\w*", r"false\w*|wrong\w*"),
        (r"peaceful\w*", r"violen\w+"),
        (r"secret\w*|private\w*|privately", r"openly|publicly"),
        (r"boys?", r"girls?"),
        (r"small\w*", r"large\w*|big\w*"),
        (r"high\w*", r"low\w*"),
    ),
}
"""The same, of words with too many meanings to be held against those of another language, and of
those that were only looked for in one."""

OPPOSITES_ACROSS: tuple[dict[str, tuple[str, str]], ...] = (
    {
        "de": (r"vor|bevor|zuvor|vorher", r"nach|nachdem|danach|anschließend|folgt\w*"),
        "en": (r"before|ago|earlier|prior|ahead|already", r"after|then|follow\w*"),
    },
    {
        "de": (r"oben|oberhalb|über", r"unten|unterhalb|unter"),
        "en": (r"above", r"below"),
    },
)
"""The same, where so many words say the one that they can only be told apart in another language:
"two years ago" is no "before", but "vor zwei Jahren" is no "after"."""

UNLIKE = {
    "de": (("un", ""), ("nicht", ""), ("pro", "anti")),
    "en": (("un", ""), ("non", ""), ("dis", ""), ("pro", "anti")),
}
"""What words begin with that are contraries otherwise: "encrypted", "unencrypted"."""

PLANNED = {
    "de": r"soll(?:en|ten?)?|will|wollen|wollten?|möchten?|könnten?|kann|können|dürften?|darf"
    r"|dürfen|muss|müssen|müssten?|geplant|plan(?:t|en)|beabsichtig(?:t|en)|vorgesehen"
    r"|erwartet|hofft|hoffen|droht|drohen|möglicherweise|voraussichtlich",
    "en": r"will|won[’']t|could|may|might|should|shall|must|can|cannot|\w+[’']ll|plan(?:s|ned"
    r"|ning)?|intend(?:s|ed)?|expect(?:s|ed)?|hop(?:es|ing)|aims|wants?"
    r"|proposes|scheduled|likely|possibly",
}
"""What leaves open whether something was done: it is planned, wished, demanded or possible."""

OPEN = {
    "de": rf"{PLANNED['de']}|konnten?|mussten?|durften?|würden?|\w*pl[aä]n\w*|absicht\w*"
    r"|beabsichtig\w*|vorhaben|vorhat\w*|erwart\w*|hoff\w*|forder\w*|gefordert|verlang\w*"
    r"|wünsch\w*|wollt\w*|droh\w*|vorschl\w*|vorgeschlagen\w*|schlug|entwurf|bereit|wenn|falls"
    r"|sofern|ob|angekündigt\w*|kündig\w*|erwäg\w*|erwog\w*|überleg\w*|versuch\w*|bitt\w*|bat"
    r"|gebeten|beantrag\w*|antrag\w*|steht|vorsieht|verspr[aeio]ch\w*|zusag\w*|zugesagt|streb\w*"
    r"|angestrebt|einig\w*|geeinigt|beschl\w+|entschie\w*|entschlossen|vereinbar\w*|möglich\w*"
    r"|wahrscheinlich\w*|vermutlich|wohl|vielleicht|angeblich\w*|mutmaßlich\w*|lassen|ließ\w*"
    r"|sei|seien|habe|hätten?|wären?|gezwungen|verpflicht\w*|erlaub\w*|aufgerufen|aufruf\w*"
    r"|geschätzt",
    "en": rf"{PLANNED['en']}|would\w*|couldn\w*|\w+[’']d|\w*plan\w*|inten[dt]\w*|propos\w*"
    r"|expect\w*|hop(?:e|ed)|aim\w*|want\w*|wish\w*|due|schedul\w*|unlikely|possib\w*|potential\w*|perhaps"
    r"|maybe|probab\w*|if|whether|unless|threat\w*|consider\w*|going|seek\w*|sought|demand\w*"
    r"|urg(?:ed?|ing)|ask\w*|called|calling|request\w*|order\w*|prepar\w*|ready|agree\w*|decid\w*"
    r"|try\w*|tried|attempt\w*|promis\w*|pledg\w*|vow\w*|offer\w*|draft\w*|bill|allow\w*|requir\w*"
    r"|supposed|predict\w*|forecast\w*|announc\w*|suggest\w*|recommend\w*|need\w*|able|let"
    r"|reportedly|alleg\w*|apparent\w*|suspect\w*|accus\w*|fear\w*|forced|obliged",
}
"""The same of what is held against it, where any word will do by which it may be left open."""

PAST = {
    "de": r"(?:wurd|war|hatt|ging|kam|bekam|gab|nahm|fand|stand|trat|schloss|begann|blieb|fiel"
    r"|hielt|erhielt|lief|sprach|starb|stieg|sank|traf|verlor|gewann|zog|brach|entschied|fuhr"
    r"|flog|schlug|schrieb|trug|warf|verließ|wuchs|lag)(?:e|en)?|worden|gewesen",
    "en": r"was|were|wasn[’']t|weren[’']t|had|did|didn[’']t|been|went|gone|gave|given|took|taken"
    r"|came|made|saw|seen|got|became|began|begun|broke|broken|brought|built|bought|caught|chose|chosen"
    r"|drew|drawn|drove|driven|fell|fallen|felt|found|flew|flown|fought|grew|grown|held|kept|knew"
    r"|known|led|left|lost|meant|met|paid|ran|rose|risen|sent|shot|shown|sold|spent|spoke|spoken"
    r"|stood|stole|stolen|struck|taught|thought|threw|thrown|won|wore|wrote|written|rebuilt|done",
}
"""Verbs in a past tense, and participles, that have no ending by which they are known."""
