from django.urls import path

from editorial.library.views import asset, folders, library
from editorial.visuals.views import visuals

urlpatterns = [
    path("library/", library.show, name="library"),
    path("library.csv", library.export, name="library_csv"),
    path("library/upload/", library.upload, name="upload"),
    path("library/visuals/new/", visuals.make, name="visual"),
    path("library/visuals/<int:pk>/", visuals.change, name="visual_change"),
    path("library/visuals/preview/", visuals.preview, name="visual_preview"),
    path("library/several/", library.several, name="several_assets"),
    path("library/folders/new/", folders.new, name="folder_new"),
    path("library/folders/<int:pk>/", folders.change, name="folder"),
    path("library/folders/<int:pk>/removal/", folders.remove, name="folder_remove"),
    path("library/<int:pk>/", asset.show, name="asset"),
    path("library/<int:pk>/words/", asset.save, name="asset_save"),
    path("library/<int:pk>/focus/", asset.focus, name="asset_focus"),
    path("library/<int:pk>/replacement/", asset.replace, name="asset_replace"),
    path("library/<int:pk>/removal/", asset.remove, name="asset_remove"),
    path("library/<int:pk>/download/", asset.download, name="asset_download"),
]
