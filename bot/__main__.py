"""``python -m bot`` is the command ``kernpunt``."""

from bot.cli import main

main()
