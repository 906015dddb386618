// The officer's desk by keyboard. The page works without this file; the shortcuts can be switched off.
(function () {
  "use strict";
  var STORE = "pintasan-meja";
  var rows = [].slice.call(document.querySelectorAll("[data-row]"));
  var form = document.getElementById("serentak");
  var ticks = function () { return [].slice.call(document.querySelectorAll('[form="serentak"][name="berkas"]')); };

  function areOn() {
    try { return window.localStorage.getItem(STORE) !== "mati"; } catch (error) { return true; }
  }
  function here() {
    return rows.findIndex(function (row) { return row.contains(document.activeElement); });
  }
  function stand(place) {
    var row = rows[Math.max(0, Math.min(rows.length - 1, place))];
    if (row) row.querySelector("a").focus();
  }
  function count() {
    var told = document.querySelector("[data-ticked]");
    if (!told) return;
    var number = ticks().filter(function (tick) { return tick.checked; }).length;
    told.textContent = number;
    told.hidden = number === 0;
  }

  if (form) {
    var all = form.querySelector("[data-all]"), keys = form.querySelector("[data-keys]");
    form.querySelector(".many-all").hidden = false;
    form.querySelector(".keys").hidden = false;
    keys.checked = areOn();
    keys.addEventListener("change", function () {
      try { window.localStorage.setItem(STORE, keys.checked ? "nyala" : "mati"); } catch (error) { /* for this page only */ }
    });
    all.addEventListener("change", function () {
      ticks().forEach(function (tick) { tick.checked = all.checked; });
      count();
    });
    document.addEventListener("change", count);
    count();
  }

  var turns = {
    j: function () { stand(here() + 1); },
    k: function () { stand(here() - 1); },
    x: function () {
      var row = rows[here()];
      if (row) { var tick = row.querySelector('[name="berkas"]'); tick.checked = !tick.checked; count(); }
    },
    s: function () { var verb = document.getElementById("verb"); if (verb) verb.focus(); },
    z: function () { var undo = document.querySelector("[data-undo]"); if (undo) undo.click(); },
    "/": function () { var box = document.getElementById("cari"); if (box) box.focus(); }
  };
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || !turns[event.key] || !areOn()) return;
    var at = event.target;
    if (at.matches("input:not([type=checkbox]), textarea, select")) return;
    event.preventDefault();
    turns[event.key]();
  });
})();
