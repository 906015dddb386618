var name = "%s", old = name === "API", api = null, here = window;
while (!api) { api = here[name]; if (here === here.parent) break; here = here.parent; }
var say = old ? { begin: "LMSInitialize", get: "LMSGetValue", set: "LMSSetValue", commit: "LMSCommit", end: "LMSFinish" }
  : { begin: "Initialize", get: "GetValue", set: "SetValue", commit: "Commit", end: "Terminate" };
var at = old ? "cmi.core.lesson_location" : "cmi.location", ended = false;
document.getElementById("tahu").textContent = api[say.begin]("") + " " + document.cookie + " " + api[say.get](old ? "cmi.core.lesson_status" : "cmi.completion_status");
var place = Number(api[say.get](at)) || 1;
function show() { document.getElementById("halaman").textContent = "Halaman " + place; }
function go(step) { place += step; api[say.set](at, String(place)); api[say.set]("cmi.suspend_data", "halaman=" + place); api[say.commit](""); show(); }
function judge(score) {
  if (old) { api[say.set]("cmi.core.score.raw", String(score)); api[say.set]("cmi.core.lesson_status", score >= 70 ? "passed" : "failed"); }
  else { api[say.set]("cmi.score.scaled", String(score / 100)); api[say.set]("cmi.completion_status", "completed"); api[say.set]("cmi.success_status", score >= 70 ? "passed" : "failed"); }
  api[say.set]("cmi.interactions.0.id", "soal-1"); api[say.set]("cmi.interactions.0.type", "choice");
  api[say.commit]("");
}
function end() { if (!ended) { ended = true; api[say.set](old ? "cmi.core.exit" : "cmi.exit", "suspend"); api[say.end](""); } }
document.getElementById("lanjut").onclick = function () { go(1); };
document.getElementById("kembali").onclick = function () { go(-1); };
document.getElementById("benar").onclick = function () { judge(90); };
document.getElementById("salah").onclick = function () { judge(20); };
document.getElementById("selesai").onclick = end;
window.onunload = end;
show();
