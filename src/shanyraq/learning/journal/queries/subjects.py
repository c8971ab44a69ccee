"""Names of subjects in the reader's language."""

from django.utils.translation import get_language

from shanyraq.spine.registry.reference.curriculum import subjects


def subject_name(code: str) -> str:
    """The subject's name; the code itself where a school has imported one of its own."""
    subject = subjects().get(code)
    if subject is None:
        return code
    language = (get_language() or "kk")[:2]
    return str(getattr(subject, f"name_{language}", subject.name_kk))
