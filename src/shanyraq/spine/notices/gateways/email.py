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
    # A refusal in the four hundreds, of the recipient too (greylisting, a full mailbox), is meant to be tried again.
    try:
        EmailMessage(subject=title, body=f"{body}\n" if body else title, to=[to]).send()
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _words in error.recipients.values()]
        raise NotDelivered("address refused", final=all(code >= 500 for code in codes)) from error
    except smtplib.SMTPDataError as error:
        raise NotDelivered("message refused", final=error.smtp_code >= 500) from error
    except (OSError, smtplib.SMTPException) as error:
        raise NotDelivered(type(error).__name__) from error
