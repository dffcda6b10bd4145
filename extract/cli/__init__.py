"""The command `xianzhi`: arguments in, words out."""

from extract.cli.commands import app, main

__all__ = ["app", "main"]
