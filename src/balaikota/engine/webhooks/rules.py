"""Yes or no about subscriptions and deliveries."""

from datetime import datetime

from balaikota.engine.webhooks.models import Delivery, State, Subscription


def may_send(delivery: Delivery, now: datetime) -> bool:
    """Its turn has come, and somebody still listens to a partner that is not stopped."""
    return delivery.state == State.WAITING and delivery.next_at <= now and is_heard(delivery.subscription)


def is_heard(subscription: Subscription) -> bool:
    return subscription.ended_at is None and not subscription.partner.is_suspended
