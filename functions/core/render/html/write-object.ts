import { escapeHtml } from './escape-html.ts';
import { markChange } from './mark-change.ts';
import type { PageField, PageLine, PageObject, PagePlace } from './page-object.ts';

const SIGNS: Readonly<Record<PageObject['type'], string>> = { modified: '~', missing: '−', unmanaged: '+' };

/** One object as HTML. The page's script and the reports themselves both use it, so that what is read without a script is the same. */
export function writeObject(object: PageObject, id: number, state: 'open' | 'closed'): string {
  const { level, type, kind, name, namespace, team, why } = object;
  const subject = `${escapeHtml(kind)} <b>${breakable(name)}</b>`;
  const facts = [...(team === undefined ? [] : [`team ${escapeHtml(team)}`]), describeSize(object)].filter((text) => text !== '');
  return [
    `<article class="object ${level}" id="o${id}"><details${state === 'open' ? ' open' : ''}>`,
    `<summary><span class="level">${level}</span><span class="sign" title="${type}">${SIGNS[type]}</span><span class="subject">`,
    `<span class="name">${subject}</span>${namespace === '' ? '' : `<span class="namespace">${escapeHtml(namespace)}</span>`}</span>`,
    `<span class="why">${escapeHtml(why)}${writePreview(object.fields)}</span><span class="facts">${facts.join(' · ')}</span></summary>`,
    `<div class="body">${writeAbout(object)}${writeFields(object.fields)}${writeWaysOut(object)}</div></details></article>`,
  ].join('');
}

/** What stands in the line of an object that is closed: the field that decided. */
function writePreview([field]: readonly PageField[]): string {
  const [line, ...others] = field?.lines ?? [];
  if (field === undefined || line === undefined || others.length > 0) return '';
  const [git, cluster] = [line.desired ?? 'nothing', line.live ?? 'nothing'].map((text) =>
    escapeHtml(text.length > 60 ? `${text.slice(0, 57).toWellFormed()}…` : text),
  );
  return `<span class="preview"><code>${breakable(field.at)}</code> <code class="git">${git}</code> <code class="live">${cluster}</code></span>`;
}

function describeSize({ type, fields }: PageObject): string {
  switch (type) {
    case 'missing':
      return 'missing';
    case 'unmanaged':
      return 'unmanaged';
    case 'modified':
      return fields.length === 1 ? '1 field' : `${fields.length} fields`;
  }
}

function writeAbout({ place, blame, story, level, rule, override }: PageObject): string {
  const judged = `${level} by the rule “${escapeHtml(rule)}”${override === undefined ? '' : `, set in ${escapeHtml(override)}`}`;
  const links = [place, blame].flatMap((each) => (each === undefined ? [] : [writePlace(each)]));
  const parts = [...links, ...(story === undefined ? [] : [escapeHtml(story)]), judged];
  return `<p class="about">${parts.join(' <span aria-hidden="true">·</span> ')}</p>`;
}

function writeFields(fields: readonly PageField[]): string {
  if (fields.length === 0) return '';
  const head =
    '<thead><tr><th scope="col">Field</th><th scope="col">In git</th><th scope="col">In the cluster</th><th scope="col">Who, and when</th></tr></thead>';
  return `<table class="fields">${head}${fields.map(writeField).join('')}</table>`;
}

function writeField({ at, level, why, lines, cause, who, when, age, note, place, blame }: PageField): string {
  const rows = lines.length === 0 ? [{}] : lines;
  const span = rows.length > 1 ? ` rowspan="${rows.length}"` : '';
  const author = who === undefined ? '' : `<span class="by">${escapeHtml(who)}</span>`;
  const time = when === undefined ? '' : `<span class="when" title="${escapeHtml(when)}">${escapeHtml(age ?? when)} or earlier</span>`;
  const story = [
    `<span class="cause">${escapeHtml(cause)}</span>`,
    author,
    time,
    ...(note === undefined ? [] : [`<span class="note">${escapeHtml(note)}</span>`]),
    ...(place === undefined ? [] : [writePlace(place)]),
    ...(blame === undefined ? [] : [writePlace(blame)]),
  ].join('');
  const reason = why === undefined ? '' : `<span class="weight ${level}">${level}: ${escapeHtml(why)}</span>`;
  return `<tbody>${rows
    .map((line, i) => {
      const [first, last] =
        i === 0 ? [`<th scope="row"${span}>${writePath(at)}${reason}</th>`, `<td class="story"${span}>${story}</td>`] : ['', ''];
      return `<tr>${first}${writeSides(line)}${last}</tr>`;
    })
    .join('')}</tbody>`;
}

/** The last step is what one looks for. */
function writePath(at: string): string {
  const cut = at.lastIndexOf(at.endsWith(']') ? '[' : '.');
  const [before, last] = cut <= 0 ? ['', at] : [at.slice(0, cut), at.slice(cut)];
  return `<code class="path">${breakable(before)}<b>${breakable(last)}</b></code>`;
}

/** Long names break where people would break them. */
function breakable(text: string): string {
  return escapeHtml(text).replace(/(?<=.)[.[/-]/g, '<wbr>$&');
}

function writeSides({ label, desired, live, remark }: PageLine): string {
  const [git, cluster] =
    desired !== undefined && live !== undefined
      ? markChange(desired, live)
      : [desired === undefined ? undefined : escapeHtml(desired), live === undefined ? undefined : escapeHtml(live)];
  const about = label === undefined ? '' : `<span class="label">${escapeHtml(label)}</span>`;
  if (git === undefined && cluster === undefined) return `<td colspan="2" class="remark">${about}${escapeHtml(remark ?? '')}</td>`;
  const more = remark === undefined ? '' : `<span class="remark">${escapeHtml(remark)}</span>`;
  return `${writeSide('git', git === undefined ? '' : about, git)}${writeSide('live', git === undefined ? about : '', cluster, more)}`;
}

function writeSide(side: 'git' | 'live', label: string, value: string | undefined, more = ''): string {
  const absent = side === 'git' ? 'not in git' : 'not in the cluster';
  const shown = value === undefined ? `<span class="none">${absent}</span>` : `<code>${value}</code>`;
  return `<td class="${side}" data-side="${side === 'git' ? 'In git' : 'In the cluster'}">${label}${shown}${more}</td>`;
}

function writePlace({ text, href }: PagePlace): string {
  const code = `<code>${breakable(text)}</code>`;
  return `<span class="place">${href === undefined ? code : `<a href="${escapeHtml(href)}" rel="noopener noreferrer">${code}</a>`}</span>`;
}

function writeWaysOut({ restore, adopt, name }: PageObject): string {
  const ways = [
    writeWay('Restore', 'put git’s state back', restore, name),
    writeWay('Adopt', 'make git say what the cluster has', adopt, name),
  ].join('');
  return ways === '' ? '' : `<details class="ways"><summary>Ways out: restore or adopt</summary><div class="both">${ways}</div></details>`;
}

function writeWay(title: string, does: string, text: string | undefined, name: string): string {
  if (text === undefined) return '';
  const label = `Copy: ${title.toLowerCase()} ${name}`;
  return `<div class="way"><p><b>${title}</b> ${does}</p><pre><code>${escapeHtml(text)}</code></pre><button type="button" class="copy" aria-label="${escapeHtml(label)}">Copy</button></div>`;
}
