// Small comforts on pages that already work: going back with what was typed, printing, bulk bars, one open menu.
(function () {
  "use strict";

  function each(selector, act) { Array.prototype.forEach.call(document.querySelectorAll(selector), act); }

  function goBack(event) {
    // The browser's own way back keeps what was typed; a link would open the page empty.
    if (window.history.length > 1 && document.referrer) { event.preventDefault(); window.history.back(); }
  }

  function closeMenus(event) {
    each("details.cl-more[open]", function (menu) {
      if (event.type === "keydown" ? event.key === "Escape" : !menu.contains(event.target)) { menu.open = false; }
    });
  }

  function ticked(table) { return table.querySelectorAll('tbody input[type="checkbox"]:checked').length; }

  function showBulk(table) {
    const bar = document.getElementById(table.getAttribute("data-bulk"));
    if (!bar) { return; }
    const count = ticked(table);
    bar.hidden = count === 0;
    const words = bar.querySelector("[data-bulk-count]");
    if (words) { words.textContent = String(count); }
  }

  function onTick(event) {
    const box = event.target;
    const table = box.closest ? box.closest("table[data-bulk]") : null;
    if (!table || box.type !== "checkbox") { return; }
    if (box.hasAttribute("data-all")) {
      Array.prototype.forEach.call(table.querySelectorAll('tbody input[type="checkbox"]'), function (each) {
        each.checked = box.checked;
      });
    }
    Array.prototype.forEach.call(table.querySelectorAll("tbody tr"), function (row) {
      const own = row.querySelector('input[type="checkbox"]');
      row.classList.toggle("cl-picked", Boolean(own && own.checked));
    });
    showBulk(table);
  }

  function once(event) {
    // A second press while the first is on its way would only make the person wait; the server keeps it single anyway.
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") { return; }
    if (form.getAttribute("data-sending")) { event.preventDefault(); return; }
    form.setAttribute("data-sending", "1");
    window.setTimeout(function () { form.removeAttribute("data-sending"); }, 4000);
  }

  function widen(event) {
    // A reckoning spreads under the pair, one at a time; without scripts it stays within its own card.
    const row = event.target.closest ? event.target.closest(".cl-clocks") : null;
    if (!row) { return; }
    if (event.target.open) {
      Array.prototype.forEach.call(row.querySelectorAll("details[open]"), function (other) {
        if (other !== event.target) { other.open = false; }
      });
    }
    row.classList.toggle("cl-opened", Boolean(row.querySelector("details[open]")));
  }

  function yuan(input) { return input ? Math.round(parseFloat(input.value.replace(/[元,，\s]/g, "")) * 100) : NaN; }

  function fillRest(event) {
    // 找回多少 is reckoned from what came in and what was handed on, until somebody writes it themselves.
    const form = event.target.form;
    const rest = form ? form.querySelector("[data-rest]") : null;
    if (event.target === rest) { rest.setAttribute("data-own", rest.value ? "1" : ""); }
    if (!rest || rest.getAttribute("data-own")) { return; }
    const names = rest.getAttribute("data-rest").split(" ");
    if (names.indexOf(event.target.name) < 0) { return; }
    const left = yuan(form.elements.namedItem(names[0])) - yuan(form.elements.namedItem(names[1]));
    rest.value = left >= 0 ? String(left / 100) : "";
  }

  document.addEventListener("input", fillRest);
  document.addEventListener("toggle", widen, true);
  document.addEventListener("click", closeMenus);
  document.addEventListener("keydown", closeMenus);
  document.addEventListener("change", onTick);
  document.addEventListener("submit", once);
  window.addEventListener("pageshow", function () {
    each("form[data-sending]", function (form) { form.removeAttribute("data-sending"); });
  });
  each("[data-back]", function (link) { link.addEventListener("click", goBack); });
  each("[data-print]", function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  });
  each("table[data-bulk]", showBulk);
  each("table[data-bulk] [data-all]", function (box) { box.hidden = false; });
  each("[data-submit-on-change]", function (input) {
    input.addEventListener("change", function () { if (input.form) { input.form.submit(); } });
  });
})();
