// 读给我听: speaks the title, the status sentence, what was promised, then what can be pressed. Only where the phone can speak.
(function () {
  "use strict";
  if (!("speechSynthesis" in window) || typeof SpeechSynthesisUtterance !== "function") { return; }

  function text(node) { return (node.innerText || node.textContent || "").replace(/\s+/g, " ").trim(); }

  function seen(node) { return Boolean(node.offsetParent) && !node.hasAttribute("data-read-aloud"); }

  function collect(region) {
    const found = [];
    const add = function (selector, where) {
      Array.prototype.forEach.call(where.querySelectorAll(selector), function (node) {
        const words = seen(node) ? text(node) : "";
        if (words && found.indexOf(words) < 0) { found.push(words); }
      });
    };
    add("h1", document);
    add('[data-read="2"]', document);
    add('[data-read="3"]', region);
    add(".cl-tile, .cl-step .cl-btn, .cl-call", document);
    return found;
  }

  function prepare(button) {
    const words = button.querySelector("span");
    const start = words.textContent;
    const rest = function () { words.textContent = start; };

    button.hidden = false;
    button.addEventListener("click", function () {
      if (window.speechSynthesis.speaking) { window.speechSynthesis.cancel(); rest(); return; }
      const lines = collect(document.querySelector(button.getAttribute("data-read-aloud")) || document.body);
      lines.forEach(function (line, place) {
        const utterance = new SpeechSynthesisUtterance(line);
        utterance.lang = document.documentElement.lang || "zh-CN";
        utterance.rate = 0.9;
        if (place === lines.length - 1) { utterance.onend = rest; utterance.onerror = rest; }
        window.speechSynthesis.speak(utterance);
      });
      words.textContent = button.getAttribute("data-stop");
    });
  }

  Array.prototype.forEach.call(document.querySelectorAll("[data-read-aloud]"), prepare);
  window.addEventListener("pagehide", function () { window.speechSynthesis.cancel(); });
})();
