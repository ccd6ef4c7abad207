import { escapeHtml } from '../escape-html.ts';
import type { PageInstance } from '../page-object.ts';

const AT_ONCE = 500;

/** The places where a rule let something go, below its row, on request. */
export function listenForPlaces(root: HTMLElement, suppressed: readonly (readonly PageInstance[])[]): void {
  root.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>('button.places') : null;
    const row = button?.closest('tr');
    if (button === null || !row) return;
    const isOpen = button.getAttribute('aria-expanded') === 'true';
    button.setAttribute('aria-expanded', String(!isOpen));
    button.textContent = isOpen ? 'Show' : 'Hide';
    if (isOpen) row.nextElementSibling?.remove();
    else row.insertAdjacentHTML('afterend', writePlaces(suppressed[Number(button.dataset['rule'])] ?? []));
  });
}

function writePlaces(instances: readonly PageInstance[]): string {
  const items = instances.slice(0, AT_ONCE).map(({ object, at, live, who }) => {
    const value = live === undefined ? '' : ` = <code>${escapeHtml(live)}</code>`;
    const author = who === undefined ? '' : ` <span class="facts">${escapeHtml(who)}</span>`;
    return `<li>${escapeHtml(object)}${at === undefined ? '' : ` <code>${escapeHtml(at)}</code>`}${value}${author}</li>`;
  });
  const left = instances.length - items.length;
  const more = left > 0 ? `<li>and ${left} more: see the JSON report</li>` : '';
  return `<tr><td></td><td colspan="3"><ul class="notes">${items.join('')}${more}</ul></td></tr>`;
}
