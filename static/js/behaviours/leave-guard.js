/* A form with unsaved words asks before the page is left, and is not sent into the void by somebody who was signed out since it
   was opened (see signed-out.js). */
import { isOut, letIn } from "./signed-out.js";

const SURE = 20000; // milliseconds for which who was just let in is not asked about again, unless they were elsewhere meanwhile

export default function leaveGuard(form) {
  let dirty = false;
  let asking = false;
  const lost = new Set(); // fields whose own saving came to the door
  let sure = performance.now() + SURE;
  const doubtful = () => isOut(form) || performance.now() > sure;

  async function inside() {
    const found = await letIn(form);
    if (found) letAgain();
    return found;
  }

  function letAgain() {
    sure = performance.now() + SURE;
    for (const field of lost) window.htmx.trigger(field, "change");
    lost.clear();
  }

  async function ask(event, go) {
    event.preventDefault();
    if (asking) return;
    asking = true;
    const found = await inside().catch(() => true); // no server: the browser says so, and comes back with what was typed
    asking = false;
    if (found) go();
  }

  form.addEventListener("input", () => { dirty = true; });
  form.addEventListener("submit", (event) => {
    if (form.matches("[hx-post]")) return; // asked before its request, below
    if (!doubtful()) { dirty = false; return; }
    event.stopImmediatePropagation();
    ask(event, () => { sure = performance.now() + SURE; form.requestSubmit(event.submitter); });
  }, { capture: true });
  form.addEventListener("htmx:confirm", (event) => {
    if (event.target === form && doubtful()) ask(event, () => event.detail.issueRequest());
  });
  form.addEventListener("htmx:beforeOnLoad", async (event) => {
    const to = event.detail.xhr.getResponseHeader("HX-Redirect");
    if (!to) return;
    event.preventDefault();
    if (await inside().catch(() => false)) window.location.assign(to); // no door: where the answer wanted to lead
    else lost.add(event.detail.elt);
  });
  form.addEventListener("htmx:afterRequest", (event) => { if (event.detail.successful && event.detail.requestConfig.verb !== "get") dirty = false; });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) sure = 0;
    else if (isOut(form)) inside().catch(() => {});
  });
  window.addEventListener("beforeunload", (event) => { if (dirty && form.isConnected) event.preventDefault(); });
}
