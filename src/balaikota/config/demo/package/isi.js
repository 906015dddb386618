(function () {
  "use strict";
  var api = null, here = window;
  while (!api) { api = here.API; if (here === here.parent) break; here = here.parent; }
  var pages = document.querySelectorAll("section"), place = 0, ended = false;
  api.LMSInitialize("");
  place = Math.min(Number(api.LMSGetValue("cmi.core.lesson_location")) || 0, pages.length - 1);
  if (api.LMSGetValue("cmi.core.lesson_status") === "not attempted") api.LMSSetValue("cmi.core.lesson_status", "incomplete");

  function show() {
    pages.forEach(function (page, number) { page.hidden = number !== place; });
    document.getElementById("tempat").textContent = "Halaman " + (place + 1) + " dari " + pages.length;
    document.getElementById("kembali").disabled = place === 0;
    document.getElementById("lanjut").disabled = place === pages.length - 1;
  }
  function go(step) {
    place += step;
    api.LMSSetValue("cmi.core.lesson_location", String(place));
    api.LMSCommit("");
    show();
  }
  document.getElementById("kembali").addEventListener("click", function () { go(-1); });
  document.getElementById("lanjut").addEventListener("click", function () { go(1); });
  document.getElementById("tes").addEventListener("submit", function (event) {
    event.preventDefault();
    var right = 0;
    ["a", "b", "c"].forEach(function (name, number) {
      var chosen = document.querySelector("[name=" + name + "]:checked"), is = chosen && chosen.value === "1", at = "cmi.interactions." + number;
      if (is) right += 1;
      api.LMSSetValue(at + ".id", "soal-" + name);
      api.LMSSetValue(at + ".type", "choice");
      api.LMSSetValue(at + ".result", is ? "correct" : "wrong");
    });
    var score = Math.round(right / 3 * 100);
    api.LMSSetValue("cmi.core.score.raw", String(score));
    api.LMSSetValue("cmi.core.lesson_status", score >= 60 ? "passed" : "failed");
    api.LMSCommit("");
    document.getElementById("nilai").textContent = "Nilai Anda " + score + ". " + (score >= 60 ? "Bagian ini selesai." : "Baca sekali lagi, lalu coba lagi.");
  });
  window.addEventListener("pagehide", function () {
    if (ended) return;
    ended = true;
    api.LMSSetValue("cmi.core.exit", "suspend");
    api.LMSFinish("");
  });
  show();
})();
