// What is saved while it is written, and did not arrive, is sent again: after one second, two, four, at most fifteen,
// until it does. The page says so meanwhile, and asks before it is closed. Whoever was signed out signs in again in
// another window; the form takes the new key and goes.
(function () {
  "use strict";
  var LONGEST = 15000, KEY = "/luring/kunci/";

  function formOf(event) {
    var form = event.target.closest ? event.target.closest("form[data-resend]") : null;
    return form && event.detail && event.detail.xhr ? form : null;
  }
  function say(form, text) {
    var part = form.querySelector("[role=status], [role=alert]");
    if (part) part.textContent = text;
  }
  // A sign-in changes the key that every form carries.
  function renew(form) {
    return fetch(KEY, { cache: "no-store", credentials: "same-origin" })
      .then(function (answer) { return answer.json(); })
      .then(function (now) { form.elements.csrfmiddlewaretoken.value = now.token; }, function () { /* next time */ });
  }
  function again(form, text) {
    var wait = Math.min(Number(form.dataset.wait || 500) * 2, LONGEST);
    form.dataset.wait = String(wait);
    say(form, text);
    window.setTimeout(function () {
      renew(form).then(function () { if (form.isConnected) window.htmx.trigger(form, "resend"); });
    }, wait);
  }

  ["htmx:sendError", "htmx:timeout"].forEach(function (name) {
    document.addEventListener(name, function (event) {
      var form = formOf(event);
      if (form) again(form, form.dataset.resend);
    });
  });
  document.addEventListener("htmx:responseError", function (event) {
    var form = formOf(event), status = form ? event.detail.xhr.status : 0;
    if (status >= 500 || status === 403) again(form, form.dataset.resend);
  });
  document.addEventListener("htmx:beforeSwap", function (event) {
    var form = formOf(event), url = form ? event.detail.xhr.responseURL : "";
    if (!url || new URL(url).pathname.indexOf("/masuk/") !== 0) {
      if (form && event.detail.xhr.status < 400) delete form.dataset.wait;
      return;
    }
    event.detail.shouldSwap = false;
    again(form, form.dataset.signin);
  });
  window.addEventListener("beforeunload", function (event) {
    if (document.querySelector("form[data-wait]")) event.preventDefault();
  });
})();
