// What is saved while it is written, and did not arrive, is sent again: after one second, two, four, at most fifteen,
// until it does. The page says so meanwhile, and asks before it is closed.
(function () {
  "use strict";
  var LONGEST = 15000;

  function formOf(event) {
    var form = event.target.closest ? event.target.closest("form[data-resend]") : null;
    return form && event.detail && event.detail.xhr ? form : null;
  }

  function again(form) {
    var wait = Math.min(Number(form.dataset.wait || 500) * 2, LONGEST);
    form.dataset.wait = String(wait);
    var says = form.querySelector("[role=status], [role=alert]");
    if (says) says.textContent = form.dataset.resend;
    window.setTimeout(function () { if (form.isConnected) window.htmx.trigger(form, "resend"); }, wait);
  }

  ["htmx:sendError", "htmx:timeout"].forEach(function (name) {
    document.addEventListener(name, function (event) {
      var form = formOf(event);
      if (form) again(form);
    });
  });
  document.addEventListener("htmx:responseError", function (event) {
    var form = formOf(event);
    if (form && event.detail.xhr.status >= 500) again(form);
  });
  document.addEventListener("htmx:afterRequest", function (event) {
    var form = formOf(event);
    if (form && event.detail.successful) delete form.dataset.wait;
  });
  window.addEventListener("beforeunload", function (event) {
    if (document.querySelector("form[data-wait]")) event.preventDefault();
  });
})();
