// The city's side of a package: takes what its frame says, keeps it on this device until the city has it, and
// sends it. A package is on an address of its own and sees nothing of this page.
(function () {
  "use strict";
  var form = document.querySelector("[data-keep]");
  if (!form) return;
  var box = document.querySelector("[data-player]");
  var PREFIX = "paket:" + form.dataset.keep + ":";

  // --- what waits on this device ---
  function kept(key) {
    try { return JSON.parse(window.localStorage.getItem(key)); } catch (error) { return null; }
  }
  function keep(key, told) {
    try { window.localStorage.setItem(key, JSON.stringify(told)); } catch (error) { /* full or forbidden: only the page has it */ }
  }
  function forget(key, sequence) {
    var told = kept(key);
    if (told && told.sequence <= sequence) try { window.localStorage.removeItem(key); } catch (error) { /* nothing kept */ }
  }
  function waiting() {
    var keys = [];
    try {
      for (var i = 0; i < window.localStorage.length; i++) {
        var key = window.localStorage.key(i);
        if (form.dataset.keep && key.indexOf(PREFIX) === 0) keys.push(key);
      }
    } catch (error) { /* nothing kept */ }
    return keys;
  }

  // Answers "saved", "refused" (it will never be taken), "expired" (sign in again) or "offline".
  function send(told, leaving) {
    return window.fetch(told.url, {
      method: "POST", redirect: "manual", credentials: "same-origin", keepalive: Boolean(leaving),
      headers: { "Content-Type": "application/json", "X-CSRFToken": form.querySelector("[name=csrfmiddlewaretoken]").value },
      body: JSON.stringify({ sequence: told.sequence, values: told.values, is_last: told.is_last })
    }).then(function (answer) {
      if (answer.type === "opaqueredirect" || answer.status === 403) return { fate: "expired" };
      if (answer.ok) return answer.json().then(function (said) { return { fate: "saved", at: said.at }; });
      if (answer.status >= 500 || answer.status === 429) return { fate: "offline" };
      return answer.json().then(function (said) { return { fate: "refused", why: said.sentence }; }, function () { return { fate: "refused", why: "" }; });
    }, function () { return { fate: "offline" }; });
  }

  // Whatever an earlier visit could not send goes first, oldest session first. What the city will never take is said.
  var refusals = [];
  function flush() {
    return waiting().sort().reduce(function (before, key) {
      return before.then(function (state) {
        var told = kept(key);
        if (state !== "saved" || !told) return state;
        return send(told).then(function (answer) {
          if (answer.fate === "refused" && answer.why) refusals.push(answer.why);
          if (answer.fate === "saved" || answer.fate === "refused") { forget(key, told.sequence); return "saved"; }
          return answer.fate;
        });
      });
    }, Promise.resolve("saved"));
  }

  if (!box) {
    var note = document.querySelector("[data-waiting]");
    if (waiting().length) flush().then(function (state) {
      if (state === "saved" && !refusals.length) { window.location.reload(); return; }
      note.hidden = false;
      if (refusals.length) note.textContent = refusals.join(" ");
    });
    return;
  }

  // --- the player ---
  var say = box.dataset, said = box.querySelector("[data-said]"), trouble = box.querySelector("[data-trouble]");
  var frame = box.querySelector("[data-frame]"), KEY = PREFIX + say.session;
  var latest = null, sent = Number(say.sequence), flying = null, over = false, timer = 0;

  function tell(text, wrong) {
    said.textContent = text;
    trouble.hidden = !wrong;
    trouble.textContent = wrong || "";
  }
  function take(message) {
    var sequence = (latest ? latest.sequence : Number(say.sequence)) + 1;
    latest = { url: say.save, sequence: sequence, values: message.values, is_last: Boolean(message.is_last) || over };
    keep(KEY, latest);
    if (trouble.hidden) tell(say.saysUnsaved);
    window.clearTimeout(timer);
    timer = window.setTimeout(function () { save(); }, message.urgent ? 0 : 5000);
  }
  // One request at a time: whoever asks meanwhile waits for it, and sends what is newer then.
  function save(leaving) {
    if (!latest || latest.sequence <= sent) return Promise.resolve();
    if (flying && !leaving) return flying.then(function () { return save(); });
    var told = latest;
    flying = send(told, leaving).then(function (answer) {
      flying = null;
      window.clearTimeout(timer);
      if (answer.fate === "saved" || answer.fate === "refused") {
        sent = Math.max(sent, told.sequence);
        forget(KEY, told.sequence);
        if (answer.fate === "refused") tell(say.saysUnsaved, answer.why || say.saysUnsaved);
        else tell((told.is_last ? say.saysEnded : say.saysSaved) + " " + answer.at, over ? say.saysOver : "");
        if (latest.sequence > sent) timer = window.setTimeout(function () { save(); }, 0);
      } else {
        tell(say.saysUnsaved, answer.fate === "expired" ? say.saysExpired : say.saysOffline);
        timer = window.setTimeout(function () { save(); }, 10000);
      }
    });
    return flying;
  }
  // The frame is told to close, so that the package can say its last word; then whatever came is sent.
  function close() {
    return new Promise(function (done) {
      if (!frame || !frame.contentWindow || !say.save) { done(); return; }
      window.addEventListener("message", function (event) { if (ours(event) && event.data.paket === "ditutup") done(); });
      frame.contentWindow.postMessage({ paket: "tutup", over: over }, say.origin);
      window.setTimeout(done, 2000);
    }).then(function () { return save(); });
  }
  function ours(event) {
    return event.origin === say.origin && frame && event.source === frame.contentWindow && event.data && typeof event.data === "object";
  }

  window.addEventListener("message", function (event) {
    if (!ours(event)) return;
    if (event.data.paket === "nilai" && say.save) take(event.data);
    if (event.data.paket === "keluar") leave();
  });
  window.addEventListener("online", function () { save(); });
  window.addEventListener("pagehide", function () { save(true); });
  document.addEventListener("visibilitychange", function () { if (document.visibilityState === "hidden") save(); });

  function leave() {
    close().then(function () {
      if (!latest || latest.sequence <= sent) window.location.assign(say.out);
    });
  }
  box.querySelector("[data-leave]").addEventListener("click", function (event) {
    if (!trouble.hidden) return; // a second press leaves; what is not sent waits on this device
    event.preventDefault();
    leave();
  });

  function clock() {
    var place = box.querySelector("[data-clock]");
    if (!place) return;
    var end = Date.now() + Number(say.left) * 1000;
    var ticking = window.setInterval(function () {
      var left = Math.max(0, Math.round((end - Date.now()) / 1000));
      place.textContent = Math.floor(left / 60) + ":" + ("0" + left % 60).slice(-2);
      if (left > 0) return;
      window.clearInterval(ticking);
      over = true;
      close().then(function () { if (frame) frame.remove(); frame = null; tell(said.textContent, say.saysOver); });
    }, 500);
  }

  // A cmi5 package speaks with the city itself; the page only asks what has arrived.
  function follow() {
    if (!say.state) return;
    window.setInterval(function () {
      window.fetch(say.state, { credentials: "same-origin", redirect: "manual" }).then(function (answer) {
        if (answer.type === "opaqueredirect" || answer.status === 403) tell(said.textContent, say.saysExpired);
        else if (answer.ok) return answer.json().then(function (told) {
          if (told.at) tell((told.is_over ? say.saysEnded : say.saysSaved) + " " + told.at);
        });
      }).catch(function () { tell(said.textContent, say.saysOffline); });
    }, 5000);
  }

  tell(say.saysWaiting);
  (function start() {
    var mine = kept(KEY);
    flush().then(function (state) {
      if (state === "saved" && !mine) {
        tell(say.saysReady);
        if (frame) frame.src = say.address;
        clock();
        follow();
      } else if (state === "saved") window.location.reload(); // the frame begins with what has just been saved
      else {
        tell(say.saysUnsaved, state === "expired" ? say.saysExpired : say.saysOffline);
        window.setTimeout(start, 5000);
      }
    });
  })();
})();
