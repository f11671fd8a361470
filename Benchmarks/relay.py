"""A TCP relay that counts the connections it passes on, and can be as slow and as uneven as a network."""

import random
import socket
import threading
import time


class Relay:
    """Listens on a free loopback port, in threads of its own, until the process ends.

    What goes either way is held up by `delay` and a random part of `jitter`, in seconds.
    """

    def __init__(self, port, delay=0.0, jitter=0.0):
        self.connections = 0
        self.delay = delay
        self.jitter = jitter
        self.target = ("127.0.0.1", port)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = "http://127.0.0.1:%d" % self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            client, _ = self.listener.accept()
            self.connections += 1
            server = socket.create_connection(self.target)
            for a, b in ((client, server), (server, client)):
                a.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                threading.Thread(target=self.pump, args=(a, b), daemon=True).start()

    def pump(self, source, sink):
        try:
            while data := source.recv(65536):
                if self.delay or self.jitter:
                    time.sleep(self.delay + random.uniform(0, self.jitter))
                sink.sendall(data)
            sink.shutdown(socket.SHUT_WR)
        except OSError:
            pass
