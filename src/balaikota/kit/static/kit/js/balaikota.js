// Small comforts. Every page works without this file.
(function () {
  "use strict";

  // After an answer, the reader stands where it belongs: at the list of errors, else at the page itself.
  function stand(whole) {
    var errors = document.getElementById("ringkasan-kesalahan");
    if (errors) errors.focus();
    else if (whole) {
      var main = document.getElementById("isi");
      if (main) main.focus({ preventScroll: true });
    }
  }

  document.addEventListener("DOMContentLoaded", function () { stand(false); });

  // A boosted form shows whatever page the city answers with, a refusal or an error page too.
  document.addEventListener("htmx:beforeSwap", function (event) {
    if (event.detail.boosted && event.detail.xhr.status >= 400) event.detail.shouldSwap = true;
  });
  document.addEventListener("htmx:afterSettle", function (event) {
    if (event.detail.boosted) stand(true);
  });

  // One click, one submission. The server counts once anyway; this spares the reader the doubt.
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    window.setTimeout(function () { delete form.dataset.sent; }, 5000);
  });
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-sent]").forEach(function (form) { delete form.dataset.sent; });
  });
})();
