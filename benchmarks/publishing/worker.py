"""The product's own RQ worker, with its queries counted: python -m benchmarks.publishing.worker FILE"""

import resource
import sys
from pathlib import Path
from typing import Any

from config.runtime import children, prepare


def main(told: Path) -> None:
    """Work on the delivery queue until SIGTERM, then write how many queries were made and what was used."""
    children.follow_parent()
    prepare.load()
    prepare.warm()

    # Django is imported when its settings are there.
    from django.db.backends.base.base import BaseDatabaseWrapper  # noqa: PLC0415
    from django.db.backends.signals import connection_created  # noqa: PLC0415

    from config.runtime.worker import work  # noqa: PLC0415

    made = [0]

    def count(execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        made[0] += 1
        return execute(sql, params, many, context)

    def watch(connection: BaseDatabaseWrapper, **_: Any) -> None:
        connection.execute_wrappers.append(count)

    connection_created.connect(watch)
    try:
        work("delivery", number=int(told.name[-1]))
    finally:
        used = resource.getrusage(resource.RUSAGE_SELF)
        told.write_text(f"{made[0]} {used.ru_utime + used.ru_stime:.2f} {used.ru_maxrss}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
