"""Folders for servers: private, reachable for the user that needs them, short enough for a socket."""

import hashlib
import os
import pwd
import shutil
import stat
import tempfile
from pathlib import Path

from config.runtime.trouble import Trouble

SOCKET_LIMIT = 103  # bytes of sockaddr_un.sun_path on macOS; Linux has 107
LONGEST_NAME = len("/.s.PGSQL.5432.lock")
OUTSIDE = Path("/var/lib/tribu")  # for root's PostgreSQL, when the data folder is closed to the user it runs as

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


def socket_folder(preferred: Path, owner: Owner | None = None) -> Path:
    """A private folder for a socket: `preferred`, or one below the temporary folder when that path is too long."""
    if len(os.fsencode(preferred)) + LONGEST_NAME <= SOCKET_LIMIT:
        return private_folder(preferred, owner)
    digest = hashlib.sha256(os.fsencode(preferred)).hexdigest()[:12]
    base = next(folder for folder in (tempfile.gettempdir(), "/tmp") if len(os.fsencode(folder)) < 50)  # noqa: S108
    return private_folder(Path(base) / f"tribu-{os.geteuid()}-{digest}", owner)


def home_for(owner: Owner | None, wanted: Path) -> Path:
    """Where `owner` can keep data that belong at `wanted`: there, or behind a link from there when the way is closed to them."""
    if wanted.is_symlink() and not wanted.exists():
        raise Trouble(f"{wanted} leads to {wanted.readlink()}, which is gone: put it back, or remove the link to begin anew.")
    if wanted.exists() or owner is None or reachable(wanted.parent, owner):
        return wanted.resolve()
    OUTSIDE.mkdir(parents=True, exist_ok=True, mode=0o711)
    home = Path(tempfile.mkdtemp(prefix=f"{wanted.name}-", dir=OUTSIDE))
    wanted.symlink_to(home)
    return home


def passing_folder(prefix: str) -> Path:
    """A new temporary folder through which an unprivileged PostgreSQL can reach what it owns inside."""
    owner = unprivileged()
    candidates = (tempfile.gettempdir(), "/tmp", "/var/tmp")  # noqa: S108
    base = next((base for base in candidates if owner is None or reachable(Path(base), owner)), candidates[0])
    folder = Path(tempfile.mkdtemp(prefix=prefix, dir=base))
    folder.chmod(0o700 if owner is None else 0o711)
    return folder


def reachable(path: Path, owner: Owner, mode: int = os.X_OK) -> bool:
    """Whether a process of `owner` could enter the folder `path`, and with os.R_OK in `mode` look around there."""
    child = os.fork()
    if child == 0:
        try:
            os.setgroups([])
            os.setgid(owner[1])
            os.setuid(owner[0])
            os._exit(0 if os.access(path, mode) else 1)
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
