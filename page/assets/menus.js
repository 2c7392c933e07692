// One menu is open at a time, until something is chosen or clicked elsewhere.
const menus = () => document.querySelectorAll('.menu[open]');
document.addEventListener('toggle', event => {  // it opens where there is room
  const menu = event.target;
  if (!menu.matches('.menu[open]')) return;
  const at = menu.getBoundingClientRect(), list = menu.querySelector('div');
  const above = at.top - list.offsetHeight - 4, below = at.bottom + 4;
  list.style.left = `${Math.max(12, Math.min(at.left, innerWidth - list.offsetWidth - 12))}px`;
  list.style.top = `${below + list.offsetHeight < innerHeight ? below : Math.max(above, 4)}px`;
}, true);
document.addEventListener('scroll', () => { for (const menu of menus()) menu.open = false; },
  {capture: true, passive: true});
document.addEventListener('click', event => {
  for (const menu of menus()) {
    if (!menu.contains(event.target) || event.target.closest('.menu button')) menu.open = false;
  }
});
document.addEventListener('keydown', event => {
  if (event.key !== 'Escape') return;
  for (const menu of menus()) {
    menu.open = false;
    menu.querySelector('summary').focus();
  }
});
window.belegCopy = async text => {
  try {
    await navigator.clipboard.writeText(text);
  } catch {  // no https: the older way
    const field = Object.assign(document.createElement('textarea'), {value: text});
    document.body.append(field);
    field.select();
    document.execCommand('copy');
    field.remove();
  }
};
