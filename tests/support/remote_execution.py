"""Messages of Bazel's remote execution, read as Protocol Buffers have them, and checked as a careful server does.

    result = ActionResult(body)            # raises Malformed
    for file in result.files: file.path, file.digest, file.contents
    Action(body), Command(body), Directory(body)

https://github.com/bazelbuild/remote-apis/blob/main/build/bazel/remote/execution/v2/remote_execution.proto
"""
import hashlib, re
from typing import NamedTuple


class Malformed(Exception):
    pass


class Digest(NamedTuple):
    hash: str
    size: int


def digest_of(content):
    return Digest(hashlib.sha256(content).hexdigest(), len(content))


def read_varint(message, at):
    value = 0
    for shift in range(0, 64, 7):
        if at >= len(message):
            break
        value |= (message[at] & 0x7F) << shift
        at += 1
        if message[at - 1] < 0x80:
            return value, at
    raise Malformed("a number that does not end")


class Message:
    """The fields of a message, by number."""

    def __init__(self, message):
        self.fields = {}
        at = 0
        while at < len(message):
            tag, at = read_varint(message, at)
            if tag & 7 == 0:
                value, at = read_varint(message, at)
            elif tag & 7 == 2:
                size, at = read_varint(message, at)
                value, at = message[at:at + size], at + size
                if at > len(message):
                    raise Malformed("a field that does not end")
            else:
                raise Malformed(f"a field of the wire type {tag & 7}, which no message here has")
            self.fields.setdefault(tag >> 3, []).append(value)

    def all(self, field):
        return self.fields.get(field, [])

    def one(self, field, default):
        return self.all(field)[-1] if self.all(field) else default

    def text(self, field):
        return self.one(field, b"").decode()

    def texts(self, field):
        return [value.decode() for value in self.all(field)]

    def digest(self, field):
        if not self.all(field):
            raise Malformed(f"no digest in field {field}")
        message = Message(self.one(field, b""))
        digest = Digest(message.text(1), message.one(2, 0))
        if not re.fullmatch("[0-9a-f]{64}", digest.hash) or not 0 <= digest.size < 2**63:
            raise Malformed(f"{digest} is no digest")
        return digest


def require_sorted(what, names):
    if names != sorted(set(names)):
        raise Malformed(f"{what} are not sorted, or not all different: {names}")


def require_path(path):
    if not path or path.startswith("/") or any(part in ("", ".", "..") for part in path.split("/")):
        raise Malformed(f"'{path}' is no path below the input root")


class ResultFile(Message):
    def __init__(self, message):
        super().__init__(message)
        self.path, self.content_digest = self.text(1), self.digest(2)
        self.is_executable = bool(self.one(4, 0))
        self.contents = self.one(5, None)
        require_path(self.path)
        if self.contents is not None and digest_of(self.contents) != self.content_digest:
            raise Malformed(f"{self.path} has another content than its digest says")


class ActionResult(Message):
    def __init__(self, message):
        super().__init__(message)
        if not message:
            raise Malformed("an empty result")
        self.files = [ResultFile(file) for file in self.all(2)]
        self.exit_code = self.one(4, 0)


class Platform(Message):
    def __init__(self, message):
        super().__init__(message)
        self.properties = {name.text(1): name.text(2) for name in map(Message, self.all(1))}
        require_sorted("properties", [Message(name).text(1) for name in self.all(1)])


class Action(Message):
    def __init__(self, message):
        super().__init__(message)
        self.command, self.input_root, self.salt = self.digest(1), self.digest(2), self.text(9)
        self.platform = Platform(self.one(10, b""))


class Command(Message):
    def __init__(self, message):
        super().__init__(message)
        self.arguments, self.outputs = self.texts(1), self.texts(7)
        self.platform = Platform(self.one(5, b""))
        if not self.arguments:
            raise Malformed("a command without a program")
        require_sorted("outputs", self.outputs)
        for path in self.outputs:
            require_path(path)


class Directory(Message):
    """`files` is name -> (digest, is executable), `folders` is name -> digest."""

    def __init__(self, message):
        super().__init__(message)
        files, folders = [Message(node) for node in self.all(1)], [Message(node) for node in self.all(2)]
        self.files = {node.text(1): (node.digest(2), bool(node.one(4, 0))) for node in files}
        self.folders = {node.text(1): node.digest(2) for node in folders}
        for what, nodes in (("files", files), ("folders", folders)):
            require_sorted(what, [node.text(1) for node in nodes])
        if self.files.keys() & self.folders.keys():
            raise Malformed("a name is both that of a file and of a folder")
        for name in [*self.files, *self.folders]:
            if not name or "/" in name or name in (".", ".."):
                raise Malformed(f"'{name}' is no name")
