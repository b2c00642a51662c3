from django.urls import path

from analytics.views import documents

app_name = "documents"
urlpatterns = [
    path("<int:pk>/", documents.show, name="plan"),
    path("<int:pk>/pdf/", documents.download, name="plan_pdf"),
    path("<int:pk>/sign/", documents.sign, name="sign"),
    path("<int:pk>/withdraw/", documents.withdraw, name="withdraw"),
    path("<int:pk>/signed/<int:number>/", documents.signed, name="signed"),
    path("<int:pk>/signed/<int:number>/pdf/", documents.signed_pdf, name="signed_pdf"),
]
