/* One file on its way to the library: its line with a bar, and what came of it (waiting, going, taken, twin, refused, broken). */
export class Sending {
  constructor(file, form, folder, { tell, again, show }) {
    Object.assign(this, { file, form, folder, tell, show, state: "waiting", done: 0 });
    const make = (tag, css, text = "") => Object.assign(document.createElement(tag), { className: css, textContent: text });
    this.element = make("li", "upload");
    this.bar = Object.assign(make("progress", ""), { max: 1, value: 0 });
    this.bar.setAttribute("aria-label", file.name);
    this.said = make("span", "upload__said small");
    this.button = Object.assign(make("button", "button button--small", form.dataset.again), { type: "button", hidden: true, onclick: again });
    this.element.append(make("span", "clip", file.name), this.bar, this.said, this.button);
    this.wait();
  }

  wait() {
    this.set("waiting", 0, this.form.dataset.waits);
    this.button.hidden = true;
    this.bar.hidden = false;
    this.bar.value = 0;
  }

  set(state, done, ...said) {
    Object.assign(this, { state, done });
    this.element.dataset.state = state;
    this.said.replaceChildren(...said);
    this.tell();
  }

  end(state, ...said) {
    this.bar.hidden = true;
    this.button.hidden = state !== "broken";
    if (state === "refused" || state === "broken") {
      this.said.setAttribute("role", "alert");
      this.element.parentElement?.prepend(this.element); // among two hundred it would not be found
    }
    this.set(state, 1, ...said);
  }

  send() {
    const body = new FormData();
    body.append("files", this.file);
    body.append("folder", this.folder);
    body.append("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value);
    const request = new XMLHttpRequest();
    request.open("POST", this.form.action);
    request.setRequestHeader("HX-Request", "true");
    this.set("going", 0, "");
    request.upload.onprogress = (event) => {
      if (!event.lengthComputable) return;
      this.bar.value = event.loaded / event.total;
      this.done = 0.9 * this.bar.value;
      this.tell();
    };
    request.upload.onload = () => { this.bar.removeAttribute("value"); this.said.textContent = this.form.dataset.read; };
    return new Promise((done) => {
      request.onloadend = () => { this.answered(request); done(); };
      request.send(body);
    });
  }

  answered(request) {
    const came = new DOMParser().parseFromString(request.responseText, "text/html");
    const [trouble, twin] = ["[data-trouble]", "[data-twin]"].map((name) => came.querySelector(name));
    if ((request.status !== 200 && request.status !== 422) || !came.querySelector("[data-cards]")) return this.end("broken", this.form.dataset.broken);
    if (trouble) return this.end("refused", trouble.textContent);
    if (twin) return this.end("twin", ...twin.childNodes);
    this.show(document.importNode(came.querySelector("[data-cards]").content, true));
    return this.end("taken", this.form.dataset.here);
  }
}
