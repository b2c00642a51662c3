"""What is said about the demo brand's posts before they leave: two steps for a campaign, comments, a link to a client."""

from datetime import timedelta

from editorial import content
from editorial.approval import approval, links, proposals, rules, talking
from editorial.approval.steps import Step
from editorial.models import Post, PostState
from team.models import Brand, Membership

REMARKS = (
    ("lead", "Très bien. On garde le tutoiement pour la fin seulement ?"),
    ("approver", "Je vérifierais le chiffre avant, @{cm}."),
)
CLIENT = "Inès Martel, coopérative Alto"


def tell(brand: Brand, team: dict[str, Membership]) -> None:
    """Ask the lead too for the campaign that runs, let colleagues comment on two drafts, and show two posts by a link."""
    waiting = list(brand.posts.filter(state=PostState.SUBMITTED).order_by("planned_for", "pk"))
    campaign = next((post.campaign for post in waiting if post.campaign), None)
    if campaign:
        asked = [
            Step(name="Relecture", members=frozenset({team["approver"].pk})),
            Step(name="Direction", roles=frozenset({"lead"})),
        ]
        rules.change(brand, campaign, asked, by=team["admin"])
        rules.apply(brand, campaign, by=team["admin"])
        theirs = next(post for post in waiting if post.campaign == campaign)
        approval.approve(theirs, by=team["approver"], digest=content.of(theirs).digest(), note="Rien à redire.")
    for post, (who, words) in zip(brand.posts.filter(state=PostState.DRAFT, text__gt="").order_by("-pk"), REMARKS, strict=False):
        _comment(post, team[who], words.format(cm=team["cm"]))
    if waiting:
        _show(waiting[-2:], team)


def _comment(post: Post, by: Membership, words: str) -> None:
    """A comment on the first words of a post."""
    kept = content.of(post)
    talking.begin(post, kept, words, by=by, field="text", quote=" ".join(post.text.split(" ")[:3]).partition("\n")[0])


def _show(posts: list[Post], team: dict[str, Membership]) -> None:
    """A link for somebody without account, who has proposed another hour already."""
    links.make(posts, by=team["approver"], step=0, days=10, name=CLIENT, language="fr")
    if later := posts[0].wall:
        proposals.propose(posts[0], later + timedelta(hours=2), posts[0].zone, by=team["lead"])
