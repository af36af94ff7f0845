const boxes = [...document.querySelectorAll(".filter input[data-c]")];
const onlyWrong = document.querySelector("#only-wrong");
const articles = [...document.querySelectorAll("article")];
const said = document.querySelector("#said");
function show() {
  const chosen = new Set(boxes.filter((box) => box.checked).map((box) => box.dataset.c));
  let left = 0;
  for (const article of articles) {
    for (const row of article.querySelectorAll(".row[data-c]")) row.hidden = !chosen.has(row.dataset.c);
    const wrong = article.dataset.wrong.split(" ").some((one) => chosen.has(one));
    article.hidden = onlyWrong.checked && !wrong;
    if (!article.hidden) left += 1;
  }
  said.textContent = `${left} / ${articles.length}`;
}
for (const box of [...boxes, onlyWrong]) box.addEventListener("change", show);
document.querySelector(".filter").hidden = false;
show();
