"""What a browser says of itself."""

from django import forms


class SubscribeForm(forms.Form):
    """As `PushSubscription.toJSON()` gives it; the page's script fills it in."""

    endpoint = forms.CharField(max_length=1_000)
    p256dh = forms.CharField(max_length=200)
    auth = forms.CharField(max_length=100)
