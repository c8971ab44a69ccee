/* Alerts, refusals, the CSRF header of htmx, dialogs. Everything works by delegation: swapped parts need no set-up. */

const region = () => document.getElementById("alerts");

export function notice(words, kind = "info") {
  const place = region();
  if (!place || !words) return;
  for (const old of place.querySelectorAll(".notice")) if (old.textContent.trim().startsWith(words)) old.remove();
  const box = document.createElement("div");
  box.className = `notice notice-${kind}`;
  const text = document.createElement("p");
  text.textContent = words;
  const close = document.createElement("button");
  close.type = "button";
  close.className = "notice-close";
  close.dataset.dismiss = "";
  close.setAttribute("aria-label", place.dataset.close);
  close.textContent = "×";
  box.append(text, close);
  place.append(box);
}

document.addEventListener("ui:notice", (event) => notice(event.detail.words, event.detail.kind));

function cookie(name) {
  return document.cookie.split("; ").find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1) ?? "";
}

document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = cookie("csrftoken");
});

// A refusal is words: they stand in the alert region and the page keeps what was entered. A form's own errors (422) stay in place.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr } = event.detail;
  if (xhr.status === 403 || xhr.status === 409) {
    if (!(xhr.getResponseHeader("Content-Type") ?? "").startsWith("text/html") || xhr.responseText.includes("<html")) return;
    event.detail.shouldSwap = true;
    event.detail.isError = false;
    event.detail.target = region();
    event.detail.swapOverride = "beforeend";
    document.getElementById("panel")?.close();
    region().scrollIntoView({ block: "center" });
  } else if (xhr.status === 422) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});
document.addEventListener("htmx:responseError", () => notice(region()?.dataset.failed, "error"));
document.addEventListener("htmx:sendError", () => notice(region()?.dataset.offline, "offline"));
window.addEventListener("offline", () => notice(region()?.dataset.offline, "offline"));
window.addEventListener("online", () => {
  region()?.querySelectorAll(".notice-offline").forEach((old) => old.remove());
  notice(region()?.dataset.online, "success");
});
if (!navigator.onLine) notice(region()?.dataset.offline, "offline");

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens)?.showModal();
  if (event.target.closest("[data-closes]")) event.target.closest("dialog")?.close();
  if (event.target.closest("[data-dismiss]")) event.target.closest(".notice")?.remove();
  // A click on the backdrop lands on the dialog itself.
  if (event.target instanceof HTMLDialogElement && event.target.open) {
    const box = event.target.getBoundingClientRect();
    const inside = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
    if (!inside) event.target.close();
  }
});
