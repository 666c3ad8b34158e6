// The outbox: what is written in a form with [data-outbox] is in the phone before any network is asked.
// It is the very request the form would have made, with its key, sent later to the same address. A repeated key is
// harmless there, so a lost answer costs nothing. Sent on load, focus, online, every quarter of a minute, by a button.
// Of whom: data-owner of the page. On a shared phone nobody sends, sees or empties what another one wrote.
(function () {
  "use strict";
  const OWNER = document.documentElement.getAttribute("data-owner");
  const STATE = document.documentElement.getAttribute("data-outbox-state");
  const ANSWER_WITHIN = 12000;
  const SLOWEST = 8;  // bytes a millisecond: a photo on a bad line is waited for
  const AGAIN_AFTER = 15000;
  const BASE = "cunli-outbox";
  const STORE = "records";
  if (!OWNER || !STATE || !window.indexedDB || !window.fetch || !window.FormData || !window.Promise) { return; }
  let opened = null;
  let busy = false;

  // The store

  function base() {
    opened = opened || new Promise(function (resolve, reject) {
      const asked = window.indexedDB.open(BASE, 1);
      asked.onupgradeneeded = function () {
        asked.result.createObjectStore(STORE, { keyPath: "number", autoIncrement: true }).createIndex("owner", "owner");
      };
      asked.onsuccess = function () { resolve(asked.result); };
      asked.onerror = function () { reject(asked.error); };
    });
    return opened;
  }

  function within(mode, ask) {
    return base().then(function (open) {
      return new Promise(function (resolve, reject) {
        const work = open.transaction(STORE, mode);
        const asked = ask(work.objectStore(STORE));
        work.oncomplete = function () { resolve(asked.result); };
        work.onerror = function () { reject(work.error); };
        work.onabort = function () { reject(work.error); };
      });
    });
  }

  function add(record) { return within("readwrite", function (store) { return store.add(record); }); }
  function put(record) { return within("readwrite", function (store) { return store.put(record); }); }
  function drop(number) { return within("readwrite", function (store) { return store.delete(number); }); }
  function mine() { return within("readonly", function (store) { return store.index("owner").getAll(OWNER); }); }

  function tell() {
    return mine().then(function (records) {
      document.dispatchEvent(new CustomEvent("cunli:outbox", { detail: { count: records.length, records: records } }));
    });
  }

  // One request

  function newKey() {
    const bytes = new Uint8Array(16);
    window.crypto.getRandomValues(bytes);
    return Array.prototype.map.call(bytes, function (byte) { return (byte < 16 ? "0" : "") + byte.toString(16); }).join("");
  }

  function fieldsOf(form, pressed) {
    const data = new FormData(form);
    if (pressed && pressed.name) { data.append(pressed.name, pressed.value); }
    return Array.from(data.entries()).filter(function (entry) { return entry[0] !== "csrfmiddlewaretoken" && !isNoFile(entry[1]); });
  }

  function isNoFile(value) { return typeof value !== "string" && value.size === 0; }

  function weight(record) {
    return record.fields.reduce(function (sum, entry) { return sum + (typeof entry[1] === "string" ? 0 : entry[1].size); }, 0);
  }

  function post(record, token) {
    const body = new FormData();
    record.fields.forEach(function (entry) { body.append(entry[0], entry[1]); });
    const stop = window.AbortController ? new AbortController() : null;
    const timer = stop && window.setTimeout(function () { stop.abort(); }, ANSWER_WITHIN + weight(record) / SLOWEST);
    return window.fetch(record.url, {
      method: "POST", body: body, credentials: "same-origin", headers: { "X-CSRFToken": token, "X-Outbox": "1" }, signal: stop ? stop.signal : undefined
    }).finally(function () { window.clearTimeout(timer); });
  }

  function state(records) {
    const asked = records.map(function (record) { return "k=" + encodeURIComponent(record.key); }).join("&");
    return window.fetch(STATE + "?" + asked, { credentials: "same-origin", cache: "no-store" }).then(function (answer) {
      if (!answer.ok) { throw new Error("no state"); }
      return answer.json();
    });
  }

  function saidIn(html) {
    const page = new DOMParser().parseFromString(html, "text/html");
    const said = page.querySelector(".cl-errors, [role=alert]") || page.querySelector("main");
    return said ? said.textContent.replace(/\s+/g, " ").trim().slice(0, 300) : "";
  }

  // A form is sent

  function writeDown(form, pressed) {
    const happened = form.querySelector("[data-happened]");
    if (happened) { happened.value = nowHere(); }
    const key = form.querySelector('[name="key"]');
    const title = form.getAttribute("data-outbox");
    const url = new URL(form.getAttribute("action") || window.location.href, window.location.href);
    const record = { owner: OWNER, key: key.value, url: url.pathname + url.search, title: title, at: Date.now(), fields: fieldsOf(form, pressed), problem: "" };
    return add(record).then(function (number) { record.number = number; return record; });
  }

  function nowHere() {
    const now = new Date();
    const shift = -now.getTimezoneOffset();
    const two = function (number) { return (number < 10 ? "0" : "") + number; };
    const local = new Date(now.getTime() + shift * 60000).toISOString().slice(0, 19);
    return local + (shift < 0 ? "-" : "+") + two(Math.floor(Math.abs(shift) / 60)) + two(Math.abs(shift) % 60);
  }

  function sendNow(form, pressed, record) {
    const token = form.querySelector('[name="csrfmiddlewaretoken"]').value;
    return post(record, token).then(function (answer) {
      const leadsTo = answer.headers.get("X-Outbox-To");
      if (leadsTo) {
        return drop(record.number).then(function () { return forgetOpened(record.url); }).then(tell).then(function () {
          document.dispatchEvent(new Event("cunli:sent"));
          window.location.assign(leadsTo);
        });
      }
      if (answer.status === 401 || answer.status === 403 || answer.status === 429 || answer.status >= 500) { return stays(form); }
      return drop(record.number).then(tell).then(function () { byItself(form, pressed); });  // a question or a mistake: the page says it
    }, function () { return stays(form); });
  }

  function typed(name, value) {
    const field = document.createElement("input");
    field.type = "hidden"; field.name = name; field.value = value;
    return field;
  }

  function chosen(name, file) {
    const field = document.createElement("input");
    const hold = new DataTransfer();
    hold.items.add(file);
    field.type = "file"; field.name = name; field.files = hold.files;
    return field;
  }

  function byItself(form, pressed) {
    if (pressed && pressed.name) { form.appendChild(typed(pressed.name, pressed.value)); }
    HTMLFormElement.prototype.submit.call(form);
  }

  function stays(form) {
    busy = false;
    form.reset();
    form.removeAttribute("data-sending");
    form.querySelector('[name="key"]').value = newKey();
    document.dispatchEvent(new Event("cunli:sent"));  // the draft is in the outbox now
    window.scrollTo(0, 0);
    return tell();
  }

  document.addEventListener("submit", function (event) {
    const form = event.target;
    if (!form.matches || !form.matches("form[data-outbox]") || !form.querySelector('[name="key"]')) { return; }
    if (event.defaultPrevented) { return; }  // pressed twice: ui.js has seen it
    const pressed = event.submitter || null;
    event.preventDefault();
    busy = true;  // until it stays: what is being sent here is not sent by the clock as well
    writeDown(form, pressed).then(
      function (record) { return window.navigator.onLine === false ? stays(form) : sendNow(form, pressed, record); },
      function () { byItself(form, pressed); }  // the phone keeps nothing (full, or private): as without scripts
    ).catch(function () { return stays(form); });
  });

  // A page that the phone has kept, or that is opened twice, would carry the key of the time before.
  Array.prototype.forEach.call(document.querySelectorAll("form[data-outbox]"), function (form) {
    const key = form.querySelector('[name="key"]');
    if (key) { key.value = newKey(); }
  });

  function forgetOpened(url) {
    const opened = JSON.parse(window.sessionStorage.getItem(BASE) || "null");
    window.sessionStorage.removeItem(BASE);
    return opened && opened.url === url ? drop(opened.number) : null;
  }

  // What waits is sent

  function flush() {
    if (busy || window.navigator.onLine === false) { return Promise.resolve(); }
    busy = true;
    const once = function () { return mine().then(function (records) { return records.length ? sendAll(records) : null; }); };
    const work = window.navigator.locks ? window.navigator.locks.request(BASE, { ifAvailable: true }, function (lock) { return lock ? once() : null; }) : once();
    return work.catch(function () { return null; }).then(function () { busy = false; return tell(); });
  }

  function sendAll(records) {
    return state(records.slice(0, 50)).then(function (known) {
      if (known.owner !== OWNER) { return null; }  // somebody else is signed in, or nobody: it waits for its writer
      return records.reduce(function (before, record) {
        return before.then(function () { return sendOne(record, known); });
      }, Promise.resolve());
    });
  }

  function sendOne(record, known) {
    if (known.done.indexOf(record.key) !== -1) { return drop(record.number); }
    if (record.problem) { return null; }  // it waits for the person, not for the signal
    return post(record, known.token).then(function (answer) {
      if (answer.headers.get("X-Outbox-To")) { return drop(record.number); }
      if (answer.status === 401 || answer.status === 429 || answer.status >= 500) { throw new Error("later"); }
      return answer.text().then(function (html) {
        record.problem = saidIn(html) || String(answer.status);
        return put(record);
      });
    });
  }

  // The page of what was not sent yet

  window.cunliOutbox = {
    mine: mine,
    send: flush,
    drop: function (number) { return drop(number).then(tell); },
    open: function (record) {
      // As the form itself would have sent it: the page says what is missing, with everything typed.
      const form = document.createElement("form");
      form.method = "post"; form.enctype = "multipart/form-data"; form.action = record.url; form.hidden = true;
      return state([record]).then(function (known) {
        record.fields.concat([["csrfmiddlewaretoken", known.token]]).forEach(function (entry) {
          form.appendChild(typeof entry[1] === "string" ? typed(entry[0], entry[1]) : chosen(entry[0], entry[1]));
        });
        document.body.appendChild(form);
        window.sessionStorage.setItem(BASE, JSON.stringify({ url: record.url, number: record.number }));
        form.submit();
      });
    }
  };

  window.addEventListener("online", flush);
  window.addEventListener("focus", flush);
  window.addEventListener("pageshow", function () { busy = false; flush(); });
  document.addEventListener("visibilitychange", function () { if (!document.hidden) { flush(); } });
  window.setInterval(flush, AGAIN_AFTER);
  tell().then(flush);
})();
