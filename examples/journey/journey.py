"""A whole journey through the Open Banking API, as a small fintech's first client makes it.

    python3 journey.py --credentials FILE

FILE is what `naru demo --credentials FILE` writes. A person authorizes the fintech in a real
browser; then the fintech looks, takes, pays, asks for its money back, and lets go. Each step is
printed; the first that does not go as it must ends the journey with exit code 1.
"""

import argparse
import json
import secrets
import sys
import traceback
import urllib.parse

from consent import agree
from openbanking import OpenBanking, Refused, now, today

PRINT = "여행"


class WentWrong(Exception):
    """A step ended otherwise than it must."""


def must(holds, what):
    if not holds:
        raise WentWrong(what)


class Journey:
    def __init__(self, told, base_url):
        small = [it for it in told["fintechs"] if "sa" not in it["scopes"]]
        must(small, "the credentials name no fintech that its users authorize")
        self.fintech = small[0]
        self.api = OpenBanking(base_url or told["base_url"], self.fintech)
        code = self.fintech["client_use_code"]
        new = [it for it in told["users"] if code not in it["user_seq_no"]]
        must(new, "everybody uses this fintech already")
        self.person = new[0]
        self.otp_log = told["otp_log"]
        self.steps = 0

    def say(self, korean, english):
        self.steps += 1
        print(f"{self.steps:2}. {korean} | {english}", flush=True)

    def authorize(self):
        state = secrets.token_urlsafe(16)
        url = self.api.authorize_url("login inquiry transfer", state)
        landed = agree(url, self.person, self.otp_log)
        must(landed.startswith(self.fintech["redirect_uri"]), f"the person ended at {landed}")
        back = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(landed).query))
        must(back.get("state") == state, "the state is not ours: somebody else began this")
        must("code" in back, f"no code, but {back}")
        self.say("브라우저에서 동의를 받았습니다", f"authorized in a browser: {back['scope']}")
        self.code = back["code"]

    def tokens(self):
        given = self.api.token(
            grant_type="authorization_code", code=self.code,
            redirect_uri=self.fintech["redirect_uri"])
        self.user, self.mine = given["user_seq_no"], given["access_token"]
        self.refresh = given["refresh_token"]
        self.ours = self.api.token(grant_type="client_credentials", scope="oob")["access_token"]
        self.say("토큰을 받았습니다", f"tokens, of user {self.user} and our own")

    def look(self):
        me = self.api.get("/v2.0/user/me", self.mine, user_seq_no=self.user)
        must(me["user_name"] == self.person["name"], f"somebody else: {me['user_name']}")
        self.say("사용자를 확인했습니다", f"me: {me['user_name']}, {me['res_cnt']} account(s)")
        accounts = self.api.get("/v2.0/account/list", self.mine, user_seq_no=self.user,
                                include_cancel_yn="N", sort_order="D")["res_list"]
        must(len(accounts) == len(self.person["accounts"]), f"{len(accounts)} accounts")
        self.account = next(it for it in accounts if it["inquiry_agree_yn"] == "Y")
        self.handle = self.account["fintech_use_num"]
        self.say("계좌를 조회했습니다", f"accounts: {self.account['account_num_masked']} "
                 f"at {self.account['bank_name']}")
        self.balance_before = self.balance()
        self.say("잔액을 조회했습니다", f"balance: {self.balance_before:,} won")

    def balance(self):
        answer = self.api.get("/v2.0/account/balance/fin_num", self.mine,
                              bank_tran_id=self.api.new_id(), fintech_use_num=self.handle,
                              tran_dtime=now())
        return int(answer["balance_amt"])

    def pages(self):
        asked = {
            "fintech_use_num": self.handle, "inquiry_type": "A", "inquiry_base": "D",
            "from_date": f"{int(today()[:4]) - 1}0101", "to_date": today(), "sort_order": "D",
        }
        lines, trace = [], ""
        for page in (1, 2):
            answer = self.api.get("/v2.0/account/transaction_list/fin_num", self.mine,
                                  bank_tran_id=self.api.new_id(), tran_dtime=now(),
                                  befor_inquiry_trace_info=trace, **asked)
            lines += answer["res_list"]
            trace = answer["befor_inquiry_trace_info"]
            must(page == 2 or answer["next_page_yn"] == "Y", "there is only one page")
        when = [line["tran_date"] + line["tran_time"] for line in lines]
        must(when == sorted(when, reverse=True), "the pages are not in order")
        self.say("거래내역 두 쪽을 읽었습니다", f"transactions: two pages, {len(lines)} lines")

    def withdraw(self):
        item = {"bank_tran_id": self.api.new_id(), "tran_amt": "12000"}
        order = item | {
            "cntr_account_type": "N", "cntr_account_num": self.fintech["withdraw_account"],
            "dps_print_content": PRINT, "wd_print_content": PRINT,
            "fintech_use_num": self.handle, "tran_dtime": now(),
            "req_client_name": self.person["name"], "req_client_fintech_use_num": self.handle,
            "req_client_num": "JOURNEY1", "transfer_purpose": "RC",
        }
        path = "/v2.0/transfer/withdraw/fin_num"
        self.api.order(path, self.mine, order, "1", item)
        self.say("출금이체를 마쳤습니다", "withdrawal of 12,000 won: done")
        again = self.api.post(path, self.mine, order)
        must(again["bank_tran_id"] == item["bank_tran_id"], "another transfer")
        must(self.balance() == self.balance_before - 12_000, "the money moved twice, or not at all")
        self.say("같은 거래고유번호를 다시 보내도 두 번 나가지 않습니다", "the same id again: once")
        told = self.api.settled("1", item)["res_list"][0]
        must(told["bank_rsp_code"] == "000", f"the result says {told}")
        self.say("출금 결과를 조회했습니다", "result of the withdrawal: 000")

    def deposit(self):
        item = {"bank_tran_id": self.api.new_id(), "tran_amt": "7000"}
        received = self.api.post("/v2.0/inquiry/receive", self.ours, {
            "bank_tran_id": self.api.new_id(), "cntr_account_type": "N",
            "cntr_account_num": self.fintech["deposit_account"], "fintech_use_num": self.handle,
            "print_content": PRINT, "tran_amt": "7000", "req_client_name": self.person["name"],
            "req_client_fintech_use_num": self.handle, "req_client_num": "JOURNEY1",
            "transfer_purpose": "TR",
        })
        must(received["account_holder_name"] == self.person["name"], f"{received}")
        self.say("수취인을 확인했습니다", f"receive: {received['account_holder_name']}")
        self.paid = item
        answer = self.api.order("/v2.0/transfer/deposit/fin_num", self.ours, {
            "cntr_account_type": "N", "cntr_account_num": self.fintech["deposit_account"],
            "wd_pass_phrase": self.fintech["pass_phrase"], "wd_print_content": PRINT,
            "name_check_option": "on", "tran_dtime": now(), "req_cnt": "1",
            "req_list": [item | {
                "tran_no": "1", "fintech_use_num": self.handle, "print_content": PRINT,
                "req_client_name": self.person["name"],
                "req_client_fintech_use_num": self.handle, "req_client_num": "JOURNEY1",
                "transfer_purpose": "TR", "recv_bank_tran_id": received["bank_tran_id"],
            }],
        }, "2", item)
        must(answer["res_list"][0]["bank_rsp_code"] == "000", f"the deposit: {answer}")
        self.say("입금이체를 마쳤습니다", "deposit of 7,000 won: done")
        told = self.api.settled("2", item)["res_list"][0]
        must(told["bank_rsp_code"] == "000", f"the result says {told}")
        must(self.balance() == self.balance_before - 5_000, "the deposit is not on the account")
        self.say("입금 결과를 조회했습니다", "result of the deposit: 000")

    def claim(self):
        claim_id = self.api.new_id()
        paying_bank = self.fintech["deposit_account"][:3]  # the demonstration's numbers begin so
        claim = {
            "bank_tran_id": claim_id, "org_bank_tran_date": today(),
            "org_bank_tran_id": self.paid["bank_tran_id"],
            "org_dps_fintech_use_num": self.handle, "org_tran_amt": self.paid["tran_amt"],
            "org_wd_bank_code_std": paying_bank, "claim_code": "01", "total_return_yn": "Y",
        }
        try:
            self.api.post("/v2.0/return/claim", self.ours, claim)
        except Refused as refused:
            must(refused.code == "A0001", f"the claim: {refused}")
        told = self.returned(claim_id)
        must(told["return_status"] == "02", f"the claim ended with {told['return_status']}")
        must(self.balance() == self.balance_before - 12_000, "the money did not come back")
        self.say("자금반환청구가 끝났습니다", "refund claim: returned (02)")

    def returned(self, claim_id):
        from browser import until

        def look():
            try:
                return self.api.post("/v2.0/return/result", self.ours, {
                    "claim_bank_tran_date": today(), "claim_bank_tran_id": claim_id,
                })
            except Refused as refused:
                must(refused.code == "A0001", f"the claim's result: {refused}")
                return None

        return until("the bank's decision on the claim", look)

    def renew(self):
        given = self.api.token(grant_type="refresh_token", refresh_token=self.refresh)
        must(given["refresh_token"] != self.refresh, "the refresh token is the same")
        self.mine = given["access_token"]
        self.balance()
        self.say("토큰을 갱신했습니다", "refreshed: a new pair, the old one is used up")

    def cancel(self):
        for scope in ("transfer", "inquiry"):
            self.api.post("/v2.0/account/cancel", self.mine, {
                "bank_tran_id": self.api.new_id(), "scope": scope,
                "fintech_use_num": self.handle,
            })
        try:
            self.balance()
        except Refused as refused:
            self.say("동의를 해지했습니다", f"cancelled: the next inquiry is {refused.code}")
        else:
            raise WentWrong("the account still answers after it was cancelled")

    def walk(self):
        for step in (self.authorize, self.tokens, self.look, self.pages, self.withdraw,
                     self.deposit, self.claim, self.renew, self.cancel):
            self.under_way = step.__name__
            step()


def main():
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("--credentials", required=True, help="what `naru demo --credentials` wrote")
    words.add_argument("--base-url", help="where the API is; what the credentials say if not given")
    given = words.parse_args()
    with open(given.credentials, encoding="utf-8") as file:
        told = json.load(file)
    journey = Journey(told, given.base_url)
    try:
        journey.walk()
    except Exception as failed:  # the step that failed is the news; the trace helps to mend it
        traceback.print_exc()
        sys.exit(f"the journey ended at `{journey.under_way}`: {failed}")
    print(f"여행이 끝났습니다: {journey.steps}단계 | the journey is over: {journey.steps} steps")


if __name__ == "__main__":
    main()
