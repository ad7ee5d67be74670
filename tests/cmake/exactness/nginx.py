"""nginx as a cache, which can be killed and starts again at the same address.

    with Nginx(work / "nginx") as nginx:
        …nginx.address…
        nginx.kill()
        nginx.start()
"""
import os, pathlib, re, shutil, socket, subprocess, sys, time

from processes import kill_session

SCRIPT = pathlib.Path(__file__).resolve().parents[2] / "e2e/nginx_cache.py"
PATH = os.environ["PATH"] + ":/usr/sbin:/sbin"


class Nginx:
    def __init__(self, folder):
        """Makes `folder`; it keeps content in `data` there."""
        self.folder = folder
        folder.mkdir()
        self._run([sys.executable, "-B", SCRIPT, "serve", folder / "config.yml"])
        while not (said := re.search(r"listening on (\S+)", (folder / "log").read_text())):
            time.sleep(0.01)
        self.address = said[1]
        self._wait()

    @staticmethod
    def is_there():
        return shutil.which("nginx", path=PATH) is not None

    def start(self):
        self._run(["nginx", "-e", "stderr", "-p", self.folder, "-c", self.folder / "nginx.conf"])
        self._wait()

    def kill(self):
        kill_session(self.process)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.kill()

    def _run(self, command):
        with open(self.folder / "log", "a") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True,
                                            env={**os.environ, "PATH": PATH})

    def _wait(self):
        host, port = self.address.split(":")
        while True:
            if self.process.poll() is not None:
                raise AssertionError("nginx has ended:\n" + (self.folder / "log").read_text()[-3000:])
            try:
                return socket.create_connection((host, int(port)), 1).close()
            except OSError:
                time.sleep(0.01)
