// What the fields above the table say, once there was a moment without typing.
let typing = 0;
const tell = () => {
  const form = element.querySelector('form');
  trigger('filtering', Object.fromEntries(new FormData(form)));
};
element.addEventListener('input', event => {
  clearTimeout(typing);
  typing = setTimeout(tell, event.target.type === 'search' ? 150 : 0);
});
element.addEventListener('submit', event => event.preventDefault());
watch('value', () => {  // the lists may have changed under what is chosen
  for (const one of element.querySelectorAll('select')) one.value = one.dataset.chosen;
});
