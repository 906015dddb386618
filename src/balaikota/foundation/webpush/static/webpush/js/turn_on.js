// Turning this browser on. Permission is asked for only after the click.
(function () {
  "use strict";
  var box = document.getElementById("nyalakan");
  var form = box && box.querySelector("form");
  if (!form || !("serviceWorker" in navigator) || !("PushManager" in window) || !("Notification" in window)) return;

  function say(what) {
    box.querySelectorAll("[data-said]").forEach(function (part) { part.hidden = part.dataset.said !== what; });
    form.hidden = what === "on" || what === "denied" || what === "none";
  }
  function bytes(text) {
    var raw = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(raw, function (sign) { return sign.charCodeAt(0); });
  }
  function post(url, values) {
    values.csrfmiddlewaretoken = form.querySelector("[name=csrfmiddlewaretoken]").value;
    return fetch(url, { method: "POST", body: new URLSearchParams(values), credentials: "same-origin" })
      .then(function (answer) { if (!answer.ok) throw new Error(answer.status); return answer; });
  }
  function subscribe() {
    return Promise.all([navigator.serviceWorker.ready, post(box.dataset.key, {}).then(function (a) { return a.json(); })])
      .then(function (both) {
        return both[0].pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(both[1].key) });
      })
      .then(function (made) {
        var said = made.toJSON();
        return post(box.dataset.subscribe, { endpoint: said.endpoint, p256dh: said.keys.p256dh, auth: said.keys.auth });
      })
      .then(function () { window.location.reload(); });
  }

  if (Notification.permission === "denied") { say("denied"); return; }
  navigator.serviceWorker.ready
    .then(function (worker) { return worker.pushManager.getSubscription(); })
    .then(function (made) { say(made && document.querySelector("#perangkat .paper") ? "on" : ""); });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    Notification.requestPermission().then(function (answer) {
      if (answer !== "granted") { say(answer === "denied" ? "denied" : ""); return; }
      return subscribe().catch(function () { say("failed"); });
    });
  });
})();
