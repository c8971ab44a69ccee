/* Loaded before the first paint: "auto" follows the device, so that no page flashes in the wrong colours. */
(function () {
  var root = document.documentElement;
  var dark = window.matchMedia("(prefers-color-scheme: dark)");
  function show() {
    var choice = root.getAttribute("data-theme-choice") || "auto";
    root.setAttribute("data-bs-theme", choice === "auto" ? (dark.matches ? "dark" : "light") : choice);
  }
  show();
  if (dark.addEventListener) dark.addEventListener("change", show);
  document.addEventListener("submit", function (event) {
    if (!event.submitter || event.submitter.name !== "theme") return;
    event.preventDefault();
    var choice = event.submitter.value;
    document.cookie = "theme=" + choice + "; path=/; max-age=31536000; samesite=lax";
    root.setAttribute("data-theme-choice", choice);
    document.querySelectorAll("[data-themes] button").forEach(function (button) {
      if (button.value === choice) button.setAttribute("aria-pressed", "true");
      else button.removeAttribute("aria-pressed");
    });
    show();
  });
})();
