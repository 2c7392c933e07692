"""What hostile articles, questions and models write to be more than text on the page."""

from __future__ import annotations

from html.parser import HTMLParser

PAYLOADS = (
    "<script>window.harm = 1</script>",
    "<SCRIPT SRC=http://evil.example/x.js></SCRIPT>",
    "<img src='http://evil.example/i.png' onerror='harm=1'>",
    "<img src=x onerror=harm=1>",
    "<svg onload='harm=1'></svg>",
    "<svg><script>harm=1</script></svg>",
    "<style>body { display: none }</style>",
    "<link rel=stylesheet href=http://evil.example/s.css>",
    "<form action='http://evil.example/'><input name=q></form>",
    "<iframe src='http://evil.example/f'></iframe>",
    "<iframe srcdoc='<script>parent.harm=1</script>'></iframe>",
    "<object data=http://evil.example/o></object>",
    "<embed src=http://evil.example/e>",
    "<base href=http://evil.example/>",
    "<meta http-equiv=refresh content='0;url=http://evil.example/'>",
    "<a href='javascript:harm=1'>x</a>",
    "<video><source onerror=harm=1></video>",
    "<details open ontoggle=harm=1>",
    "<p style='position:fixed;inset:0;background:red'>",
    "<math><mi xlink:href='javascript:harm=1'>",
    "\"' onmouseover='harm=1' autofocus onfocus=harm=1 x=\"",
    "--><!-- </textarea></title></style></script>",
    "![x](http://evil.example/m.png) [y](javascript:harm)",
    "${window.harm = 1} {{harm}} {{{harm}}} @children `+harm+`",
    "&lt;script&gt;harm=1&lt;/script&gt; &#60;img src=x&#62;",
)
HOSTILE = " ".join(PAYLOADS)


class Tags(HTMLParser):
    """Collects what a browser would make of markup."""

    def __init__(self, *pages: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        for page in pages:
            self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes |= {name for name, _ in attrs}
