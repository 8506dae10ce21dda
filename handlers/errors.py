"""When a handler raises: the dispatcher is told, and decides whether the update comes round again."""

from handlers.context import TURN, Context


async def note(_update: object, context: Context) -> None:
    """Keep what went wrong with the present update."""
    turn = TURN.get(None)
    if turn is not None:
        turn.error = context.error
