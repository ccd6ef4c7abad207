import type { UncheckedFileReason } from '../desired-state.ts';

/** Why a text cannot be read as YAML. `offset` is where in that text. The message never quotes the text: it may hold a secret. */
export class YamlProblem extends Error {
  readonly reason: UncheckedFileReason;
  readonly offset: number;

  constructor(reason: UncheckedFileReason, message: string, offset: number) {
    super(message);
    this.name = 'YamlProblem';
    this.reason = reason;
    this.offset = offset;
  }
}
