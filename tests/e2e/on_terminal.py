"""Runs a command on a terminal, and prints what came through it.

usage: on_terminal.py COMMAND [WORD...]
"""
import os, pty, sys


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


if __name__ == "__main__":
    status, output = run_on_terminal(sys.argv[1:])
    print(output.replace("\r\n", "\n"), end="")
    sys.exit(status)
