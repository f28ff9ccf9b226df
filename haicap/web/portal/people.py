"""Signing in and out, and one's own page."""

from django.contrib.auth import views
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


class SignIn(views.LoginView):
    """Sign in with login and password."""

    template_name = "portal/sign_in.html"
    redirect_authenticated_user = True
    extra_context = {"section": "sign-in"}

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        """Answer 422 and keep what was typed."""
        context = self.get_context_data(form=form, has_errors=True)
        return self.render_to_response(context, status=422)


class SignOut(views.LogoutView):
    """Sign out; nothing of the person stays in the browser."""


@login_required
def me(request: HttpRequest) -> HttpResponse:
    """Show who is signed in, and which posts the person holds."""
    posts = request.user.current_posts()  # type: ignore[union-attr]
    return render(request, "portal/me.html", {"section": "me", "posts": posts})
