"""What the services of the cards do at each turn of their cases."""

from typing import Any

from balaikota.engine.cases.contract import Handler, handles


@handles("kia-baru")
class ChildCardHandler(Handler):
    """Kartu Identitas Anak."""

    def subject_name(self, answers: dict[str, Any]) -> str:
        return str(answers.get("anak_nama") or "")
