"""A browser, driven through chromedriver by the W3C WebDriver protocol.

It knows nothing of Naru: it starts, opens addresses, runs scripts and takes pictures.
"""

import base64
import http.client
import json
import os
import shutil
import subprocess
import tempfile
import threading

BROWSERS = ["chromium", "chromium-browser", "google-chrome"]
ARGUMENTS = [
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-dev-shm-usage", "--hide-scrollbars", "--force-device-scale-factor=1",
    "--allow-file-access-from-files",
]


class BrowserError(Exception):
    """The browser refused a command."""


class Driver:
    """The chromedriver process; several browsers can be opened through one."""

    def __enter__(self):
        program = shutil.which("chromedriver")
        if program is None:
            raise BrowserError("there is no chromedriver on this machine")
        self.process = subprocess.Popen(
            [program, "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        for line in self.process.stdout:
            if "started successfully on port " in line:
                self.port = int(line.split("on port ")[1].strip().rstrip("."))
                break
        else:
            raise BrowserError("chromedriver does not say its port")
        # Read on, or a full pipe would stop it.
        threading.Thread(target=self.process.stdout.read, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()


class Browser:
    """One window with a profile of its own, gone afterwards."""

    def __init__(self, driver):
        self.wire = http.client.HTTPConnection("127.0.0.1", driver.port, timeout=120)
        self.session = None

    def __enter__(self):
        binary = next(filter(None, map(shutil.which, BROWSERS)), None)
        if binary is None:
            raise BrowserError("there is no Chromium on this machine")
        self.profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        options = {"binary": binary, "args": ARGUMENTS + [f"--user-data-dir={self.profile.name}"]}
        wanted = {"goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}
        made = self.ask("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
        self.session = made["sessionId"]
        return self

    def __exit__(self, *_):
        try:
            self.ask("DELETE", f"/session/{self.session}")
        finally:
            self.wire.close()
            self.profile.cleanup()

    def ask(self, method, path, body=None):
        text = None if body is None else json.dumps(body)
        self.wire.request(method, path, text, {"Content-Type": "application/json"})
        value = json.loads(self.wire.getresponse().read())["value"]
        if isinstance(value, dict) and "error" in value:
            raise BrowserError(value["message"].split("\n")[0])
        return value

    def do(self, what, body):
        return self.ask("POST", f"/session/{self.session}/{what}", body)

    def devtools(self, command, **params):
        return self.do("goog/cdp/execute", {"cmd": command, "params": params})

    def open(self, address):
        self.do("url", {"url": address})

    def cookie(self, address, name, value):
        self.devtools("Network.setCookie", url=address, name=name, value=value)

    def theme(self, theme):
        features = [
            {"name": "prefers-color-scheme", "value": theme},
            {"name": "prefers-reduced-motion", "value": "reduce"},
        ]
        self.devtools("Emulation.setEmulatedMedia", features=features)

    def size(self, width, height):
        self.devtools(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=height, deviceScaleFactor=1, mobile=width < 760,
        )

    def run(self, script, *arguments):
        return self.do("execute/sync", {"script": script, "args": list(arguments)})

    def wait(self, script, *arguments):
        """Runs a script that calls its last argument when it is done."""
        return self.do("execute/async", {"script": script, "args": list(arguments)})

    def complaints(self):
        """What the browser complained about since it was last asked."""
        log = self.do("se/log", {"type": "browser"})
        return [it["message"] for it in log if it["level"] == "SEVERE"]

    def picture(self, path, width, height):
        """Writes a picture of the page, whole or not at all, also of what is below the window: a
        window as high as the page would stretch what is measured by it."""
        shot = self.devtools(
            "Page.captureScreenshot", format="png", optimizeForSpeed=True,
            captureBeyondViewport=True,
            clip={"x": 0, "y": 0, "width": width, "height": height, "scale": 1},
        )
        with open(f"{path}.part", "wb") as file:
            file.write(base64.b64decode(shot["data"]))
        os.replace(f"{path}.part", path)
