"""Signing in and out, and one's own page."""

from typing import Any

from django import forms
from django.contrib.auth import login, views
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from haicap.accounts import actions as accounts
from haicap.common.errors import Refused
from haicap.web.forms import Form, show
from haicap.web.portal.party import signed_in


class SignInForm(AuthenticationForm):
    """Whatever one remembers, and the password; who guesses too often has to wait."""

    status = 422

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        self.fields["username"].label = _("Login, identification number or phone")

    def clean(self) -> dict[str, Any]:
        """Show in the form that there were too many attempts."""
        try:
            return super().clean()
        except Refused as refusal:
            self.status = refusal.status
            raise ValidationError(str(refusal)) from refusal


class SignIn(views.LoginView):
    """Sign in with login and password."""

    template_name = "portal/sign_in.html"
    redirect_authenticated_user = True
    authentication_form = SignInForm
    extra_context = {"section": "sign-in"}

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        """Answer 422 (429 after too many attempts) and keep what was typed."""
        context = self.get_context_data(form=form, has_errors=True)
        status = getattr(form, "status", 422)
        return self.render_to_response(context, status=status)


class SignOut(views.LogoutView):
    """Sign out; nothing of the person stays in the browser."""


class SignUpForm(Form):
    """What an account needs; the rules are those of the accounts."""

    name = forms.CharField(
        label=_("Full name"),
        help_text=_("Family name first, as on the identity card"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
    )
    personal_id = forms.CharField(
        label=_("Personal identification number"),
        help_text=_("12 digits"),
        required=False,
        widget=forms.TextInput(attrs={"class": "short", "inputmode": "numeric"}),
    )
    phone = forms.CharField(
        label=_("Phone"),
        help_text=_("You can sign in with it."),
        required=False,
        widget=forms.TextInput(
            attrs={"class": "short", "type": "tel", "autocomplete": "tel"}
        ),
    )
    password = forms.CharField(
        label=_("Password"),
        help_text=_("At least 8 characters; you may paste it."),
        required=False,
        strip=False,
        widget=forms.PasswordInput(
            attrs={"class": "short", "autocomplete": "new-password"}
        ),
    )


@never_cache
def sign_up(request: HttpRequest) -> HttpResponse:
    """Open an account for oneself, and sign in with it."""
    form = SignUpForm(request.POST or None)
    if form.is_valid():
        typed = {name: said for name, said in form.cleaned_data.items() if name != "key"}
        with form.refusals():
            person = accounts.sign_up(**typed, at=timezone.now())
        if form.is_valid():
            login(request, person)
            return redirect("me")
    return show(request, "portal/sign_up.html", form, section="sign-in")


@login_required
def me(request: HttpRequest) -> HttpResponse:
    """Show who is signed in, and which posts the person holds."""
    posts = signed_in(request).current_posts()
    return render(request, "portal/me.html", {"section": "me", "posts": posts})
