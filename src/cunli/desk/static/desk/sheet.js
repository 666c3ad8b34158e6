/* Copy one field. Without this script a click selects the whole of it, and the keyboard copies. */
(function () {
  "use strict";
  function select(node) {
    var range = document.createRange();
    range.selectNodeContents(node);
    var selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  }
  function copied(button) {
    var word = button.firstChild, before = word.nodeValue;
    word.nodeValue = button.getAttribute("data-done") || before;
    window.setTimeout(function () { word.nodeValue = before; }, 2000);
  }
  Array.prototype.forEach.call(document.querySelectorAll("[data-copy]"), function (button) {
    var node = document.querySelector(button.getAttribute("data-copy"));
    if (!node) { return; }
    button.hidden = false;
    button.addEventListener("click", function () {
      select(node);
      if (navigator.clipboard && window.isSecureContext) {
        navigator.clipboard.writeText(node.textContent).then(function () { copied(button); });
      } else if (document.execCommand("copy")) { copied(button); }
    });
  });
}());
