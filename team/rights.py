"""Who may do what: one table, role by right."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Right(StrEnum):
    """One thing that a person may or may not do in a brand."""

    VIEW = "view"  # read the plan, the calendar, the charters
    PLAN = "plan"  # make and change campaigns, objectives, themes, audiences
    WRITE = "write"  # draft posts and submit them
    APPROVE = "approve"  # decide on submitted posts, sign plans
    SCHEDULE = "schedule"  # move, hold and withdraw what is approved; settle unconfirmed posts
    READ_INBOX = "read_inbox"
    ANSWER = "answer"  # answer the community
    MODERATE = "moderate"  # assign, resolve, hide, note, sanction
    WATCH = "watch"  # set watches and sort what they find
    MEASURE = "measure"  # read and export figures
    CHARTER = "charter"  # change the charters
    CONNECT = "connect"  # connect and disconnect accounts
    TEAM = "team"  # invite people, give and take roles
    BRAND = "brand"  # the brand's own settings
    AUDIT = "audit"  # read the audit log


IN_WORDS = {
    Right.VIEW: _("Read the plan, the calendar and the charter"),
    Right.PLAN: _("Make campaigns, objectives, themes and audiences"),
    Right.WRITE: _("Write posts and submit them"),
    Right.APPROVE: _("Approve posts or ask for changes, sign plans"),
    Right.SCHEDULE: _("Move, hold and withdraw what is approved"),
    Right.READ_INBOX: _("Read the inbox"),
    Right.ANSWER: _("Answer the community"),
    Right.MODERATE: _("Assign, resolve, hide and note conversations"),
    Right.WATCH: _("Set watches and sort the mentions they find"),
    Right.MEASURE: _("Read and export the results"),
    Right.CHARTER: _("Change the charter"),
    Right.CONNECT: _("Connect and disconnect accounts"),
    Right.TEAM: _("Invite people, give and take roles"),
    Right.BRAND: _("Change the settings of the brand"),
    Right.AUDIT: _("Read the audit log"),
}


class Role(models.TextChoices):
    """What a person is in a brand; one person may be several."""

    ADMIN = "admin", _("Administrator")
    LEAD = "lead", _("Marketing lead")
    COMMUNITY_MANAGER = "cm", _("Community manager")
    APPROVER = "approver", _("Approver")
    MODERATOR = "moderator", _("Moderator")
    EXPERT = "expert", _("Product expert")
    ANALYST = "analyst", _("Analyst")
    READER = "reader", _("Reader")


PURPOSES = {
    Role.ADMIN: _("Everything, the team, the accounts and the settings included"),
    Role.LEAD: _("Plans campaigns, writes, approves and reads the results"),
    Role.COMMUNITY_MANAGER: _("Writes and schedules posts, answers the community"),
    Role.APPROVER: _("Decides on the posts that others submit"),
    Role.MODERATOR: _("Sorts, answers and moderates the inbox"),
    Role.EXPERT: _("Answers the questions of the community that ask for knowledge"),
    Role.ANALYST: _("Reads and exports the results"),
    Role.READER: _("Reads the plan, the calendar and the charter"),
}

R = Right
TABLE: dict[str, frozenset[Right]] = {
    Role.ADMIN: frozenset(Right),
    Role.LEAD: frozenset(
        {R.VIEW, R.PLAN, R.WRITE, R.APPROVE, R.SCHEDULE, R.READ_INBOX, R.ANSWER, R.MODERATE, R.WATCH, R.MEASURE, R.CHARTER}
    ),
    Role.COMMUNITY_MANAGER: frozenset(
        {R.VIEW, R.PLAN, R.WRITE, R.SCHEDULE, R.READ_INBOX, R.ANSWER, R.MODERATE, R.WATCH, R.MEASURE}
    ),
    Role.APPROVER: frozenset({R.VIEW, R.APPROVE}),
    Role.MODERATOR: frozenset({R.VIEW, R.READ_INBOX, R.ANSWER, R.MODERATE, R.WATCH}),
    Role.EXPERT: frozenset({R.VIEW, R.READ_INBOX, R.ANSWER}),
    Role.ANALYST: frozenset({R.VIEW, R.MEASURE}),
    Role.READER: frozenset({R.VIEW}),
}


def rights_of(roles: list[str]) -> frozenset[Right]:
    """All that somebody with these roles may do; a role nobody knows any more gives nothing."""
    return frozenset().union(*(TABLE.get(role, frozenset()) for role in roles))
