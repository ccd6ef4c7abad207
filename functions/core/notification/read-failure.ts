import { asString, isJsonObject, type Json, parseJson } from '../json.ts';

/**
 * What went wrong, in words, out of what Step Functions tells of a function that failed: JSON of the error with the places in its code where Lambda
 * could ask it, a plain sentence otherwise.
 */
export function readFailure(cause: string): string {
  const told = parseObject(cause);
  if (!isJsonObject(told)) return cause;
  return asString(told['errorMessage']) ?? asString(told['errorType']) ?? cause;
}

function parseObject(text: string): Json | undefined {
  try {
    return text.startsWith('{') ? parseJson(text) : undefined;
  } catch {
    return undefined;
  }
}
