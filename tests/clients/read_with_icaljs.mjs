// Reads calendars with ical.js and prints the events of each as JSON: [UID, first, last, summary], sorted.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [folder, ...files] = process.argv.slice(2);
const loaded = await import(createRequire(folder + "/").resolve("ical.js"));
const ICAL = loaded.default;

// toString leaves out the zeros before a year.
const written = (when) => when.toString().replace(/^\d+/, (year) => year.padStart(4, "0"));

for (const file of files) {
  const root = new ICAL.Component(ICAL.parse(readFileSync(file, "utf8")));
  const events = root.getAllSubcomponents("vevent").map((component) => {
    const end = component.getFirstPropertyValue("dtend");
    const value = (name) => component.getFirstPropertyValue(name);
    return [value("uid"), written(value("dtstart")), end ? written(end) : null, value("summary")];
  });
  events.sort((one, other) => (one[0] < other[0] ? -1 : 1));
  console.log(JSON.stringify(events));
}
