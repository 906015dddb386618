"""Opening files."""

import uuid

from django.http.response import HttpResponseBase

from balaikota.foundation.files import methods, queries
from balaikota.kit.downloads import hand_out
from balaikota.kit.http import Request, disclosed, reads


@reads
def open(request: Request, file_id: uuid.UUID) -> HttpResponseBase:
    file = queries.openable(file_id, viewer=request.user)
    if file.owner is not None and file.owner != request.user:
        disclosed(
            name="files.opened", about=file, by=request.user, subject=file.owner, purpose="membuka berkas"
        )
    name = methods.download_name(file.original_name, file.content_type)
    return hand_out(queries.path(file), name=name, content_type=file.content_type)
