"""What all forms of the faces share: their look, their key, and refusals shown in them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

from django import forms
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from haicap.common.errors import Invalid, ManyInvalid, Refused


class Renderer(TemplatesSetting):
    """Draws every form with the components in ``templates/ui``."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"


class Radios(forms.RadioSelect):
    """One of a few, as large radio buttons."""

    template_name = "ui/choices.html"


class Checks(forms.CheckboxSelectMultiple):
    """Some of a few, as large check boxes."""

    template_name = "ui/choices.html"


class Form(forms.Form):
    """
    A form that may safely be sent twice.

    ``key`` is made with the blank form and comes back with every attempt, so that the action
    behind it is done once. Nothing typed is lost: a refusal is shown in the same form.
    """

    required_css_class = "required"
    use_required_attribute = False  # the server says what is missing, in one list
    status = 422

    key = forms.CharField(
        max_length=80,
        required=False,
        initial=lambda: str(uuid4()),
        widget=forms.HiddenInput,
    )

    @property
    def idempotency_key(self) -> str:
        """The key that came with the form; a new one if somebody took it out."""
        return self.cleaned_data.get("key") or str(uuid4())

    @contextmanager
    def refusals(self) -> Iterator[None]:
        """Show in the form what a rule refuses inside the block; then it is not valid."""
        try:
            yield
        except ManyInvalid as refusal:
            self.refuse(refusal.details["errors"])
        except Invalid as refusal:
            self.refuse({refusal.details["field"]: refusal.details["rule"]})
        except Refused as refusal:
            self.status = refusal.status
            self.refuse({None: str(refusal)})

    def refuse(self, errors: Mapping[Any, Any]) -> None:
        """Show sentences at their fields, where nothing else is said yet; None is the whole."""
        for field, sentence in errors.items():
            if field is None:
                self.add_error(None, str(sentence))
            elif field not in self.fields:
                self.add_error(None, f"{field}: {sentence}")
            elif field not in self.errors:
                self.add_error(field, str(sentence))


def show(
    request: HttpRequest, template: str, form: forms.BaseForm, **context: Any
) -> HttpResponse:
    """Render a page with its form; 422 (or what the rule says) when it has errors."""
    status = getattr(form, "status", 422) if form.is_bound and form.errors else 200
    context |= {"form": form, "has_errors": status != 200}
    return render(request, template, context, status=status)
