/* The exhibition can be read without this file; it adds notes at names and shows where you are. */
(function () {
  "use strict";
  var things = JSON.parse(document.getElementById("things").textContent);
  var note = document.getElementById("note");

  function tell(event) {
    var mark = event.target.closest ? event.target.closest("a.mark") : null;
    var thing = mark && things[mark.getAttribute("href").slice(1)];
    if (!thing) { note.hidden = true; return; }
    note.textContent = thing;
    note.hidden = false;
    var at = mark.getBoundingClientRect();
    note.style.left = Math.max(8, Math.min(at.left, window.innerWidth - note.offsetWidth - 8)) + "px";
    var below = at.bottom + 8;
    note.style.top = (below + note.offsetHeight > window.innerHeight ? at.top - note.offsetHeight - 8 : below) + "px";
  }
  document.addEventListener("mouseover", tell);
  document.addEventListener("focusin", tell);
  document.addEventListener("keydown", function (event) { if (event.key === "Escape") { note.hidden = true; } });
  document.addEventListener("scroll", function () { note.hidden = true; }, { passive: true });

  if (!("IntersectionObserver" in window)) { return; }
  var links = {};
  document.querySelectorAll(".contents a").forEach(function (link) { links[link.hash.slice(1)] = link; });
  var watch = new IntersectionObserver(function (seen) {
    seen.forEach(function (one) {
      if (!one.isIntersecting || !links[one.target.id]) { return; }
      Object.keys(links).forEach(function (id) { links[id].classList.toggle("here", id === one.target.id); });
    });
  }, { rootMargin: "-20% 0px -70% 0px" });
  Object.keys(links).forEach(function (id) {
    var room = document.getElementById(id);
    if (room) { watch.observe(room); }
  });
})();
