/* Passkeys: one form, one ceremony. data-passkey="login" asks the form's address for options, "get" and "create"
   find them in #passkey-options. The browser's answer goes into the hidden field and the form is sent. */
const forms = document.querySelectorAll("form[data-passkey]");

const bytes = (text) => {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0)).buffer;
};

const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const withBytes = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

const optionsOf = async (form) => {
  if (form.dataset.passkey !== "login") {
    const kept = JSON.parse(document.getElementById("passkey-options").textContent);
    return (kept.creation_options || kept.request_options).publicKey;
  }
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`options: ${answer.status}`);
  return (await answer.json()).request_options.publicKey;
};

const create = async (options) => {
  const made = await navigator.credentials.create({
    publicKey: {
      ...options,
      challenge: bytes(options.challenge),
      user: { ...options.user, id: bytes(options.user.id) },
      excludeCredentials: withBytes(options.excludeCredentials),
      // A passkey lives in the device and asks for finger, face or PIN: it must open the account by itself.
      authenticatorSelection: { ...options.authenticatorSelection, residentKey: "required", requireResidentKey: true, userVerification: "required" },
    },
  });
  const answer = made.response;
  return {
    ...common(made),
    response: {
      clientDataJSON: text(answer.clientDataJSON),
      attestationObject: text(answer.attestationObject),
      transports: answer.getTransports ? answer.getTransports() : [],
    },
  };
};

const get = async (options) => {
  const used = await navigator.credentials.get({
    publicKey: { ...options, challenge: bytes(options.challenge), allowCredentials: withBytes(options.allowCredentials) },
  });
  const answer = used.response;
  return {
    ...common(used),
    response: {
      clientDataJSON: text(answer.clientDataJSON),
      authenticatorData: text(answer.authenticatorData),
      signature: text(answer.signature),
      userHandle: answer.userHandle ? text(answer.userHandle) : null,
    },
  };
};

const common = (key) => ({
  type: key.type,
  id: key.id,
  rawId: text(key.rawId),
  authenticatorAttachment: key.authenticatorAttachment,
  clientExtensionResults: key.getClientExtensionResults(),
});

for (const form of forms) {
  const says = form.querySelector("[data-passkey-says]");
  const say = (words) => {
    says.textContent = words;
    says.hidden = false;
  };
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    says.hidden = true;
    if (!window.PublicKeyCredential) {
      say(form.dataset.unsupported);
      return;
    }
    try {
      const options = await optionsOf(form);
      const credential = form.dataset.passkey === "create" ? await create(options) : await get(options);
      form.elements.credential.value = JSON.stringify(credential);
      form.submit();
    } catch {
      say(form.dataset.failed);
    }
  });
}
