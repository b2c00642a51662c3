"""The maintenance pages: for looking and small repairs by superusers, behind the product's own sign-in."""

from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.http import HttpRequest

from team.models import AuditEntry, Brand, Invitation, Membership, User


class Maintenance(admin.AdminSite):
    """Only what is listed here, and only for superusers; what other packages offer to show stays out of it."""

    site_header = site_title = "Tribu"
    site_url = "/"

    def has_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_active and request.user.is_superuser)


site = Maintenance("maintenance")
site.login = secure_admin_login(site.login)  # type: ignore[method-assign]


class ReadOnly(admin.ModelAdmin):
    """Rows that nobody adds, changes or deletes here."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(User, site=site)
class UserAdmin(admin.ModelAdmin):
    """People; they come by invitation or from the command line, and choose their password themselves."""

    list_display = ("name", "email", "is_active", "is_superuser", "last_login", "joined_at")
    list_filter = ("is_active", "is_superuser")
    search_fields = ("name", "email")
    fields = ("name", "email", "language", "zone", "is_active", "is_staff", "is_superuser", "last_login", "joined_at")
    readonly_fields = ("email", "last_login", "joined_at")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Brand, site=site)
class BrandAdmin(ReadOnly):
    """Brands."""

    list_display = ("name", "slug", "language", "zone", "created_at")
    search_fields = ("name", "slug")


@admin.register(Membership, site=site)
class MembershipAdmin(ReadOnly):
    """Who belongs where."""

    list_display = ("user", "brand", "roles", "joined_at", "seen_at", "left_at")
    list_filter = ("brand",)
    list_select_related = ("user", "brand")
    search_fields = ("user__name", "user__email")


@admin.register(Invitation, site=site)
class InvitationAdmin(ReadOnly):
    """Open doors, without what opens them."""

    list_display = ("email", "brand", "roles", "created_at", "expires_at", "accepted_at", "revoked_at")
    list_filter = ("brand",)
    list_select_related = ("brand",)
    exclude = ("digest",)


@admin.register(AuditEntry, site=site)
class AuditAdmin(ReadOnly):
    """What was done."""

    list_display = ("at", "brand", "who", "verb", "subject")
    list_filter = ("brand", "verb")
    list_select_related = ("brand",)
    date_hierarchy = "at"
