// Pin a grid by pointing: first its field, then the picture. Typing the numbers does the same.
(function () {
  "use strict";
  const sheet = document.querySelector("[data-sketch]");
  const hint = document.querySelector("[data-pin-hint]");
  let row = null;
  if (!sheet || !hint) { return; }
  hint.hidden = false;

  document.addEventListener("focusin", function (event) {
    row = event.target.closest("[data-pin]") || row;
  });
  sheet.addEventListener("click", function (event) {
    if (!row || !row.closest("details").open) { return; }
    event.preventDefault();
    const box = sheet.getBoundingClientRect();
    const fields = row.querySelectorAll("input");
    fields[0].value = (100 * (event.clientX - box.left) / box.width).toFixed(1);
    fields[1].value = (100 * (event.clientY - box.top) / box.height).toFixed(1);
  });
})();
