// Keeps what was typed in [data-draft] boxes, per page and per person, until it was sent. Nothing leaves the phone.
// On a shared phone: drafts of another owner are never shown, and signing out erases all of them.
(function () {
  "use strict";
  const PREFIX = "cunli-draft:";
  const owner = document.documentElement.getAttribute("data-owner");
  const boxes = document.querySelectorAll("[data-draft]");
  let store;
  try { store = window.localStorage; } catch (error) { return; }
  if (!store || !owner) { return; }

  function key(box) { return PREFIX + owner + ":" + window.location.pathname + ":" + box.name; }

  function keep(box) {
    try {
      if (box.value.trim()) { store.setItem(key(box), box.value); } else { store.removeItem(key(box)); }
    } catch (error) { /* the phone's storage is full: typing goes on, only the draft is not kept */ }
  }

  function forget(form) {
    Array.prototype.forEach.call(form.querySelectorAll("[data-draft]"), function (box) { store.removeItem(key(box)); });
  }

  function forgetAll() {
    Object.keys(store).forEach(function (name) { if (name.indexOf(PREFIX) === 0) { store.removeItem(name); } });
  }

  Array.prototype.forEach.call(boxes, function (box) {
    const kept = store.getItem(key(box));
    if (kept && !box.value) { box.value = kept; }
    box.addEventListener("input", function () { keep(box); });
    if (!box.form) { return; }
    box.form.addEventListener("submit", function () {
      // Only an answered form is a sent form: the next page that is not this one forgets the draft.
      try { window.sessionStorage.setItem(PREFIX + "sent", key(box).slice(0, key(box).lastIndexOf(":"))); } catch (error) { /* as above */ }
    });
  });

  let sent = null;
  try { sent = window.sessionStorage.getItem(PREFIX + "sent"); window.sessionStorage.removeItem(PREFIX + "sent"); } catch (error) { /* private mode */ }
  if (sent && sent !== PREFIX + owner + ":" + window.location.pathname && !document.querySelector("[data-back]")) {
    Object.keys(store).forEach(function (name) { if (name.indexOf(sent + ":") === 0) { store.removeItem(name); } });
  }
  Array.prototype.forEach.call(document.querySelectorAll("[data-sign-out]"), function (form) {
    form.addEventListener("submit", forgetAll);
  });
  document.addEventListener("cunli:sent", function (event) { if (event.detail && event.detail.form) { forget(event.detail.form); } });
})();
