// Shrinks a chosen photo on the phone to at most 1600 px before it is sent; drawing it anew also drops its location.
// Whatever cannot be shrunk is sent as it is: the server strips and limits it too.
(function () {
  "use strict";
  const LONGEST = 1600;
  const QUALITY = 0.8;

  function canShrink() {
    try { return typeof DataTransfer === "function" && Boolean(new DataTransfer().items) && Boolean(HTMLCanvasElement.prototype.toBlob); } catch (error) { return false; }
  }

  function load(file) {
    return new Promise(function (resolve, reject) {
      const image = new Image();
      const url = URL.createObjectURL(file);
      image.onload = function () { URL.revokeObjectURL(url); resolve(image); };
      image.onerror = function () { URL.revokeObjectURL(url); reject(new Error("unreadable")); };
      image.src = url;
    });
  }

  function draw(image, file) {
    const scale = Math.min(1, LONGEST / Math.max(image.naturalWidth, image.naturalHeight));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(image.naturalWidth * scale);
    canvas.height = Math.round(image.naturalHeight * scale);
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return new Promise(function (resolve) {
      canvas.toBlob(function (blob) {
        if (!blob || (blob.size >= file.size && scale === 1)) { resolve(file); return; }
        resolve(new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg", lastModified: file.lastModified }));
      }, "image/jpeg", QUALITY);
    });
  }

  function shrink(file) {
    return load(file).then(function (image) { return draw(image, file); }).catch(function () { return file; });
  }

  function replace(input) {
    Promise.all(Array.prototype.map.call(input.files, shrink)).then(function (files) {
      const hold = new DataTransfer();
      files.forEach(function (file) { hold.items.add(file); });
      input.files = hold.files;
      input.setAttribute("data-shrunk", "1");
    });
  }

  function say(input) {
    const label = input.closest("label");
    const words = label && label.querySelector("[data-photo-words]");
    if (words && input.files.length) {
      words.textContent = input.getAttribute("data-chosen").replace("%n", String(input.files.length));
    }
  }

  document.addEventListener("change", function (event) {
    const input = event.target;
    if (!input.matches || !input.matches("[data-photo]")) { return; }
    say(input);
    if (canShrink() && input.files.length) { replace(input); }
  });
})();
