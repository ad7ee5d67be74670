"""The text files of the project, without what is built or only recorded."""
import fnmatch
import os
import pathlib

ROOT = pathlib.Path(__file__).resolve().parents[2]
_TOPS = [".github", "cmake", "docs", "generator", "packages", "repos", "scripts", "stages", "tests"]
_PATHS = sorted(str(path.relative_to(ROOT)) for top in _TOPS for path in (ROOT / top).rglob("*"))
_PATHS += [entry.name for entry in os.scandir(ROOT)]


def files(*patterns):
    """Paths relative to ROOT whose last part matches one of the patterns."""
    wanted = [path for path in _PATHS if any(fnmatch.fnmatch(os.path.basename(path), p) for p in patterns)]
    return [path for path in wanted if not path.startswith("tests/conformance/") and (ROOT / path).is_file()]


def read(path):
    return (ROOT / path).read_text(encoding="utf-8", errors="replace")


def exists(path):
    """Whether the path is there; <name> in it stands for anything without a slash."""
    pattern = "".join("*" if piece.startswith("<") else piece for piece in _split_placeholders(path.rstrip("/")))
    if "*" not in pattern:
        return (ROOT / pattern).exists()
    return any(fnmatch.fnmatch(known, pattern) and known.count("/") == pattern.count("/") for known in _PATHS)


def has_file_named(name):
    """Whether some file's path ends in the name, at the start of one of its parts."""
    pattern = "".join("*" if piece.startswith("<") else piece for piece in _split_placeholders(name))
    return any(fnmatch.fnmatch("/" + known, "*/" + pattern) for known in _PATHS)


def _split_placeholders(text):
    pieces, rest = [], text
    while "<" in rest and ">" in rest:
        head, _, rest = rest.partition("<")
        name, _, rest = rest.partition(">")
        pieces += [head, "<" + name + ">"]
    return pieces + [rest]
