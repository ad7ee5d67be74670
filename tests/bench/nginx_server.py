"""nginx on loopback as a cache of builds."""
import contextlib, pathlib, re, subprocess, sys, time

SERVER = pathlib.Path(__file__).resolve().parents[1] / "e2e/nginx_cache.py"


@contextlib.contextmanager
def serve_cache(folder):
    """Its address; what it is given it keeps in `folder`/data. `folder` is made."""
    folder.mkdir()
    log = folder / "log"
    with open(log, "w") as output:
        nginx = subprocess.Popen([SERVER, "serve", folder / "config.yml"], stdout=output, stderr=output)
    try:
        while not (address := re.search(r"listening on (\S+)", log.read_text())):
            time.sleep(0.01)
            if nginx.poll() is not None:
                sys.exit(log.read_text())
        yield address[1]
    finally:
        nginx.terminate()
        nginx.wait()
