"""Turning what someone types into clean values: allauth's forms in the city's words, and the room's own."""

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from balaikota.foundation.people import contract, methods, rules

CONTACT = gettext_lazy("Email atau nomor telepon")
CODE = gettext_lazy("Kode")
PASSWORD = gettext_lazy("Kata sandi")
NEW_PASSWORD = gettext_lazy("Kata sandi baru")
AGAIN = gettext_lazy("Ketik sekali lagi")
PASSWORD_HINT = gettext_lazy(
    "Paling sedikit 10 huruf atau angka. Kalimat pendek yang hanya Anda tahu paling mudah diingat."
)
FULL_NAME = gettext_lazy("Nama lengkap")


class InOurWords(forms.Form):
    """Labels and hints in the city's words, no placeholders that vanish while typing."""

    words: ClassVar[dict[str, Any]] = {}
    hints: ClassVar[dict[str, Any]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.words.get(name, field.label)
            field.help_text = self.hints.get(name, "")


def clean_contact(contact: str) -> tuple[str, str]:
    """`email` or `phone`, and its one spelling."""
    contact = contact.strip()
    if "@" in contact:
        EmailValidator(_("Alamat email ini belum lengkap. Contoh: nama@contoh.id."))(contact)
        return "email", contact.lower()
    phone = methods.clean_phone(contact)
    if phone is None:
        raise ValidationError(_("Tulis alamat email, atau nomor telepon seperti 0812 3456 7890."))
    return "phone", phone


class SignInForm(InOurWords, account.LoginForm):
    words: ClassVar = {"login": CONTACT, "password": PASSWORD}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"

    def clean_login(self) -> str:
        return clean_contact(super().clean_login())[1]


class SignUpForm(InOurWords, account.SignupForm):
    """One field for the contact: people know their number or their address, not which field is meant."""

    field_order = ["name", "contact", "password1"]
    words: ClassVar = {"name": FULL_NAME, "contact": CONTACT, "password1": PASSWORD}
    hints: ClassVar = {
        "name": gettext_lazy("Seperti pada KTP-el atau akta."),
        "contact": gettext_lazy("Kami mengirim kode ke sini untuk memastikan ini milik Anda."),
        "password1": PASSWORD_HINT,
    }
    name = forms.CharField(max_length=120, widget=forms.TextInput({"autocomplete": "name"}))
    contact = forms.CharField(max_length=254, widget=forms.TextInput({"autocomplete": "email"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for replaced in ("email", "phone"):
            self.fields.pop(replaced, None)

    def clean_name(self) -> str:
        return " ".join(str(self.cleaned_data["name"]).split())

    def clean_contact(self) -> str:
        kind, contact = clean_contact(self.cleaned_data["contact"])
        if kind == "phone" and contract.messenger() is None and not settings.DEMO:
            raise ValidationError(
                _(
                    "Kota ini belum dapat mengirim SMS. Daftarlah dengan email, "
                    "atau datang ke kantor kelurahan."
                )
            )
        self.cleaned_data |= {"email": "", "phone": "", kind: contact}
        if kind == "email":
            self.cleaned_data["email"] = self.validate_unique_email(contact)
        return contact


class AskCodeForm(InOurWords, account.RequestLoginCodeForm):
    words: ClassVar = {"contact": CONTACT}
    contact = forms.CharField(max_length=254, widget=forms.TextInput({"autocomplete": "username"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for replaced in ("email", "phone"):
            self.fields.pop(replaced, None)

    def clean_contact(self) -> str:
        kind, contact = clean_contact(self.cleaned_data["contact"])
        self.cleaned_data |= {"email": "", "phone": "", kind: contact}
        self.clean_email() if kind == "email" else self.clean_phone()
        return contact


class ForgottenForm(InOurWords, account.ResetPasswordForm):
    words: ClassVar = {"email": gettext_lazy("Email")}


class NewPasswordForm(InOurWords, account.ResetPasswordKeyForm):
    words: ClassVar = {"password1": NEW_PASSWORD, "password2": AGAIN}
    hints: ClassVar = {"password1": PASSWORD_HINT}


class ChangePasswordForm(InOurWords, account.ChangePasswordForm):
    words: ClassVar = {
        "oldpassword": gettext_lazy("Kata sandi sekarang"),
        "password1": NEW_PASSWORD,
        "password2": AGAIN,
    }
    hints: ClassVar = {"password1": PASSWORD_HINT}


class FirstPasswordForm(InOurWords, account.SetPasswordForm):
    words: ClassVar = {"password1": PASSWORD, "password2": AGAIN}
    hints: ClassVar = {"password1": PASSWORD_HINT}


class ConfirmPasswordForm(InOurWords, account.ReauthenticateForm):
    words: ClassVar = {"password": PASSWORD}


class SignInCodeForm(InOurWords, account.ConfirmLoginCodeForm):
    words: ClassVar = {"code": CODE}


class ForgottenCodeForm(InOurWords, account.ConfirmPasswordResetCodeForm):
    words: ClassVar = {"code": CODE}


class EmailCodeForm(InOurWords, account.ConfirmEmailVerificationCodeForm):
    words: ClassVar = {"code": CODE}


class PhoneCodeForm(InOurWords, account.VerifyPhoneForm):
    words: ClassVar = {"code": CODE}


class ChangeEmailForm(InOurWords, account.AddEmailForm):
    words: ClassVar = {"email": gettext_lazy("Email baru")}


class ChangePhoneForm(InOurWords, account.ChangePhoneForm):
    words: ClassVar = {"phone": gettext_lazy("Nomor telepon baru")}


class SecondFactorForm(InOurWords, mfa.AuthenticateForm):
    words: ClassVar = {"code": CODE}
    hints: ClassVar = {"code": gettext_lazy("Enam angka dari aplikasi, atau salah satu kode cadangan.")}


class SecondFactorAgainForm(InOurWords, mfa.ReauthenticateForm):
    words: ClassVar = SecondFactorForm.words
    hints: ClassVar = SecondFactorForm.hints


class AppForm(InOurWords, totp.ActivateTOTPForm):
    words: ClassVar = {"code": gettext_lazy("Kode dari aplikasi")}
    hints: ClassVar = {"code": gettext_lazy("Enam angka yang sedang ditampilkan aplikasi.")}


class PasskeyForm(InOurWords, webauthn.AddWebAuthnForm):
    words: ClassVar = {
        "name": gettext_lazy("Nama kunci"),
        "passwordless": gettext_lazy("Masuk tanpa kata sandi dengan kunci ini"),
    }
    hints: ClassVar = {
        "name": gettext_lazy("Agar Anda mengenalinya nanti, misalnya “Ponsel saya”."),
        "passwordless": gettext_lazy("Perangkat akan meminta sidik jari, wajah, atau PIN."),
    }


class PasskeyNameForm(InOurWords, webauthn.EditWebAuthnForm):
    words: ClassVar = {"name": gettext_lazy("Nama kunci")}


class NotBreached(CommonPasswordValidator):
    """Refuses what leaked elsewhere: of the 100,000 passwords seen most often in breaches, those long enough for us.

    The list: NCSC and Have I Been Pwned, "Top 100k"; see docs/security/rules.md.
    """

    def validate(self, password: str, user: Any = None) -> None:
        if password.lower().strip() in self.passwords:
            raise ValidationError(
                _(
                    "Kata sandi ini pernah bocor di tempat lain, jadi mudah ditebak. Pilih kalimat pendek Anda sendiri."
                ),
                code="password_breached",
            )


class NoCityWords:
    """Refuses a password that is little more than the names of this place: `balaikota2026`, `petugas.dukcapil`."""

    def validate(self, password: str, user: Any = None) -> None:
        if methods.is_of_city_words(password):
            raise ValidationError(
                _(
                    "Kata sandi ini hanya nama kota atau kantor dengan angka. Tambahkan kata-kata Anda sendiri."
                ),
                code="password_city_words",
            )

    def get_help_text(self) -> str:
        return _("Jangan hanya nama kota, kantor, atau jabatan.")


class SetNikForm(forms.Form):
    """One's own NIK, from the card."""

    nik = forms.CharField(
        label=gettext_lazy("NIK"),
        max_length=40,
        help_text=gettext_lazy("Enam belas angka pada KTP-el atau Kartu Keluarga. Spasi dan titik boleh."),
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )

    def clean_nik(self) -> str:
        number = methods.clean_number(self.cleaned_data["nik"])
        faults = [fault.sentence for fault in methods.nik_faults(number) if fault.effect == "block"]
        if faults:
            raise ValidationError(list(map(str, faults)))
        return number


class PurposeForm(forms.Form):
    """Why an officer opens someone's data. The resident reads it."""

    purpose = forms.CharField(
        label=gettext_lazy("Tujuan"),
        max_length=300,
        help_text=gettext_lazy("Paling sedikit tiga kata. Warga yang bersangkutan akan membacanya."),
    )

    def clean_purpose(self) -> str:
        purpose = " ".join(str(self.cleaned_data["purpose"]).split())
        if not rules.is_stated(purpose):
            raise ValidationError(_("Tulis tujuannya dengan jelas, paling sedikit tiga kata."))
        return purpose


class LookUpForm(PurposeForm):
    """An officer looks for a resident by NIK; never through the address bar."""

    field_order = ["nik", "purpose"]
    nik = SetNikForm.base_fields["nik"]
    clean_nik = SetNikForm.clean_nik


class ChooseLanguageForm(forms.Form):
    language = forms.ChoiceField(
        label=gettext_lazy("Bahasa"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )


class PhoneField(forms.CharField):
    """A phone number as people write it; kept in international form."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("Nomor telepon"))
        super().__init__(widget=forms.TextInput({"type": "tel", "autocomplete": "tel"}), **kwargs)

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        if not typed:
            return ""
        phone = methods.clean_phone(typed)
        if phone is None:
            raise ValidationError(_("Tulis nomor telepon seperti 0812 3456 7890."))
        return phone
