let about = null;
const dialogs = () => element.querySelectorAll('dialog');
element.addEventListener('click', event => {
  const button = event.target.closest('button');
  if (!button) return;
  const [renaming, deleting] = dialogs();
  if (button.matches('.rename')) {
    about = button.dataset;
    renaming.querySelector('input').value = about.title;
    renaming.showModal();
    renaming.querySelector('input').select();
  } else if (button.matches('.delete')) {
    about = button.dataset;
    deleting.querySelector('p').textContent = about.asked;
    deleting.showModal();
  } else if (button.matches('.no')) button.closest('dialog').close();
  else if (button.matches('.yes') && deleting.contains(button)) {
    deleting.close();
    trigger('deleting', {conversation: about.conversation});
  }
});
element.addEventListener('submit', event => {
  event.preventDefault();
  const [renaming] = dialogs();
  renaming.close();
  trigger('renaming', {conversation: about.conversation, title: renaming.querySelector('input').value});
});
