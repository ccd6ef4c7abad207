import { asString } from '../../json.ts';
import type { FillText } from './template.ts';

/** `{{name}}` by its name alone; what is not known stays as it stands (argo-cd:applicationset/utils/utils.go, Replace without goTemplate). */
export const fillFastTemplate: FillText = (text, parameters) => ({
  type: 'text',
  text: text.replace(/\{\{([\s\S]*?)\}\}/g, (all, tag: string) => asString(parameters[tag.trim()]) ?? all),
});
