"""Once a day BPS is asked for the tables that are followed; without a key nobody is asked."""

import structlog
from django.conf import settings

from balaikota.economy.bps import actions, contract, gateway
from balaikota.kit.outbound import NotTaken
from balaikota.kit.reactions import every

log = structlog.get_logger()


@every("0 4 * * *")  # 11:00 WIB, when the day's releases are out
def ask_bps(timestamp: int) -> None:
    """One table that does not come keeps none of the others from coming."""
    if not settings.BPS_KEY:
        return
    for table in contract.tables():
        try:
            cells = gateway.table(table.domain, table.variable, table.years, settings.BPS_KEY)
        except NotTaken as fault:
            log.warning("bps: no table", domain=table.domain, variable=table.variable, why=fault.why)
            continue
        if cells:
            actions.take_in(table, cells)
