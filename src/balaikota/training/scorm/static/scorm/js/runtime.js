// The SCORM run-time in the browser: API (1.2) and API_1484_11 (2004) over one table of elements that the city gives.
// It answers at once, as the standards require, and tells the city's page around it what changed.
(function () {
  "use strict";
  var opening = JSON.parse(document.getElementById("pembukaan").textContent);
  var OLD = opening.standard === "scorm-1.2";
  var rules = opening.rules, values = opening.values, state = "before", fault = "0", begun = 0;
  // Which name of the city shows this frame; its header has already refused all others.
  var city = opening.cities.filter(function (each) { return document.referrer.indexOf(each) === 0; })[0] || opening.cities[0];
  var CHILDREN = {}, COUNTED = {};

  // "_children" and "_count" follow from the table.
  Object.keys(rules).forEach(function (pattern) {
    var parts = pattern.split(".");
    for (var i = 1; i < parts.length; i++) {
      var above = parts.slice(0, i).join(".");
      if (parts[i] === "#") COUNTED[above] = true;
      else if (parts[i - 1] !== "cmi" && parts[0] === "cmi") {
        above = above.replace(/\.#$/, "");
        CHILDREN[above] = CHILDREN[above] || [];
        if (CHILDREN[above].indexOf(parts[i]) < 0) CHILDREN[above].push(parts[i]);
      }
    }
  });

  // --- error codes, as each standard numbers them: [1.2, 2004] ---
  var CODES = {
    none: ["0", "0"], general: ["101", "101"], twice: ["101", "103"], ended: ["101", "104"],
    stopEarly: ["301", "112"], stopLate: ["101", "113"], getEarly: ["301", "122"], getLate: ["301", "123"],
    setEarly: ["301", "132"], setLate: ["301", "133"], commitEarly: ["301", "142"], commitLate: ["301", "143"],
    argument: ["201", "201"], get: ["201", "301"], set: ["201", "351"], noChildren: ["202", "301"], noCount: ["203", "301"],
    unknown: ["401", "401"], keyword: ["402", "404"], empty: ["0", "403"], readOnly: ["403", "404"],
    writeOnly: ["404", "405"], type: ["405", "406"], range: ["405", "407"], dependency: ["201", "408"]
  };
  var SENTENCES = {
    "0": "No error", "101": "General exception", "103": "Already initialized", "104": "Content instance terminated",
    "112": "Termination before initialization", "113": "Termination after termination", "122": "Retrieve data before initialization",
    "123": "Retrieve data after termination", "132": "Store data before initialization", "133": "Store data after termination",
    "142": "Commit before initialization", "143": "Commit after termination", "201": OLD ? "Invalid argument error" : "General argument error",
    "202": "Element cannot have children", "203": "Element not an array - cannot have count",
    "301": OLD ? "Not initialized" : "General get failure", "351": "General set failure", "391": "General commit failure",
    "401": OLD ? "Not implemented error" : "Undefined data model element", "402": "Invalid set value, element is a keyword",
    "403": OLD ? "Element is read only" : "Data model element value not initialized", "404": OLD ? "Element is write only" : "Data model element is read only",
    "405": OLD ? "Incorrect data type" : "Data model element is write only", "406": "Data model element type mismatch",
    "407": "Data model element value out of range", "408": "Data model dependency not established"
  };
  function fail(name, answer) { fault = CODES[name][OLD ? 0 : 1]; return answer === undefined ? "false" : answer; }
  function well(answer) { fault = "0"; return answer; }

  // --- the table ---
  var REAL = /^(-?\d{1,12}(\.\d{1,12})?|-?\.\d{1,12})$/;
  var SHAPES = {
    span: /^\d{2,4}:[0-5]?\d:[0-5]?\d(\.\d{1,2})?$/,
    clock: /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,2})?$/,
    period: /^P(?=.)(\d{1,9}Y)?(\d{1,9}M)?(\d{1,9}D)?(T(?=.)(\d{1,9}H)?(\d{1,9}M)?(\d{1,9}(\.\d{1,2})?S)?)?$/,
    moment: /^\d{4}(-\d{2}(-\d{2}(T\d{2}(:\d{2}(:\d{2}(\.\d{1,6})?)?)?(Z|[+-]\d{2}(:\d{2})?)?)?)?)?$/
  };
  function patternOf(element) {
    return element.split(".").map(function (part) { return /^\d+$/.test(part) ? "#" : part; }).join(".");
  }
  // A NUL, or half of a character (a compressed state may hold some): the city could not keep it.
  var BROKEN = /\0|[\ud800-\udbff](?![\udc00-\udfff])|(^|[^\ud800-\udbff])[\udc00-\udfff]/;
  function wrong(kind, limits, value) {
    if (kind === "text" || kind === "name") {
      return (kind === "name" && !value.trim()) || value.length > Number(limits) || BROKEN.test(value) ? "type" : "";
    }
    if (kind === "words" || kind === "result") return limits.split("|").indexOf(value) >= 0 || (kind === "result" && REAL.test(value)) ? "" : "type";
    if (SHAPES[kind]) return value.length < 80 && SHAPES[kind].test(value) ? "" : "type";
    if (kind === "mark" && value === "") return "";
    if (!REAL.test(value) || (kind === "whole" && value.indexOf(".") >= 0)) return "type";
    var bounds = limits ? limits.split(" ").map(Number) : [], number = Number(value);
    return (bounds.length > 0 && number < bounds[0]) || (bounds.length > 1 && number > bounds[1]) ? "range" : "";
  }
  function count(above) {
    var most = -1;
    Object.keys(values).forEach(function (element) {
      if (element.indexOf(above + ".") === 0) most = Math.max(most, parseInt(element.slice(above.length + 1), 10));
    });
    return most + 1;
  }
  // The first place in a list that would leave a gap, or lies beyond what is kept.
  function gap(element) {
    var parts = element.split(".");
    return parts.some(function (part, i) {
      return /^\d+$/.test(part) && (Number(part) > count(parts.slice(0, i).join(".")) || Number(part) >= opening.places);
    });
  }
  // In 2004 everything in a list stands on its id (or, of a response, on the type before it).
  function stands(element) {
    var place = /^(cmi\.(?:interactions|objectives)\.\d+)\.(.+)$/.exec(element);
    if (OLD || !place || place[2] === "id") return true;
    return values[place[1] + ".id"] !== undefined;
  }

  // --- what the package calls ---
  function initialize(argument) {
    if (argument !== "" && argument !== undefined && argument !== null) return fail("argument");
    if (state === "running") return fail("twice");
    if (state === "after") return fail("ended");
    state = "running";
    begun = Date.now();
    return well("true");
  }
  function terminate(argument) {
    if (argument !== "" && argument !== undefined && argument !== null) return fail("argument");
    if (state !== "running") return fail(state === "before" ? "stopEarly" : "stopLate");
    state = "after";
    tell(true, true);
    // A 2004 package that asked to be left (adl.nav.request) is left: the participant chooses what comes next.
    var wish = values["adl.nav.request"];
    if (wish && wish !== "_none_") window.parent.postMessage({ paket: "keluar" }, city);
    return well("true");
  }
  function read(element) {
    element = String(element);
    if (state !== "running") return fail(state === "before" ? "getEarly" : "getLate", "");
    if (element === "cmi._version") return well(OLD ? "3.4" : "1.0");
    var word = /^(.*)\.(_children|_count)$/.exec(element);
    if (word) return listed(word[1], word[2]);
    var rule = rules[patternOf(element)];
    if (!rule) return fail(element ? "unknown" : "get", "");
    if (rule.indexOf("r") !== 0) return fail("writeOnly", "");
    var last = element.split(".");
    for (var i = 0; i < last.length; i++) {
      if (/^\d+$/.test(last[i]) && Number(last[i]) >= count(last.slice(0, i).join("."))) return fail("get", "");
    }
    if (values[element] === undefined) return OLD ? well("") : fail("empty", "");
    return well(String(values[element]));
  }
  function listed(above, word) {
    var pattern = patternOf(above);
    if (word === "_count") return COUNTED[pattern] ? well(String(count(above))) : fail("noCount", "");
    return CHILDREN[pattern.replace(/\.#$/, "")] ? well(CHILDREN[pattern.replace(/\.#$/, "")].join(",")) : fail("noChildren", "");
  }
  function write(element, value) {
    element = String(element);
    value = value === undefined || value === null ? "" : String(value);
    if (state !== "running") return fail(state === "before" ? "setEarly" : "setLate");
    if (/\._(children|count|version)$/.test(element) || element === "cmi._version") return fail("keyword");
    var rule = rules[patternOf(element)];
    if (!rule) return fail(element ? "unknown" : "set");
    rule = rule.split(" ");
    if (rule[0].indexOf("w") < 0) return fail("readOnly");
    if (gap(element)) return fail("set");
    if (!stands(element)) return fail("dependency");
    var because = wrong(rule[1], rule.slice(2).join(" "), value);
    if (because) return fail(because);
    values[element] = value;
    tell(false, false);
    return well("true");
  }
  function commit(argument) {
    if (argument !== "" && argument !== undefined && argument !== null) return fail("argument");
    if (state !== "running") return fail(state === "before" ? "commitEarly" : "commitLate");
    tell(false, true);
    return well("true");
  }

  // --- what the city's page is told: everything a package may set, as it stands ---
  var timer = 0;
  function tell(isLast, urgent) {
    window.clearTimeout(timer);
    if (!urgent) { timer = window.setTimeout(function () { tell(false, true); }, 3000); }
    var told = {};
    Object.keys(values).forEach(function (element) {
      var rule = rules[patternOf(element)];
      if (rule && rule.split(" ")[0].indexOf("w") >= 0) told[element] = values[element];
    });
    var time = OLD ? "cmi.core.session_time" : "cmi.session_time";
    if (told[time] === undefined) told[time] = spent();
    window.parent.postMessage({ paket: "nilai", values: told, is_last: isLast, urgent: urgent }, city);
  }
  function spent() {
    var seconds = Math.round((Date.now() - begun) / 1000), two = function (number) { return ("0" + number).slice(-2); };
    var hours = Math.floor(seconds / 3600), minutes = Math.floor(seconds / 60) % 60;
    return OLD ? ("000" + hours).slice(-4) + ":" + two(minutes) + ":" + two(seconds % 60) : "PT" + hours + "H" + minutes + "M" + seconds % 60 + "S";
  }

  function last() { return fault; }
  function sentence(code) { return SENTENCES[String(code)] || ""; }
  function diagnostic(code) { return sentence(code === "" || code === undefined || code === null ? fault : code); }
  if (OLD) {
    window.API = {
      LMSInitialize: initialize, LMSFinish: terminate, LMSGetValue: read, LMSSetValue: write, LMSCommit: commit,
      LMSGetLastError: last, LMSGetErrorString: sentence, LMSGetDiagnostic: diagnostic
    };
  } else {
    window.API_1484_11 = {
      version: "1.0", Initialize: initialize, Terminate: terminate, GetValue: read, SetValue: write, Commit: commit,
      GetLastError: last, GetErrorString: sentence, GetDiagnostic: diagnostic
    };
  }

  var frame = document.querySelector("[data-content]");
  window.addEventListener("message", function (event) {
    if (event.origin !== city || event.source !== window.parent || !event.data || event.data.paket !== "tutup") return;
    // The package's own last word comes while its page unloads; when the time is over we say it for it.
    frame.addEventListener("load", function () {
      if (event.data.over && state === "running") terminate("");
      window.parent.postMessage({ paket: "ditutup" }, city);
    });
    frame.src = "about:blank";
  });
  frame.src = opening.content;
})();
