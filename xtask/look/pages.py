"""Which pages there are: the table of docs/rights.md, and what the console itself links to.

It reads and logs in; besides the two steps of the login it sends nothing but GET.
"""

import base64
import hashlib
import hmac
import http.client
import html.parser
import re
import struct
import time
import urllib.parse
from dataclasses import dataclass

VOID = set("area base br col embed hr img input link meta source track wbr path use".split())
ROWS = {"tr", "li", "article", "dl", "dd", "p", "td"}
GATES = "gate eligibility functional check deadlines surety claim subsidy".split()
VISITOR = "visitor"
# Whoever is not logged in sees these; all else that is public is for files or needs a link.
DOOR = ["/console/login", "/subsidy"]
STREAMS = {"/console/live"}
CURSORS = {"after", "before", "page", "from", "to", "since", "next"}


@dataclass
class Route:
    path: str
    who: str
    pattern: re.Pattern = None

    def __post_init__(self):
        self.pattern = re.compile(re.sub(r"\\\{\w+\\\}", "[^/?]+", re.escape(self.path)) + "$")

    @property
    def is_fixed(self):
        return "{" not in self.path


@dataclass
class Page:
    route: str
    url: str
    name: str
    status: int
    ms: int
    kind: str = "text/html"


def read_rights(path):
    """The routes that are read with GET, and for each right who holds it."""
    text = open(path, encoding="utf-8").read()
    rows = [[cell.strip().strip("`") for cell in line.strip("|\n").split("|")]
            for line in text.splitlines() if line.startswith("|")]
    roles = next(row[1:] for row in rows if row[0] == "Right")
    rights = {row[0]: {role for role, cell in zip(roles, row[1:]) if cell in ("all", "own")}
              for row in rows if len(row) == len(roles) + 1}
    gets = [Route(row[0][4:], row[1]) for row in rows if row[0].startswith("GET ")]
    # What stands there by name comes before what takes any name.
    return sorted(gets, key=lambda it: it.path.count("{")), rights


def part_of(path):
    """Which part of the console a page belongs to."""
    first = path.removeprefix("/console").strip("/")
    if first == "oss" or first.startswith("oss/"):
        return "oss"
    return "gates" if any(first.startswith(it) for it in GATES) else "rest"


class Reader(html.parser.HTMLParser):
    """The links of a page with what stands in their rows, and the forms that search."""

    def __init__(self):
        super().__init__()
        self.links, self.forms, self.stack = [], [], []
        self.form = self.select = None

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        classes = (given.get("class") or "").split()
        row = {"tag": tag, "words": [], "classes": list(classes), "links": [], "own": classes}
        is_chip = any("chips" in above["own"] for above in self.stack)
        for above in self.stack:
            above["classes"] += classes
        if tag == "form" and (given.get("method") or "get") == "get":
            self.form = {"action": given.get("action"), "selects": [], "text": None}
            self.forms.append(self.form)
        if self.form is not None:
            self.handle_field(tag, given)
        if tag in VOID:
            return
        self.stack.append(row)
        if tag == "a" and given.get("href"):
            link = {"href": given["href"], "row": None, "hreflang": given.get("hreflang"),
                    "is_chip": is_chip}
            holder = next((it for it in reversed(self.stack) if it["tag"] in ROWS), row)
            link["row"] = holder
            self.links.append(link)

    def handle_field(self, tag, given):
        if tag == "select":
            self.select = (given.get("name"), [])
            self.form["selects"].append(self.select)
        elif tag == "option" and self.select and given.get("value"):
            if "selected" not in given:
                self.select[1].append(given["value"])
        elif tag == "input" and given.get("type", "text") in ("text", "search"):
            self.form["text"] = self.form["text"] or given.get("name")

    def handle_endtag(self, tag):
        if tag in VOID or not any(it["tag"] == tag for it in self.stack):
            return
        while self.stack.pop()["tag"] != tag:
            pass
        if tag == "form":
            self.form = None
        if tag == "select":
            self.select = None

    def handle_data(self, data):
        for it in self.stack[-6:]:
            it["words"] += data.split()


class Visit:
    """The console as one member of staff sees it, or as nobody does."""

    def __init__(self, base):
        self.at = urllib.parse.urlsplit(base)
        self.wire = http.client.HTTPConnection(self.at.hostname, self.at.port, timeout=60)
        self.cookies = {"naru-lang": "ko"}

    def send(self, path, form=None):
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        heads = {"Cookie": cookie, "Accept-Encoding": "identity"}
        body = None
        if form is not None:
            body = urllib.parse.urlencode(form)
            heads["Content-Type"] = "application/x-www-form-urlencoded"
            heads["Origin"] = f"http://{self.at.netloc}"
        began = time.monotonic()
        self.wire.request("GET" if form is None else "POST", path, body, heads)
        answer = self.wire.getresponse()
        kind = answer.headers.get_content_type()
        if kind == "text/event-stream":
            self.wire.close()
            return answer, b"", 0
        data = answer.read()
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, value = line.split(";")[0].split("=", 1)
            self.cookies[name] = value
        return answer, data, round((time.monotonic() - began) * 1000)

    def log_in(self, member, until="done"):
        """Both steps of the login, or (`until="code"`) the first."""
        hidden = re.compile(r'name="(form|next)" value="([^"]*)"')
        form = dict(hidden.findall(self.send("/console/login")[1].decode()))
        given = {"login": member["login"], "password": member["password"]}
        answer, _, _ = self.send("/console/login", {**form, **given})
        step = answer.headers.get("Location")
        if not step or "/login/code" not in step:
            raise SystemExit(f"look: {member['login']} was not let in: {answer.status}")
        if until == "code":
            return
        for _ in range(2):
            form = dict(hidden.findall(self.send(step)[1].decode()))
            code = one_time_code(member["totp_secret"], time.time())
            answer, _, _ = self.send("/console/login/code", {**form, "code": code})
            if answer.status == 303:
                return
            # A code that was used opens nothing: the next one comes within half a minute.
            time.sleep(30.5 - time.time() % 30)
        raise SystemExit(f"look: the code of {member['login']} was not taken: {answer.status}")


def one_time_code(secret, now):
    """RFC 6238 with SHA-1, thirty seconds, six digits."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    mac = hmac.new(key, struct.pack(">Q", int(now) // 30), hashlib.sha1).digest()
    at = mac[-1] & 15
    number = struct.unpack(">I", mac[at:at + 4])[0] & 0x7FFF_FFFF
    return f"{number % 1_000_000:06d}"


class Crawl:
    """All pages that a role may open, `each` of every kind and `variants` of every page; of what
    a list counts in chips by its state, one of each state."""

    def __init__(self, visit, routes, each, variants, by_state=True):
        self.visit, self.routes = visit, routes
        self.each, self.variants = each, variants
        self.pages, self.tried, self.known = [], set(), {}
        self.queries, self.names, self.count = {}, {}, {}
        self.varied, self.files = {}, set()
        self.by_state, self.chips, self.looked = by_state, {}, set()

    def run(self):
        for route in self.routes:
            if route.is_fixed and route.path not in STREAMS:
                self.open(route, route.path)
        opened = -1
        while opened != len(self.tried):
            opened = len(self.tried)
            if self.by_state:
                self.open_states()
            self.open_variants()
            for route in self.routes:
                if not route.is_fixed:
                    self.open_different(route)
        return self.pages

    def open(self, route, url):
        self.tried |= {url, url.partition("?")[0]}
        answer, data, ms = self.visit.send(url)
        page = Page(route.path, url, self.name(route, url), answer.status, ms,
                    answer.headers.get_content_type())
        if answer.headers.get("Content-Disposition", "").startswith("attachment"):
            page.kind = "file"
        if answer.status == 200 and page.kind != "text/html":
            self.files.add(route.path)
        self.pages.append(page)
        if answer.status == 200 and page.kind == "text/html":
            reader = Reader()
            reader.feed(data.decode("utf-8", "replace"))
            self.note_links(url, reader)
            self.note_forms(url, reader)

    def name(self, route, url):
        """The same in every run: ids are counted, not named."""
        path, _, query = url.partition("?")
        name = re.sub(r"[{}]", "", route.path.strip("/").replace("/", "~")) or "root"
        if not route.is_fixed:
            counted = self.names.setdefault(route.path, {})
            name += f".{counted.setdefault(path, len(counted) + 1)}"
        if query:
            given = urllib.parse.parse_qsl(query, keep_blank_values=True)
            short = ",".join(f"{k}={'' if len(v) > 14 or k in CURSORS else v}" for k, v in given)
            name += "+" + re.sub(r"[^\w,=.-]", "", short)[:50]
        self.count[name] = self.count.get(name, 0) + 1
        return name if self.count[name] == 1 else f"{name}_{self.count[name]}"

    def route_of(self, path):
        return next((it for it in self.routes if it.pattern.match(path)), None)

    def note_links(self, base, reader):
        for link in reader.links:
            url = urllib.parse.urljoin(base, link["href"]).split("#")[0]
            path, _, query = url.partition("?")
            route = self.route_of(path) if url.startswith("/") else None
            if route is None or link["hreflang"] or path in STREAMS:
                continue
            if query and link["is_chip"] and path == base.partition("?")[0]:
                self.chips.setdefault(path, {}).setdefault(url)
            if query and "lang=" not in query:
                self.queries.setdefault(path, {}).setdefault(url, route)
            # Some pages are only linked with what they are to show of themselves.
            if not route.is_fixed and "/assets/" not in path and path not in self.tried:
                if query and any(it.partition("?")[0] == path
                                 for it in self.known.get(route.path, {})):
                    continue
                row = link["row"]
                marks = {f".{it}" for it in row["classes"]}
                words = {it for it in row["words"] if not re.search(r"\d", it)}
                self.known.setdefault(route.path, {}).setdefault(url, marks | words)

    def note_forms(self, base, reader):
        for form in reader.forms:
            path = urllib.parse.urljoin(base, form["action"] or "").partition("?")[0]
            route = self.route_of(path)
            if route is None:
                continue
            wishes = [(name, value) for name, values in form["selects"] for value in values]
            if form["text"]:
                wishes.append((form["text"], "zzz"))
            for wish in wishes:
                url = f"{path}?{urllib.parse.urlencode([wish])}"
                self.queries.setdefault(path, {}).setdefault(url, route)

    def open_different(self, route):
        """Of each kind those first whose rows say something that no row before said."""
        known = self.known.get(route.path, {})
        each = 1 if route.path in self.files else self.each
        often = {}
        for tokens in known.values():
            for token in tokens:
                often[token] = often.get(token, 0) + 1
        opened = [it for it in known if it in self.tried]
        said = set().union(*(known[it] for it in opened))

        def worth(url):
            new = known[url] - said
            return sum(2 if it[0] == "." else 1 if often[it] > 1 else 0.2 for it in new)

        while len(opened) < each:
            left = [it for it in known if it not in self.tried]
            if not left:
                return
            best = max(left, key=worth)
            opened.append(best)
            said |= known[best]
            self.open(route, best)
            each = 1 if route.path in self.files else self.each

    def open_states(self):
        """Behind each chip of a list the first that it leads to, unless one of it is open."""
        for path, url in [(path, url) for path, urls in self.chips.items() for url in urls]:
            if url in self.looked:
                continue
            self.looked.add(url)
            answer, data, _ = self.visit.send(url)
            if answer.status != 200 or answer.headers.get_content_type() != "text/html":
                continue
            reader = Reader()
            reader.feed(data.decode("utf-8", "replace"))
            self.note_links(url, reader)
            behind = {}
            for link in reader.links:
                target = urllib.parse.urljoin(url, link["href"]).split("#")[0]
                route = self.route_of(target) if target.startswith(path + "/") else None
                if route and not route.is_fixed and "?" not in target and not link["is_chip"]:
                    behind.setdefault(route.path, (route, []))[1].append(target)
            for route, targets in behind.values():
                if route.path not in self.files and not self.tried.intersection(targets):
                    self.open(route, targets[0])

    def open_variants(self):
        """Filters, orders and second pages of what is open: new names first, then new values."""
        for path in [it for it in self.queries if it in self.tried]:
            given = self.queries[path]
            kind = self.route_of(path).path
            taken = [it for it in given if it in self.tried]
            said = set().union(*(tokens_of(it) for it in taken))
            while self.varied.get(kind, 0) < self.variants and kind not in self.files:
                left = [it for it in given if it not in self.tried]
                best = max(left, key=lambda it: len(tokens_of(it) - said), default=None)
                if best is None or not tokens_of(best) - said:
                    break
                self.varied[kind] = self.varied.get(kind, 0) + 1
                said |= tokens_of(best)
                self.open(given[best], best)


def tokens_of(url):
    query = urllib.parse.parse_qsl(url.partition("?")[2])
    names = {name for name, _ in query}
    return names | {f"{name}={value}" for name, value in query if name not in CURSORS}
