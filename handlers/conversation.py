"""The buttons of every form and interview."""

from collections.abc import Mapping

from bot.domain.access import Permission
from bot.services.desk import Desk
from bot.services.guard import Tap
from bot.services.ledger.kinds import Ended


def taps(desk: Desk) -> Mapping[str, Tap]:
    """Return what the buttons of these screens do; whether this person may do it is each form's own permission."""
    forms, anyone = desk.conversing, Permission.BE_GREETED
    step, words = forms.taps, forms.words
    return {
        "form.show": Tap(anyone, forms.show, (int,)),
        "form.pick": Tap(anyone, step.pick, (int, str, str), ends=Ended.FORM_ANSWER),
        "form.toggle": Tap(anyone, step.toggle, (int, str, str), ends=Ended.FORM_ANSWER),
        "form.done": Tap(anyone, step.done, (int, str), ends=Ended.FORM_ANSWER),
        "form.skip": Tap(anyone, step.skip, (int, str), ends=Ended.FORM_ANSWER),
        "form.unsure": Tap(anyone, step.unsure, (int, str), ends=Ended.FORM_ANSWER),
        "form.keep": Tap(anyone, step.keep, (int, str), ends=Ended.FORM_ANSWER),
        "form.back": Tap(anyone, step.back, (int, str)),
        "form.choose": Tap(anyone, step.choose, (int, int)),
        "form.change": Tap(anyone, step.change, (int, str)),
        "form.pause": Tap(anyone, forms.pause, (int,)),
        "form.stop": Tap(anyone, forms.stop, (int,)),
        "form.leave": Tap(anyone, forms.leave, (int,)),
        "form.finish": Tap(anyone, forms.finish, (int,), ends=Ended.FORM_ANSWER),
        "form.take": Tap(anyone, forms.take, (int,), ends=Ended.FORM_ANSWER),
        "form.mine": Tap(anyone, words.mine, (int,)),
        "form.question": Tap(anyone, words.question, (int,)),
        "form.use": Tap(anyone, words.use, (int, int), ends=Ended.FORM_ANSWER),
    }
