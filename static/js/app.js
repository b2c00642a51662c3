/* Starts the behaviours that a page asks for with data-behaviour="name", also in what htmx brings later. */
import "./behaviours/keys.js";
import "./behaviours/menu.js";
import "./behaviours/dialog.js";
import { colour } from "./behaviours/colour.js";
import { focus } from "./behaviours/focus.js";
import { localTime } from "./behaviours/local-time.js";
import { openTab } from "./behaviours/open-tab.js";

const behaviours = {
  autosize: () => import("./behaviours/autosize.js"),
  bulk: () => import("./behaviours/bulk.js"),
  calendar: () => import("./behaviours/calendar.js"),
  chart: () => import("./behaviours/chart.js"),
  "choose-picture": () => import("./behaviours/choose-picture.js"),
  complete: () => import("./behaviours/complete.js"),
  composer: () => import("./behaviours/composer.js"),
  confirm: () => import("./behaviours/confirm.js"),
  copy: () => import("./behaviours/copy.js"),
  counter: () => import("./behaviours/counter.js"),
  dialogs: () => import("./behaviours/dialogs.js"),
  dropzone: () => import("./behaviours/dropzone.js"),
  emoji: () => import("./behaviours/emoji.js"),
  focal: () => import("./behaviours/focal.js"),
  ideas: () => import("./behaviours/ideas.js"),
  here: () => import("./behaviours/here.js"),
  forecast: () => import("./behaviours/forecast.js"),
  insert: () => import("./behaviours/insert.js"),
  inbox: () => import("./behaviours/inbox.js"),
  "leave-guard": () => import("./behaviours/leave-guard.js"),
  "library-drag": () => import("./behaviours/library-drag.js"),
  "library-upload": () => import("./behaviours/library-upload.js"),
  live: () => import("./behaviours/live.js"),
  marks: () => import("./behaviours/marks.js"),
  mentions: () => import("./behaviours/mentions.js"),
  palette: () => import("./behaviours/palette.js"),
  "colour-text": () => import("./behaviours/colour-text.js"),
  pictures: () => import("./behaviours/pictures.js"),
  prepared: () => import("./behaviours/prepared.js"),
  queue: () => import("./behaviours/queue.js"),
  reorder: () => import("./behaviours/reorder.js"),
  rows: () => import("./behaviours/rows.js"),
  shelf: () => import("./behaviours/shelf.js"),
  stock: () => import("./behaviours/stock.js"),
  "submit-on-change": () => import("./behaviours/submit-on-change.js"),
  talk: () => import("./behaviours/talk.js"),
  tabs: () => import("./behaviours/tabs.js"),
  tags: () => import("./behaviours/tags.js"),
  theme: () => import("./behaviours/theme.js"),
  toast: () => import("./behaviours/toast.js"),
  upload: () => import("./behaviours/upload.js"),
  zone: () => import("./behaviours/zone.js"),
};
const started = new WeakMap();
let coming = 0; // behaviours on their way

/* data-js is there where scripts run; it says "ready" while everything that the page asked for is there. */
function expect(more) {
  coming += more;
  document.documentElement.dataset.js = coming ? "" : "ready";
}

async function begin(element, name) {
  const begun = started.get(element) ?? started.set(element, new Set()).get(element);
  if (begun.has(name) || !behaviours[name]) return;
  begun.add(name);
  expect(1);
  try {
    await (await behaviours[name]()).default(element);
  } finally {
    expect(-1);
  }
}

function start(root) {
  const found = [...root.querySelectorAll("[data-behaviour]")];
  if (root.matches?.("[data-behaviour]")) found.push(root);
  for (const element of found) for (const name of element.dataset.behaviour.split(" ")) begin(element, name);
  colour(root);
  focus(root);
  localTime(root);
  openTab(root);
}

expect(0);
start(document);
document.addEventListener("htmx:load", (event) => start(event.detail.elt));
