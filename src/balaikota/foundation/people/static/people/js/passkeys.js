/* Connects the page's passkey form (data-passkey) to allauth's WebAuthn code; no inline scripts needed. */
(function () {
  "use strict";
  const form = document.querySelector("form[data-passkey]");
  if (!form || !window.PublicKeyCredential || !window.allauth) { return; }
  const credential = form.querySelector("input[name=credential]");
  const button = form.querySelector("button[type=button]");
  const passwordless = form.querySelector("input[name=passwordless]");
  credential.id = credential.id || "kunci-isi";
  button.id = button.id || "kunci-tombol";
  form.hidden = false;
  const ids = { credential: credential.id };
  const ways = window.allauth.webauthn.forms;
  if (form.dataset.passkey === "login") {
    ways.loginForm({ ids: Object.assign(ids, { login: button.id }) });
  } else if (form.dataset.passkey === "add") {
    ways.addForm({ ids: Object.assign(ids, { add: button.id, passwordless: passwordless && passwordless.id, data: "data-kunci" }) });
  } else {
    ways.authenticateForm({ ids: Object.assign(ids, { authenticate: button.id, data: "data-kunci" }) });
  }
}());
