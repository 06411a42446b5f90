// Keeps a page live: takes rendered fragments from one server-sent event stream and puts them in
// their places, keeping focus; turns the lamp when events stop. No words here: they come from the
// page, in its language.
"use strict";
(() => {
  const body = document.body;
  const lamp = document.getElementById("lamp");
  if (!lamp || !window.EventSource) return;
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let last = Date.now() - 1000 * Number(lamp.dataset.old);
  let lastClock = lamp.dataset.clock;
  let state = body.dataset.lamp;

  // Only what a person should notice is marked: figures that change every second are not.
  function flash(cell) {
    if (still.matches || !cell) return;
    cell.classList.add("changed");
    setTimeout(() => cell.classList.remove("changed"), 1200);
  }

  // Makes `old` like `fresh` node by node, so that what did not change keeps focus and selection.
  function morph(old, fresh) {
    if (old.nodeType !== fresh.nodeType || old.nodeName !== fresh.nodeName) {
      old.replaceWith(fresh.cloneNode(true));
      return;
    }
    if (old.nodeType === Node.TEXT_NODE) {
      if (old.data !== fresh.data) {
        old.data = fresh.data;
        flash(old.parentElement.closest("[data-mark]"));
      }
      return;
    }
    if (old.nodeType !== Node.ELEMENT_NODE || old.hasAttribute("data-age")) return;
    for (const { name, value } of fresh.attributes) {
      if (name !== "class" || !old.classList.contains("changed")) {
        if (old.getAttribute(name) !== value) old.setAttribute(name, value);
      }
    }
    for (const { name } of [...old.attributes]) {
      // What a reader has opened stays open.
      if (!fresh.hasAttribute(name) && name !== "class" && name !== "open") {
        old.removeAttribute(name);
      }
    }
    const [was, now] = [[...old.childNodes], [...fresh.childNodes]];
    now.forEach((node, i) => {
      if (was[i]) morph(was[i], node);
      else old.append(node.cloneNode(true));
    });
    was.slice(now.length).forEach((node) => node.remove());
  }

  function show(next, text) {
    if (state !== next) {
      body.dataset.lamp = state = next;
      document.getElementById("lamp-said").textContent = text;
    }
    if (lamp.textContent !== text) lamp.textContent = text;
  }

  function look() {
    const age = Math.floor((Date.now() - last) / 1000);
    if (age < 3) show("live", lamp.dataset.word);
    else if (age < 15) show("late", lamp.dataset.late.replace("{n}", age));
    else show("cut", lamp.dataset.cut.replace("{t}", lastClock));
    if (age < 3) return;
    for (const place of document.querySelectorAll("[data-age]")) {
      if (place !== body) place.textContent = body.dataset.age.replace("{n}", age);
    }
  }

  function leaveWhenServed() {
    fetch(location.href, { method: "HEAD", cache: "no-store" })
      .then((answer) => (answer.ok ? location.reload() : setTimeout(leaveWhenServed, 5000)))
      .catch(() => setTimeout(leaveWhenServed, 5000));
  }

  function take(event) {
    const patch = JSON.parse(event.data);
    const holder = document.createElement("template");
    for (const [id, html] of Object.entries(patch.parts)) {
      const place = document.getElementById(id);
      holder.innerHTML = html;
      if (place && holder.content.firstElementChild) morph(place, holder.content.firstElementChild);
    }
    // The server's own figures may be old: then the lamp says so although events come.
    last = Date.now() - 1000 * patch.age;
    lastClock = patch.clock;
    look();
  }

  // A browser has six connections to a server that all its tabs share. A page that nobody sees
  // gives its own back: left in a browser's cache of pages, or in a tab behind, it would keep it,
  // and six such pages would make the next one wait.
  let stream = null;
  let gone = false;

  function leave() {
    gone = true;
    close();
    leaveWhenServed();
  }

  function close() {
    if (stream) stream.close();
    stream = null;
  }

  function open() {
    if (stream || gone || document.hidden) return;
    const mine = (stream = new EventSource(body.dataset.live));
    mine.addEventListener("patch", take);
    mine.addEventListener("bye", leave);
    mine.addEventListener("error", () => {
      if (mine.readyState === EventSource.CLOSED) leave();
    });
  }

  addEventListener("pagehide", close);
  addEventListener("pageshow", open);
  document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
  open();
  setInterval(look, 1000);
})();
