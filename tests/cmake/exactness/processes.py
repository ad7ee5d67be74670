"""Ends a build and all that it has started, as a machine does that loses its power."""
import os, pathlib, signal, time


def kill_session(build):
    """`build` was started in a session of its own."""
    steps = processes_of(build.pid)
    build.kill()
    for process in steps:
        kill(process)
    build.wait()
    while steps := processes_of(build.pid):  # those that it has started meanwhile
        for process in steps:
            kill(process)
        time.sleep(0.001)


def processes_of(session):
    found = []
    for entry in pathlib.Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and int((entry / "stat").read_text().rpartition(")")[2].split()[3]) == session:
                state = (entry / "stat").read_text().rpartition(")")[2].split()[0]
                if state != "Z":
                    found.append(int(entry.name))
        except (OSError, IndexError):
            pass  # it has ended
    return found


def kill(process):
    try:
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        pass
