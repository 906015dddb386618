// A cmi5 package has ended and came here: the player's page around it goes on.
(function () {
  "use strict";
  if (window.parent === window) window.close();
  else document.body.dataset.cities.split(" ").forEach(function (city) { window.parent.postMessage({ paket: "keluar" }, city); });
})();
