from django.urls import path

from analytics.views import documents, retrospectives

app_name = "documents"
urlpatterns = [
    path("<int:pk>/", documents.show, name="plan"),
    path("<int:pk>/pdf/", documents.download, name="plan_pdf"),
    path("<int:pk>/retrospective/", retrospectives.show, name="retrospective"),
    path("<int:pk>/retrospective/pdf/", retrospectives.download, name="retrospective_pdf"),
    path("<int:pk>/retrospective/words/<slug:part>/", retrospectives.write, name="words"),
    path("<int:pk>/retrospective/finish/", retrospectives.finish, name="finish"),
    path("<int:pk>/retrospective/<int:passage>/", retrospectives.finished, name="finished"),
    path("<int:pk>/retrospective/<int:passage>/pdf/", retrospectives.finished_pdf, name="finished_pdf"),
    path("<int:pk>/sign/", documents.sign, name="sign"),
    path("<int:pk>/withdraw/", documents.withdraw, name="withdraw"),
    path("<int:pk>/signed/<int:number>/", documents.signed, name="signed"),
    path("<int:pk>/signed/<int:number>/pdf/", documents.signed_pdf, name="signed_pdf"),
]
