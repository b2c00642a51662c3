/* The composer: tabs of accounts that follow the shared text until changed, fresh counters and previews while typing,
   drafts kept by themselves, and a way from a remark to its place. Without it the form works by its buttons. */
import jumps from "./composer-jumps.js";
import questions from "./composer-questions.js";
import shape from "./shape.js";
import { fromTheDoor, isOut, letIn } from "./signed-out.js";
import offerUndo from "./undo.js";

const KEEP = 1500;
const LOST = 30000; // for any answer: after that it counts as lost
const LIGHT = 10000; // characters that a request may carry which outlives its page

export default function composer(form) {
  const shared = (name) => form.querySelector(`[data-shared="${name}"]`);
  const panels = [...form.querySelectorAll("[data-tab-panel]")];
  const tabs = [...form.querySelectorAll("[data-tabs] a")];
  const named = (tab) => tab.hash.slice(1);
  const tabOf = (account) => tabs.find((tab) => named(tab) === `words-${account}`);
  const saved = form.querySelector("[data-saved]");
  let url = form.dataset.autosave;
  let going = null;
  let unanswered = null; // what was sent to be kept and perhaps is
  let pause = KEEP; // before what could not be kept is sent again; twice as long each time
  let timers = {};
  const early = [...form.elements].some((field) => /^(?:text|textarea|url)$/.test(field.type) && field.value !== field.defaultValue);

  // What is typed and not kept yet; the form says so with data-dirty, and with data-keeping while it is kept.
  const dirty = () => "dirty" in form.dataset;
  const soil = (on = true) => { form.toggleAttribute("data-dirty", on); };

  // --- tabs ---------------------------------------------------------------------------------------------------------
  const list = form.querySelector("[data-tabs]");
  list.setAttribute("role", "tablist");
  for (const tab of tabs) {
    tab.setAttribute("role", "tab");
    tab.id = `tab-${named(tab)}`;
    tab.setAttribute("aria-controls", named(tab));
    const panel = document.getElementById(named(tab));
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", tab.id);
  }

  function choose(name, focus = false) {
    for (const tab of tabs) {
      const on = named(tab) === name;
      tab.setAttribute("aria-selected", on);
      tab.tabIndex = on ? 0 : -1;
      if (on && focus) tab.focus();
    }
    for (const panel of panels) panel.hidden = panel.id !== name;
    window.dispatchEvent(new Event("resize"));
  }

  list.addEventListener("click", (event) => {
    const tab = event.target.closest("a");
    if (tab) { event.preventDefault(); choose(named(tab)); }
  });
  list.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const seen = tabs.filter((tab) => !tab.hidden);
    choose(named(seen.at((seen.findIndex((tab) => tab.ariaSelected === "true") + step + seen.length) % seen.length)), true);
  });

  // --- inheritance ----------------------------------------------------------------------------------------------------
  // The server sends the button only where something is its own already.
  function wayBack(box) {
    const { name } = box.querySelector("[data-follows]");
    const button = Object.assign(document.createElement("button"), { name: "back", value: name, textContent: form.dataset.back, className: "button button--small button--quiet" });
    box.querySelector("label").after(button);
    return button;
  }

  const fields = [...form.querySelectorAll("[data-field]")].map((box) => ({
    box,
    input: box.querySelector("[data-follows]"),
    tick: box.querySelector("[data-tick]"),
    back: box.querySelector("[data-back]") ?? wayBack(box),
    kept: null,
  }));

  function mark({ box, tick, back, input }, own) {
    tick.checked = own;
    back.hidden = !own;
    box.toggleAttribute("data-own", own);
    if (!own) input.value = shared(input.dataset.follows).value;
    const panel = box.closest("[data-account]");
    const any = fields.some((field) => field.tick.checked && field.box.closest("[data-account]") === panel);
    const dot = tabOf(panel.dataset.account)?.querySelector("[data-dot]");
    if (dot) dot.hidden = !any;
  }

  for (const field of fields) {
    mark(field, field.tick.checked);
    field.input.addEventListener("input", () => { if (!field.tick.checked) mark(field, true); });
    field.tick.addEventListener("change", () => {
      if (!field.tick.checked) field.kept = field.input.value;
      else if (field.kept !== null) field.input.value = field.kept;
      mark(field, field.tick.checked);
    });
    field.back.addEventListener("click", (event) => {
      event.preventDefault();
      const kept = field.input.value;
      field.kept = kept;
      mark(field, false);
      field.input.focus();
      touched();
      if (kept.trim() && kept !== field.input.value) offerUndo(form, "back", () => { field.input.value = kept; mark(field, true); touched(); });
    });
  }

  function follow(name) {
    for (const field of fields) if (!field.tick.checked && field.input.dataset.follows === name) field.input.value = shared(name).value;
  }

  // --- accounts, campaign and theme -----------------------------------------------------------------------------------
  function accounts() {
    for (const box of form.querySelectorAll("[name=accounts]")) {
      const tab = tabOf(box.value);
      if (tab) tab.hidden = !box.checked;
      if (tab?.ariaSelected === "true" && !box.checked) choose("words");
    }
  }

  function themes() {
    const campaign = form.elements.campaign.value;
    for (const group of form.querySelectorAll("optgroup[data-campaign]")) group.hidden = group.disabled = Boolean(campaign) && group.dataset.campaign !== campaign;
    if (form.elements.theme.selectedOptions[0]?.parentElement.disabled) form.elements.theme.value = "";
  }

  // --- fresh previews, kept drafts ------------------------------------------------------------------------------------
  function touched() {
    soil();
    if (url && form.dataset.unsaved && !going && !isOut(form)) say(form.dataset.unsaved);
    clearTimeout(timers.keep);
    check();
    if (url) timers.keep = setTimeout(keep, KEEP);
  }

  const check = questions(form.querySelector("[data-fresh]"));

  function say(text) { if (saved && saved.textContent !== text) saved.textContent = text; }

  async function keep() {
    if (going) { await going; return touched(); }
    if (!url || !dirty()) return;
    soil(false);
    form.toggleAttribute("data-keeping", true);
    going = send();
    await going;
    going = null;
    form.toggleAttribute("data-keeping", false);
    ours();
  }

  // The server was asked what is new before this page knew of its own last saving: that is no news of somebody else.
  function ours() {
    const news = form.querySelector("#newer [data-revision]");
    if (news) news.hidden = Boolean(going) || Number(news.dataset.revision) <= Number(form.elements.revision.value);
  }
  form.addEventListener("htmx:oobAfterSwap", ours);
  form.addEventListener("htmx:beforeOnLoad", (event) => {
    if (!event.detail.xhr.getResponseHeader("HX-Redirect")) return;
    event.preventDefault();
    letIn(form).catch(() => say(form.dataset.offline));
  });

  function typed() {
    const body = new FormData(form);
    body.delete("files");
    return body;
  }

  function ask(body) {
    const keepalive = document.hidden && shared("text").value.length < LIGHT;
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    return fetch(url, { method: "POST", body, headers: { Accept: "application/json" }, redirect: "manual", keepalive, signal: AbortSignal.timeout(LOST) });
  }

  function later() {
    soil();
    clearTimeout(timers.keep);
    timers.keep = setTimeout(keep, pause);
    pause = Math.min(2 * pause, LOST);
  }

  // What was sent and not answered goes first, as it was: the server knows it again, and no second save takes it for somebody
  // else's.
  async function send() {
    let answer;
    let inside = true;
    const again = unanswered !== null;
    unanswered ??= typed();
    try {
      answer = await ask(unanswered);
      if (fromTheDoor(answer)) inside = await letIn(form);
      if (fromTheDoor(answer) && inside) answer = await ask(unanswered);
    } catch {
      say(form.dataset.offline);
      return later();
    }
    unanswered = null;
    if (!inside) return later();
    if (answer.status < 500) pause = KEEP;
    if (again) touched();
    const told = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
    say(told.sentence ?? (answer.ok ? "" : form.dataset.unsaved));
    if (answer.status === 409) { url = ""; soil(); check(); }
    else if (answer.status >= 500) later();
    else if (!answer.ok) soil();
    if (!told.revision) return;
    form.elements.revision.value = told.revision;
    if (told.post && !form.elements.post.value) {
      form.elements.post.value = told.post;
      form.action = told.action;
      url = told.autosave;
      history.replaceState(null, "", told.url);
    }
  }

  form.addEventListener("input", (event) => {
    if (event.target.dataset.shared) follow(event.target.dataset.shared);
    if (event.target.type !== "file") touched();
  });
  form.addEventListener("change", (event) => {
    if (event.target.name === "accounts") accounts();
    if (event.target.name === "date") form.querySelector("[data-in-stock]").hidden = Boolean(event.target.value);
    if (event.target.name === "campaign") themes();
    if (event.target.name === "theme" && event.target.value) {
      form.elements.campaign.value = event.target.selectedOptions[0].parentElement.dataset.campaign;
      themes();
    }
    if (event.target.type !== "file") touched();
  });
  form.addEventListener("pictures", () => touched());

  let leaving = "";
  form.addEventListener("submit", async (event) => {
    clearTimeout(timers.keep);
    if (isOut(form)) {
      event.preventDefault();
      if (!(await letIn(form).catch(() => false))) return later();
      return form.requestSubmit(event.submitter);
    }
    if (leaving === "gone" || (leaving && going)) return event.preventDefault();
    if (going || unanswered) {
      event.preventDefault();
      leaving = "waits";
      await (going ?? keep());
      if (unanswered) { leaving = ""; return; }
      return form.requestSubmit(event.submitter);
    }
    leaving = "gone";
    soil(false);
  });
  window.addEventListener("pageshow", () => { leaving = ""; });
  window.addEventListener("beforeunload", (event) => { if (dirty() && form.isConnected) event.preventDefault(); });
  document.addEventListener("visibilitychange", () => { if (document.hidden) keep(); });
  form.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey)) return;
    const act = { s: "save", Enter: "submit" }[event.key];
    const button = act && form.querySelector(`.composer__foot [value="${act}"]`);
    if (button) { event.preventDefault(); button.click(); }
  });

  shape(form);
  jumps(form, choose);
  choose("words");
  accounts();
  themes();
  if (early) touched(); // typed while this script was still on its way
}
