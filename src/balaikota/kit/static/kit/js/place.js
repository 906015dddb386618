// A form that says where it is sent from. The browser asks its owner first; a form that hears no place goes without one.
(function () {
  "use strict";
  var form = document.querySelector("form[data-place]");
  if (!form || !navigator.geolocation) return;
  form.hidden = false;
  form.addEventListener("submit", function (event) {
    if (form.dataset.asked) return;
    event.preventDefault();
    event.stopPropagation();
    form.dataset.asked = "1";
    var send = function () { form.requestSubmit(); };
    navigator.geolocation.getCurrentPosition(function (found) {
      var at = found.coords;
      form.elements.tempat.value = [at.latitude.toFixed(4), at.longitude.toFixed(4), Math.round(at.accuracy)].join(",");
      send();
    }, send, { enableHighAccuracy: true, timeout: 8000, maximumAge: 30000 });
  });
})();
