"""The Open Banking API as a small fintech uses it: standard library only.

Two rules of the network are built in, because a client that forgets them moves money twice:
an answer A0001 and no answer at all both mean that nobody knows yet (`settled` asks until it is
known), and a wish is never sent again under a new id.
"""

import datetime
import itertools
import json
import time
import urllib.error
import urllib.parse
import urllib.request

KOREA = datetime.timezone(datetime.timedelta(hours=9))
UNDECIDED = {"A0001", "A0007", "A0017"}
PATIENCE_S = 60


class Refused(Exception):
    """An answer with another code than was hoped for."""

    def __init__(self, path, answer):
        self.code = answer.get("rsp_code", "")
        self.answer = answer
        bank = f", bank {answer['bank_rsp_code']}" if answer.get("bank_rsp_code") else ""
        super().__init__(f"{path}: {self.code}{bank} {answer.get('rsp_message', answer)}")


def now():
    return datetime.datetime.now(KOREA).strftime("%Y%m%d%H%M%S")


def today():
    return now()[:8]


class OpenBanking:
    """The API at `base_url`, for one institution."""

    def __init__(self, base_url, fintech):
        self.base_url = base_url.rstrip("/")
        self.fintech = fintech
        self.code = fintech["client_use_code"]
        # Unique within a day: nine characters of base 36, from the microsecond on.
        moment = datetime.datetime.now(KOREA)
        midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
        self._ids = itertools.count((moment - midnight) // datetime.timedelta(microseconds=1))

    def new_id(self):
        """A transaction id (거래고유번호): our code, `U`, nine characters."""
        number, tail = next(self._ids), ""
        for _ in range(9):
            number, digit = divmod(number, 36)
            tail = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[digit] + tail
        return f"{self.code}U{tail}"

    def authorize_url(self, scope, state):
        """Where a person is sent to agree."""
        fields = {
            "response_type": "code", "client_id": self.fintech["client_id"],
            "redirect_uri": self.fintech["redirect_uri"], "scope": scope, "state": state,
            "auth_type": "0",
        }
        return f"{self.base_url}/oauth/2.0/authorize?{urllib.parse.urlencode(fields)}"

    def token(self, **fields):
        """`grant_type` and what goes with it."""
        fields |= {name: self.fintech[name] for name in ("client_id", "client_secret")}
        body = urllib.parse.urlencode(fields).encode()
        answer = self._exchange(urllib.request.Request(self.base_url + "/oauth/2.0/token", body))
        if "access_token" not in answer:
            raise Refused("/oauth/2.0/token", answer)
        return answer

    def get(self, path, token, **fields):
        query = urllib.parse.urlencode(fields)
        return self._call(path, token, urllib.request.Request(f"{self.base_url}{path}?{query}"))

    def post(self, path, token, fields):
        request = urllib.request.Request(self.base_url + path, json.dumps(fields).encode())
        request.add_header("Content-Type", "application/json; charset=UTF-8")
        return self._call(path, token, request)

    def _call(self, path, token, request):
        request.add_header("Authorization", f"Bearer {token}")
        answer = self._exchange(request)
        if answer["rsp_code"] != "A0000":
            raise Refused(path, answer)
        return answer

    def _exchange(self, request):
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def order(self, path, token, fields, check_type, item):
        """Orders a transfer and stays with it until its end is certain."""
        try:
            return self.post(path, token, fields)
        except Refused as refused:
            if refused.code not in UNDECIDED:
                raise
        except (TimeoutError, ConnectionError, urllib.error.URLError):
            pass  # nobody knows: it may have gone through
        return self.settled(check_type, item)

    def settled(self, check_type, item):
        """Asks what became of a transfer until it is known. 1 withdrawals, 2 deposits."""
        end = time.monotonic() + PATIENCE_S
        while True:
            try:
                return self.result(check_type, item)
            except Refused as refused:
                if refused.code not in UNDECIDED or time.monotonic() > end:
                    raise
            time.sleep(0.5)

    def result(self, check_type, item):
        oob = self.token(grant_type="client_credentials", scope="oob")["access_token"]
        return self.post("/v2.0/transfer/result", oob, {
            "check_type": check_type, "tran_dtime": now(), "req_cnt": "1",
            "req_list": [{
                "tran_no": "1", "org_bank_tran_id": item["bank_tran_id"],
                "org_bank_tran_date": today(), "org_tran_amt": item["tran_amt"],
            }],
        })
