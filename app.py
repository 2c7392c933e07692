"""The web chat: `python app.py`, or `beleg serve`. What it is made of is in `page`."""

import sys

from page.server import serve

__all__ = ["serve"]

if __name__ == "__main__":
    from qa.cli import main

    sys.exit(main(["serve", *sys.argv[1:]]))
