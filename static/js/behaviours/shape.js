/* The composer's buttons that change what is typed (parts of a thread, a poll, what an account has of its own): the server
   answers with the fields as they are then. Without it the same buttons save the post and come back. */
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

  async function ask(region, command, back = "") {
    const body = new FormData(form);
    body.delete("files");
    body.set("shape", command);
    if (back) body.set("back", back);
    const answer = await fetch(form.dataset.shape, { method: "POST", body, headers: { "HX-Request": "true" } });
    if (!answer.ok) return false;
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
    if (region) ask(region, command, button.name === "back" ? button.value : "");
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
