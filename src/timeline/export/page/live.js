/* Asks the server once a second whether the file was saved: loads the page anew, or shows what is wrong with it. */
(() => {
"use strict";
const news = document.getElementById("tl:news"), version = document.body.dataset.version;
async function ask() {
  try {
    const told = await (await fetch("/news", { cache: "no-store" })).json();
    if (told.version !== version) return location.reload();
    if (news.textContent !== told.problems) news.textContent = told.problems;
  } catch {
    news.textContent = "The server has stopped. This is the timeline as it was last.";
  }
  setTimeout(ask, 1000);
}
ask();
})();
