// Leaflet in place of the drawing. Without this file the drawing stays, and a kelurahan is chosen from the list.
(function () {
  "use strict";
  var asked = null, REACH = 36;

  function leaflet(box) {
    if (asked) return asked;
    asked = new Promise(function (done, failed) {
      var style = document.createElement("link");
      style.rel = "stylesheet";
      style.href = box.dataset.css;
      var script = document.createElement("script");
      script.src = box.dataset.js;
      var waits = 2;
      function one() { waits -= 1; if (!waits) done(window.L); }
      style.onload = script.onload = one;
      style.onerror = script.onerror = failed;
      // Leaflet's style comes first, so that the city's own has the last word.
      document.head.insertBefore(style, document.head.querySelector("link[rel=stylesheet]"));
      document.head.appendChild(script);
    });
    return asked;
  }

  function json(url) {
    return fetch(url, { headers: { Accept: "application/geo+json, application/json" } }).then(function (answer) {
      if (!answer.ok) throw new Error(answer.status);
      return answer.json();
    });
  }

  function bounds(box) {
    var b = box.dataset.bounds.split(" ").map(Number);
    return [[b[0], b[1]], [b[2], b[3]]];
  }

  function pin(L, where, name, chosen) {
    var size = chosen ? 44 : 28;
    return L.marker(where, {
      icon: L.divIcon({ className: "map-pin" + (chosen ? " map-pin-chosen" : ""), iconSize: [size, size] }),
      title: name, alt: name, keyboard: true, draggable: !!chosen
    });
  }

  function bunch(L, where, spots, word) {
    var number = document.createElement("span"), name = spots.length + " " + word;
    number.textContent = spots.length;
    return L.marker(where, {
      icon: L.divIcon({ className: "map-pin map-bunch", iconSize: [36, 36], html: number }), title: name, alt: name, keyboard: true
    });
  }

  function opened(L, box) {
    var drawing = box.querySelector("svg");
    box.hidden = false;
    box.classList.add("map-live");
    if (box.dataset.tiles) box.classList.add("map-tiled");
    var still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    var map = L.map(box, {
      zoomControl: false, attributionControl: !!box.dataset.credit, scrollWheelZoom: false, zoomSnap: 0.25, maxZoom: 18,
      maxBounds: L.latLngBounds(bounds(box)).pad(1),
      zoomAnimation: !still, fadeAnimation: !still, markerZoomAnimation: !still
    });
    L.control.zoom({ zoomInTitle: box.dataset.near, zoomOutTitle: box.dataset.far }).addTo(map);
    map.on("focus", function () { map.scrollWheelZoom.enable(); });
    map.on("blur", function () { map.scrollWheelZoom.disable(); });
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", box.dataset.label);
    function near() { box.classList.toggle("map-near", map.getZoom() >= 12); }
    map.on("zoomend", near);
    map.fitBounds(bounds(box));
    near();
    if (box.dataset.tiles) L.tileLayer(box.dataset.tiles, { attribution: box.dataset.credit }).addTo(map);
    if (box.dataset.areas) json(box.dataset.areas).then(function (areas) { ground(L, map, box, drawing, areas); }).catch(nothing);
    return map;
  }

  function nothing() {}

  // The districts take their shade and their name from the drawing the server sent.
  function ground(L, map, box, drawing, areas) {
    L.geoJSON(areas, {
      style: function (feature) {
        var drawn = drawing && drawing.querySelector('[data-code="' + feature.properties.code + '"]');
        return { className: drawn ? drawn.getAttribute("class") : "map-area", weight: 1.5, fillOpacity: 1 };
      },
      interactive: !!box.dataset.leadsTo,
      onEachFeature: function (feature, layer) {
        var said = feature.properties;
        if (!box.dataset.tiles && said.lat) {
          L.tooltip({ permanent: true, direction: "center", className: "map-label", interactive: false })
            .setLatLng([said.lat, said.lon]).setContent(document.createTextNode(said.name)).addTo(map);
        }
        if (!box.dataset.leadsTo) return;
        var drawn = drawing && drawing.querySelector('[data-code="' + feature.properties.code + '"] title');
        var name = drawn ? drawn.textContent : feature.properties.name;
        function follow() { window.location.href = box.dataset.leadsTo + feature.properties.code; }
        layer.bindTooltip(name);
        layer.on("click", follow);
        layer.on("add", function () {
          var path = layer.getElement();
          if (!path) return;
          path.setAttribute("role", "link");
          path.setAttribute("aria-label", name);
          path.setAttribute("tabindex", "0");
          path.addEventListener("keydown", function (event) { if (event.key === "Enter") follow(); });
        });
      }
    }).addTo(map).bringToBack();
  }

  function told(spots) {
    var box = document.createElement("div");
    spots.forEach(function (spot) {
      var name = document.createElement(spot.url ? "a" : "strong"), line = document.createElement("p");
      name.textContent = spot.title;
      if (spot.url) name.href = spot.url;
      line.appendChild(name);
      box.appendChild(line);
      if (!spot.note) return;
      var note = document.createElement("p");
      note.textContent = spot.note;
      box.appendChild(note);
    });
    return box;
  }

  // From an address, or, without one, from the drawing itself.
  function spots(L, map, box, drawing) {
    var layer = L.layerGroup().addTo(map), all = [];

    // Pins nearer to each other than a finger is wide become one with a number; it opens when the map comes nearer.
    function drawn() {
      var groups = [];
      all.forEach(function (each) {
        var at = map.project([each.lat, each.lon], map.getZoom());
        var near = groups.find(function (group) { return group.at.distanceTo(at) < REACH; });
        if (near) near.spots.push(each);
        else groups.push({ at: at, spots: [each] });
      });
      layer.clearLayers();
      groups.forEach(function (group) {
        var first = group.spots[0], where = [first.lat, first.lon];
        if (group.spots.length === 1) {
          pin(L, where, first.title).bindPopup(told(group.spots)).addTo(layer);
          return;
        }
        var many = bunch(L, where, group.spots, box.dataset.many).addTo(layer);
        if (map.getZoom() >= map.getMaxZoom()) many.bindPopup(told(group.spots), { maxHeight: 240 });
        else many.on("click", function () {
          map.fitBounds(L.latLngBounds(group.spots.map(function (each) { return [each.lat, each.lon]; })), { padding: [60, 60] });
        });
      });
    }
    function put(list) {
      all = list;
      if (list.length === 1) map.setView([list[0].lat, list[0].lon], 13);
      drawn();
      map.on("zoomend", drawn);
    }
    if (box.dataset.points) {
      json(box.dataset.points).then(function (answer) {
        put(answer.features.map(function (feature) {
          var at = feature.geometry.coordinates, said = feature.properties;
          return { lat: at[1], lon: at[0], title: said.title, url: said.url, note: said.note };
        }));
      }).catch(nothing);
      return;
    }
    put(Array.from(drawing ? drawing.querySelectorAll(".map-spot") : []).map(function (spot) {
      var link = spot.closest("a");
      return {
        lat: Number(spot.dataset.lat), lon: Number(spot.dataset.lon), title: spot.querySelector("title").textContent,
        url: link && link.getAttribute("href"), note: spot.dataset.note
      };
    }));
  }

  function choice(L, map, box) {
    var lat = document.getElementById(box.dataset.lat), lon = document.getElementById(box.dataset.lon);
    var village = document.getElementById(box.dataset.village), tools = box.parentNode.querySelector(".map-tools");
    var said = tools.querySelector(".map-said"), clear = tools.querySelector("[data-map-clear]"), here = tools.querySelector("[data-map-here]");
    var chosen = null, asking = 0;
    tools.hidden = false;
    var cross = document.createElement("div");
    cross.className = "map-crosshair";
    box.appendChild(cross);

    function guess(at) {
      var mine = ++asking;
      json(box.dataset.guess + "?lat=" + at.lat.toFixed(6) + "&lon=" + at.lng.toFixed(6)).then(function (found) {
        if (mine !== asking) return;
        if (!found.kelurahan) { said.textContent = said.dataset.unknown; return; }
        village.value = found.kelurahan.code;
        village.dispatchEvent(new Event("change", { bubbles: true }));
        said.textContent = said.dataset.guessed + " " + found.kelurahan.name + ", " + found.kecamatan.name + ".";
      }).catch(nothing);
    }
    function put(at, quiet) {
      if (chosen) chosen.setLatLng(at);
      else {
        chosen = pin(L, at, box.dataset.label, true).addTo(map);
        chosen.on("dragend", function () { put(chosen.getLatLng()); });
      }
      lat.value = at.lat.toFixed(6);
      lon.value = at.lng.toFixed(6);
      clear.hidden = false;
      if (!quiet) {
        lat.dispatchEvent(new Event("change", { bubbles: true }));
        guess(at);
      }
    }
    map.on("click", function (event) { put(event.latlng.wrap()); });
    map.getContainer().addEventListener("keydown", function (event) {
      if (event.key === "Enter" && event.target === box) { event.preventDefault(); put(map.getCenter().wrap()); }
    });
    tools.querySelector("[data-map-centre]").addEventListener("click", function () { put(map.getCenter().wrap()); });
    clear.addEventListener("click", function () {
      if (chosen) chosen.remove();
      chosen = null;
      asking += 1;
      lat.value = lon.value = "";
      lat.dispatchEvent(new Event("change", { bubbles: true }));
      clear.hidden = true;
      said.textContent = said.dataset.cleared;
    });
    if (navigator.geolocation) {
      here.hidden = false;
      here.addEventListener("click", function () {
        navigator.geolocation.getCurrentPosition(function (found) {
          var at = L.latLng(found.coords.latitude, found.coords.longitude);
          map.setView(at, 17);
          put(at);
        }, function () { said.textContent = said.dataset.refused; }, { enableHighAccuracy: true, timeout: 15000 });
      });
    }
    // Another script may know the place, such as one that reads a photo: it fills both fields and says so.
    box.addEventListener("map:put", function (event) {
      var at = L.latLng(event.detail.lat, event.detail.lon);
      map.setView(at, 17);
      put(at);
    });
    if (lat.value && lon.value) {
      var at = L.latLng(Number(lat.value), Number(lon.value));
      map.setView(at, 16);
      put(at, true);
    }
  }

  function open(box) {
    leaflet(box).then(function (L) {
      var map = opened(L, box);
      if (box.classList.contains("map-choice")) choice(L, map, box);
      else spots(L, map, box, box.querySelector("svg"));
    }).catch(nothing);
  }

  // A drawing is replaced when it comes into view; a map that sets a point is a tool and is opened at once.
  function begin(root) {
    root.querySelectorAll("[data-map]:not([data-begun])").forEach(function (box) {
      box.dataset.begun = "1";
      if (box.classList.contains("map-choice") || !("IntersectionObserver" in window)) { open(box); return; }
      var watch = new IntersectionObserver(function (seen) {
        if (!seen.some(function (each) { return each.isIntersecting; })) return;
        watch.disconnect();
        open(box);
      }, { rootMargin: "200px" });
      watch.observe(box);
    });
  }

  begin(document);
  document.addEventListener("htmx:load", function (event) { begin(event.target); });
})();
