#!/usr/bin/env python3
"""A server of Bazel's remote cache that looks into all that it gets: content has to have the digest that it is named by,
and a result is refused unless the action is there, its command, and each output in the size that the result says. The first
name of the path says what else:

  results/   no more than that
  inputs/    the input root has to be there, too, with all folders and files

Content may come and go in zstd. Started by with_registry in place of docker-registry: strict_cache_server.py serve
DIRECTORY/config.yml. What was kept is in DIRECTORY/data/MANNER/(cas|ac)/.
"""
import os, ctypes, http.server, pathlib, re, sys, threading

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from remote_execution import Action, ActionResult, Command, Digest, Directory, Malformed, digest_of

DATA = pathlib.Path(sys.argv[2]).parent / "data"
ZSTD = ctypes.CDLL("libzstd.so.1")
ZSTD.ZSTD_getFrameContentSize.restype = ctypes.c_ulonglong
for function in (ZSTD.ZSTD_decompress, ZSTD.ZSTD_compress, ZSTD.ZSTD_compressBound):
    function.restype = ctypes.c_size_t
MAX_SIZE = 1 << 30


def decompress(frame):
    size = ZSTD.ZSTD_getFrameContentSize(frame, ctypes.c_size_t(len(frame)))
    if size > MAX_SIZE:
        raise Malformed("no frame of zstd that says its size")
    content = ctypes.create_string_buffer(size)
    if ZSTD.ZSTD_decompress(content, ctypes.c_size_t(size), frame, ctypes.c_size_t(len(frame))) != size:
        raise Malformed("a frame of zstd that is damaged")
    return content.raw


def compress(content):
    room = ZSTD.ZSTD_compressBound(ctypes.c_size_t(len(content)))
    frame = ctypes.create_string_buffer(room)
    size = ZSTD.ZSTD_compress(frame, ctypes.c_size_t(room), content, ctypes.c_size_t(len(content)), 3)
    return frame.raw[:size]


class Store:
    def __init__(self, manner):
        self.manner = manner
        self.directory = DATA / manner

    def read(self, kind, name):
        try:
            return (self.directory / kind / name).read_bytes()
        except FileNotFoundError:
            return None

    def write(self, kind, name, content):
        path = self.directory / kind / name
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.parent / f".{threading.get_ident()}"
        aside.write_bytes(content)
        aside.rename(path)

    def require(self, what, digest):
        content = b"" if digest.size == 0 else self.read("cas", digest.hash)
        if content is None:
            raise Malformed(f"{what} is not there: {digest.hash}")
        if len(content) != digest.size:
            raise Malformed(f"{what} has {len(content)} bytes, and not {digest.size}")
        return content

    def check_folder(self, digest):
        folder = Directory(self.require("a folder of the inputs", digest))
        for name, (content, _) in folder.files.items():
            self.require(f"the input {name}", content)
        for inner in folder.folders.values():
            self.check_folder(inner)

    def check_result(self, name, body):
        message = self.read("cas", name)
        if message is None:
            raise Malformed("the action is not there")
        action = Action(message)
        command = Command(self.require("the command", action.command))
        if command.platform.properties != action.platform.properties:
            raise Malformed("action and command want other workers")
        result = ActionResult(body)
        for file in result.files:
            self.require(file.path, file.content_digest)
            is_named = any(file.path == path or file.path.startswith(path + "/") for path in command.outputs)
            if not is_named and not action.salt:
                raise Malformed(f"{file.path} is no output of the command")
        if self.manner == "inputs":
            self.check_folder(action.input_root)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, status, body=b"", encoding=None):
        said = body.decode() if status >= 400 else encoding or ""
        os.write(1, f"{self.command} {self.path} {status} {said}\n".encode())  # whole, whatever other threads write
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        if encoding:
            self.send_header("Content-Encoding", encoding)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        store, kind, name = self.place()
        content = store.read(kind, name)
        if content is None:
            return self.answer(404)
        if kind == "cas" and "zstd" in self.headers.get("Accept-Encoding", ""):
            return self.answer(200, compress(content), "zstd")
        self.answer(200, content)

    def do_PUT(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        encoding = self.headers.get("Content-Encoding")
        store, kind, name = self.place()
        try:
            if encoding:
                body = decompress(body)
            if kind == "cas" and digest_of(body).hash != name:
                raise Malformed("the content has another digest")
            if int(self.headers.get("X-Digest-SizeBytes", len(body))) != len(body):
                raise Malformed("the content has another size")
            if kind == "ac":
                store.check_result(name, body)
        except (Malformed, UnicodeDecodeError) as reason:
            return self.answer(400, str(reason).encode())
        store.write(kind, name, body)
        self.answer(201, encoding=encoding)

    def place(self):
        manner, kind, name = re.fullmatch("/(results|inputs)/(cas|ac)/([0-9a-f]{64})", self.path).groups()
        return Store(manner), kind, name

    def log_message(self, *words):
        pass


class Server(http.server.ThreadingHTTPServer):
    request_queue_size = 64

    def handle_error(self, request, client_address):
        if not isinstance(sys.exc_info()[1], ConnectionError):  # of a build that was killed
            super().handle_error(request, client_address)


server = Server(("127.0.0.1", 0), Handler)
print(f"listening on 127.0.0.1:{server.server_port}", flush=True)
server.serve_forever()
