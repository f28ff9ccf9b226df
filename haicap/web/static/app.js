// Makes pages forgiving on bad lines. Every page works without it.
(() => {
  const net = document.getElementById("net");
  let wait = 30000;
  const show = (on) => {
    if (!net) return;
    const word = net.dataset[on ? "on" : "off"];
    if (net.textContent !== word) net.textContent = word;
    net.classList.toggle("off", !on);
    net.hidden = false;
  };
  const ping = async () => {
    try {
      const answer = await fetch("/ping", { cache: "no-store", signal: AbortSignal.timeout(10000) });
      show(answer.ok);
      wait = answer.ok ? 30000 : 5000;
    } catch {
      show(false);
      wait = Math.min(wait === 30000 ? 5000 : wait * 2, 60000);
    }
    setTimeout(ping, wait);
  };
  show(navigator.onLine);
  addEventListener("online", () => show(true));
  addEventListener("offline", () => show(false));
  setTimeout(ping, wait);

  // Long texts outlive a lost connection; they are forgotten once another page has come.
  const store = sessionStorage, here = "text " + location.pathname + " ";
  for (const key of Object.keys(store))
    if (key.startsWith("sent ") && key !== "sent " + here)
      for (const text of Object.keys(store))
        if (text === key || text.startsWith(key.slice(5))) store.removeItem(text);
  for (const area of document.querySelectorAll("textarea[name]")) {
    if (!area.value) area.value = store.getItem(here + area.name) || "";
    area.addEventListener("input", () => store.setItem(here + area.name, area.value));
  }

  // A form is sent once; the server would know the second one anyway by its key.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.forget !== undefined) store.clear();
    if (form.method !== "post") return;
    if (form.dataset.busy) return event.preventDefault();
    form.dataset.busy = "1";
    store.setItem("sent " + here, "");
    event.submitter?.setAttribute("aria-disabled", "true");
    setTimeout(() => free(form), 20000);
  });
  const free = (form) => {
    delete form.dataset.busy;
    for (const b of form.querySelectorAll("[aria-disabled]")) b.removeAttribute("aria-disabled");
  };
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
  addEventListener("pageshow", () => document.querySelectorAll("form").forEach(free));
})();
