"""What a long transfer shows: on a terminal one line, drawn again, which is gone at the end; elsewhere nothing of a short one.

usage: progress.py PKGREPO WORK
"""
import hashlib, http.server, os, pathlib, pty, re, shutil, subprocess, sys, threading, time

PKGREPO, WORK = sys.argv[1], pathlib.Path(sys.argv[2])
PIECES, PIECE = 8, b"x" * 50_000


class SlowServer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Length", str(PIECES * len(PIECE)))
        self.end_headers()
        for _ in range(PIECES):
            self.wfile.write(PIECE)
            self.wfile.flush()
            time.sleep(0.2)

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


def run_on_terminal(command):
    """The exit status, and what came through the terminal."""
    process, terminal = pty.fork()
    if process == 0:
        os.execv(command[0], command)
    output = b""
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # nobody holds the other end any more
            break
        if not piece:
            break
        output += piece
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), output.decode()


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
    server.shutdown()


main()
