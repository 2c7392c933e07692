document.documentElement.lang = /^de\b/i.test(navigator.language) ? 'de' : 'en';
const pane = document.getElementById('chat');
let count = 0, following = true;
pane.addEventListener('scroll', () => {
  following = pane.scrollHeight - pane.scrollTop - pane.clientHeight < 120;
});
watch('value', () => {
  const turns = element.querySelectorAll('.turn'), last = turns[turns.length - 1];
  if (last && turns.length !== count) {
    following = true;
    if (pane.scrollHeight <= pane.clientHeight) last.scrollIntoView({block: 'nearest'});
  }
  count = turns.length;
  if (last && following) pane.scrollTop = last.offsetTop - 12;
});
