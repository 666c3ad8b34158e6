// Points of open matters on the county's map. The list beside it says the same; without this script it stands alone.
(function () {
  "use strict";
  const NEAR = 44;
  const CLOSEST = 17;

  function read(id) { return JSON.parse(document.getElementById(id).textContent); }

  function make(name, words, css) {
    const it = document.createElement(name);
    it.textContent = words;
    if (css) { it.className = css; }
    return it;
  }

  const points = read("map-points");
  const sheet = document.getElementById("map");
  const chosen = document.querySelector("[data-chosen]");
  document.querySelector("[data-map]").hidden = false;

  const map = window.L.map(sheet, { zoomControl: false, attributionControl: false, maxZoom: CLOSEST + 1 });
  window.L.control.zoom({ zoomInTitle: sheet.dataset.bigger, zoomOutTitle: sheet.dataset.smaller }).addTo(map);
  const approval = window.L.control({ position: "bottomleft" });
  approval.onAdd = function () { return make("p", sheet.dataset.approval, "dk-approval"); };
  approval.addTo(map);
  read("map-tiles").forEach(function (address) {
    window.L.tileLayer(address, { maxZoom: CLOSEST + 1, referrerPolicy: "origin" }).addTo(map);
  });
  const drawn = window.L.layerGroup().addTo(map);

  function say(several) {
    chosen.textContent = "";
    several.forEach(function (point) {
      const line = document.createElement("li");
      const link = make("a", point.title, "cl-link");
      link.href = point.href;
      line.appendChild(link);
      line.appendChild(make("p", point.due, "cl-second"));
      chosen.appendChild(line);
    });
    chosen.scrollIntoView({ block: "nearest" });
  }

  function worst(several) {
    const tones = several.map(function (point) { return point.tone; });
    return tones.indexOf("late") >= 0 ? "late" : tones.indexOf("due") >= 0 ? "due" : "";
  }

  function together() {
    // What would lie on one another on the screen is one mark with a number.
    const cells = new Map();
    points.forEach(function (point) {
      const at = map.project([point.lat, point.lng], map.getZoom());
      const cell = Math.floor(at.x / NEAR) + ":" + Math.floor(at.y / NEAR);
      if (!cells.has(cell)) { cells.set(cell, []); }
      cells.get(cell).push(point);
    });
    return cells;
  }

  function open(several) {
    const bounds = window.L.latLngBounds(several.map(function (point) { return [point.lat, point.lng]; }));
    const apart = !bounds.getNorthEast().equals(bounds.getSouthWest());
    if (several.length > 1 && apart && map.getZoom() < CLOSEST) {
      map.fitBounds(bounds, { maxZoom: Math.max(map.getZoom() + 1, Math.min(CLOSEST, map.getBoundsZoom(bounds))) });
    }
    say(several);
  }

  function draw() {
    drawn.clearLayers();
    const inSight = map.getBounds().pad(0.2);
    together().forEach(function (several) {
      const first = several[0];
      if (!inSight.contains([first.lat, first.lng])) { return; }
      const words = several.length > 1 ? sheet.dataset.several.replace("%n", several.length) : first.title;
      const mark = make("span", several.length > 1 ? String(several.length) : "", several.length > 1 ? "dk-many" : "");
      const icon = window.L.divIcon({ className: "dk-dot", iconSize: [44, 44], html: mark });
      const marker = window.L.marker([first.lat, first.lng], { icon: icon, title: words, keyboard: true });
      marker.on("add", function () {
        marker.getElement().setAttribute("aria-label", words);
        marker.getElement().setAttribute("data-tone", worst(several));
      });
      marker.on("click", function () { open(several); });
      marker.on("keypress", function (event) {
        if (event.originalEvent.key !== "Enter" && event.originalEvent.key !== " ") { return; }
        event.originalEvent.preventDefault();
        open(several);
        chosen.querySelector("a").focus();
      });
      drawn.addLayer(marker);
    });
  }

  map.on("moveend", draw);
  map.fitBounds(points.map(function (point) { return [point.lat, point.lng]; }), { padding: [30, 30], maxZoom: 15 });
})();
