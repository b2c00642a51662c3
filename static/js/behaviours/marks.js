/* Marking clips on a film: by buttons and keys at the moment shown, by sliders, or typed; all say the same. */
const FRAME = 1 / 25;

function read(text) {
  const parts = text.trim().replace(",", ".").split(":").map(Number);
  return text.trim() && !parts.some(Number.isNaN) ? parts.reduce((sum, part) => sum * 60 + part, 0) : null;
}

function shown(seconds) {
  const tenths = Math.round(seconds * 10);
  const minutes = Math.floor(tenths / 600);
  const rest = tenths % 600;
  const end = String(Math.floor(rest / 10)).padStart(2, "0") + (rest % 10 ? `.${rest % 10}` : "");
  return minutes >= 60 ? `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}:${end}` : `${minutes}:${end}`;
}

export default function marks(form) {
  const film = form.querySelector("video");
  const list = form.querySelector("[data-clips]");
  const now = form.querySelector("[data-now]");
  const said = form.querySelector("[data-said]");
  const into = document.querySelector("[data-now-into]");
  const lasts = Number(form.dataset.lasts);
  let number = 1000;
  let until = null;

  const field = (clip, name) => clip.querySelector(`[name=${name}]`);
  const slider = (clip, name) => clip.querySelector(`[data-slider=${name}]`);
  const go = (seconds) => { until = null; film.currentTime = Math.min(lasts, Math.max(0, seconds)); };
  const current = () => list.querySelector("[data-current]") ?? list.querySelector("[data-clip]");

  function choose(clip) {
    for (const other of list.querySelectorAll("[data-current]")) delete other.dataset.current;
    if (clip) clip.dataset.current = "";
  }

  function align(clip) {
    for (const name of ["starts", "ends"]) {
      const moment = read(field(clip, name).value);
      Object.assign(slider(clip, name), { max: lasts, value: moment ?? (name === "starts" ? 0 : lasts) });
      slider(clip, name).setAttribute("aria-valuetext", shown(Number(slider(clip, name).value)));
    }
  }

  function set(clip, name, seconds) {
    field(clip, name).value = shown(Math.min(lasts, Math.max(0, seconds)));
    align(clip);
  }

  function begin(clip) {
    for (const tools of clip.querySelectorAll("[data-tools]")) tools.hidden = false;
    align(clip);
  }

  function add() {
    const clip = form.querySelector("template").content.firstElementChild.cloneNode(true);
    number += 1;
    for (const element of clip.querySelectorAll("[id], [for]")) {
      if (element.id) element.id = element.id.replace("#", number);
      if (element.htmlFor) element.htmlFor = element.htmlFor.replace("#", number);
    }
    const last = list.lastElementChild;
    list.append(clip);
    if (last && field(last, "ends").value) field(clip, "starts").value = field(last, "ends").value;
    begin(clip);
    choose(clip);
    field(clip, "name").focus();
  }

  function drop(clip) {
    const near = clip.nextElementSibling ?? clip.previousElementSibling;
    if (near) clip.remove();
    else for (const input of clip.querySelectorAll("input:not([type=range])")) input.value = "";
    choose(near ?? clip);
    if (!near) align(clip);
    field(near ?? clip, "name").focus();
  }

  function press(button) {
    const clip = button.closest("[data-clip]");
    if ("step" in button.dataset) go(film.currentTime + Number(button.dataset.step));
    else if ("frame" in button.dataset) { film.pause(); go(film.currentTime + FRAME * Number(button.dataset.frame)); }
    else if ("play" in button.dataset) { until = null; if (film.paused) film.play(); else film.pause(); }
    else if ("drop" in button.dataset) drop(clip);
    else if ("look" in button.dataset) {
      go(read(field(clip, "starts").value) ?? 0);
      until = read(field(clip, "ends").value);
      film.play();
    } else if ("mark" in button.dataset) {
      set(current(), button.dataset.mark, film.currentTime);
      said.textContent = `${said.dataset[button.dataset.mark === "starts" ? "begins" : "ends"]} ${shown(film.currentTime)}`;
    }
  }

  function tell() {
    if (now) now.textContent = shown(film.currentTime);
    if (into && document.activeElement !== into) into.value = shown(film.currentTime);
    if (until !== null && film.currentTime >= until) { until = null; film.pause(); }
  }

  film.addEventListener("timeupdate", tell);
  film.addEventListener("seeked", tell);
  if (!list) return;
  for (const tools of form.querySelectorAll("[data-tools]")) tools.hidden = false;
  for (const clip of list.children) begin(clip);
  choose(list.firstElementChild);
  list.addEventListener("focusin", (event) => choose(event.target.closest("[data-clip]")));
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[type=button]");
    if (button) press(button);
    if (event.target.closest("[data-more]")) { event.preventDefault(); add(); }
  });
  list.addEventListener("input", (event) => {
    const clip = event.target.closest("[data-clip]");
    const name = event.target.dataset.slider;
    if (!name) return;
    set(clip, name, Number(event.target.value));
    go(Number(event.target.value));
  });
  list.addEventListener("change", (event) => {
    if (!["starts", "ends"].includes(event.target.name)) return;
    const moment = read(event.target.value);
    if (moment !== null) go(moment);
    align(event.target.closest("[data-clip]"));
  });
}
