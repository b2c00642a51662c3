/* Hours of the device beside those of the brand: <span data-at data-zone data-words> says the same moment here, and a form
   with input[name=zone] is meant in the zone of the device. */
function called(zone) {
  const said = new Intl.DateTimeFormat(document.documentElement.lang, { timeZone: zone, timeZoneName: "longGeneric" });
  return said.formatToParts().find((part) => part.type === "timeZoneName").value;
}

export default function here(element) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!zone) return;
  const field = element.querySelector("input[name=zone]");
  if (field && field.value !== zone) {
    field.value = zone;
    const name = element.querySelector("[data-zone-name]");
    if (name) name.textContent = called(zone);
  }
  if (!element.dataset.at || element.dataset.zone === zone) return;
  const moment = new Date(element.dataset.at);
  const say = (where) => moment.toLocaleString(document.documentElement.lang, { timeZone: where, weekday: "long", hour: "2-digit", minute: "2-digit" });
  if (say(zone) === say(element.dataset.zone)) return;
  element.textContent = `${element.dataset.words} ${say(zone)}`;
  element.hidden = false;
}
