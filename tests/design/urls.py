from django.urls import path

from config.urls import urlpatterns as product
from tests.design import catalogue

urlpatterns = [
    path("design/", catalogue.show),
    path("design/<slug:page>/", catalogue.show),
    *product,
]
