import { asJsonObject, type Json } from '../../json.ts';
import { readObjects, readText, readTextMap, readTexts } from '../read-fields.ts';

/** Whether labels are what a selector asks for: `matchLabels` and `matchExpressions`. One that is absent asks for nothing. */
export function matchesLabels(selector: Json | undefined, labels: Readonly<Record<string, string>>): boolean {
  const { matchLabels, matchExpressions } = asJsonObject(selector);
  const hasAll = Object.entries(readTextMap(matchLabels)).every(([key, value]) => labels[key] === value);
  return hasAll && readObjects(matchExpressions).every((expression) => matchesExpression(expression, labels));
}

function matchesExpression(expression: Readonly<Record<string, Json>>, labels: Readonly<Record<string, string>>): boolean {
  const value = labels[readText(expression['key']) ?? ''];
  const values = readTexts(expression['values']);
  switch (expression['operator']) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return false;
  }
}
