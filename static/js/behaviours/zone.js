/* A choice of time zone that begins with the one this device is in. */
export default function zone(select) {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if ([...select.options].some((option) => option.value === here)) select.value = here;
}
