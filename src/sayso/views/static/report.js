// Words and claims choose one another, by click and by key. The page is whole without this.
"use strict";
(() => {
  const cards = [...document.querySelectorAll(".card")];
  const marks = [...document.querySelectorAll("mark[data-claims]")];
  let current = 0;

  const holds = (mark, n) => mark.dataset.claims.split(" ").includes(String(n));

  function choose(n, from) {
    current = n;
    for (const card of cards) card.classList.toggle("chosen", Number(card.dataset.claim) === n);
    for (const mark of marks) mark.classList.toggle("chosen", holds(mark, n));
    const card = cards[n - 1];
    if (!card) return;
    const narrow = matchMedia("(max-width: 800px)").matches;
    if (from !== "card") card.scrollIntoView({ block: narrow ? "start" : "nearest", behavior: "smooth" });
    if (from !== "text") document.getElementById("t" + n)?.scrollIntoView({ block: "center", behavior: "smooth" });
  }

  for (const mark of marks) {
    mark.addEventListener("click", (event) => {
      event.preventDefault();
      const numbers = mark.dataset.claims.split(" ").map(Number);
      // several claims share some words: each click goes to the next
      choose(numbers[(numbers.indexOf(current) + 1) % numbers.length], "text");
    });
  }
  for (const link of document.querySelectorAll(".go")) {
    // by keyboard the click falls on the link itself, not on the word in it
    link.addEventListener("click", (event) => {
      if (event.target !== link) return;
      event.preventDefault();
      choose(Number(link.id.slice(1)), "text");
    });
  }
  for (const card of cards) {
    card.addEventListener("click", (event) => {
      if (!event.target.closest("summary, a")) choose(Number(card.dataset.claim), "card");
    });
    card.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target === card) choose(Number(card.dataset.claim), "card");
    });
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !cards.length) return;
    if (event.key === "j" || event.key === "n") choose((current % cards.length) + 1);
    if (event.key === "k" || event.key === "p") choose(((current - 2 + cards.length) % cards.length) + 1);
    if (event.key === "Escape") choose(0);
  });
})();
