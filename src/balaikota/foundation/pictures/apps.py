"""Opens this room."""

from django.apps import AppConfig


class Pictures(AppConfig):
    name = "balaikota.foundation.pictures"
    label = "pictures"

    def ready(self) -> None:
        from balaikota.foundation.files.contract import guard

        # The clean copy at full size is for the machinery alone; people are shown renditions.
        guard("pictures.picture", lambda person, about_id: False)
