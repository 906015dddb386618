"""Signing in, my account, and residents as officers see them. The names of allauth's views stay allauth's."""

from allauth.account import views as account
from allauth.account.decorators import reauthentication_required
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as spare
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.usersessions import views as sessions
from django.urls import include, path

from balaikota.foundation.people import views
from balaikota.foundation.people.api import adopted, leaving, renewed

#: Looking is free; whoever changes something shows once more who they are; that counts for five minutes.
sure = reauthentication_required(allow_get=True)

own = [
    path("akun/", views.account, name="account"),
    path("akun/catatan/", views.records, name="records"),
    path("akun/nik/", views.set_nik, name="set_nik"),
    path("akun/bahasa/", views.choose_language, name="choose_language"),
    path("akun/siapa-membuka/", views.looks, name="looks"),
    path("masuk/sebagai/<str:token>/", views.sign_in_as, name="sign_in_as"),
    path("masuk/sebagai/<str:token>/sekarang/", views.sign_in_as_now, name="sign_in_as_now"),
    path("warga/", views.desk, name="desk"),
    path("warga/cari/", views.look_up, name="look_up"),
    path("warga/<uuid:person_id>/", views.person, name="person"),
    path("warga/<uuid:person_id>/nik/", views.reveal_nik, name="reveal_nik"),
    path("warga/<uuid:person_id>/identitas/", views.confirm_identity, name="confirm_identity"),
]

entrance = [
    path("masuk/", adopted(account.login), name="account_login"),
    path("keluar/", leaving(account.logout), name="account_logout"),
    path("daftar/", adopted(account.signup), name="account_signup"),
    path("masuk/kode/", adopted(account.request_login_code), name="account_request_login_code"),
    path("masuk/kode/ketik/", adopted(account.confirm_login_code), name="account_confirm_login_code"),
    path("masuk/pengaman/", adopted(mfa.authenticate), name="mfa_authenticate"),
    path("masuk/kunci/", adopted(passkeys.login_webauthn), name="mfa_login_webauthn"),
    path("masuk/tidak-aktif/", adopted(account.account_inactive), name="account_inactive"),
    path("daftar/email/", adopted(account.email_verification_sent), name="account_email_verification_sent"),
    path("daftar/telepon/", adopted(account.verify_phone), name="account_verify_phone"),
    path("lupa-sandi/", adopted(account.password_reset), name="account_reset_password"),
    path(
        "lupa-sandi/kode/",
        adopted(account.confirm_password_reset_code),
        name="account_confirm_password_reset_code",
    ),
    path(
        "lupa-sandi/baru/", adopted(account.complete_password_reset), name="account_complete_password_reset"
    ),
    path(
        "lupa-sandi/selesai/",
        adopted(account.password_reset_from_key_done),
        name="account_password_reset_completed",
    ),
]

security = [
    path("akun/pastikan/", renewed(account.reauthenticate), name="account_reauthenticate"),
    path("akun/email/", adopted(account.email), name="account_email"),
    path("akun/telepon/", adopted(sure(account.change_phone)), name="account_change_phone"),
    path("akun/sandi/", adopted(account.password_change), name="account_change_password"),
    path("akun/sandi/pertama/", adopted(account.password_set), name="account_set_password"),
    path("akun/sesi/", adopted(sure(sessions.list_usersessions)), name="usersessions_list"),
    path("akun/pengaman/", adopted(mfa.index), name="mfa_index"),
    path("akun/pengaman/pastikan/", renewed(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("akun/pengaman/aplikasi/", adopted(totp.activate_totp), name="mfa_activate_totp"),
    path("akun/pengaman/aplikasi/lepas/", adopted(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("akun/pengaman/cadangan/", adopted(spare.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "akun/pengaman/cadangan/baru/",
        adopted(spare.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "akun/pengaman/cadangan/unduh/",
        adopted(spare.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("akun/pengaman/kunci/", adopted(passkeys.list_webauthn), name="mfa_list_webauthn"),
    path("akun/pengaman/kunci/tambah/", adopted(passkeys.add_webauthn), name="mfa_add_webauthn"),
    path(
        "akun/pengaman/kunci/pastikan/",
        renewed(passkeys.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path("akun/pengaman/kunci/<int:pk>/nama/", adopted(passkeys.edit_webauthn), name="mfa_edit_webauthn"),
    path(
        "akun/pengaman/kunci/<int:pk>/hapus/", adopted(passkeys.remove_webauthn), name="mfa_remove_webauthn"
    ),
]

urlpatterns = [path("", include((own, "people"))), *entrance, *security]
