/* The composer's buttons that change what is typed (parts of a thread, a poll, what an account has of its own): the server
   answers with the fields as they are then. Without it the same buttons save the post and come back. Where words were thrown
   away or cut it can be undone, until somebody types on: the fields are asked for again as they were. */
import { fromTheDoor } from "./signed-out.js";
import offerUndo from "./undo.js";

const WORDS = /^(?:text|part|comment|choice)(?:_|$)/;
const OWN = /^own(?:parts|comment|poll|pictures)_/;

function words(data) {
  return [...data].filter(([name, value]) => WORDS.test(name) && value.trim()).map(([, value]) => value);
}

export default function shape(form) {
  const field = (name) => document.getElementById(name) ?? form.elements[name];

  function cut() {
    for (const piece of form.querySelectorAll("[data-cut]")) {
      const area = field(piece.dataset.cut);
      piece.remove();
      if (!area || area.value === piece.value) continue;
      area.value = piece.value;
      area.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  async function act(region, command, back = "") {
    const before = new FormData(form);
    if (!(await ask(region, command, back))) return;
    const there = words(new FormData(form));
    const told = back ? "back" : command.startsWith("split") ? "split" : "out";
    if (told !== "split" && words(before).every((each) => there.includes(each))) return;
    offerUndo(form, told, () => restore(region.dataset.region, before));
  }

  /* What stands beside the texts comes from the server, what stands in them is put back. */
  async function restore(scope, before) {
    const now = new FormData(form);
    for (const region of form.querySelectorAll("[data-region]")) {
      const here = region.dataset.region;
      const changed = [...new Set([...before.keys(), ...now.keys()])].some((name) => OWN.test(name) && name.endsWith(`_${here}`) && before.has(name) !== now.has(name));
      if (here === scope || here === "shared" || changed) await ask(region, here === "shared" ? "open more" : `open own_${here}`, "", before);
    }
    for (const area of form.querySelectorAll("textarea[name^=text]")) {
      const tick = form.elements[`own_${area.name.slice(5)}`];
      if (tick && tick.checked !== before.has(tick.name)) tick.click();
      if (area.value === before.get(area.name) || (tick && !tick.checked)) continue;
      area.value = before.get(area.name);
      area.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  async function ask(region, command, back = "", body = new FormData(form)) {
    body.delete("files");
    body.set("shape", command);
    if (back) body.set("back", back);
    const answer = await fetch(form.dataset.shape, { method: "POST", body, headers: { "HX-Request": "true" } });
    if (!answer.ok || fromTheDoor(answer)) return false;
    const held = document.activeElement?.id;
    const id = region.id;
    window.htmx.swap(region, await answer.text(), { swapStyle: "outerHTML" });
    const fresh = document.getElementById(id);
    cut();
    const still = held && fresh.querySelector(`#${CSS.escape(held)}`);
    const at = (command.startsWith("open ") && still) || field(fresh.dataset.focus) || still;
    if (at && fresh.contains(at)) focus(at);
    fresh.dispatchEvent(new Event("input", { bubbles: true }));
    return true;
  }

  function focus(at) {
    const inside = at.matches("input, textarea, select, button") ? at : at.querySelector("input:not([type=hidden]), textarea, select, button");
    inside?.focus();
  }

  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=shape], [data-region] button[name=back]");
    if (!button) return;
    event.preventDefault();
    const command = button.name === "shape" ? button.value : button.dataset.shape;
    const account = /^split text_(\d+)$/.exec(command)?.[1];
    const region = button.closest("[data-region]") ?? document.getElementById(account ? `own-${account}` : "more");
    if (region) act(region, command, button.name === "back" ? button.value : "");
  });

  form.addEventListener("change", (event) => {
    const tick = event.target.closest("input[data-shape]");
    if (tick) ask(tick.closest("[data-region]"), tick.dataset.shape);
  });

  // Pictures that came or went can be chosen for the parts, and on each account.
  form.addEventListener("pictures", async () => {
    for (const region of form.querySelectorAll("[data-region]")) {
      if (region.querySelector("[name^=part], [name^=shown]")) await ask(region, region.dataset.region === "shared" ? "open more" : `open own_${region.dataset.region}`);
    }
  });

  form.addEventListener("open", (event) => event.detail.wait(ask(document.getElementById(`own-${event.detail.account}`), `open own_${event.detail.account}`)));
}
