"""Build the page and launch it: what a Space runs, and `make run`."""

import sys

from playground.__main__ import main

if __name__ == "__main__":
    sys.exit(main(["app"]))
