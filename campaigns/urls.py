from django.urls import path

from campaigns.views import audiences, life, links, means, networks, objectives, plans, writing

app_name = "campaigns"
urlpatterns = [
    path("", plans.index, name="list"),
    path("campaigns.csv", plans.download, name="download"),
    path("new/", writing.create, name="new"),
    path("today/", plans.today_objectives, name="today_objectives"),
    path("links/", links.usual, name="usual_links"),
    path("audiences/", audiences.index, name="audiences"),
    path("audiences/new/", audiences.create, name="new_audience"),
    path("audiences/<int:pk>/", audiences.change, name="audience"),
    path("audiences/<int:pk>/removal/", audiences.remove, name="remove_audience"),
    path("<int:pk>/", plans.show, name="show"),
    path("<int:pk>/edit/", writing.change, name="edit"),
    path("<int:pk>/themes/edit/", writing.themes, name="themes"),
    path("<int:pk>/links/", links.change, name="links"),
    path("<int:pk>/copy/", writing.duplicate, name="copy"),
    path("<int:pk>/archive/", writing.archive, name="archive"),
    path("<int:pk>/unarchive/", writing.unarchive, name="unarchive"),
    path("<int:pk>/close/", life.close, name="close"),
    path("<int:pk>/reopen/", life.reopen, name="reopen"),
    path("<int:pk>/objectives/new/", objectives.create, name="new_objective"),
    path("<int:pk>/objectives/<int:objective>/", objectives.change, name="objective"),
    path("<int:pk>/objectives/<int:objective>/removal/", objectives.remove, name="remove_objective"),
    path("networks/<slug:network>/", networks.facts, name="network_facts"),
    path("<int:pk>/networks/", networks.show, name="networks"),
    path("<int:pk>/networks/wish/", networks.ask, name="wish"),
    path("<int:pk>/networks/<slug:network>/", networks.decide, name="network"),
    path("<int:pk>/means/", means.change, name="means"),
    path("<int:pk>/spending/", means.spending, name="spending"),
    path("<int:pk>/spending/new/", means.spend, name="spend"),
    path("<int:pk>/spending/<int:entry>/", means.correct, name="entry"),
    path("<int:pk>/spending/<int:entry>/removal/", means.strike, name="remove_entry"),
    path("<int:pk>/spending/<int:entry>/receipt/", means.receipt, name="receipt"),
]
