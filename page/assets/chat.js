document.documentElement.lang = /^de\b/i.test(navigator.language) ? 'de' : 'en';

// The newest question stays in view until the reader moves.
const pane = document.getElementById('chat');
let count = 0, following = true;
for (const moved of ['wheel', 'touchmove', 'keydown', 'pointerdown']) {
  pane.addEventListener(moved, () => { following = false; }, {passive: true});
}
const follow = (turns, last) => {
  if (turns.length !== count) following = true;
  count = turns.length;
  if (!last || !following) return;
  if (getComputedStyle(pane).overflowY === 'auto') pane.scrollTop = last.offsetTop - 12;
  else last.scrollIntoView({block: count > 1 ? 'start' : 'nearest'});
};

// A screen reader hears each sentence of the answer that is being written once.
const live = document.createElement('div'), told = new Set();
live.className = 'unseen';
live.id = 'live';
live.setAttribute('role', 'log');
document.body.append(live);
let hearing = null;
const tell = last => {
  const writing = last?.querySelector('.writing');
  if (writing && hearing !== last) {
    hearing = last;
    told.clear();
    live.replaceChildren();
  }
  if (!last || hearing !== last) return;
  for (const part of last.querySelectorAll('.said p, .writing > p:not(.prose), .problem')) {
    const words = (part.querySelector('span:not(.verbatim)') ?? part).textContent;
    if (!told.has(words)) live.append(Object.assign(document.createElement('p'), {textContent: words}));
    told.add(words);
  }
  if (!writing) hearing = null;
};

// What the reader has unfolded stays so while other answers come.
const unfolded = new WeakSet();
element.addEventListener('click', event => {
  const part = event.target.closest('.apart summary')?.parentElement;
  if (part) unfolded[unfolded.has(part) ? 'delete' : 'add'](part);
});

const newest = () => {
  const turns = element.querySelectorAll('.turn'), last = turns[turns.length - 1];
  follow(turns, last);
  return last;
};
new ResizeObserver(newest).observe(pane);  // what could be asked next takes room
new MutationObserver(() => {
  const last = newest();
  tell(last);
  for (const part of element.querySelectorAll('.apart')) part.open = unfolded.has(part);
}).observe(element, {childList: true, subtree: true, characterData: true});
