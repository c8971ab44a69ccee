/* Never lose typing: a form with data-draft is kept on this device, by person and page, until the server has taken it.
   Passwords, files, hidden fields and anything marked data-private are never kept. Signing out wipes the person's drafts. */

const person = document.body.dataset.person ?? "";
const prefix = `draft:${person}:`;
const kept = 14 * 24 * 60 * 60 * 1000;
const name = (form) => `${prefix}${location.pathname}:${form.dataset.draft}`;

function fields(form) {
  return [...form.elements].filter((one) => one.name && one.name !== "csrfmiddlewaretoken" && !one.closest("[data-private]")
    && !["password", "file", "hidden", "submit", "button"].includes(one.type));
}

function written(form) {
  return fields(form).filter((one) => !["checkbox", "radio"].includes(one.type) || one.checked).map((one) => [one.name, one.value]);
}

function store(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // A full or forbidden store must never stand in the way of typing.
  }
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function restore(form) {
  const draft = read(name(form));
  if (!draft || Date.now() - draft.at > kept || form.querySelector(".is-invalid")) return;
  let changed = false;
  const left = new Map();
  for (const [key, value] of draft.rows) left.set(key, [...(left.get(key) ?? []), value]);
  for (const one of fields(form)) {
    const values = left.get(one.name) ?? [];
    if (["checkbox", "radio"].includes(one.type)) {
      const checked = values.includes(one.value);
      changed ||= checked !== one.checked;
      one.checked = checked;
    } else if (values.length) {
      const value = values.shift();
      changed ||= value !== one.value;
      one.value = value;
    }
  }
  if (changed) {
    const words = document.getElementById("alerts")?.dataset.draft;
    document.dispatchEvent(new CustomEvent("ui:notice", { detail: { words, kind: "info" } }));
  }
}

let timer = 0;
document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (!form?.dataset.draft) return;
  clearTimeout(timer);
  timer = setTimeout(() => store(name(form), { at: Date.now(), rows: written(form) }), 300);
});
// A plain form answers with a redirect when the server has taken it; the draft is dropped on the next page, not before.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if ([event.submitter, form].some((one) => one?.hasAttribute("data-signs-out")) && !leaves(event)) return;
  if (!form.dataset.draft || form.hasAttribute("hx-post")) return;
  clearTimeout(timer);
  store(name(form), { at: Date.now(), rows: written(form) });
  store(`${prefix}sent`, { at: Date.now(), key: name(form) });
});
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest?.("form[data-draft]");
  if (form && event.detail.successful && event.detail.requestConfig?.verb !== "get") localStorage.removeItem(name(form));
});

/* What waits to be sent stands under "unsent:" and stays on the device; whoever signs out is asked first. */
function leaves(event) {
  let unsent = 0;
  try {
    unsent = Object.keys(localStorage).filter((key) => key.startsWith(`unsent:${person}:`)).length;
  } catch {
    // A forbidden store holds nothing.
  }
  const words = document.getElementById("alerts")?.dataset.unsent ?? "";
  if (unsent && !confirm(words.replace("{count}", unsent))) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return false;
  }
  wipe();
  return true;
}

function wipe() {
  for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key);
}

// Somebody who came back with the browser's own button may have met a broken line: the draft stays.
const sent = read(`${prefix}sent`);
const cameBack = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
if (sent && cameBack) localStorage.removeItem(`${prefix}sent`);
else if (sent) {
  const again = [...document.querySelectorAll("form[data-draft]")].some((form) => name(form) === sent.key && form.querySelector(".is-invalid"));
  if (!again) localStorage.removeItem(sent.key);
  localStorage.removeItem(`${prefix}sent`);
}
document.querySelectorAll("form[data-draft]").forEach(restore);
