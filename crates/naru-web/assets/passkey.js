// Lets the browser's authenticator make and use passkeys. A button with data-passkey asks the
// server for a challenge (data-ask), lets the authenticator answer it, and hands the answer in:
// "add" and "enter" by the form that the button stands in, "prove" by itself (data-to). No words
// here: they come from the page, in its language.
"use strict";
(() => {
  if (!window.PublicKeyCredential || !window.isSecureContext) return;

  const bytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const known = (ids) => ids.map((id) => ({ type: "public-key", id: bytes(id) }));

  // What the server says in words is shown in its words; everything else in the page's.
  class Said extends Error {}

  async function send(path, fields) {
    const answer = await fetch(path, { method: "POST", body: new URLSearchParams(fields) });
    if (answer.status === 401) { location.reload(); return new Promise(() => {}); }
    const said = await answer.json();
    if (!answer.ok) throw new Said(said.error);
    return said;
  }

  async function make(options) {
    const made = await navigator.credentials.create({
      publicKey: {
        ...options,
        challenge: bytes(options.challenge),
        user: { ...options.user, id: bytes(options.user.id) },
        excludeCredentials: known(options.excludeCredentials),
      },
    });
    return {
      client: text(made.response.clientDataJSON),
      attestation: text(made.response.attestationObject),
    };
  }

  async function use(options) {
    const made = await navigator.credentials.get({
      publicKey: {
        ...options,
        challenge: bytes(options.challenge),
        allowCredentials: known(options.allowCredentials),
      },
    });
    return {
      credential: text(made.rawId),
      client: text(made.response.clientDataJSON),
      data: text(made.response.authenticatorData),
      signature: text(made.response.signature),
    };
  }

  function tell(button, words, role) {
    const place = button.closest("[data-proof]") || button.closest("p");
    let note = place.nextElementSibling;
    if (!note || !("passkeySaid" in note.dataset)) {
      note = document.createElement("p");
      note.dataset.passkeySaid = "";
      place.after(note);
    }
    note.className = role === "status" ? "note ok" : "note stop";
    note.setAttribute("role", role);
    note.textContent = words;
  }

  async function press(button) {
    const form = button.closest("form");
    const what = button.dataset.passkey;
    if (what === "add" && !form.reportValidity()) return;
    const fields = new FormData(form);
    const options = await send(button.dataset.ask, fields);
    if (what === "prove") {
      await send(button.dataset.to, { form: fields.get("form"), ...(await use(options)) });
      tell(button, button.dataset.done, "status");
      for (const place of document.querySelectorAll("[data-proof]")) place.remove();
      form.querySelector("button:not([data-passkey=prove])")?.focus();
      return;
    }
    const given = await (what === "add" ? make(options) : use(options));
    for (const [name, value] of Object.entries(given)) form.elements[name].value = value;
    form.submit();
  }

  for (const place of document.querySelectorAll("[data-no-passkey]")) place.hidden = true;
  for (const button of document.querySelectorAll("[data-passkey]")) {
    for (let place = button; place && place.localName !== "main"; place = place.parentElement) {
      place.hidden = false;
    }
    button.addEventListener("click", () => {
      button.disabled = true;
      press(button)
        .catch((why) => tell(button, why instanceof Said ? why.message : button.dataset.failed, "alert"))
        .finally(() => { button.disabled = false; });
    });
  }
})();
