// Says in a sentence that there is no signal, and how many records wait in the phone. Never stops anybody from sending.
// The outbox tells its count:  document.dispatchEvent(new CustomEvent("cunli:outbox", {detail: {count: 2}}))
(function () {
  "use strict";
  const banner = document.querySelector("[data-offline]");
  if (!banner) { return; }
  const words = banner.querySelector("[data-offline-words]");
  let count = Number(banner.getAttribute("data-count")) || 0;
  let timer = 0;

  function say(text, tone) {
    window.clearTimeout(timer);
    words.textContent = text;
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
