import { html } from './escape.ts';

interface Embed {
  readonly title: string;
  readonly color: number;
  readonly description: string;
  readonly fields: readonly { readonly name: string; readonly value: string; readonly inline?: true }[];
  readonly footer?: { readonly text: string };
}

/** A message with embeds as Discord shows it. */
export function drawDiscord({ content, embeds }: { readonly content: string; readonly embeds: readonly Embed[] }): string {
  const cards = embeds.map(drawEmbed).join('');
  return `<style>${STYLE}</style><body class="discord"><div class="face">⟂</div><div class="what"><b>Plumbline</b> <span class="app">APP</span><p>${html(content)}</p>${cards}</div></body>`;
}

function drawEmbed({ title, color, description, fields, footer }: Embed): string {
  const cells = fields.map(({ name, value, inline }) => {
    const shown = drawMarkdown(value);
    return `<div class="${inline ? 'inline' : 'whole'}"><b>${html(name)}</b><div>${shown}</div></div>`;
  });
  const foot = footer === undefined ? '' : `<p class="foot">${html(footer.text)}</p>`;
  const edge = `#${color.toString(16).padStart(6, '0')}`;
  return `<div class="embed" style="border-left-color:${edge}"><h3>${html(title)}</h3><p>${html(description)}</p><div class="fields">${cells.join('')}</div>${foot}</div>`;
}

/** The part of Discord's Markdown that stands in these messages. */
function drawMarkdown(text: string): string {
  return html(text)
    .replace(/```\n([\s\S]*?)\n```/g, '<pre>$1</pre>')
    .replace(/`([^`\n]+)`/g, '<code>$1</code>')
    .replace(/\[([^\]]+)\]\((https?:[^)]+)\)/g, '<a>$1</a>')
    .replace(/(^|\s)(https?:\/\/\S+)/g, '$1<a>$2</a>')
    .replace(/\n(?![^<]*<\/pre>)/g, '<br>');
}

const STYLE = `
.discord{zoom:.9;font:15px/1.4 "gg sans","Noto Sans","DejaVu Sans","Noto Color Emoji",sans-serif;color:#dbdee1;background:#313338;margin:0;padding:16px;width:680px;display:flex;gap:12px}
.face{width:36px;height:36px;border-radius:50%;background:#5865f2;color:#fff;font:700 22px/36px sans-serif;text-align:center;flex:none}.what{min-width:0;flex:1}.app{background:#5865f2;color:#fff;font-size:10px;padding:1px 4px;border-radius:3px}
p{margin:4px 0}p:empty{display:none}.embed{background:#2b2d31;border-left:4px solid;border-radius:4px;padding:10px 16px 14px;margin-top:6px;max-width:560px}h3{font-size:15px;margin:4px 0 8px;color:#00a8fc}
.fields{display:grid;grid-template-columns:repeat(12,1fr);gap:8px;font-size:13px}.inline{grid-column:span 4}.whole{grid-column:span 12;overflow-wrap:anywhere}a{color:#00a8fc}.foot{font-size:12px;color:#b5bac1}
code{font:12px "DejaVu Sans Mono",monospace;background:#1e1f22;border-radius:3px;padding:1px 3px}pre{font:12px/1.5 "DejaVu Sans Mono",monospace;background:#1e1f22;border-radius:4px;padding:8px;margin:4px 0;white-space:pre-wrap;overflow-wrap:anywhere}`;
