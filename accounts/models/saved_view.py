"""A filter of a list that a person keeps under a name."""

from django.db import models

from accounts.models.membership import Membership


class SavedView(models.Model):
    """A named query of one list, shown as a tab to the membership that keeps it.

    A shared one is shown to the colleagues too; what it selects is still what each may see.
    """

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="saved_views")
    list_path = models.CharField(max_length=120, help_text="address without the language")
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=1000, blank=True)
    is_shared = models.BooleanField(
        default=False, help_text="colleagues of the same organisation and role see it, read-only"
    )
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=("membership", "list_path", "name"), name="one_saved_view_a_name"
            )
        ]

    def __str__(self) -> str:
        return self.name
