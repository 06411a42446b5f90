"""A person on the consent pages: says who he is, types the code that came, chooses, agrees.

    python3 consent.py --credentials FILE --phone 010-0000-0001 URL

Prints the address where the browser ended: the client's, with the authorization code in it.
"""

import argparse
import json
import re
import sys

from browser import Browser, BrowserFailed, until


def sent_codes(otp_log, phone):
    """The one-time codes sent to a telephone so far. The demonstration writes them to a file."""
    digits = re.sub(r"\D", "", phone)
    with open(otp_log, encoding="utf-8") as lines:
        told = [line.split("\t") for line in lines]
    texts = [text for _, to, text in told if re.sub(r"\D", "", to) == digits]
    return [re.search(r"\b\d{6}\b", text).group() for text in texts]


def agree(url, person, otp_log, say=lambda _: None):
    """Walks the pages from the authorization address on; gives the address where they end."""
    with Browser() as tab:
        before = len(sent_codes(otp_log, person["phone"]))
        tab.open(url)
        say(tab.text("h1"))
        tab.type("#name", person["name"])
        tab.type("#birth", person["birth"])
        tab.type("#phone", person["phone"])
        tab.click(tab.wait_for("form[action='/consent/identify'] button"))

        tab.wait_for("#code")
        say(tab.text("h1"))
        sent = until("a one-time code",
                     lambda: sent_codes(otp_log, person["phone"])[before:])
        tab.type("#code", sent[-1])
        tab.click(tab.wait_for("form[action='/consent/code'] button"))

        tab.wait_for("#login")
        say(tab.text("h1"))
        boxes = tab.find("form[action='/consent/agree'] input[type=checkbox]")
        for box in boxes:
            tab.click(box)
        tab.click(tab.wait_for("form[action='/consent/agree'] button"))

        here = url.split("/oauth/")[0]
        return until("the way back to the client",
                     lambda: next((it for it in [tab.address()]
                                   if not it.startswith(here) and it.startswith("http")), None))


def main():
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("--credentials", required=True, help="what `naru demo --credentials` wrote")
    words.add_argument("--phone", required=True, help="whose telephone it is")
    words.add_argument("url", help="the address that the client sends the person to")
    given = words.parse_args()
    with open(given.credentials, encoding="utf-8") as file:
        told = json.load(file)
    person = next((it for it in told["users"] if it["phone"] == given.phone), None)
    if person is None:
        sys.exit(f"nobody in {given.credentials} has the telephone {given.phone}")
    try:
        print(agree(given.url, person, told["otp_log"], lambda it: print(it, file=sys.stderr)))
    except BrowserFailed as failed:
        sys.exit(f"the consent pages: {failed}")


if __name__ == "__main__":
    main()
