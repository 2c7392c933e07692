async text => {
  await window.belegCopy(text);
  return text;
}
