// The service worker: a few field pages open without a signal. Not every phone has one (WeChat on iOS): there an open
// page goes on working, and the outbox does not need it. Pages of one person only; gone when they leave, when somebody
// else comes in, and after a week without contact.
"use strict";
const PAGES = "cunli-pages";
const FILES = "cunli-files";
const OWNER = "/ui/owner-of-kept-pages";
const NONE = "/ui/offline";
const FIELD = [/^\/$/, /^\/report\/$/, /^\/mine\/households\/$/, /^\/mine\/notes\/$/, /^\/households\/\d+\/visit\/$/, /^\/kept\/$/];
const WAIT = 6000;
const OLDEST = 7 * 24 * 3600 * 1000;
const FRESH = 12 * 3600 * 1000;
const MOST_FILES = 150;

self.addEventListener("install", function (event) {
  self.skipWaiting();
  event.waitUntil(caches.open(FILES).then(function (kept) { return kept.add(NONE); }));
});
self.addEventListener("activate", function (event) { event.waitUntil(self.clients.claim()); });

self.addEventListener("fetch", function (event) {
  const request = event.request;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) { return; }
  if (url.pathname.indexOf("/static/") === 0) { event.respondWith(file(request)); return; }
  if (request.mode === "navigate") { event.respondWith(page(request, isField(url))); }
});

self.addEventListener("message", function (event) {
  const said = event.data || {};
  if (said.forget) { event.waitUntil(caches.delete(PAGES)); return; }
  event.waitUntil(belongsTo(said.owner).then(function () { return keepAll(said.keep || []); }));
});

function isField(url) { return !url.search && FIELD.some(function (path) { return path.test(url.pathname); }); }

function file(request) {
  return caches.open(FILES).then(function (kept) {
    return kept.match(request).then(function (found) {
      return found || fetch(request).then(function (answer) {
        if (answer.ok) { kept.put(request, answer.clone()).then(function () { return prune(kept); }); }
        return answer;
      });
    });
  });
}

function prune(kept) {
  return kept.keys().then(function (keys) {
    return Promise.all(keys.slice(0, Math.max(0, keys.length - MOST_FILES)).map(function (key) { return kept.delete(key); }));
  });
}

function page(request, field) {
  const asked = fetch(request).then(function (answer) {
    if (field && answer.ok && !answer.redirected) { keep(request.url, answer.clone()); }
    return answer;
  });
  if (!field) { return asked.catch(function () { return caches.match(NONE); }); }
  const patience = new Promise(function (resolve) { setTimeout(resolve, WAIT); }).then(function () { return fromKept(request.url); });
  return Promise.race([asked, patience.then(function (found) { return found || asked; })])
    .catch(function () { return fromKept(request.url).then(function (found) { return found || caches.match(NONE); }); });
}

function keep(url, answer) { return caches.open(PAGES).then(function (kept) { return kept.put(url, answer); }); }

function age(answer) { return Date.now() - new Date(answer.headers.get("date") || 0).getTime(); }

function fromKept(url) {
  return caches.open(PAGES).then(function (kept) {
    return kept.match(url).then(function (found) {
      if (found && age(found) > OLDEST) { kept.delete(url); return undefined; }
      return found;
    });
  });
}

function belongsTo(owner) {
  return caches.open(PAGES).then(function (kept) {
    return kept.match(OWNER).then(function (found) { return found ? found.text() : owner; }).then(function (before) {
      const cleared = before === owner ? Promise.resolve() : caches.delete(PAGES);
      return cleared.then(function () { return caches.open(PAGES); }).then(function (mine) { return mine.put(OWNER, new Response(owner)); });
    });
  });
}

function keepAll(urls) {
  return urls.reduce(function (before, url) {
    return before.then(function () { return fromKept(url); }).then(function (found) {
      if (found && age(found) < FRESH) { return null; }
      return fetch(url, { credentials: "same-origin" }).then(function (answer) { return answer.ok && !answer.redirected ? keep(url, answer) : null; });
    });
  }, Promise.resolve()).catch(function () { return null; });
}
