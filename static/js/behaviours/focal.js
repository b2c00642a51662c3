/* The focal point of a picture: a click sets it, arrow keys move the mark (with Shift further); kept at once, shown in the crops. */
import { focus } from "./focus.js";

const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const NEAR = 2;
const FAR = 10;

export default function focal(form) {
  const stage = form.querySelector("[data-stage]");
  const mark = form.querySelector("[data-mark]");
  const [left, top] = [form.elements.x, form.elements.y];
  const within = (value) => Math.min(Math.max(Math.round(value * 10) / 10, 0), 100);
  let waiting;

  function show() {
    mark.style.insetInlineStart = `${left.value}%`;
    mark.style.insetBlockStart = `${top.value}%`;
    const said = form.dataset.says.replace("{x}", Math.round(left.value)).replace("{y}", Math.round(top.value));
    mark.setAttribute("aria-valuenow", left.value);
    mark.setAttribute("aria-valuetext", said);
    for (const picture of form.querySelectorAll(".crop img")) picture.dataset.focus = `${left.value / 100} ${top.value / 100}`;
    focus(form);
  }

  function move(x, y) {
    [left.value, top.value] = [within(x), within(y)];
    show();
    clearTimeout(waiting);
    waiting = setTimeout(keep, 350);
  }

  function keep() {
    clearTimeout(waiting);
    waiting = undefined;
    const values = { x: left.value, y: top.value };
    window.htmx.ajax("POST", form.action, { source: form, target: "#focal-saved", values, headers: JSON.parse(document.body.getAttribute("hx-headers")) });
  }

  function at(event) {
    const box = stage.getBoundingClientRect();
    move((100 * (event.clientX - box.left)) / box.width, (100 * (event.clientY - box.top)) / box.height);
  }

  stage.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    event.preventDefault();
    stage.setPointerCapture(event.pointerId);
    mark.focus({ preventScroll: true });
    at(event);
  });
  stage.addEventListener("pointermove", (event) => { if (stage.hasPointerCapture(event.pointerId)) at(event); });
  mark.addEventListener("keydown", (event) => {
    const way = KEYS[event.key];
    if (!way) return;
    event.preventDefault();
    const step = event.shiftKey ? FAR : NEAR;
    move(Number(left.value) + step * way[0], Number(top.value) + step * way[1]);
  });
  window.addEventListener("pagehide", () => { if (waiting) navigator.sendBeacon(form.action, new FormData(form)); });
  mark.hidden = false;
  show();
}
