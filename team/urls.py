from django.urls import path

from team.views import audit, brands, invitations, members

app_name = "team"
urlpatterns = [
    path("", members.show_all, name="members"),
    path("members/<int:pk>/", members.change, name="member"),
    path("members/<int:pk>/remove/", members.remove, name="remove"),
    path("leave/", members.leave, name="leave"),
    path("invitations/new/", invitations.create, name="invite"),
    path("invitations/<int:pk>/resend/", invitations.resend, name="resend"),
    path("invitations/<int:pk>/revoke/", invitations.revoke, name="revoke"),
    path("settings/", brands.settings, name="settings"),
    path("audit/", audit.show, name="audit"),
    path("audit.csv", audit.download, name="audit_csv"),
]
