"""A field for several photos at once."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _


class ManyPhotos(forms.FileInput):
    """The camera or the album of a phone; several at once."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


class PhotosField(forms.Field):
    """A list of uploads, empty when there are none. Whether each is a photo is seen when it is received."""

    widget = ManyPhotos(attrs={"accept": "image/*", "multiple": True})

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.most = most

    def clean(self, value: Any) -> list[Any]:
        brought = list(value or [])
        if len(brought) > self.most:
            raise forms.ValidationError(_("Paling banyak %d foto.") % self.most)
        return brought
