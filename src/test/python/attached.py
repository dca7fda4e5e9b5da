"""Runs a program on a terminal of its own, as if a person looked on: python3 attached.py TEXT CMD [ARG...]

It prints the seconds from the start of CMD until TEXT was on its screen. Its own standard input is typed into the terminal; where
that ends, CMD is killed. It is a process of its own, so that reading the screen takes no time from who measures.
"""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time

ROWS, COLUMNS = 40, 120
ESCAPES = re.compile(rb"\x1b(\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(\x07|\x1b\\)|[@-Z\\^_]|[ -/]+[0-~])")


class Viewer:
    """A program on a terminal of its own, for a script that measures."""

    def __init__(self, text, command):
        self.process = subprocess.Popen([sys.executable, os.path.abspath(__file__), text] + command,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def shown(self):
        """Waits for the text, and returns how many seconds after the start it came."""
        line = self.process.stdout.readline()
        if not line:
            sys.exit("the program ended before its screen had the text")
        return float(line)

    def type(self, keys):
        self.process.stdin.write(keys)
        self.process.stdin.flush()

    def close(self):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


def start(command):
    pid, terminal = pty.fork()
    if pid == 0:
        fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        os.environ["TERM"] = "xterm-256color"
        os.execvp(command[0], command)
    return pid, terminal


def main(text, command):
    begun = time.monotonic()
    pid, terminal = start(command)
    seen, shown = b"", False
    while True:
        ready = select.select([terminal, 0], [], [])[0]
        if terminal in ready:
            try:
                drawn = os.read(terminal, 1 << 16)
            except OSError:  # The program has ended.
                break
            if not shown:
                seen += drawn
                shown = text in ESCAPES.sub(b"", seen)
                if shown:
                    print("%.4f" % (time.monotonic() - begun), flush=True)
        if 0 in ready:
            keys = os.read(0, 1 << 10)
            if not keys:
                break
            os.write(terminal, keys)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


if __name__ == "__main__":
    main(os.fsencode(sys.argv[1]), sys.argv[2:])
