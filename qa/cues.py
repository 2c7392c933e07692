"""Word lists of news language, as patterns: cues of reported speech and of negation in ten
languages, pairs of opposites in four. How they are used is told in `qa.claims`.
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

SOMEBODY_SAYS = {
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

SPOKEN = {
    "de": r"sagten?|gesagt|laut|zufolge|angaben|aussagen?|erklärten?|betonten?|meinten?|mitteilten?"
    r"|berichteten?|berichtet|behaupte\w*|mitgeteilt|demnach|wonach|äußerten?|schrieb|schrieben"
    r"|kritisierten?|warnten?|bestätigten?|meldeten?|sprecher\w*|einschätzung|ansicht|befürchte\w*"
    r"|bericht\w*|teilten?|meldung\w*|erzählten?|angaben?|hieß|hinwies|wies|davon|glaub\w*|nannten?"
    r"|sei|seien|habe|werde|könne|müsse|solle|wolle|dürfe|gebe|stehe|soll|sollen|hätten|würden"
    r"|bezeichneten?|erwarte\w*|rechne\w*|stellten?|begründe\w*|räumten?|kündigten?|forderten?",
    "en": r"(?-i:said|says)|according|told|claim(?:s|ed)|alleg\w+|stated|warned|insisted|argued"
    r"|reportedly|tweeted",
    "fr": r"selon|déclar(?:é|ent|e|ait)|affirm(?:é|e|ent|ait)|expliqu(?:é|e)",
    "es": r"según|dijo|dijeron|afirm(?:ó|an|a)|declaró|aseguró|explicó",
}  # fmt: skip
"""Of these, what tells without doubt that a source repeats what somebody said."""

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

OPPOSITES: dict[str, tuple[tuple[str, str], ...]] = {
    "de": (
        (
            r"(?:an|ge|ver)?st(?:ieg|eig)\w*|gestiegen\w*|zunahm\w*|zunehm\w*|erhöh\w*"
            r"|wuchs\w*|gewachsen\w*|mehr|höher\w*|zugenommen",
            r"fiel\w*|fällt|gefallen|sank\w*|sink\w*|gesunken\w*|rückgang\w*"
            r"|zurückgegangen|abnahm\w*|abnehm\w*|verringer\w*|weniger|niedriger\w*"
            r"|senk\w*|gesenkt",
        ),
        (r"vor|bevor|zuvor", r"nach|nachdem|danach"),
        (
            r"gew(?:ann|onn|inn)\w*|sieg\w*",
            r"verl(?:or|ier)\w*|niederlage\w*|unterl\w*|unterleg\w*",
        ),
        (r"über|mehr|mindestens|oberhalb", r"unter|weniger|höchstens|unterhalb"),
        (r"(?:er)?öffn\w*|geöffnet\w*", r"schl(?:ieß|oss)\w*|geschlossen\w*"),
        (
            r"zustimm\w*|zugestimmt|stimmt\w*|genehmig\w*|angenommen|billig\w*|gebilligt",
            r"ablehn\w*|abgelehnt|lehnt\w*|verworfen|zurückgewiesen",
        ),
        (r"festgenommen|verhaftet\w*|festnahme\w*", r"freigelassen|entlassen|freilassung"),
        (r"(?:un)schuldig\w*|freigesprochen|freispruch", r"schuldig\w*|verurteil\w*|schuldspruch"),
        (r"erst(?:e|en|er|es)", r"letzt\w*"),
        (r"größ(?:t|er)\w*|höch(?:st)\w*", r"klein(?:er|st)\w*|niedrigst\w*"),
        (r"erlaub\w*|gestatte\w*", r"verb(?:iet|ot)\w*|untersag\w*"),
        (r"beg(?:inn|ann|onn)\w*|anfang|start\w*", r"end(?:e|et|ete|eten)|beend\w*|aufhör\w*"),
        (r"früher\w*", r"später\w*"),
        (r"verbesser\w*|besser\w*|best\w*", r"verschlechter\w*|schlechter\w*|schlimm\w*"),
        (r"stärk\w*|stark\w*", r"schwäch\w*|schwach\w*"),
        (r"für", r"gegen"),
        (r"nördlich\w*|norden", r"südlich\w*|süden"),
        (r"östlich\w*|osten", r"westlich\w*|westen"),
        (r"lebend\w*|überleb\w*", r"tot\w*|starb\w*|gestorben|getötet\w*"),
        (r"öffentlich\w*", r"geheim\w*|privat\w*"),
        (r"mann|männer\w*", r"frau|frauen"),
        (r"innerhalb", r"außerhalb"),
        (r"\w*mehrheit\w*", r"\w*minderheit\w*"),
        (r"älteste\w*", r"jüngste\w*|neueste\w*"),
        (r"längste\w*|länger\w*", r"kürzeste\w*|kürzer\w*"),
        (r"schnellste\w*|schneller\w*", r"langsam\w*"),
        (r"(?:ge)?kauf(?:t|te|ten|en)|erw(?:arb|orb|erb|irb)\w*", r"verk(?:auf|äuf)\w*"),
        (r"export\w*|ausfuhr\w*", r"import\w*|einfuhr\w*"),
        (r"vorgänger\w*", r"nachfolger\w*"),
        (r"eingestellt\w*|ernannt\w*|berufen", r"entlassen\w*|gefeuert\w*|abberufen\w*"),
        (r"verhängt\w*|eingeführt\w*", r"aufgehoben\w*|abgeschafft\w*"),
        (r"mild\w*|leicht\w*", r"schwer\w*|heftig\w*|streng\w*"),
        (r"städtisch\w*", r"ländlich\w*"),
        (r"inländisch\w*", r"ausländisch\w*"),
        (r"link[es]\w*", r"recht[es]\w*"),
        (r"reich(?:e|en|er|es|ste\w*)?", r"arm(?:e|en|er|es)?|ärm\w*"),
        (r"vorübergehend\w*|befristet\w*", r"dauerhaft\w*|unbefristet\w*"),
        (r"angegriffen|angriff\w*", r"verteidig\w*"),
        (r"verbündet\w*|freund\w*", r"feind\w*|gegner\w*|rival\w*"),
        (r"erfolg\w*|gelang|gelungen\w*", r"scheiter\w*|gescheitert\w*|misserfolg\w*|misslang"),
        (r"errichte\w*|erbau\w*|gebaut", r"abgerissen|abriss|zerstör\w*|abgetragen"),
        (r"gelobt|lob(?:te|ten)|begrüß\w*", r"kritisier\w*|verurteilt\w*|rüg\w*"),
        (r"bestätig\w*", r"dementier\w*|bestritt\w*"),
        (r"positiv\w*|optimistisch\w*", r"negativ\w*|pessimistisch\w*"),
        (r"regierung", r"opposition"),
        (r"arbeitgeber\w*", r"arbeitnehmer\w*|gewerkschaft\w*"),
        (r"opfer\w*", r"täter\w*"),
        (r"soldat\w*", r"zivilist\w*"),
        (r"sommer\w*", r"winter\w*"),
        (r"morgens?|vormittag\w*", r"abends?|nachmittag\w*"),
        (r"bruder|brüder\w*", r"schwester\w*"),
        (r"sohn|söhne\w*", r"tochter|töchter\w*"),
        (r"vater|väter\w*", r"mutter|mütter\w*"),
        (r"ehemann\w*", r"ehefrau\w*"),
        (r"enkel|enkels", r"enkelin\w*"),
        (r"könig|könige?s", r"königin\w*"),
    ),
    "en": (
        (
            r"rose|ris(?:e|es|en|ing)|increas\w*|gr(?:ew|ow|own|owing|owth)|climb\w*|more"
            r"|higher|up|soar\w*|gain\w*|surg\w*",
            r"fell|fall(?:s|en|ing)?|decreas\w*|declin\w*|drop\w*|less|fewer|lower\w*|down"
            r"|shr[aiu]nk\w*|reduc\w*|cut\w*",
        ),
        (r"before", r"after"),
        (r"w[oi]n(?:s|ning)?|victor\w*|beat\w*", r"los[et]\w*|defeat\w*|loss\w*"),
        (r"over|above|more|least", r"under|below|less|fewer|most"),
        (r"open\w*", r"clos(?:e|es|ed|ing|ure)"),
        (
            r"approv\w*|accept\w*|agree\w*|support\w*|back(?:s|ed|ing)",
            r"reject\w*|refus\w*|oppos\w*|disagree\w*|den(?:y|ied|ies)",
        ),
        (r"arrest\w*|detain\w*|jail\w*", r"releas\w*|freed"),
        (r"innocent|acquit\w*|cleared", r"guilty|convict\w*"),
        (r"first", r"last|final"),
        (r"bigg\w+|larg(?:er|est)|highest|greatest", r"small(?:er|est)|lowest"),
        (r"allow\w*|permit\w*|legal\w*", r"ban|bans|banned|prohibit\w*|forb\w*|illegal\w*"),
        (r"beg[aiu]n\w*|start\w*|launch\w*", r"end(?:s|ed|ing)|stop\w*|halt\w*|finish\w*"),
        (r"earlier", r"later"),
        (r"improv\w*|better|best", r"worse\w*|deteriorat\w*|worst"),
        (r"strong\w*|strength\w*", r"weak\w*"),
        (r"for|pro", r"against"),
        (r"north\w*", r"south\w*"),
        (r"east\w*", r"west\w*"),
        (r"alive|surviv\w*", r"dead|die[sd]|killed"),
        (r"public\w*", r"secret\w*|private\w*"),
        (r"man|men|male", r"wom[ae]n|female"),
        (r"inside|within", r"outside"),
        (r"possess\w*|contain\w*|enjoy\w*", r"lack\w*"),
        (r"most", r"least|fewest"),
        (r"majority|majorities", r"minorit\w+"),
        (r"oldest|eldest", r"newest|youngest|latest"),
        (r"longe(?:r|st)", r"shorte(?:r|st)"),
        (r"faste(?:r|st)", r"slow(?:er|est|ed|ing)"),
        (r"b(?:uy|uys|ought|uying)|purchas\w*|acqui(?:r|s)\w*", r"s(?:ell|ells|old|elling)"),
        (r"import\w*", r"export\w*"),
        (r"predecessor\w*|preced\w*", r"successor\w*|succeed\w*"),
        (r"hir(?:e|es|ed|ing)|appoint\w*|employed", r"fired|sack\w*|dismiss\w*|oust\w*"),
        (r"impos\w*|introduc\w*", r"lift\w*|abolish\w*|repeal\w*|scrap(?:s|ped|ping)?"),
        (r"mild\w*|slight\w*|minor", r"sever\w+|harsh\w*|heav\w+|major"),
        (r"encourag\w*", r"discourag\w*|deter\w*"),
        (r"urban", r"rural"),
        (r"domestic\w*", r"foreign\w*|international\w*"),
        (r"left(?:-wing|ist|ists)?", r"right(?:-wing|ist|ists)?"),
        (r"rich\w*|wealth\w*", r"poor\w*"),
        (r"temporar\w+", r"permanent\w*"),
        (r"attack\w*", r"defend\w*|defen[cs]e"),
        (r"friend\w*|all(?:y|ies)", r"enem(?:y|ies)|rival\w*|foe|foes|opponent\w*"),
        (r"success\w*", r"fail\w*"),
        (r"arriv\w*|enter(?:s|ed|ing)?", r"left|leav\w+|depart(?:s|ed|ing|ure)?|exit\w*"),
        (r"b(?:uilt|uild|uilds|uilding)|construct\w*|erect\w*", r"demolish\w*|destroy\w*"),
        (r"prais\w*|welcom\w*|applaud\w*", r"critici[sz]\w*|condemn\w*|denounc\w*|slam\w*"),
        (r"confirm\w*", r"den(?:y|ied|ies)|disput\w*"),
        (r"positive\w*|optimis\w*", r"negative\w*|pessimis\w*"),
        (r"true|right|correct\w*", r"false\w*|wrong\w*"),
        (r"peaceful\w*", r"violen\w+"),
        (r"government", r"opposition"),
        (r"employers?", r"employees?|workers?|unions?"),
        (r"victims?", r"perpetrators?|suspects?"),
        (r"civilians?", r"soldiers?|troops"),
        (r"summers?", r"winters?"),
        (r"morning", r"afternoon|evening"),
        (r"secret\w*|private\w*|privately", r"openly|publicly"),
        (r"boys?", r"girls?"),
        (r"brothers?", r"sisters?"),
        (r"sons?", r"daughters?"),
        (r"fathers?", r"mothers?"),
        (r"husbands?", r"wife|wives"),
        (r"grandsons?", r"granddaughters?"),
        (r"kings?", r"queens?"),
        (r"small\w*", r"large\w*|big\w*"),
        (r"high\w*", r"low\w*"),
    ),
    "fr": (
        (
            r"hausse|augment\w*|progress\w*|plus|accru\w*|grimp\w*",
            r"baiss\w*|dimin\w*|recul\w*|moins|chut\w*|rédui\w*",
        ),
    ),
    "es": (
        (
            r"sub(?:ió|ieron|e|en|ida)|aument\w*|crec\w*|más|alza|increment\w*",
            r"baj\w*|disminu\w*|ca(?:yó|yeron|ída|e|en)|menos|desc(?:end|iend|enso)\w*"
            r"|reduc\w*",
        ),
    ),
}
"""Words of which one says the contrary of the other, or of which only one can be: up and down,
before and after, brother and sister, …"""

UNLIKE = {
    "de": (("un", ""), ("nicht", ""), ("pro", "anti")),
    "en": (("un", ""), ("non", ""), ("dis", ""), ("pro", "anti")),
}
"""What words begin with that are contraries otherwise: "encrypted", "unencrypted"."""
