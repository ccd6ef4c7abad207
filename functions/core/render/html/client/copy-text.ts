/** Copies what stands beside a button; where the browser does not let it, the text is selected, so that the keys work. */
export function listenForCopies(root: HTMLElement, announce: (text: string) => void): void {
  root.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest('button.copy') : null;
    const code = button?.parentElement?.querySelector('pre code');
    if (button === null || code === null || code === undefined) return;
    const done = (): void => {
      button.textContent = 'Copied';
      announce('Copied');
    };
    copy(code, done, () => {
      getSelection()?.selectAllChildren(code);
      button.textContent = 'Selected';
      announce('The text is selected: copy it with the keys');
    });
  });
}

function copy(code: Element, done: () => void, failed: () => void): void {
  if (navigator.clipboard === undefined) failed();
  else navigator.clipboard.writeText(code.textContent ?? '').then(done, failed);
}
