import { html } from './escape.ts';

interface Item {
  readonly type: string;
  readonly style?: string;
  readonly separator?: boolean;
  readonly spacing?: string;
  readonly items?: readonly Item[];
  readonly inlines?: readonly Run[];
  readonly codeSnippet?: string;
}

interface Run {
  readonly text: string;
  readonly weight?: string;
  readonly size?: string;
  readonly fontType?: string;
  readonly highlight?: boolean;
  readonly isSubtle?: boolean;
  readonly selectAction?: object;
}

/** What a workflow is sent, as Teams shows the card. */
export function drawTeams(body: string): string {
  const { attachments } = JSON.parse(body);
  const { body: items, actions = [] } = attachments[0].content;
  const buttons = actions.map(({ title }: { title: string }) => `<a class="button">${html(title)}</a>`).join('');
  return `<style>${STYLE}</style><body class="teams"><div class="card">${items.map(drawItem).join('')}<div class="actions">${buttons}</div></div></body>`;
}

function drawItem({ type, style = '', separator, spacing = '', items = [], inlines = [], codeSnippet = '' }: Item): string {
  switch (type) {
    case 'Container':
      return `<div class="box ${style} ${separator ? 'separator' : ''} ${spacing}">${items.map(drawItem).join('')}</div>`;
    case 'RichTextBlock':
      return `<p class="${spacing}">${inlines.map(drawRun).join('')}</p>`;
    case 'CodeBlock':
      return `<pre>${html(codeSnippet)}<span class="copy">Copy</span></pre>`;
    default:
      throw new Error(`no drawing of an item ${type}`);
  }
}

function drawRun({ text, weight = '', size = '', fontType = '', highlight, isSubtle, selectAction }: Run): string {
  const names = [weight, size, fontType, highlight ? 'highlight' : '', isSubtle ? 'subtle' : '', selectAction === undefined ? '' : 'link'];
  return `<span class="${names.join(' ')}">${html(text)}</span>`;
}

const STYLE = `
.teams{zoom:.9;background:#f5f5f5;margin:0;padding:16px;width:700px;font:14px/1.4 "Segoe UI","Noto Sans","DejaVu Sans","Noto Color Emoji",sans-serif;color:#242424}
.card{background:#fff;border:1px solid #e0e0e0;border-radius:6px;padding:0 16px 14px;overflow:hidden}
p{margin:8px 0 0}p.none{margin-top:2px}p.medium{margin-top:14px}.box{margin-top:10px}.box.medium{margin-top:14px}.separator{border-top:1px solid #e0e0e0;padding-top:4px}
.attention,.warning,.accent,.good{margin:0 -16px 12px;padding:6px 16px 12px}.attention{background:#fdf3f4}.warning{background:#fff9f0}.accent{background:#ebf3fc}.good{background:#f1faf1}
.bolder{font-weight:600}.large{font-size:19px}.small{font-size:12px}.monospace{font-family:"DejaVu Sans Mono",monospace;font-size:12px}.highlight{background:#fff3b0}.subtle{color:#616161}.link{color:#5b5fc7}
pre{font:12px/1.5 "DejaVu Sans Mono",monospace;background:#f0f0f0;border-radius:4px;padding:8px;margin:4px 0;white-space:pre-wrap;overflow-wrap:anywhere;position:relative}
.copy{position:absolute;right:8px;top:6px;color:#5b5fc7}.button{display:inline-block;border:1px solid #d1d1d1;border-radius:4px;padding:5px 14px;margin-top:14px;font-weight:600}`;
