"""Folders for servers: private, reachable for the user that needs them, short enough for a socket."""

import hashlib
import os
import pwd
import shutil
import stat
import tempfile
from pathlib import Path

from config.runtime.trouble import Trouble

SOCKET_LIMIT = 107  # bytes of sockaddr_un.sun_path on Linux; macOS has 103
LONGEST_NAME = len("/.s.PGSQL.5432.lock")

Owner = tuple[int, int]


def unprivileged() -> Owner | None:
    """Whom PostgreSQL runs as: nobody when we are root, ourselves (None) otherwise."""
    if os.geteuid() != 0:
        return None
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError:
        raise Trouble("PostgreSQL does not run as root and there is no user “nobody”: start as an ordinary user.") from None
    return nobody.pw_uid, nobody.pw_gid


def private_folder(path: Path, owner: Owner | None = None) -> Path:
    """Make `path` a folder of mode 0700 that belongs to `owner` (us by default). Raises Trouble if it is somebody else's."""
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
        uid, gid = owner or (os.geteuid(), os.getegid())
        if os.geteuid() == 0:
            os.chown(path, uid, gid, follow_symlinks=False)
        found = path.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != uid:
            raise Trouble(f"{path} belongs to somebody else: remove it or choose another folder.")
        path.chmod(0o700)
    except OSError as error:
        raise Trouble(f"The folder {path} cannot be made or written: {error.strerror}.") from error
    return path


def socket_folder(data: Path, name: str, owner: Owner | None = None) -> Path:
    """A private folder for the socket of server `name`: inside `data`, or below the temporary folder when that path is too long."""
    inside = data / "run" / name
    if len(os.fsencode(inside)) + LONGEST_NAME <= SOCKET_LIMIT - 4 and (owner is None or reachable(data, owner)):
        private_folder(data / "run") if owner is None else (data / "run").mkdir(exist_ok=True)
        return private_folder(inside, owner)
    digest = hashlib.sha256(os.fsencode(data)).hexdigest()[:10]
    base = next(folder for folder in (tempfile.gettempdir(), "/tmp") if len(os.fsencode(folder)) < 60)  # noqa: S108
    return private_folder(Path(base) / f"tribu-{os.geteuid()}-{digest}-{name}", owner)


def passing_folder(prefix: str) -> Path:
    """A new temporary folder through which an unprivileged PostgreSQL can reach what it owns inside."""
    owner = unprivileged()
    candidates = (tempfile.gettempdir(), "/tmp", "/var/tmp")  # noqa: S108
    base = next((base for base in candidates if owner is None or reachable(Path(base), owner)), candidates[0])
    folder = Path(tempfile.mkdtemp(prefix=prefix, dir=base))
    folder.chmod(0o700 if owner is None else 0o711)
    return folder


def reachable(path: Path, owner: Owner) -> bool:
    """Whether a process of `owner` could enter the folder `path`."""
    child = os.fork()
    if child == 0:
        try:
            os.setgroups([])
            os.setgid(owner[1])
            os.setuid(owner[0])
            os._exit(0 if os.access(path, os.R_OK | os.X_OK) else 1)
        finally:
            os._exit(1)
    return os.waitpid(child, 0)[1] == 0


def copy_for(owner: Owner, source: Path, target: Path) -> Path:
    """Copy the tree `source` to `target` for `owner` to read and run."""
    fresh = target.with_name(f".{target.name}.{os.getpid()}")
    shutil.copytree(source, fresh, symlinks=True, ignore=shutil.ignore_patterns("include", "pginstall", "__pycache__"))
    shutil.rmtree(target, ignore_errors=True)
    fresh.rename(target)
    return target
