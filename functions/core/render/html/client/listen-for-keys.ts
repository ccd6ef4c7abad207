/** `/` to the search, Escape out of it, `j` and `k` from object to object. Keys with modifiers are the browser's. */
export function listenForKeys(search: HTMLInputElement, clear: () => void): void {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const isTyping = event.target instanceof Element && event.target.closest('input, select, textarea') !== null;
    if (event.key === 'Escape' && event.target === search) {
      clear();
      search.blur();
    } else if (isTyping) {
      return;
    } else if (event.key === '/') {
      event.preventDefault();
      search.focus();
      search.select();
    } else if (event.key === 'j' || event.key === 'k') {
      step(event.key === 'j' ? 1 : -1);
    }
  });
}

function step(by: 1 | -1): void {
  const summaries = [...document.querySelectorAll<HTMLElement>('.object > details > summary')];
  const at = summaries.findIndex(
    (summary) => summary === document.activeElement || summary.closest('.object')?.contains(document.activeElement),
  );
  const next = summaries[at < 0 ? (by > 0 ? 0 : summaries.length - 1) : at + by];
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: 'center' });
}
