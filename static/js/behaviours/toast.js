/* Messages that go by themselves. The server sends one with a redirect, or with the header
   HX-Trigger: {"toast": {"text": "…", "tone": "good", "undo": "/address"}}; a script dispatches the same, where undo is what
   to do. While an Undo stands there, Ctrl-Z presses it. */
const ICONS = { good: "check-circle", warn: "warning", bad: "stop", info: "info", idle: "info" };
const STAYS = 7000;

export default function toast(box) {
  const token = () => JSON.parse(document.body.getAttribute("hx-headers") || "{}")["X-CSRFToken"] ?? "";

  function draw(name) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("class", "icon");
    svg.setAttribute("aria-hidden", "true");
    svg.append(Object.assign(document.createElementNS(svg.namespaceURI, "use")));
    svg.firstChild.setAttribute("href", `${box.dataset.sprite}#${name}`);
    return svg;
  }

  function button(text, css) {
    return Object.assign(document.createElement("button"), { type: "button", className: css, textContent: text });
  }

  function live(item) {
    const close = button("", "button button--icon button--quiet button--small");
    close.setAttribute("aria-label", box.dataset.close);
    close.append(draw("close"));
    close.onclick = () => item.remove();
    item.append(close);
    let left;
    const wait = () => { left = setTimeout(() => item.remove(), item.dataset.tone === "bad" ? STAYS * 3 : STAYS); };
    item.addEventListener("pointerenter", () => clearTimeout(left));
    item.addEventListener("focusin", () => clearTimeout(left));
    item.addEventListener("pointerleave", wait);
    wait();
  }

  function add({ text, tone = "good", undo }) {
    const item = Object.assign(document.createElement("div"), { className: "toast" });
    item.dataset.tone = tone;
    item.append(draw(ICONS[tone] ?? "info"), Object.assign(document.createElement("span"), { className: "toast__text", textContent: text }));
    if (undo) {
      const back = button(box.dataset.undo, "button button--small");
      back.dataset.undoes = "";
      back.onclick = async () => {
        if (typeof undo === "function") {
          item.remove();
          return undo();
        }
        const answer = await fetch(undo, { method: "POST", headers: { "X-CSRFToken": token(), "X-Requested-With": "fetch" } });
        if (answer.ok) location.reload();
      };
      item.append(back);
    }
    box.append(item);
    live(item);
    return item;
  }

  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable], dialog[open]")) return;
    const undo = [...box.querySelectorAll("[data-undoes], form button")].pop();
    if (!undo) return;
    event.preventDefault();
    undo.click();
  });

  for (const item of box.children) live(item);
  document.body.addEventListener("toast", (event) => { event.detail.item = add(event.detail); });
  document.body.addEventListener("htmx:sendError", () => add({ text: box.dataset.offline, tone: "bad" }));
  document.body.addEventListener("htmx:responseError", (event) => {
    if (event.detail.xhr.status >= 500) add({ text: box.dataset.broken, tone: "bad" });
  });
}
