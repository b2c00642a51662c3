"""How the demo team keeps its library: folders, tags, credits, a right that ends soon, and a picture that is there twice."""

import io
from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from config.demo import pictures
from editorial.library import assets, cataloguing, folders
from editorial.library.cataloguing import Change
from editorial.models import Asset, Folder
from team.models import Brand, Membership

# the folder, the one it lies in, its scenes, their tags
SHELVES = [
    ("Atelier", "", ("roaster", "notebook", "table", "scale"), ("atelier", "torréfaction")),
    ("Machines", "Atelier", ("grinder", "moka", "pour"), ("matériel",)),
    ("Carte", "", ("cup", "glass", "cake", "bag"), ("à la carte",)),
    ("Origines", "", ("cherries", "hills", "sack", "hands"), ("origines", "café vert")),
    ("Lieux", "", ("street", "counter"), ("Lyon",)),
    ("Fêtes", "", ("gift", "lights", "flowers"), ("fêtes",)),
]
CREDIT = "Dessins : Atelier Mirabelle"
GUEST = "Photo : Inès Vasseur, pour la fête des Lumières"
DAYS_LEFT = 9


def arrange(brand: Brand, team: dict[str, Membership], scenes: dict[str, Asset], today: date) -> None:
    """Put the scenes into their folders, and add two pictures that no post shows."""
    made: dict[str, Folder] = {}
    for name, within, drawn, tags in SHELVES:
        made[name] = folders.make(brand, name, made.get(within), by=team["cm"])
        rows = brand.assets.filter(pk__in=[scenes[scene].pk for scene in drawn if scene in scenes])
        cataloguing.change_all(brand, rows, Change(folder=(made[name],), add=tags, credit=CREDIT), by=team["cm"])
    file = SimpleUploadedFile("lumieres-invitee.jpg", pictures.draw("lights", 77), "image/jpeg")
    guest = assets.take_in(
        brand, file, by=team["lead"], alt="Des lumignons sur un rebord, vus de nuit.", folder=made["Fêtes"]
    ).asset
    until = today + timedelta(days=DAYS_LEFT)
    cataloguing.change(guest, by=team["lead"], tags=["fêtes", "Lyon"], credit=GUEST, rights_until=until)
    if "counter" in scenes:
        assets.take_in(brand, _smaller("counter"), by=team["lead"])


def _smaller(scene: str) -> SimpleUploadedFile:
    """The scene once more as somebody saved it from a page: small, without words."""
    image = Image.open(io.BytesIO(pictures.draw(scene, pictures.number_of(scene))))
    kept = io.BytesIO()
    image.resize((640, 640)).save(kept, "JPEG", quality=70)
    return SimpleUploadedFile("capture-comptoir.jpg", kept.getvalue(), "image/jpeg")
