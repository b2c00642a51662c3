/* Shows the chosen theme at once and keeps it on the server without leaving the page. */
export default function theme(form) {
  form.addEventListener("submit", (event) => {
    const chosen = event.submitter?.value;
    if (!chosen) return;
    event.preventDefault();
    if (chosen === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = chosen;
    for (const button of form.querySelectorAll("[name=theme]")) button.setAttribute("aria-pressed", button.value === chosen);
    document.dispatchEvent(new CustomEvent("theme"));
    const body = new FormData(form);
    body.set("theme", chosen);
    fetch(form.action, { method: "POST", body, redirect: "manual" });
  });
}
