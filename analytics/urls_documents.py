from django.urls import path

from analytics.views import documents

app_name = "documents"
urlpatterns = [
    path("<int:pk>/", documents.show, name="plan"),
    path("<int:pk>/pdf/", documents.download, name="plan_pdf"),
]
