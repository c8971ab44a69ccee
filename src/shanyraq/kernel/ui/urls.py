from django.urls import path
from django.views.i18n import set_language

from shanyraq.kernel.ui.pages.style import style, style_part
from shanyraq.kernel.ui.pages.theme import set_theme

urlpatterns = [
    path("style/", style, name="style"),
    path("style/part/<slug:name>/", style_part, name="style_part"),
    path("language/", set_language, name="set_language"),
    path("theme/", set_theme, name="set_theme"),
]
