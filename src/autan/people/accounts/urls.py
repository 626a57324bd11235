"""The addresses of an account: those that the product means, and no other of django-allauth."""

from allauth.account import views as account
from allauth.socialaccount import views as identity
from allauth.usersessions.views import list_usersessions
from django.urls import include, path, re_path

from autan.people.accounts.access import by_link, public, signed_in
from autan.people.accounts.views import account_home, back_from_provider, closed, leave_to_provider, sign_in, sign_out

_OPEN = "allauth asks who it is, and counts the attempts"

urlpatterns = [
    path("", account_home, name="account_home"),
    path("login/", sign_in, name="account_login"),
    path("logout/", sign_out, name="account_logout"),
    path("inactive/", public(account.account_inactive), name="account_inactive"),
    # named by the library, and never open
    path("signup/", by_link(_OPEN)(closed), name="account_signup"),
    path("login/code/", by_link(_OPEN)(account.request_login_code), name="account_request_login_code"),
    path("login/code/confirm/", by_link(_OPEN)(account.confirm_login_code), name="account_confirm_login_code"),
    path("reauthenticate/", signed_in(account.reauthenticate), name="account_reauthenticate"),
    path("email/", signed_in(account.email), name="account_email"),
    re_path(r"^confirm-email/(?P<key>[-:\w]+)/$", by_link(_OPEN)(account.confirm_email), name="account_confirm_email"),
    path("password/change/", signed_in(account.password_change), name="account_change_password"),
    path("password/set/", signed_in(account.password_set), name="account_set_password"),
    path("password/reset/", by_link(_OPEN)(account.password_reset), name="account_reset_password"),
    path("password/reset/done/", public(account.password_reset_done), name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        by_link(_OPEN)(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        public(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("identity/", signed_in(identity.connections), name="socialaccount_connections"),
    path("identity/login/", leave_to_provider, name="openid_connect_login"),
    path("identity/callback/", back_from_provider, name="openid_connect_callback"),
    path("identity/cancelled/", public(identity.login_cancelled), name="socialaccount_login_cancelled"),
    path("identity/error/", public(identity.login_error), name="socialaccount_login_error"),
    path("identity/signup/", by_link(_OPEN)(closed), name="socialaccount_signup"),
    path("sessions/", signed_in(list_usersessions), name="usersessions_list"),
    path("2fa/", include("allauth.mfa.urls")),
]
