from django.urls import path

from moderation.views import acts, charter, conversations, fragments, inbox

app_name = "moderation"
urlpatterns = [
    path("", inbox.show, name="inbox"),
    path("fresh/", inbox.fresh, name="fresh"),
    path("today/", fragments.today, name="today"),
    path("posts/<int:pk>/", fragments.of_post, name="post_conversations"),
    path("<int:pk>/", inbox.show, name="conversation"),
    path("<int:pk>/answer/", conversations.answer, name="answer"),
    path("<int:pk>/prepared/", charter.replies, name="prepared"),
    path("<int:pk>/ladder/", charter.ladder, name="ladder"),
    path("<int:pk>/measure/", charter.measure, name="measure"),
    path("<int:pk>/weigh/", conversations.weigh, name="weigh"),
    path("<int:pk>/pulse/", conversations.pulse, name="pulse"),
    path("<int:pk>/sending/<int:message>/", conversations.sending, name="sending"),
    path("<int:pk>/assign/", conversations.assign, name="assign"),
    path("<int:pk>/resolve/", conversations.resolve, name="resolve"),
    path("<int:pk>/reopen/", conversations.reopen, name="reopen"),
    path("<int:pk>/ideas/<int:message>/", conversations.note_idea, name="note_idea"),
    path("<int:pk>/messages/<int:message>/delete/", acts.delete, name="delete"),
    path("<int:pk>/messages/<int:message>/<slug:act>/", acts.act, name="act"),
    path("<int:pk>/person/<slug:act>/", acts.person, name="person"),
    path("<int:pk>/note/", conversations.note, name="note"),
]
