// The search box as a combobox: arrows walk the suggestions, Enter opens one, Escape closes. Without this file the
// form still searches.
(function () {
  "use strict";
  var input = document.getElementById("q"), box = document.getElementById("saran"), said = document.getElementById("saran-kabar");
  if (!input || !box) return;
  // Where nobody has searched yet, htmx itself comes only when somebody begins to.
  var late = document.currentScript.dataset.htmx;
  function bring() {
    if (!late) return;
    var script = document.createElement("script");
    script.src = late;
    script.addEventListener("load", function () { if (input.value.trim()) input.dispatchEvent(new Event("ask")); });
    late = "";
    document.head.append(script);
  }
  input.addEventListener("focus", bring);
  if (document.activeElement === input) bring();

  var at = -1;
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");

  function options() { return box.querySelectorAll('[role="option"]'); }
  function isOpen() { return !box.hidden && options().length > 0; }
  function close() { box.hidden = true; pick(-1); input.setAttribute("aria-expanded", "false"); }
  function open() {
    box.hidden = false;
    input.setAttribute("aria-expanded", String(isOpen()));
  }
  function pick(to) {
    var all = options();
    if (all[at]) all[at].setAttribute("aria-selected", "false");
    at = all.length ? to : -1;
    if (all[at]) {
      all[at].setAttribute("aria-selected", "true");
      all[at].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", all[at].id);
    } else input.removeAttribute("aria-activedescendant");
  }

  input.addEventListener("keydown", function (event) {
    var all = options(), last = all.length - 1;
    if (event.key === "Escape" && isOpen()) { close(); event.preventDefault(); }
    else if (event.key === "ArrowDown" && all.length) { event.preventDefault(); open(); pick(at >= last ? 0 : at + 1); }
    else if (event.key === "ArrowUp" && isOpen()) { event.preventDefault(); pick(at <= 0 ? last : at - 1); }
    else if (event.key === "Enter" && isOpen() && all[at]) { event.preventDefault(); window.location.href = all[at].href; }
    else if (event.key === "Tab") close();
  });
  input.addEventListener("focus", function () { if (options().length) open(); });
  document.addEventListener("click", function (event) { if (!event.target.closest(".search")) close(); });

  // An answer to what is no longer in the box, or to a search that was sent, opens nothing.
  document.addEventListener("htmx:beforeSwap", function (event) {
    if (event.detail.target === box && !input.value.trim()) event.detail.shouldSwap = false;
  });
  document.addEventListener("htmx:afterSwap", function (event) {
    if (event.detail.target !== box) return;
    at = -1;
    input.removeAttribute("aria-activedescendant");
    if (document.activeElement === input) open();
    var number = options().length;
    if (number) input.setAttribute("aria-controls", "saran-daftar");
    else input.removeAttribute("aria-controls");
    said.textContent = number ? number + " " + said.dataset.some : said.dataset.none;
  });
  input.addEventListener("input", function () {
    if (!input.value.trim()) { box.textContent = ""; close(); }
  });
})();
