from team.models.audit import AuditEntry
from team.models.brand import Brand
from team.models.invitation import Invitation
from team.models.membership import Membership
from team.models.notice import Notice
from team.models.user import User

__all__ = ["AuditEntry", "Brand", "Invitation", "Membership", "Notice", "User"]
