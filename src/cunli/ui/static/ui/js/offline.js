// Says in a sentence that there is no signal, and how many records wait in the phone. Never stops anybody from sending.
// The outbox tells its count:  document.dispatchEvent(new CustomEvent("cunli:outbox", {detail: {count: 2}}))
(function () {
  "use strict";
  const banner = document.querySelector("[data-offline]");
  if (!banner) { return; }
  const words = banner.querySelector("[data-offline-words]");
  const list = banner.querySelector("[data-offline-list]");
  let count = Number(banner.getAttribute("data-count")) || 0;
  let timer = 0;

  function say(text, tone) {
    window.clearTimeout(timer);
    words.textContent = text;
    if (list) { list.hidden = count === 0; }
    banner.setAttribute("data-tone", tone);
    banner.hidden = !text;
  }

  function show() {
    if (count > 0) {
      say(banner.getAttribute("data-waiting").replace("%n", String(count)), "due");
    } else {
      say(window.navigator.onLine === false ? banner.getAttribute("data-none") : "", "due");
    }
  }

  document.addEventListener("cunli:outbox", function (event) {
    const before = count;
    count = event.detail.count;
    if (before === 0 && count === 0) { return; }
    if (before > 0 && count === 0 && window.navigator.onLine !== false) {
      say(banner.getAttribute("data-sent"), "brand");
      timer = window.setTimeout(show, 5000);
      return;
    }
    show();
  });
  window.addEventListener("online", show);
  window.addEventListener("offline", show);
  show();
})();

// The phone keeps a few pages for whoever is signed in: the ones that were opened, and those that a page asks for.
(function () {
  "use strict";
  const root = document.documentElement;
  const workers = window.navigator.serviceWorker;
  if (!workers) { return; }
  const owner = root.getAttribute("data-owner");

  function say(what) { if (workers.controller) { workers.controller.postMessage(what); } }

  if (owner) {
    const wanted = Array.prototype.map.call(document.querySelectorAll("a[data-keep]"), function (link) { return link.href; });
    workers.register("/worker.js").then(function () { return workers.ready; }).then(function () { say({ owner: owner, keep: wanted.slice(0, 60) }); }).catch(function () { return null; });
  } else {
    say({ forget: true });
  }
  document.addEventListener("submit", function (event) { if (event.target.hasAttribute("data-sign-out")) { say({ forget: true }); } });
})();
