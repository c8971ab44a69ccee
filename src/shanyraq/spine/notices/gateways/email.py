"""E-mail over SMTP, as Django's settings name the server."""

import smtplib

from django.core.mail import EmailMessage


class NotDelivered(Exception):
    """The message did not leave. `final` says that trying again will not help."""

    def __init__(self, reason: str, *, final: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.final = final


def send_mail(*, to: str, title: str, body: str) -> None:
    """The message is with the server. Raises NotDelivered; an unknown address is final, a busy server is not."""
    try:
        EmailMessage(subject=title, body=f"{body}\n" if body else title, to=[to]).send()
    except smtplib.SMTPRecipientsRefused as error:
        raise NotDelivered("address refused", final=True) from error
    except (OSError, smtplib.SMTPException) as error:
        raise NotDelivered(type(error).__name__) from error
