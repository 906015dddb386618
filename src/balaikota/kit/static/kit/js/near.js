// "Nearest to me": the browser is asked for its place only when the button is pressed, and says it rounded.
(function () {
  "use strict";
  var form = document.querySelector("form[data-near]");
  if (!form || !navigator.geolocation) return;
  var button = form.querySelector("[data-near-me]"), field = form.querySelector("[name=dekat]"), said = form.querySelector("[data-refused]");
  button.hidden = false;
  button.addEventListener("click", function () {
    navigator.geolocation.getCurrentPosition(function (found) {
      field.value = found.coords.latitude.toFixed(3) + "," + found.coords.longitude.toFixed(3);
      field.disabled = false;
      form.submit();
    }, function () { said.textContent = said.dataset.refused; }, { timeout: 10000 });
  });
})();
