// The service worker. Pages of a person are never kept by it, except the papers that person chose to keep.
(function () {
  "use strict";
  var KOTA = self.KOTA, SHELL = "kota-" + KOTA.version, SLOW = 8000, STALE = 6 * 3600 * 1000;

  // --- the shell ----------------------------------------------------------------------------------

  // Asked for without cookies: the page everybody gets, with nobody's name on it.
  function fetchPage(cache, path) {
    return fetch(path + "?luring", { credentials: "omit", cache: "no-cache" }).then(function (answer) {
      if (answer.ok && !answer.redirected) return cache.put(path, answer);
    }).catch(function () { /* a page that cannot be had now is passed over */ });
  }
  function fill() {
    return caches.open(SHELL).then(function (cache) {
      var pages = KOTA.pages.map(function (path) { return fetchPage(cache, path); });
      return Promise.all(pages).then(function () { return Luring.put("facts", { name: "filled", at: Date.now() }); });
    });
  }
  function refill() {
    return Luring.get("facts", "filled").then(function (row) {
      if (!row || Date.now() - row.at > STALE) return fill();
    });
  }
  self.addEventListener("install", function (event) {
    event.waitUntil(caches.open(SHELL)
      .then(function (cache) { return cache.addAll(KOTA.assets); })
      .then(fill).then(function () { return self.skipWaiting(); }));
  });
  self.addEventListener("activate", function (event) {
    event.waitUntil(caches.keys().then(function (names) {
      var old = names.filter(function (name) { return name.indexOf("kota-") === 0 && name !== SHELL; });
      return Promise.all(old.map(function (name) { return caches.delete(name); }));
    }).then(function () {
      if (self.registration.navigationPreload) return self.registration.navigationPreload.enable();
    }).then(function () { return self.clients.claim(); }));
  });

  // --- answering ----------------------------------------------------------------------------------

  function shell(path) {
    return caches.open(SHELL).then(function (cache) { return cache.match(path, { ignoreVary: true, ignoreSearch: true }); });
  }
  function kept(url) {
    return caches.has(Luring.KEPT).then(function (has) {
      return has ? caches.open(Luring.KEPT).then(function (cache) { return cache.match(url.pathname, { ignoreVary: true }); }) : undefined;
    });
  }
  function without(url) {
    return kept(url)
      .then(function (found) { return found || shell(url.pathname); })
      .then(function (found) { return found || shell(KOTA.landing); })
      .then(function (found) { return found || Response.error(); });
  }
  // The network first. On a line so slow that it might as well be none, a page that is kept comes from the phone.
  function page(event, url) {
    var net = Promise.resolve(event.preloadResponse).then(function (early) { return early || fetch(event.request); });
    var late = new Promise(function (done) { setTimeout(done, SLOW); }).then(function () { return shell(url.pathname); })
      .then(function (found) { return found || net; });
    return Promise.race([net, late]).catch(function () { return without(url); });
  }
  function asset(request) {
    return caches.match(request, { ignoreVary: true }).then(function (found) { return found || fetch(request); });
  }
  function later(request, url) {
    var copy = request.clone();
    return fetch(request).catch(function () {
      return copy.formData()
        .then(function (form) { return Luring.add(KOTA.later[url.pathname], form); })
        .then(function () { return whenBack().catch(function () { /* the next page load sends it */ }); })
        .then(function () { return Response.redirect(KOTA.outbox, 303); });
    });
  }
  function whenBack() {
    return self.registration.sync ? self.registration.sync.register("kirim") : Promise.resolve();
  }
  function send() {
    return Luring.sendAll(KOTA.key).then(function (waits) { if (waits) return whenBack().catch(function () {}); });
  }

  self.addEventListener("fetch", function (event) {
    var request = event.request, url = new URL(request.url);
    if (url.origin !== self.location.origin) return;
    if (request.mode === "navigate" && request.method === "GET") event.respondWith(page(event, url));
    else if (request.mode === "navigate" && request.method === "POST" && KOTA.later[url.pathname]) event.respondWith(later(request, url));
    else if (request.method === "GET" && url.pathname.indexOf(KOTA.static) === 0) event.respondWith(asset(request));
  });
  self.addEventListener("sync", function (event) { if (event.tag === "kirim") event.waitUntil(send()); });
  self.addEventListener("message", function (event) {
    if (event.data === "kirim") event.waitUntil(send());
    if (event.data === "segarkan") event.waitUntil(refill());
  });

  // --- web push -----------------------------------------------------------------------------------

  self.addEventListener("push", function (event) {
    var said = {};
    try { said = event.data ? event.data.json() : {}; } catch (error) { /* not from us: nothing to show but that there is something */ }
    event.waitUntil(self.registration.showNotification(String(said.title || "Balai Kota"), {
      tag: String(said.tag || "kabar"), icon: KOTA.icon, badge: KOTA.icon, data: { url: String(said.url || "/kotak-masuk/") }
    }));
  });
  self.addEventListener("notificationclick", function (event) {
    event.notification.close();
    var url = new URL(event.notification.data.url, self.location.origin);
    if (url.origin !== self.location.origin) url = new URL("/kotak-masuk/", self.location.origin);
    event.waitUntil(self.clients.matchAll({ type: "window" }).then(function (open) {
      var same = open.find(function (client) { return client.url === url.href; });
      return same ? same.focus() : self.clients.openWindow(url.href);
    }));
  });
  // The browser has given this phone another address: the city hall is told, if somebody is still signed in.
  self.addEventListener("pushsubscriptionchange", function (event) {
    if (!event.oldSubscription) return;
    event.waitUntil(Promise.all([
      self.registration.pushManager.subscribe(event.oldSubscription.options),
      fetch(KOTA.key, { cache: "no-store", credentials: "same-origin" }).then(function (answer) { return answer.json(); })
    ]).then(function (both) {
      var said = both[0].toJSON();
      return fetch("/akun/perangkat/nyalakan/", {
        method: "POST", credentials: "same-origin", headers: { "X-CSRFToken": both[1].token },
        body: new URLSearchParams({ endpoint: said.endpoint, p256dh: said.keys.p256dh, auth: said.keys.auth })
      });
    }));
  });
})();
