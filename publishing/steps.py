"""Steps of a publication, kept in its rows."""

from publishing.models import Publication, Step


class RowSteps:
    """What was already done for a publication; `record` returns when the row is committed."""

    def __init__(self, publication: Publication):
        self.publication = publication
        self.done = {step.name: step.result for step in publication.steps.all()}

    def recall(self, name: str) -> str | None:
        """The result of the step, or None."""
        return self.done.get(name)

    def record(self, name: str, result: str) -> None:
        """Keep the result of the step for good; a step done anew replaces what it gave before."""
        Step.objects.update_or_create(publication=self.publication, name=name, defaults={"result": result})
        self.done[name] = result
