"""What a long transfer shows: on a terminal one line, drawn again, which is gone at the end; elsewhere nothing of a short one.

usage: progress.py PKGREPO WORK
"""
import hashlib, http.server, json, pathlib, re, shutil, subprocess, sys, threading, time

from on_terminal import run_on_terminal

PKGREPO, WORK = sys.argv[1], pathlib.Path(sys.argv[2])
PIECES, PIECE = 8, b"x" * 50_000


LAYER = "sha256:" + hashlib.sha256(PIECE * PIECES).hexdigest()
CONFIGURATION = b"{}"
MANIFEST = json.dumps({
    "schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json",
    "config": {"mediaType": "application/vnd.oci.image.config.v1+json", "size": len(CONFIGURATION),
               "digest": "sha256:" + hashlib.sha256(CONFIGURATION).hexdigest()},
    "layers": [{"mediaType": "application/vnd.oci.image.layer.v1.tar", "size": PIECES * len(PIECE), "digest": LAYER}],
}).encode()


class SlowServer(http.server.BaseHTTPRequestHandler):
    """A file, and a registry with an image in `from`; what is pushed to `to` it forgets."""
    protocol_version = "HTTP/1.1"

    def answer(self, status, body=b"", **headers):
        self.send_response(status)
        for name, value in {"Content-Length": len(body), **headers}.items():
            self.send_header(name.replace("_", "-"), str(value))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def do_GET(self):
        if self.path == "/v2/":
            return self.answer(200)
        if self.path.startswith("/v2/to/"):
            return self.answer(404)
        if "/manifests/" in self.path:
            return self.answer(200, MANIFEST, Content_Type=json.loads(MANIFEST)["mediaType"],
                               Docker_Content_Digest="sha256:" + hashlib.sha256(MANIFEST).hexdigest())
        if "/blobs/" in self.path and not self.path.endswith(LAYER):
            return self.answer(200, CONFIGURATION)
        self.send_response(200)
        self.send_header("Content-Length", str(PIECES * len(PIECE)))
        self.end_headers()
        if self.command == "HEAD":
            return
        for _ in range(PIECES):
            self.wfile.write(PIECE)
            self.wfile.flush()
            time.sleep(0.2)

    do_HEAD = do_GET

    def do_POST(self):
        self.answer(202, Location="/v2/to/blobs/uploads/1")

    def do_PUT(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.answer(202 if self.command == "PATCH" else 201, Location="/v2/to/blobs/uploads/1")

    do_PATCH = do_PUT

    def log_message(self, *_):
        pass


def write_package(folder, url):
    folder.mkdir(parents=True)
    digest = hashlib.sha256(PIECE * PIECES).hexdigest()
    (folder / "vendir.yml").write_text(f"""apiVersion: vendir.k14s.io/v1alpha1
kind: Config
directories:
- path: upstream
  contents:
  - path: .
    http: {{url: "{url}", sha256: {digest}, disableUnpack: true}}
""")


def check(condition, output):
    if not condition:
        raise SystemExit(f"not as expected:\n{output!r}")


def main():
    shutil.rmtree(WORK, ignore_errors=True)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), SlowServer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"127.0.0.1:{server.server_address[1]}"

    write_package(WORK / "one", f"http://{address}/upstream.txt")
    status, output = run_on_terminal([PKGREPO, "sync", "--folder", str(WORK / "one"), "--project", str(WORK)])
    check(status == 0, output)
    lines = re.findall(rf"\r\x1b\[KFetching {address}/upstream.txt: [0-9.]+ of 400.0 kB, [0-9.]+ kB/s", output)
    check(len(lines) >= 5, output)
    # What stays on the screen is what is told elsewhere.
    screen = re.sub(r"[^\r\n]*\r\x1b\[K", "", output).replace("\r\n", "\n")
    write_package(WORK / "two", f"http://{address}/upstream.txt")
    piped = subprocess.run([PKGREPO, "sync", "--folder", str(WORK / "two"), "--project", str(WORK)],
                           capture_output=True, text=True)
    check(piped.returncode == 0 and piped.stderr == "", piped)
    check(screen == piped.stdout, (screen, piped.stdout))

    copy = [PKGREPO, "imgpkg", "copy", "-i", f"{address}/from:1.0", "--to-repo", f"{address}/to"]
    status, output = run_on_terminal(copy)
    check(status == 0, output)
    check(re.search(rf"\r\x1b\[KCopying {address}/from: [0-9.]+ of 400.0 kB, [0-9.]+ kB/s", output), output)
    piped = subprocess.run(copy, capture_output=True, text=True)
    check(piped.returncode == 0 and "Copying" not in piped.stdout + piped.stderr, piped)
    to_tar = subprocess.run(copy[:-2] + ["--to-tar", WORK / "image.tar"], capture_output=True, text=True)
    check(to_tar.returncode == 0, to_tar)
    server.shutdown()


main()
