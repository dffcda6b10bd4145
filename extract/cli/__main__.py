"""`python -m extract.cli`: the same as the command `xianzhi`."""

from extract.cli import main

main()
