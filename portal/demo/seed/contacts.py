"""E-mail and phone of the cast, proved already: the tour shows messages leaving the portal."""

from accounts.models import User
from core import clock
from portal.channels.contacts import masked
from portal.demo.cast import CAST
from portal.models import Channel, ChannelChoice, Contact, NoticeGroup

_WANTED = (
    (Channel.EMAIL, NoticeGroup.MOVE),
    (Channel.EMAIL, NoticeGroup.REFUSAL),
    (Channel.EMAIL, NoticeGroup.MONEY),
    (Channel.SMS, NoticeGroup.REFUSAL),
    (Channel.SMS, NoticeGroup.MONEY),
)


def make_contacts() -> None:
    """Invented addresses: ``example`` is nobody's domain, 700 000 nobody's number."""
    for place, identity in enumerate(CAST, start=1):
        user = User.objects.filter(username=identity.slug).first()
        if user is None:
            continue
        for channel, address in (
            (Channel.EMAIL, f"{identity.slug}@bilimge.example"),
            (Channel.SMS, f"+7700000{place:04}"),
        ):
            contact = Contact(user=user, channel=channel, confirmed_at=clock.now())
            contact.seal(address)
            contact.masked = masked(channel, address)
            contact.save()
        ChannelChoice.objects.bulk_create(
            ChannelChoice(user=user, channel=channel, group=group) for channel, group in _WANTED
        )
