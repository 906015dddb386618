// What lies on this phone: forms that wait for a network, drafts, kept papers. Read by pages and by the service worker.
(function (self) {
  "use strict";
  var NAME = "balaikota", KEPT = "simpanan", WEEK = 7 * 86400 * 1000, opened;

  function open() {
    opened = opened || new Promise(function (done, failed) {
      var asked = self.indexedDB.open(NAME, 1);
      asked.onupgradeneeded = function () {
        asked.result.createObjectStore("outbox", { keyPath: "key" });
        asked.result.createObjectStore("drafts", { keyPath: "path" });
        asked.result.createObjectStore("kept", { keyPath: "url" });
        asked.result.createObjectStore("facts", { keyPath: "name" });
      };
      asked.onsuccess = function () { done(asked.result); };
      asked.onerror = function () { failed(asked.error); };
    });
    return opened;
  }
  function run(store, mode, act) {
    return open().then(function (db) {
      return new Promise(function (done, failed) {
        var turn = db.transaction(store, mode), asked = act(turn.objectStore(store));
        turn.oncomplete = function () { done(asked && asked.result); };
        turn.onerror = turn.onabort = function () { failed(turn.error); };
      });
    });
  }
  function all(store) { return run(store, "readonly", function (s) { return s.getAll(); }); }
  function get(store, key) { return run(store, "readonly", function (s) { return s.get(key); }); }
  function put(store, row) { return run(store, "readwrite", function (s) { return s.put(row); }); }
  function drop(store, key) { return run(store, "readwrite", function (s) { return s.delete(key); }); }

  // Whose phone it was when a page was last loaded from the city hall: a mark, not a name; "" for nobody.
  function viewer() { return get("facts", "viewer").then(function (row) { return row ? row.mark : ""; }); }

  function entriesOf(form) {
    var entries = [];
    form.forEach(function (value, name) {
      var isEmptyFile = typeof value !== "string" && !value.size && !value.name;
      if (name !== "csrfmiddlewaretoken" && !isEmptyFile) entries.push([name, value]);
    });
    return entries;
  }
  function valueOf(entries, name) {
    var found = entries.find(function (entry) { return entry[0] === name; });
    return found && typeof found[1] === "string" ? found[1] : "";
  }

  // --- the outbox ---------------------------------------------------------------------------------

  // A form that could not be sent. The same key is kept once, however often it was pressed.
  function add(way, form) {
    var entries = entriesOf(form), key = valueOf(entries, "key") || self.crypto.randomUUID();
    entries = entries.filter(function (entry) { return entry[0] !== "key"; }).concat([["key", key]]);
    return Promise.all([viewer(), get("outbox", key)]).then(function (known) {
      if (known[1] && known[1].state === "sent") return known[1];
      var row = { key: key, to: way.to, page: way.page, entries: entries, at: Date.now(), viewer: known[0], state: "waiting", said: "", url: "" };
      return put("outbox", row).then(function () { return drop("drafts", way.page); }).then(tell).then(function () { return row; });
    });
  }
  function tell() {
    if (self.BroadcastChannel) { var way = new self.BroadcastChannel("luring"); way.postMessage("berubah"); way.close(); }
  }
  function change(row, facts) {
    return put("outbox", Object.assign(row, facts)).then(tell);
  }
  // One sender at a time in this browser, whatever tab or worker it is.
  function alone(act) {
    if (!self.navigator.locks) return act();
    return self.navigator.locks.request("balaikota-kirim", { ifAvailable: true }, function (lock) { return lock ? act() : undefined; });
  }
  function door(address) {
    return self.fetch(address, { cache: "no-store", credentials: "same-origin" }).then(function (answer) { return answer.json(); });
  }
  // Answers whether something still waits for a network.
  function sendAll(address) {
    return alone(function () {
      return tidy().then(function () { return all("outbox"); }).then(function (rows) {
        rows = rows.filter(function (row) { return row.state === "waiting" || row.state === "sending" || row.state === "whose"; });
        if (!rows.length) return false;
        return door(address).then(function (now) {
          return rows.reduce(function (before, row) {
            return before.then(function (waits) { return sendOne(row, now).then(function (more) { return waits || more; }); });
          }, Promise.resolve(false));
        }, function () { return true; });
      });
    });
  }
  function sendOne(row, now) {
    if (row.viewer !== now.viewer) return change(row, { state: "whose" }).then(function () { return false; });
    var form = new FormData();
    row.entries.forEach(function (entry) {
      if (typeof entry[1] === "string") form.append(entry[0], entry[1]);
      else form.append(entry[0], entry[1], entry[1].name || "foto.jpg");
    });
    return change(row, { state: "sending" })
      .then(function () {
        return self.fetch(row.to, {
          method: "POST", body: form, credentials: "same-origin", headers: { "X-CSRFToken": now.token, "X-Luring": "1" }
        });
      })
      .then(function (answer) { return judge(row, answer); }, function () {
        return change(row, { state: "waiting" }).then(function () { return true; });
      });
  }
  // Taken, refused with a sentence, or to be tried again.
  function judge(row, answer) {
    if (answer.ok && new URL(answer.url).pathname !== "/masuk/") {
      return put("outbox", receipt(row, answer.url)).then(tell).then(function () { return false; });
    }
    if (answer.status === 422 || answer.status === 413 || answer.status === 400) {
      return answer.text().then(function (html) {
        return change(row, { state: "refused", said: sentence(html) });
      }).then(function () { return false; });
    }
    return change(row, { state: "waiting", said: "fault" }).then(function () { return true; });
  }
  // What was sent is not kept: the city has it now. Its number is the last part of its address.
  function receipt(row, url) {
    var title = url.split("/").filter(Boolean).pop() || "";
    return { key: row.key, url: url, title: title, entries: [], at: row.at, viewer: row.viewer, state: "sent", said: "" };
  }
  // Receipts are let go after a week; one from before this was so loses what it still says.
  function tidy() {
    return all("outbox").then(function (rows) {
      return Promise.all(rows.filter(function (row) { return row.state === "sent"; }).map(function (row) {
        if (Date.now() - row.at > WEEK) return drop("outbox", row.key);
        if (row.entries.length) return put("outbox", receipt(row, row.url));
      }));
    });
  }
  // The list of errors on the page that came back, or its refusal, as plain words.
  function sentence(html) {
    var part = /id="ringkasan-kesalahan"[\s\S]*?<\/(?:ul|section|div)>/.exec(html) || /<main[\s\S]*?<\/main>/.exec(html) || [""];
    var text = part[0].replace(/^[^>]*>/, "").replace(/<[^>]+>/g, " ").replace(/\s+/g, " ").trim();
    return text.replace(/&amp;/g, "&").replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&#x27;|&#39;/g, "'").slice(0, 400);
  }
  function release(row) { return viewer().then(function (mark) { return change(row, { viewer: mark, state: "waiting" }); }); }

  // --- drafts and kept papers ---------------------------------------------------------------------

  // A draft has no key: two reports that begin from one draft are two.
  function saveDraft(path, form) {
    var entries = entriesOf(form).filter(function (entry) { return entry[0] !== "key"; });
    return viewer().then(function (mark) {
      return put("drafts", { path: path, entries: entries, at: Date.now(), viewer: mark });
    });
  }
  // A refused form goes back to its page as a draft, with everything that was typed and every photo.
  function mend(row) {
    return put("drafts", { path: row.page, entries: row.entries, at: Date.now(), viewer: row.viewer })
      .then(function () { return drop("outbox", row.key); }).then(tell);
  }
  function keep(url, title) {
    return Promise.all([self.caches.open(KEPT), self.fetch(url, { credentials: "same-origin" }), viewer()]).then(function (got) {
      var answer = got[1];
      if (!answer.ok || !/^application\/pdf/.test(answer.headers.get("Content-Type") || "")) throw new Error("no paper");
      return got[0].put(url, answer).then(function () { return put("kept", { url: url, title: title, at: Date.now(), viewer: got[2] }); });
    });
  }
  function letGo(url) {
    return self.caches.open(KEPT).then(function (cache) { return cache.delete(url); }).then(function () { return drop("kept", url); });
  }
  // Signing out, or somebody else signing in: papers and drafts go; forms that wait for a network stay, unseen by others.
  function wipe() {
    return Promise.all([
      self.caches.delete(KEPT),
      run("kept", "readwrite", function (s) { return s.clear(); }),
      run("drafts", "readwrite", function (s) { return s.clear(); })
    ]);
  }

  self.Luring = {
    all: all, get: get, put: put, drop: drop, viewer: viewer, add: add, tidy: tidy, sendAll: sendAll, release: release, mend: mend, tell: tell,
    saveDraft: saveDraft, keep: keep, letGo: letGo, wipe: wipe, KEPT: KEPT
  };
})(self);
