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
    "en": r"said|says|according|told|claim(?:s|ed)|alleg\w+|stated|warned|insisted|argued"
    r"|reportedly|tweeted",
    "fr": r"selon|déclar(?:é|ent|e|ait)|affirm(?:é|e|ent|ait)|expliqu(?:é|e)",
    "es": r"según|dijo|dijeron|afirm(?:ó|an|a)|declaró|aseguró|explicó",
}  # fmt: skip
"""Of these, what tells without doubt that a source repeats what somebody said."""

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

UP_DOWN = (
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
OPPOSITES: tuple[tuple[dict[str, str], dict[str, str]], ...] = (
    UP_DOWN,
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
