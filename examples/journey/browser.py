"""A real browser, driven over the WebDriver protocol with nothing but the standard library."""

import json
import os
import re
import shutil
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # the name that the W3C gave to references
PATIENCE_S = 30


class BrowserFailed(Exception):
    """The browser did not do what was expected of it."""


def _program(names):
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        raise BrowserFailed(f"none of these is installed: {', '.join(names)}")
    return found


class Browser:
    """One tab of a headless Chromium. `with Browser() as tab:` closes it."""

    def __enter__(self):
        self._profile = tempfile.TemporaryDirectory(prefix="journey-browser-")
        self._driver = subprocess.Popen(
            [_program(["chromedriver"]), "--port=0"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )
        try:
            self._base = f"http://127.0.0.1:{self._port()}"
            self._session = None
            self._session = self._call("POST", "/session", self._capabilities())["sessionId"]
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        try:
            if getattr(self, "_session", None):
                self._call("DELETE", f"/session/{self._session}")
        finally:
            self._driver.terminate()
            self._driver.wait(10)
            self._driver.stdout.close()
            self._profile.cleanup()

    def _port(self):
        for line in self._driver.stdout:
            told = re.search(r"started successfully on port (\d+)", line)
            if told:
                return told.group(1)
        raise BrowserFailed("chromedriver did not say its port")

    def _capabilities(self):
        arguments = [
            "--headless", "--disable-gpu", "--no-first-run", "--disable-dev-shm-usage",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            # The client's address is made up: nobody is to be asked for it.
            "--host-resolver-rules=MAP *.example ~NOTFOUND",
            "--window-size=390,844", f"--user-data-dir={self._profile.name}",
        ]
        if os.geteuid() == 0:
            arguments.append("--no-sandbox")  # Chromium's sandbox does not run as root
        binary = _program(["chromium", "chromium-browser", "google-chrome"])
        options = {"binary": binary, "args": arguments}
        return {"capabilities": {"alwaysMatch": {"goog:chromeOptions": options}}}

    def _call(self, method, path, body=None):
        data = json.dumps(body or {}).encode() if method == "POST" else None
        request = urllib.request.Request(self._base + path, data, method=method)
        request.add_header("Content-Type", "application/json")
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as refused:
            value = json.load(refused)["value"]
            raise BrowserFailed(f"{value['error']}: {value['message'].splitlines()[0]}") from None

    def _in_session(self, method, path, body=None):
        return self._call(method, f"/session/{self._session}{path}", body)

    def open(self, url):
        try:
            self._in_session("POST", "/url", {"url": url})
        except BrowserFailed as failed:
            # The last redirect may lead to an address that is not there; where it is, counts.
            if "ERR_NAME_NOT_RESOLVED" not in str(failed):
                raise

    def address(self):
        return self._in_session("GET", "/url")

    def find(self, css):
        """All elements that the selector names."""
        found = self._in_session(
            "POST", "/elements", {"using": "css selector", "value": css})
        return [it[ELEMENT] for it in found]

    def wait_for(self, css):
        """The first element that the selector names, once it is there."""
        return until(f"{css} on {self.address()}", lambda: next(iter(self.find(css)), None))

    def text(self, css):
        return self._in_session("GET", f"/element/{self.wait_for(css)}/text")

    def type(self, css, text):
        self._in_session("POST", f"/element/{self.wait_for(css)}/value", {"text": text})

    def click(self, element):
        try:
            self._in_session("POST", f"/element/{element}/click")
        except BrowserFailed as failed:
            if "ERR_NAME_NOT_RESOLVED" not in str(failed):
                raise


def until(what, look):
    """Waits until `look` gives something."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        seen = look()
        if seen:
            return seen
        time.sleep(0.05)
    raise BrowserFailed(f"waited {PATIENCE_S} s in vain for {what}")
