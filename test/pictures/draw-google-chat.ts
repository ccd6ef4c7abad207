import { html } from './escape.ts';

interface Widget {
  readonly textParagraph?: { readonly text: string };
  readonly buttonList?: { readonly buttons: readonly { readonly text: string }[] };
}

/** A card as Google Chat shows it; its texts are the few tags of HTML that Chat knows, so they stand as they are. */
export function drawGoogleChat(body: string): string {
  const { header, sections } = JSON.parse(body).cardsV2[0].card;
  const widgets = sections.flatMap((section: { widgets: readonly Widget[] }) => section.widgets).map(drawWidget);
  return `<style>${STYLE}</style><body class="chat"><div class="face">⟂</div><div class="what"><b>Plumbline</b> <span class="app">APP</span>
    <div class="card"><div class="head"><b>${html(header.title)}</b><span>${html(header.subtitle)}</span></div>${widgets.join('')}</div></div></body>`;
}

function drawWidget({ textParagraph, buttonList }: Widget): string {
  if (textParagraph !== undefined) return `<p>${textParagraph.text}</p>`;
  return (buttonList?.buttons ?? []).map(({ text }) => `<a class="button">${html(text)}</a>`).join('');
}

const STYLE = `
.chat{zoom:.9;font:14px/1.45 Roboto,"Noto Sans","DejaVu Sans","Noto Color Emoji",sans-serif;color:#202124;background:#fff;margin:0;padding:16px;width:660px;display:flex;gap:12px}
.face{width:36px;height:36px;border-radius:50%;background:#1a73e8;color:#fff;font:700 22px/36px sans-serif;text-align:center;flex:none}.what{min-width:0;flex:1}.app{background:#e8eaed;font-size:10px;padding:1px 4px;border-radius:3px}
.card{border:1px solid #dadce0;border-radius:8px;margin-top:6px;padding-bottom:14px}.head{padding:12px 16px;border-bottom:1px solid #e8eaed;display:flex;flex-direction:column}.head b{font-size:15px}.head span{color:#5f6368;font-size:12px}
p{margin:12px 16px 0;overflow-wrap:anywhere}a{color:#1a73e8}code{font:12px "DejaVu Sans Mono",monospace;white-space:pre-wrap;background:#f1f3f4}.button{display:inline-block;margin:14px 16px 0;font-weight:600}`;
