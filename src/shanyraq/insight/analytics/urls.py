from django.urls import path

from shanyraq.insight.analytics.pages import figures

urlpatterns = [
    path("figures/", figures.figures, name="figures"),
    path("figures/<slug:code>/", figures.figure, name="figure"),
    path("figures/<slug:code>/download/", figures.figure_download, name="figure_download"),
]
