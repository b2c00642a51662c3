/* A form with unsaved words asks before the page is left; data-saved, set by whoever saved it, calms it. */
export default function leaveGuard(form) {
  let dirty = false;
  form.addEventListener("input", () => { dirty = true; });
  form.addEventListener("submit", () => { dirty = false; });
  form.addEventListener("htmx:afterRequest", (event) => { if (event.detail.successful && event.detail.requestConfig.verb !== "get") dirty = false; });
  window.addEventListener("beforeunload", (event) => { if (dirty && form.isConnected) event.preventDefault(); });
}
