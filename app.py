"""The web chat: `python app.py`, or `beleg serve`. What it is made of is in `page`."""

import sys

from page.server import main, serve

__all__ = ["main", "serve"]

if __name__ == "__main__":
    sys.exit(main())
