/* Pictures into a post: dropped, pasted or chosen, each sent at once with its progress; in the list they move and go. */
export default function upload(zone) {
  const form = zone.closest("form");
  const input = zone.querySelector("input[type=file]");
  const list = form.querySelector("#pictures");
  const going = form.querySelector("[data-going]");

  function changed() { form.dispatchEvent(new CustomEvent("pictures", { bubbles: true })); }

  function take(html) {
    const before = new Set([...list.children]);
    window.htmx.swap(list, html, { swapStyle: "beforeend" });
    for (const item of [...list.querySelectorAll("[data-picture]")]) {
      const twin = [...list.querySelectorAll(`[data-picture="${item.dataset.picture}"]`)];
      if (twin.length > 1 && !before.has(item)) item.remove();
    }
    changed();
  }

  function send(file) {
    const line = document.createElement("div");
    line.className = "going";
    const bar = Object.assign(document.createElement("progress"), { max: 1, value: 0 });
    bar.setAttribute("aria-label", file.name);
    line.append(Object.assign(document.createElement("span"), { className: "clip small", textContent: file.name }), bar);
    going.append(line);
    const body = new FormData();
    body.append("files", file);
    body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    const request = new XMLHttpRequest();
    request.open("POST", zone.dataset.upload);
    request.setRequestHeader("HX-Request", "true");
    request.upload.onprogress = (event) => { if (event.lengthComputable) bar.value = event.loaded / event.total; };
    request.upload.onload = () => bar.removeAttribute("value");
    return new Promise((done) => {
      request.onloadend = () => {
        line.remove();
        if ((request.status === 200 || request.status === 422) && !request.getResponseHeader("HX-Redirect")) take(request.responseText);
        else list.insertAdjacentElement("afterend", trouble(`${file.name}: ${zone.dataset.broken}`));
        done();
      };
      request.send(body);
    });
  }

  function trouble(text) {
    const note = Object.assign(document.createElement("p"), { className: "field__error", textContent: text });
    note.setAttribute("role", "alert");
    return note;
  }

  async function taken(files) {
    for (const old of form.querySelectorAll("[data-trouble]")) old.remove();
    const waiting = [...files];
    const worker = async () => { while (waiting.length) await send(waiting.shift()); };
    await Promise.all([worker(), worker()]);
  }

  input.addEventListener("change", () => { taken(input.files); input.value = ""; });
  for (const name of ["dragenter", "dragover"]) form.addEventListener(name, (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    zone.dataset.over = "";
  });
  form.addEventListener("dragleave", (event) => { if (!form.contains(event.relatedTarget)) delete zone.dataset.over; });
  form.addEventListener("drop", (event) => {
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    delete zone.dataset.over;
    taken(event.dataTransfer.files);
  });
  form.addEventListener("paste", (event) => {
    if (!event.clipboardData.files.length) return;
    event.preventDefault();
    taken(event.clipboardData.files);
  });

  list.addEventListener("click", (event) => {
    const item = event.target.closest("[data-picture]");
    const drop = event.target.closest("[data-drop]");
    const move = event.target.closest("[data-move]");
    if (!item || !(drop || move)) return;
    event.preventDefault();
    if (drop) item.remove();
    else if (move.dataset.move === "-1") item.previousElementSibling?.before(item);
    else item.nextElementSibling?.after(item);
    if (move) move.focus();
    changed();
  });

  form.addEventListener("chosen", async (event) => {
    const answer = await fetch(event.detail.url, { headers: { "HX-Request": "true" } });
    if (answer.ok) take(await answer.text());
  });
}
