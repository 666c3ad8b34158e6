// Keeps what was typed in [data-draft] boxes, per page and per person, until it was sent. Nothing leaves the phone.
// On a shared phone: drafts of another owner are never shown, and signing out erases all of them.
(function () {
  "use strict";
  const PREFIX = "cunli-draft:";
  const SENT = PREFIX + "sent";
  const owner = document.documentElement.getAttribute("data-owner");
  const here = PREFIX + owner + ":" + window.location.pathname + ":";
  let drafts;
  let tab;
  try { drafts = window.localStorage; tab = window.sessionStorage; } catch (error) { return; }
  if (!drafts || !tab || !owner) { return; }

  function boxes(root) { return Array.prototype.slice.call(root.querySelectorAll("[data-draft]")); }

  function keep(box) {
    try {
      if (box.value.trim()) { drafts.setItem(here + box.name, box.value); } else { drafts.removeItem(here + box.name); }
    } catch (error) { /* the phone's storage is full: typing goes on, only the draft is not kept */ }
  }

  function forget(start) {
    Object.keys(drafts).forEach(function (name) { if (name.indexOf(start) === 0) { drafts.removeItem(name); } });
  }

  function cameFromAForm() {
    // Without signal the answer never comes: the person goes back or reloads, and the draft must still be there.
    const entry = window.performance.getEntriesByType ? window.performance.getEntriesByType("navigation")[0] : null;
    const isNew = entry ? entry.type === "navigate" : window.performance.navigation.type === 0;
    return isNew && document.referrer.indexOf(window.location.origin + "/") === 0 && !document.querySelector("[data-back]");
  }

  const sent = tab.getItem(SENT);
  tab.removeItem(SENT);
  if (sent && cameFromAForm()) { forget(sent); }  // what could not be taken comes back in the page itself

  boxes(document).forEach(function (box) {
    const kept = drafts.getItem(here + box.name);
    if (kept && !box.value) { box.value = kept; } else if (box.value) { keep(box); }
    box.addEventListener("input", function () { keep(box); });
  });
  document.addEventListener("submit", function (event) {
    if (boxes(event.target).length) { tab.setItem(SENT, here); }
    if (event.target.hasAttribute("data-sign-out")) { forget(PREFIX); }
  });
  document.addEventListener("cunli:sent", function () { forget(here); });
  window.addEventListener("pageshow", function (event) { if (event.persisted) { tab.removeItem(SENT); } });
})();
