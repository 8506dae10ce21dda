"""Getting updates: long polling or a webhook, never both."""

from bot.simulator.calls import Call
from bot.simulator.webhook import webhook_settings
from bot.simulator.wire import ApiError

_WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


async def get_updates(call: Call) -> object:
    """Answer getUpdates."""
    if call.bot.webhook.settings is not None:
        raise ApiError(409, _WEBHOOK_ACTIVE)
    params = call.params
    if "allowed_updates" in params:
        call.bot.updates.allow(params["allowed_updates"])
    return await call.bot.updates.poll(params.get("offset", 0), params.get("limit", 100), params.get("timeout", 0))


async def set_webhook(call: Call) -> object:
    """Answer setWebhook: an empty url takes the webhook away."""
    if not call.params["url"]:
        return await delete_webhook(call)
    settings = webhook_settings(call.params)
    if "allowed_updates" in call.params:
        call.bot.updates.allow(call.params["allowed_updates"])
    if call.params.get("drop_pending_updates"):
        call.bot.updates.clear()
    call.bot.updates.close()
    await call.bot.webhook.start(settings)
    return True


async def delete_webhook(call: Call) -> object:
    """Answer deleteWebhook."""
    await call.bot.webhook.stop()
    if call.params.get("drop_pending_updates"):
        call.bot.updates.clear()
    return True


def get_webhook_info(call: Call) -> object:
    """Answer getWebhookInfo."""
    return call.bot.webhook.info()


def accept(_call: Call) -> object:
    """Answer logOut and close: nothing to do here."""
    return True
