"""`python -m qa.cli`, where the command is not on the path."""

import sys

from qa.cli import main

sys.exit(main())
