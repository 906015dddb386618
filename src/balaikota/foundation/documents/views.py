"""The public verify page, opening one's letters, and, for the operator, those a signer left open."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from balaikota.foundation.documents import actions, contract, forms, methods, queries
from balaikota.foundation.documents.models import Letter
from balaikota.foundation.files import queries as files
from balaikota.kit.downloads import hand_out
from balaikota.kit.http import Request, disclosed, go, page, reads, writes


@reads(anyone=True)
def verify(request: Request) -> HttpResponse:
    form = forms.TokenForm(request.GET or None)
    if form.is_bound and form.is_valid():
        return go(reverse("documents:verdict", args=[form.cleaned_data["kode"]]))
    return _unlisted(
        page(request, "documents/verify.html", {"form": form}, status=422 if form.errors else 200)
    )


@reads(anyone=True)
def verdict(request: Request, token: str) -> HttpResponse:
    return _show(request, queries.by_token(token), forms.CopyForm())


@writes(anyone=True)
def compare(request: Request, token: str) -> HttpResponse:
    letter = queries.by_token(token)
    form = forms.CopyForm(request.POST, request.FILES)
    if letter is None or not letter.sha256 or not form.is_valid():
        return _show(request, letter, form, status=422)
    is_same = methods.digest(form.cleaned_data["salinan"].chunks()) == letter.sha256
    return _show(request, letter, forms.CopyForm(), compared="same" if is_same else "altered")


@reads
def letter(request: Request, letter_id: uuid.UUID) -> HttpResponseBase:
    letter = queries.letter_for(request.user, letter_id)
    if letter.file is None:
        return page(request, "documents/waiting.html", {"letter": letter})
    files.require_kept(letter.file)
    if letter.subject is not None and letter.subject != request.user:
        disclosed(
            name="documents.opened",
            about=letter,
            by=request.user,
            subject=letter.subject,
            purpose="membuka surat",
        )
    return hand_out(
        files.path(letter.file), name=letter.file.original_name, content_type=letter.file.content_type
    )


@reads
def held(request: Request) -> HttpResponse:
    return page(request, "documents/held.html", {"letters": queries.held(request.user)})


@writes
def ask_again(request: Request, letter_id: uuid.UUID) -> HttpResponse:
    actions.ask_again(queries.held_letter(letter_id, viewer=request.user), by=request.user)
    return go(reverse("documents:held"))


def _show(
    request: Request, letter: Letter | None, form: forms.CopyForm, *, status: int = 200, **context: Any
) -> HttpResponse:
    """Nothing here says whom a letter is about. An unknown token gets the same page, and 404."""
    context |= {"letter": letter, "form": form, "annexes": contract.annexes(letter) if letter else []}
    return _unlisted(page(request, "documents/verdict.html", context, status=status if letter else 404))


def _unlisted(response: HttpResponse) -> HttpResponse:
    """Not for search engines, caches, or the next site's logs: the address holds the token.

    Not `no-referrer`: under it a browser sends `Origin: null` with the form, and the form is refused.
    """
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = "same-origin"
    response["Cache-Control"] = "no-store"
    return response
