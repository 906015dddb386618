// The two lists of what lies on this phone: what waits to be sent, and the papers that were kept.
(function () {
  "use strict";
  var Luring = window.Luring, template = document.getElementById("baris");
  if (!Luring || !template || !window.indexedDB) return;
  var language = document.documentElement.lang || "id";

  function word(name) {
    var found = document.querySelector('#kata [data-word="' + name + '"]');
    return found ? found.textContent : "";
  }
  function when(at) { return new Date(at).toLocaleString(language, { dateStyle: "medium", timeStyle: "short" }); }
  function part(row, name) { return row.querySelector("[data-" + name + "]"); }
  function draw(list, rows, make) {
    list.replaceChildren.apply(list, rows.map(function (row) {
      var item = template.content.firstElementChild.cloneNode(true);
      make(item, row);
      return item;
    }));
    document.querySelector("[data-none]").hidden = rows.length > 0;
  }

  // --- waiting to be sent ---------------------------------------------------------------------------

  var TONES = { waiting: "wait", sending: "info", sent: "ok", refused: "stop", whose: "warn" };
  function titleOf(row) {
    if (row.state === "sent") return row.title || word("untitled");
    var said = row.entries.filter(function (entry) {
      return ["title", "judul", "text", "description", "isi"].indexOf(entry[0]) >= 0 && entry[1];
    })[0];
    return said ? String(said[1]).slice(0, 80) : word("untitled");
  }
  function photosOf(row) { return row.entries.filter(function (entry) { return entry[0] === "photos"; }).length; }
  function drawOne(item, row) {
    part(item, "title").textContent = titleOf(row);
    part(item, "when").textContent = when(row.at);
    part(item, "photos").textContent = row.state === "sent" ? "" : " · " + photosOf(row) + " " + word("photos");
    var badge = part(item, "state");
    badge.textContent = word(row.state);
    badge.classList.add("tone-" + TONES[row.state]);
    var said = part(item, "said"), sentence = row.state === "whose" ? word("whose-said") : row.said === "fault" ? word("fault") : row.said;
    said.textContent = sentence || "";
    said.hidden = !sentence;
    if (row.url) { part(item, "open").href = row.url; part(item, "open").hidden = false; }
    var mend = part(item, "mend"), claim = part(item, "claim");
    mend.hidden = row.state !== "refused";
    claim.hidden = row.state !== "whose";
    mend.addEventListener("click", function () { Luring.mend(row).then(function () { window.location.assign(row.page); }); });
    claim.addEventListener("click", function () { Luring.release(row).then(send); });
    part(item, "drop").addEventListener("click", function () { Luring.drop("outbox", row.key).then(Luring.tell); });
  }
  function send() {
    navigator.serviceWorker.ready.then(function (worker) { worker.active.postMessage("kirim"); });
  }
  function outbox() {
    var list = document.querySelector("[data-outbox]");
    Luring.tidy().then(function () { return Promise.all([Luring.all("outbox"), Luring.viewer()]); }).then(function (got) {
      var mine = got[0].filter(function (row) { return !row.viewer || row.viewer === got[1]; });
      mine.sort(function (a, b) { return b.at - a.at; });
      draw(list, mine, drawOne);
      document.querySelector("[data-others]").hidden = mine.length === got[0].length;
      document.querySelector("[data-send]").hidden = !mine.some(function (row) { return row.state === "waiting"; });
    });
  }

  // --- kept papers ----------------------------------------------------------------------------------

  function kept() {
    var list = document.querySelector("[data-kept]");
    Promise.all([Luring.all("kept"), Luring.viewer()]).then(function (got) {
      var mine = got[0].filter(function (row) { return row.viewer === got[1]; });
      draw(list, mine, function (item, row) {
        part(item, "title").textContent = row.title;
        part(item, "title").href = row.url;
        part(item, "when").textContent = when(row.at);
        part(item, "drop").addEventListener("click", function () { Luring.letGo(row.url).then(kept); });
      });
      document.querySelector("[data-clear]").hidden = !mine.length;
    });
  }

  if (document.querySelector("[data-outbox]")) {
    outbox();
    if (window.BroadcastChannel) new BroadcastChannel("luring").onmessage = outbox;
    document.querySelector("[data-send] button").addEventListener("click", send);
  }
  if (document.querySelector("[data-kept]")) {
    kept();
    document.querySelector("[data-clear] button").addEventListener("click", function () { Luring.wipe().then(kept); });
  }
})();
