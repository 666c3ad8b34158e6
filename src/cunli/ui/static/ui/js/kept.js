// The plain list of what is in the phone and not sent yet: what, when, why not. One can send it now, look at it, throw it away.
(function () {
  "use strict";
  const list = document.querySelector("[data-kept]");
  const outbox = window.cunliOutbox;
  if (!list || !outbox) { return; }
  const row = document.querySelector("template[data-kept-row]");
  const none = document.querySelector("[data-kept-none]");

  function show(records) {
    list.textContent = "";
    none.hidden = records.length > 0;
    records.forEach(function (record) {
      const shown = row.content.cloneNode(true);
      shown.querySelector("[data-kept-title]").textContent = record.title;
      shown.querySelector("[data-kept-words]").textContent = record.fields.filter(function (entry) {
        return typeof entry[1] === "string" && entry[1].length > 3 && /^(say|seen|said|did|what_0|wanted)$/.test(entry[0]);
      }).map(function (entry) { return entry[1]; }).join(" ").slice(0, 80);
      shown.querySelector("[data-kept-at]").textContent = new Date(record.at).toLocaleString([], { month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit" });
      const problem = shown.querySelector("[data-kept-problem]");
      problem.hidden = !record.problem;
      problem.querySelector("span").textContent = record.problem;
      shown.querySelector("[data-kept-open]").hidden = !record.problem;
      shown.querySelector("[data-kept-open]").addEventListener("click", function () { outbox.open(record); });
      shown.querySelector("[data-kept-drop]").addEventListener("click", function (event) {
        if (window.confirm(event.currentTarget.getAttribute("data-sure"))) { outbox.drop(record.number); }
      });
      list.appendChild(shown);
    });
  }

  document.addEventListener("cunli:outbox", function (event) { show(event.detail.records); });
  document.querySelector("[data-kept-send]").addEventListener("click", function () { outbox.send(); });
  outbox.mine().then(show);
})();
