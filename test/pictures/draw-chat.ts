import { html } from './escape.ts';

/** A custom notification as Amazon Q Developer posts it to Slack. */
export function drawChat(message: string): string {
  const { content } = JSON.parse(message);
  const steps = content.nextSteps.map((step: string) => `<li>${drawMarkdown(step)}</li>`).join('');
  return `<style>${STYLE}</style><body class="chat"><div class="post"><div class="face">Q</div><div class="what"><b>Amazon Q</b> <span class="app">APP</span>
    <div class="bar"><h3>${drawMarkdown(content.title)}</h3><div class="text">${drawMarkdown(content.description)}</div>
    <b>Next Steps</b><ul>${steps}</ul><p class="keywords">${content.keywords.map((word: string) => `#${html(word)}`).join(' ')}</p></div></div></div></body>`;
}

/** The part of Slack's own markup that stands in these messages. */
function drawMarkdown(text: string): string {
  const safe = text.replaceAll('"', '&quot;');
  return safe
    .split(/(```\n[\s\S]*?\n```)/)
    .map((part) =>
      part.startsWith('```\n')
        ? `<pre>${part.slice(4, -4)}</pre>`
        : part
            .replace(/`([^`\n]+)`/g, '<code>$1</code>')
            .replace(/\*([^*\n]+)\*/g, '<b>$1</b>')
            .replace(/(https?:\/\/[^\s<]+)/g, '<a>$1</a>')
            .replaceAll('\n', '<br>'),
    )
    .join('');
}

const STYLE = `
.chat{zoom:.9;font:15px/1.46 Lato,"Noto Sans","DejaVu Sans","Noto Color Emoji",sans-serif;color:#1d1c1d;background:#fff;margin:0;padding:16px 20px;width:700px}
.post{display:flex;gap:10px}.face{width:36px;height:36px;border-radius:8px;background:#7c3aed;color:#fff;font:700 22px/36px sans-serif;text-align:center;flex:none}
.what{min-width:0;flex:1}.app{background:#e8e8e8;color:#616061;font-size:10px;padding:1px 3px;border-radius:2px}.bar{border-left:4px solid #ddd;padding-left:12px;margin-top:4px}
h3{font-size:16px;margin:2px 0 6px}.text{overflow-wrap:anywhere}a{color:#1264a3;font-size:13px}ul{margin:2px 0;padding-left:20px}.keywords{color:#616061;font-size:12px;margin:4px 0 0}
code{font:12px "DejaVu Sans Mono",monospace;color:#c01343;background:#f6f6f6;border:1px solid #ddd;border-radius:3px;padding:1px 3px}
pre{font:12px/1.5 "DejaVu Sans Mono",monospace;background:#f8f8f8;border:1px solid #ddd;border-radius:4px;padding:8px;margin:4px 0;white-space:pre-wrap;overflow-wrap:anywhere}`;
