"""Where programs enter this room: django-allauth's adapters, and the second factor for staff.

allauth runs the sign-in pages; what it writes passes through an action, so that it leaves an event.
Settings name these classes; `urls` takes `adopted`.
"""

import base64
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

import structlog
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.stages import EmailVerificationStage
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from balaikota.foundation.people import actions, contract, forms, queries
from balaikota.kit.http import go
from balaikota.kit.secrets import seal, unseal
from balaikota.kit.throttle import visitor

log = structlog.get_logger(__name__)
WRONG_PAIR = gettext_lazy(
    "Kontak atau kata sandi tidak cocok. Periksa keduanya, atau pakai “Lupa kata sandi”."
)
#: In a session: until when it lasts at most, how long it may lie idle, and when it was last used.
LASTS, SEEN_EACH = "lasts", 300
PLACE_OF_FACTORS = "mfa_authenticator.data"  # the place its secrets are sealed to


View = Callable[..., HttpResponse]


def adopted(view: View) -> View:
    """One of allauth's views in this house: one transaction, the page keeps our own `site`, and a no is in the log."""

    @wraps(view)
    def inside(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with transaction.atomic():
            response = view(request, *args, **kwargs)
        if isinstance(response, TemplateResponse) and response.context_data:
            response.context_data.pop("site", None)
            note_faults(request, response.context_data.get("form"))
        return response

    return inside


def note_faults(request: HttpRequest, form: Any) -> None:
    """Which field was refused and why, never what was typed: a wrong password, a wrong code, a leaked password."""
    if request.method != "POST" or not getattr(form, "errors", None):
        return
    faults = {name: [fault.code or "" for fault in given] for name, given in form.errors.as_data().items()}
    at = request.resolver_match.url_name if request.resolver_match else ""
    log.warning("sign-in refused", at=at, faults=faults, visitor=visitor(request))


def renewed(view: View) -> View:
    """A page where one shows once more who one is: from then on the session has another key (ASVS 7.2.4)."""
    whole = adopted(view)

    @wraps(view)
    def inside(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        before, key = ways_of(request), request.session.session_key
        response = whole(request, *args, **kwargs)
        if key and request.user.is_authenticated and ways_of(request) != before:
            request.session.cycle_key()
            actions.follow_session(key, request.session.session_key or "")
        return response

    return inside


def leaving(view: View) -> View:
    """Signing out: the browser drops what it kept of our pages, too."""
    whole = adopted(view)

    @wraps(view)
    def inside(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = whole(request, *args, **kwargs)
        if request.method == "POST":
            response["Clear-Site-Data"] = '"cache"'
        return response

    return inside


def ways_of(request: HttpRequest) -> list[str]:
    """How this session has shown who is there, in order: password, code, mfa, demo."""
    records = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY) or []
    return [str(record.get("method", "")) for record in records]


class ContactStage(EmailVerificationStage):
    """An e-mail address is confirmed before signing in; who signs in by phone alone has none to confirm."""

    def handle(self) -> Any:
        user = self.login.user
        return (None, True) if user is not None and not user.email else super().handle()


class Accounts(DefaultAccountAdapter):
    """How allauth keeps accounts here."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": WRONG_PAIR,
        "phone_password_mismatch": WRONG_PAIR,
        "username_password_mismatch": WRONG_PAIR,
        "account_inactive": gettext_lazy("Akun ini sedang tidak aktif. Hubungi kantor kelurahan."),
        "incorrect_code": gettext_lazy("Kode ini tidak cocok. Periksa pesan terakhir yang Anda terima."),
        "incorrect_password": gettext_lazy("Kata sandi tidak cocok."),
        "enter_current_password": gettext_lazy("Kata sandi sekarang tidak cocok."),
        "too_many_login_attempts": gettext_lazy(
            "Terlalu banyak percobaan. Tunggu beberapa menit, lalu coba lagi."
        ),
        "rate_limited": gettext_lazy("Terlalu banyak permintaan. Tunggu sebentar, lalu coba lagi."),
        "same_as_current": gettext_lazy("Ini sama dengan yang sekarang."),
        "email_taken": gettext_lazy("Email ini tidak dapat dipakai."),
        "phone_taken": gettext_lazy("Nomor telepon ini tidak dapat dipakai."),
    }

    def get_login_stages(self) -> list[str]:
        ours = f"{ContactStage.__module__}.{ContactStage.__name__}"
        theirs = "allauth.account.stages.EmailVerificationStage"
        return [ours if stage == theirs else stage for stage in super().get_login_stages()]

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        given = form.cleaned_data
        return actions.sign_up(
            user, name=given["name"], email=given["email"], phone=given["phone"], password=given["password1"]
        )

    def set_password(self, user: Any, password: str) -> None:
        actions.choose_password(user, password)

    def confirm_email(self, request: HttpRequest, email_address: Any) -> bool:
        is_confirmed = bool(super().confirm_email(request, email_address))
        if is_confirmed:
            actions.confirm_contact(email_address.user)
        return is_confirmed

    def post_login(self, request: HttpRequest, user: Any, **login: Any) -> HttpResponse:
        actions.note_sign_in(user, ways_of(request))
        request.session[LASTS] = lasting(user)
        response: HttpResponse = super().post_login(request, user, **login)
        return response

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        person: Any = request.user
        return "/meja/" if contract.is_staff(person) else settings.LOGIN_REDIRECT_URL

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("people:account")

    # Letters leave the building in a job; a change of security is an event as well as a letter.

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        letter = self.render_mail(
            template_prefix, email, {"email": email, "city_address": settings.ADDRESS} | context
        )
        actions.post_letter(email, letter.subject, str(letter.body))

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        actions.note_security_change(user, template_prefix.rsplit("/", 1)[-1])
        super().send_notification_mail(template_prefix, user, context, email)

    # Phones.

    def phone_form_field(self, **kwargs: Any) -> Any:
        return forms.PhoneField(**kwargs)

    def get_phone(self, user: Any) -> tuple[str, bool] | None:
        return (user.phone, user.phone_confirmed_at is not None) if user.phone else None

    def set_phone(self, user: Any, phone: str, verified: bool) -> None:
        actions.change_phone(user, phone)
        if verified:
            actions.confirm_contact(user, phone=True)

    def set_phone_verified(self, user: Any, phone: str) -> None:
        if user.phone != phone:
            actions.change_phone(user, phone)
        actions.confirm_contact(user, phone=True)

    def get_user_by_phone(self, phone: str) -> Any:
        return queries.by_contact(phone)

    def send_verification_code_sms(self, user: Any, phone: str, code: str, **kwargs: Any) -> None:
        text = _("Kode Balai Kota: %(code)s. Jangan berikan kepada siapa pun, termasuk petugas.") % {
            "code": code
        }
        self._send_sms(phone, text)

    def send_account_already_exists_mail(self, email: str) -> None:
        _as_long_as_a_password()
        super().send_account_already_exists_mail(email)

    def send_account_already_exists_sms(self, phone: str) -> None:
        _as_long_as_a_password()
        self._send_sms(
            phone, _("Nomor ini sudah mempunyai akun Balai Kota. Silakan masuk di %s.") % settings.ADDRESS
        )

    def _send_sms(self, phone: str, text: str) -> None:
        send = contract.messenger()
        if send is not None:
            send(phone, text)
        elif settings.DEMO:
            actions.post_letter(f"{phone}@sms.{queries.SAMPLE_DOMAIN}", "SMS", text)
        else:
            log.warning("sms.unavailable")

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # allauth counts failed attempts per e-mail only; without this one phone could lock out all phones.
        who = credentials.get("email") or credentials.get("phone") or ""
        return f"{request.get_host()}:{who.lower()}"


def _as_long_as_a_password() -> None:
    """A taken contact is answered as slowly as a free one, whose password is hashed: the clock tells nothing."""
    make_password("as-long")


class SecondFactors(DefaultMFAAdapter):
    """Authenticator apps, passkeys and spare codes; their secrets lie sealed."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("Kode ini tidak cocok. Tunggu kode berikutnya, lalu coba lagi."),
        "unverified_email": gettext_lazy("Pastikan dahulu alamat email Anda, baru pasang pengaman kedua."),
    }

    def encrypt(self, text: str) -> str:
        return base64.b64encode(seal(text.encode(), bound_to=PLACE_OF_FACTORS)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(base64.b64decode(encrypted_text), bound_to=PLACE_OF_FACTORS).decode()

    def get_totp_issuer(self) -> str:
        return _("Balai Kota")

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        return _("Kunci %(number)s") % {"number": queries.count_factors(user, type) + 1}


def lasting(person: Any) -> dict[str, int]:
    """Twelve hours at most; an officer's session ends after one idle hour, a resident's after two."""
    now = int(time.time())
    idle = settings.IDLE_OFFICER if contract.is_staff(person) else settings.IDLE_RESIDENT
    return {"until": now + settings.SESSION_LASTS, "idle": idle, "seen": now}


class SessionsEnd:
    """A session that lay idle, or is older than a working day, is over: the person signs in again.

    A part of a page that fetches itself is no sign of life; when somebody was seen is written every five minutes.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and (lasts := request.session.get(LASTS)):
            self.watch(request, lasts, int(time.time()))
        return self.get_response(request)

    def watch(self, request: HttpRequest, lasts: dict[str, int], now: int) -> None:
        if now >= lasts["until"] or now - lasts["seen"] >= lasts["idle"]:
            logout(request)
            messages.info(request, _("Sudah lama tidak ada kegiatan. Demi keamanan Anda, masuklah lagi."))
        elif now - lasts["seen"] >= SEEN_EACH and not self.is_fetching_itself(request):
            request.session[LASTS] = lasts | {"seen": now}

    def is_fetching_itself(self, request: HttpRequest) -> bool:
        asks = request.headers
        return request.method == "GET" and asks.get("HX-Request") == "true" and "HX-Boosted" not in asks


class SecondFactorFirst:
    """Who holds a post sets up a second factor before any other page: no register behind one password.

    A demo city's sign-in link counts as second factor, there and nowhere else.
    """

    ALLOWED = ("mfa_", "account_", "usersessions_")
    ALWAYS = ("/bahasa/", "/tampilan/", "/manifest.webmanifest")

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        match = request.resolver_match
        is_set_up = match is not None and (match.url_name or "").startswith(self.ALLOWED)
        if is_set_up or request.path in self.ALWAYS or not self.is_lacking(request):
            return None
        return go(reverse("mfa_index"))

    def is_lacking(self, request: HttpRequest) -> bool:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
            return False
        if settings.DEMO and request.session.get(queries.SIGNED_IN_BY_LINK):
            return False
        return contract.is_staff(request.user) and not queries.has_second_factor(request.user)
