import { isSameJson } from '../../json.ts';
import { readDocument } from '../../manifests/read-document.ts';
import { BadSubstitution, substituteVariables } from '../substitute-variables.ts';
import type { FieldState, FollowedField } from './field-state.ts';

/** A field with its variables filled in: what holds them is where it is set. */
export function fillInVariables(
  state: FieldState,
  field: FollowedField | undefined,
  variables: Readonly<Record<string, string>> | undefined,
): FieldState {
  if (
    variables === undefined ||
    field === undefined ||
    state.type !== 'set' ||
    typeof state.value !== 'string' ||
    !state.value.includes('$')
  )
    return state;
  const filled = fillIn(state.value, variables);
  if (filled === undefined) return state;
  // Variables are filled into the text of a manifest, so a value may become a number.
  const read = readDocument(filled);
  const parsed = 'reason' in read ? undefined : read[0]?.value;
  const value = isSameJson(parsed, field.value) ? field.value : filled;
  return { ...state, value, setter: 'variable' };
}

function fillIn(text: string, variables: Readonly<Record<string, string>>): string | undefined {
  try {
    return substituteVariables(text, variables);
  } catch (error) {
    if (error instanceof BadSubstitution) return undefined;
    throw error;
  }
}
