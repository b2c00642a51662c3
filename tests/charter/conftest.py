from tests.team.conftest import browser_type_launch_args, visit  # noqa: F401
