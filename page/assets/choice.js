// Rows are selected, and something is done with them; before they are removed it is asked.
const boxes = () => [...element.querySelectorAll('tbody input:checked')];
const count = () => {
  const n = boxes().length, chosen = element.querySelector('.chosen');
  if (!chosen) return;
  chosen.hidden = !n;
  const button = chosen.querySelector('.choose'), every = element.querySelector('.every');
  button.textContent = button.dataset.some.replace('{count}', n);
  every.checked = n > 0 && n === element.querySelectorAll('tbody input').length;
};
element.addEventListener('change', event => {
  if (event.target.matches('.every')) {
    for (const box of element.querySelectorAll('tbody input')) box.checked = event.target.checked;
  }
  count();
});
element.addEventListener('click', event => {
  const dialog = element.querySelector('dialog'), n = boxes().length;
  if (event.target.closest('.choose')) {
    const asked = dialog.querySelector('p'), {one, many} = asked.dataset;
    asked.textContent = n === 1 ? one : many.replace('{count}', n);
    dialog.showModal();
  } else if (event.target.closest('.yes')) {
    trigger('removing', {ids: boxes().map(box => box.value)});
    dialog.close();
  } else if (event.target.closest('.withdraw, .reinstate')) {
    const again = event.target.closest('.reinstate') ? 'yes' : '';
    trigger('withdrawing', {ids: boxes().map(box => box.value), again});
  } else if (event.target.closest('.no')) dialog.close();
});
watch('value', () => {
  for (const box of boxes()) box.checked = false;
  count();
});
