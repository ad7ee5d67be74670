#!/usr/bin/env python3
"""Runs the actions that a cache has, as a service of remote execution would: with nothing but the input root, in a folder
of its own. Fails unless each makes what its result says.

usage: run_actions.py CACHE PKGREPO WORK

CACHE has the folders cas/ and ac/ of a server.
"""
import collections, os, pathlib, shutil, subprocess, sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from remote_execution import Action, ActionResult, Command, Directory


def write_folder(cache, digest, place):
    place.mkdir(parents=True)
    folder = Directory(content_of(cache, digest))
    for name, (content, is_executable) in folder.files.items():
        (place / name).write_bytes(content_of(cache, content))
        (place / name).chmod(0o755 if is_executable else 0o644)
    for name, inner in folder.folders.items():
        write_folder(cache, inner, place / name)


def content_of(cache, digest):
    return b"" if digest.size == 0 else (cache / "cas" / digest.hash).read_bytes()


def files_of(root, outputs):
    found = {}
    for output in outputs:
        place = root / output
        for path in [place] if place.is_file() else sorted(place.rglob("*")):
            found[str(path.relative_to(root))] = path.read_bytes()
    return found


def run(cache, action, result, environment, root):
    command = Command(content_of(cache, action.command))
    write_folder(cache, action.input_root, root)
    for output in command.outputs:
        (root / output).parent.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(command.arguments, cwd=root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True)
    words = " ".join(command.arguments)
    if done.returncode != result.exit_code:
        sys.exit(f"{words}: status {done.returncode}\n{done.stdout}")
    made = files_of(root, command.outputs)
    wanted = {file.path: content_of(cache, file.content_digest) for file in result.files}
    for path in sorted(made.keys() | wanted.keys()):
        if made.get(path) != wanted.get(path):
            sys.exit(f"{words}: {path} is not what the result says:\n{made.get(path)}\n{wanted.get(path)}")
    return command.arguments[1]


def main():
    cache, pkgrepo, work = (pathlib.Path(path).resolve() for path in sys.argv[1:])
    shutil.rmtree(work, ignore_errors=True)
    (work / "bin").mkdir(parents=True)
    (work / "bin/pkgrepo").symlink_to(pkgrepo)
    environment = {"PATH": f"{work}/bin:{os.environ['PATH']}"}
    ran = collections.Counter()
    for path in sorted((cache / "ac").iterdir()):
        action = Action((cache / "cas" / path.name).read_bytes())
        if action.salt:  # a list of inputs
            continue
        ran[run(cache, action, ActionResult(path.read_bytes()), environment, work / path.name)] += 1
    print(", ".join(f"{command}: {count}" for command, count in sorted(ran.items())))


main()
