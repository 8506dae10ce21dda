"""What all repositories share: the transaction that they read and write in."""

from bot.storage.database import Transaction


class Table:
    """One repository, for the length of one transaction."""

    __slots__ = ("_tx",)

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
