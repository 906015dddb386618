// On every page: the service worker, whose phone this is, and what was typed while there was no network.
// Every page works without this file.
(function () {
  "use strict";
  var root = document.documentElement, isShell = "shell" in root.dataset;
  if (!("serviceWorker" in navigator) || !window.indexedDB || !window.caches || !window.Luring) return;
  var Luring = window.Luring, FORMS = "form[data-luring]";

  function ask(what) {
    navigator.serviceWorker.ready.then(function (worker) { if (worker.active) worker.active.postMessage(what); });
  }

  // --- whose phone --------------------------------------------------------------------------------

  // `last` outlives a session that merely ended: only another person's sign-in wipes, or signing out.
  function settle() {
    if (isShell) return Promise.resolve();
    var mark = root.dataset.viewer || "";
    return Luring.get("facts", "viewer").then(function (row) {
      var last = row ? row.last : "", note = { name: "viewer", mark: mark, last: mark || last };
      var cleared = mark && last && mark !== last ? Luring.wipe() : Promise.resolve();
      return cleared.then(function () { return Luring.put("facts", note); });
    });
  }
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.getAttribute("action") !== "/keluar/" || form.dataset.wiped) return;
    event.preventDefault();
    form.dataset.wiped = "1";
    var leave = function () { form.submit(); };
    Luring.wipe().then(leave, leave);
  }, true);

  // --- what was typed -----------------------------------------------------------------------------

  function pathOf(form) { return form.dataset.luring || window.location.pathname; }
  function save(form) { return form.dataset.gone ? Promise.resolve() : Luring.saveDraft(pathOf(form), new FormData(form)); }
  var timer, typing = null;
  function keep() {
    var form = typing;
    typing = null;
    if (form) save(form).then(function () { form.dataset.kept = "1"; });
  }
  document.addEventListener("input", function (event) {
    var form = event.target.closest && event.target.closest(FORMS);
    if (!form || navigator.onLine) return;
    window.clearTimeout(timer);
    delete form.dataset.kept;
    typing = form;
    timer = window.setTimeout(keep, 400);
  });
  // A phone puts a page away without asking: what was typed in the last moment goes with it.
  window.addEventListener("pagehide", keep);
  document.addEventListener("visibilitychange", function () { if (document.hidden) keep(); });
  document.addEventListener("change", function (event) {
    var form = event.target.closest && event.target.closest(FORMS);
    if (form && !navigator.onLine) save(form);
  });
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (!form.matches(FORMS)) return;
    if (navigator.onLine || "later" in form.dataset) {
      window.clearTimeout(timer);
      form.dataset.gone = "1";
      Luring.drop("drafts", pathOf(form));
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    save(form).then(function () { show("typed"); });
  }, true);
  document.addEventListener("htmx:sendError", function (event) {
    var form = event.target.closest && event.target.closest(FORMS);
    if (form) save(form).then(function () { show("typed"); });
  });
  function show(what) {
    document.querySelectorAll("[data-luring-says]").forEach(function (part) { part.hidden = part.dataset.luringSays !== what; });
  }
  function restore(form) {
    return Promise.all([Luring.get("drafts", pathOf(form)), Luring.viewer()]).then(function (got) {
      var draft = got[0];
      if (!draft || draft.viewer !== got[1]) return;
      fill(form, draft.entries);
      show("restored");
    });
  }
  function fill(form, entries) {
    var files = Object.create(null);
    entries.forEach(function (entry) {
      var name = entry[0], value = entry[1], fields = [].slice.call(form.elements).filter(function (field) { return field.name === name; });
      if (typeof value !== "string") { (files[name] = files[name] || []).push(value); return; }
      fields.forEach(function (field) {
        if (field.type === "radio" || field.type === "checkbox") { if (field.value === value) field.checked = true; }
        else if (field.type !== "file") field.value = value;
      });
    });
    Object.keys(files).forEach(function (name) {
      var field = form.querySelector('input[type=file][name="' + name + '"]');
      if (!field || !window.DataTransfer) return;
      var hand = new DataTransfer();
      files[name].forEach(function (file) { hand.items.add(file instanceof File ? file : new File([file], "foto.jpg", { type: file.type })); });
      field.files = hand.files;
      field.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }
  function freshKey(form) {
    var key = form.querySelector("input[name=key]");
    if (key && isShell) key.value = window.crypto.randomUUID();
  }

  // The copy on the phone is the same for everybody: what its address says, a scanned code for instance, is put in.
  function fromAddress(form) {
    if (!isShell) return;
    new URLSearchParams(window.location.search).forEach(function (value, name) {
      var field = form.elements.namedItem(name);
      if (field && field.type === "text" && !field.value) field.value = value.slice(0, field.maxLength > 0 ? field.maxLength : 200);
    });
  }

  // --- papers to keep -----------------------------------------------------------------------------

  document.querySelectorAll("[data-keep]").forEach(function (button) { button.hidden = false; });
  document.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest("[data-keep]");
    if (!button) return;
    button.disabled = true;
    Luring.keep(button.dataset.keep, button.dataset.title).then(
      function () { button.textContent = button.dataset.done; },
      function () { button.disabled = false; button.textContent = button.dataset.failed; }
    );
  });

  // --- the network --------------------------------------------------------------------------------

  function strip() {
    var off = document.querySelector("[data-offline]"), waits = document.querySelector("[data-waits]");
    if (off) off.hidden = navigator.onLine;
    if (!waits) return;
    Promise.all([Luring.all("outbox"), Luring.viewer()]).then(function (got) {
      var count = got[0].filter(function (row) { return row.state !== "sent" && (row.viewer === got[1] || !row.viewer); }).length;
      waits.hidden = !count;
      waits.querySelector("[data-count]").textContent = count;
    });
  }
  window.addEventListener("online", function () { strip(); ask("kirim"); });
  window.addEventListener("offline", strip);
  if (window.BroadcastChannel) new BroadcastChannel("luring").onmessage = strip;

  // At once, before anybody can press a button: the copy on the phone has the same key for everybody.
  document.querySelectorAll(FORMS).forEach(freshKey);
  document.querySelectorAll(FORMS).forEach(fromAddress);
  settle().then(function () {
    document.querySelectorAll(FORMS).forEach(restore);
    strip();
  });
  window.addEventListener("load", function () {
    navigator.serviceWorker.register("/sw.js", { scope: "/" }).then(function () {
      if (navigator.onLine) { ask("kirim"); ask("segarkan"); }
    });
  });
})();
