// The quote behind a citation while it is pointed at or focused; its card beside is marked.
const tip = document.createElement('div'), words = document.createElement('p');
const about = document.createElement('small');
tip.className = 'preview';
tip.id = 'preview';
tip.setAttribute('role', 'tooltip');
tip.hidden = true;
tip.append(words, about);
document.body.append(tip);
let waiting = 0;
const card = cite => [...document.querySelectorAll('#evidence .quote')].find(
  quote => ['article', 'start', 'end'].every(name => quote.dataset[name] === cite.dataset[name]));
const hide = () => {
  tip.hidden = true;
  document.querySelector('.quote.here')?.classList.remove('here');
};
const show = cite => {
  clearTimeout(waiting);
  hide();
  words.textContent = cite.dataset.quote;
  about.textContent = cite.dataset.about;
  cite.setAttribute('aria-describedby', tip.id);
  tip.hidden = false;
  const at = cite.getBoundingClientRect();
  const room = element.getBoundingClientRect().right - tip.offsetWidth;
  const above = at.top - tip.offsetHeight - 6;
  tip.style.left = `${Math.max(12, Math.min(at.left - 24, room))}px`;
  tip.style.top = `${above > 0 ? above : at.bottom + 6}px`;
  const quote = card(cite);
  quote?.classList.add('here');
  if (quote?.checkVisibility({visibilityProperty: true})) quote.scrollIntoView({block: 'nearest'});
};
const later = () => { waiting = setTimeout(hide, 150); };  // time to move onto it
for (const [name, does] of [['mouseover', show], ['focusin', show], ['mouseout', later], ['focusout', later]]) {
  element.addEventListener(name, event => {
    const cite = event.target.closest('.cite');
    if (cite) does(cite);
  });
}
tip.addEventListener('mouseenter', () => clearTimeout(waiting));
tip.addEventListener('mouseleave', later);
document.addEventListener('keydown', event => { if (event.key === 'Escape') hide(); });
document.addEventListener('scroll', () => { tip.hidden = true; }, {capture: true, passive: true});
element.addEventListener('click', event => { if (event.target.closest('.cite')) tip.hidden = true; });
