"""Sending a form: once for a double click, errors beside their fields, never over a newer copy."""

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import get_language

from anhuai.kernel.text import refuse_turned
from anhuai.kernel.unfit import Unfit
from anhuai.platform import clock
from anhuai.platform.models import Submission


class Stale(Exception):
    """The record changed after the page with this form was opened."""

    def __init__(self, kind: str, key: int) -> None:
        super().__init__(f"{kind} {key}")


class OnceForm(forms.Form):
    """A form that carries a token, so that sending it twice changes once."""

    use_required_attribute = False
    token = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["token"].initial = uuid.uuid4

    def full_clean(self) -> None:
        """Refuse hidden characters that turn the reading order, in whatever field they stand."""
        super().full_clean()
        for name, value in list(getattr(self, "cleaned_data", {}).items()):
            try:
                if isinstance(value, str):
                    refuse_turned(value)
            except Unfit as error:
                self.add_error(name, say(error))


def say(error: Unfit) -> str:
    """Return the error's sentence in the language of the page."""
    return error.message_en if get_language() == "en" else error.message


def sent(
    request: HttpRequest, form: OnceForm, perform: Callable[[dict[str, Any]], str]
) -> HttpResponse | None:
    """Perform a valid form once and redirect to where `perform` leads; None when it must be shown.

    `perform` gets the cleaned data and returns an address. A fact the actions refuse (`Unfit`)
    becomes an error beside its field.
    """
    if request.method != "POST" or not form.is_valid():
        return None
    data = dict(form.cleaned_data)
    token = data.pop("token", None) or uuid.uuid4()
    account = request.actor.account or 0  # type: ignore[attr-defined]
    try:
        with transaction.atomic():
            Submission.objects.create(token=token, account=account, at=clock.now())
            led_to = perform(data)
            Submission.objects.filter(token=token).update(led_to=led_to)
    except Unfit as error:
        form.add_error(error.field if error.field in form.fields else None, say(error))
        return None
    except IntegrityError:
        first = Submission.objects.filter(token=token, account=account).first()
        if first is None:
            raise
        led_to = first.led_to
    return HttpResponseRedirect(led_to)
