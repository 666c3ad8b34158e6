// 定位, only when tapped: fills lat, lng and accuracy of its form. The words of the person stay first and are never replaced.
(function () {
  "use strict";
  if (!window.navigator.geolocation || window.isSecureContext === false) { return; }

  function prepare(button) {
    const place = button.closest(".cl-place");
    const said = place.querySelector("[data-locate-said]");
    const field = function (name) { return place.querySelector('input[name="' + name + '"]'); };

    function found(position) {
      field("lat").value = position.coords.latitude.toFixed(6);
      field("lng").value = position.coords.longitude.toFixed(6);
      field("accuracy").value = String(Math.round(position.coords.accuracy));
      said.textContent = button.getAttribute("data-done");
    }

    function notFound() { said.textContent = button.getAttribute("data-cannot"); }

    button.hidden = false;
    button.addEventListener("click", function () {
      said.textContent = button.getAttribute("data-busy");
      window.navigator.geolocation.getCurrentPosition(found, notFound, { enableHighAccuracy: true, timeout: 10000, maximumAge: 0 });
    });
  }

  Array.prototype.forEach.call(document.querySelectorAll("[data-locate]"), prepare);
})();
