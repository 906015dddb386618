var asked = new URLSearchParams(location.search), key = "", data = null, began = Date.now(), place = 1;
function call(method, path, body, type) {
  return fetch(asked.get("endpoint") + path, { method: method, body: body, headers: {
    Authorization: "Basic " + key, "X-Experience-API-Version": "1.0.3", "Content-Type": type || "application/json" } });
}
function state(id) {
  return "activities/state?" + new URLSearchParams({ stateId: id, activityId: asked.get("activityId"), agent: asked.get("actor"), registration: asked.get("registration") });
}
function tell(verb, result, judged) {
  var context = JSON.parse(JSON.stringify(data.contextTemplate));
  context.registration = asked.get("registration");
  context.contextActivities.category = [{ id: "https://w3id.org/xapi/cmi5/context/categories/cmi5" }];
  if (judged) context.contextActivities.category.push({ id: "https://w3id.org/xapi/cmi5/context/categories/moveon" });
  var said = { id: crypto.randomUUID(), actor: JSON.parse(asked.get("actor")), verb: { id: "http://adlnet.gov/expapi/verbs/" + verb },
    object: { objectType: "Activity", id: asked.get("activityId") }, context: context, timestamp: new Date().toISOString() };
  if (result) said.result = Object.assign({ duration: "PT" + Math.round((Date.now() - began) / 1000) + "S" }, result);
  return call("PUT", "statements?statementId=" + said.id, JSON.stringify(said));
}
function show(text) { document.getElementById("halaman").textContent = "Halaman " + place; document.getElementById("tahu").textContent = text; }
document.getElementById("lanjut").onclick = function () { place += 1; call("PUT", state("tempat"), String(place), "text/plain").then(function (answer) { show("disimpan " + answer.status); }); };
document.getElementById("benar").onclick = function () { tell("passed", { success: true, score: { scaled: 0.9 } }, true).then(function (answer) { show("lulus " + answer.status); }); };
document.getElementById("salah").onclick = function () { tell("failed", { success: false, score: { scaled: 0.2 } }, true).then(function (answer) { show("gagal " + answer.status); }); };
document.getElementById("selesai").onclick = function () { tell("terminated", {}).then(function () { location.href = data.returnURL; }); };
fetch(asked.get("fetch"), { method: "POST" }).then(function (answer) { return answer.json(); }).then(function (told) {
  key = told["auth-token"];
  return call("GET", state("LMS.LaunchData"));
}).then(function (answer) { return answer.json(); }).then(function (told) {
  data = told;
  return tell("initialized");
}).then(function () { return call("GET", state("tempat")); }).then(function (answer) { return answer.ok ? answer.text() : "1"; }).then(function (kept) {
  place = Number(kept); show("siap " + data.launchMode);
});
