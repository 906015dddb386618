"""Mail leaves through the server that one address names."""

import socketserver
import threading

import pytest
from django.core.mail import EmailMessage
from django.test import override_settings

from balaikota.config import home


class Postman(socketserver.StreamRequestHandler):
    """As much SMTP as one letter needs."""

    letters: list[bytes] = []

    def handle(self) -> None:
        self.wfile.write(b"220 pos\r\n")
        while line := self.rfile.readline():
            if line.upper().startswith(b"DATA"):
                self.wfile.write(b"354 go\r\n")
                letter = b""
                while (part := self.rfile.readline()) != b".\r\n":
                    letter += part
                self.letters.append(letter)
            self.wfile.write(b"221 bye\r\n" if line.upper().startswith(b"QUIT") else b"250 ok\r\n")


def test_a_letter_reaches_the_server_of_the_address() -> None:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Postman) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with override_settings(**home.mail(f"smtp://127.0.0.1:{server.server_address[1]}")):
            EmailMessage("Perihal", "Isi", "balai@contoh.invalid", ["sari@contoh.invalid"]).send()
        server.shutdown()
    assert b"Subject: Perihal" in Postman.letters[0]


def test_user_password_and_encryption_come_from_the_address() -> None:
    said = home.mail("smtp://balai%40kota:s%2Fandi@surat.kota.invalid:465?ssl=1")
    assert (said["EMAIL_HOST"], said["EMAIL_PORT"]) == ("surat.kota.invalid", 465)
    assert (said["EMAIL_HOST_USER"], said["EMAIL_HOST_PASSWORD"]) == ("balai@kota", "s/andi")
    assert said["EMAIL_USE_SSL"]
    assert not said["EMAIL_USE_TLS"]


def test_a_wrong_address_is_said_plainly() -> None:
    with pytest.raises(SystemExit, match="BALAIKOTA_EMAIL_URL"):
        home.mail("surat.kota.invalid")


def test_without_an_address_letters_become_files() -> None:
    assert home.mail("")["EMAIL_BACKEND"].endswith("filebased.EmailBackend")
