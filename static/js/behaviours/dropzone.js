/* A .drop around a file input: takes dropped and pasted files; with data-upload sends each at once, showing how far it is. */
export default function dropzone(zone) {
  const input = zone.querySelector("input[type=file]");
  const names = zone.querySelector("[data-names]");

  function send(file) {
    const bar = zone.parentElement.appendChild(document.createElement("progress"));
    bar.setAttribute("aria-label", file.name);
    const body = new FormData();
    body.append(input.name, file);
    const request = new XMLHttpRequest();
    request.open("POST", zone.dataset.upload);
    request.setRequestHeader("HX-Request", "true");
    const headers = JSON.parse(document.body.getAttribute("hx-headers") || "{}");
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => { if (event.lengthComputable) Object.assign(bar, { max: event.total, value: event.loaded }); };
    request.onloadend = () => {
      bar.remove();
      const target = document.querySelector(zone.dataset.target);
      if (target && request.responseText) window.htmx.swap(target, request.responseText, { swapStyle: zone.dataset.swap ?? "beforeend" });
    };
    request.send(body);
  }

  function taken(files) {
    if (zone.dataset.upload) { for (const file of files) send(file); input.value = ""; }
    else if (names) names.textContent = [...files].map((file) => file.name).join(", ");
  }

  input.addEventListener("change", () => taken(input.files));
  zone.addEventListener("dragover", (event) => { event.preventDefault(); zone.dataset.over = ""; });
  for (const end of ["dragleave", "drop"]) zone.addEventListener(end, () => delete zone.dataset.over);
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    input.files = event.dataTransfer.files;
    taken(input.files);
  });
  zone.closest("form")?.addEventListener("paste", (event) => { if (event.clipboardData.files.length) taken(event.clipboardData.files); });
}
