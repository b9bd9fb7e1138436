// What the pages gain from a script; each works without. A click on a voice, its cue or its source
// does what a click on the initials in the margin does, and what belongs together is outlined.
(() => {
  "use strict";
  const text = document.querySelector(".text");
  if (!text) return;

  const link = (id) => document.getElementById(`v-${id}`);

  const select = (id) => {
    for (const old of document.querySelectorAll(".selected")) old.classList.remove("selected");
    if (!id) return;
    for (const part of text.querySelectorAll(`[data-a~="${CSS.escape(id)}"]`)) {
      part.classList.add("selected");
    }
  };

  text.addEventListener("click", (event) => {
    const initials = event.target.closest(".initials");
    if (initials) return select(initials.dataset.of);
    if (event.target.closest("a") || !getSelection().isCollapsed) return;
    const part = event.target.closest("[data-a]");
    const id = part && part.dataset.a.split(" ").pop();
    if (id) link(id)?.click();
  });

  // The panel is swapped as a whole; what it shows is what is outlined.
  new MutationObserver(() => {
    select(document.getElementById("panel")?.dataset.of);
  }).observe(document.querySelector(".reading > aside"), { childList: true });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const close = document.querySelector("#panel .close");
    if (close) close.click();
  });
})();
