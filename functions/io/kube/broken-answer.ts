/** An answer that began well and was cut or garbled on its way: worth another try. `message` completes "the answer ...". */
export class BrokenAnswer extends Error {
  override readonly name = 'BrokenAnswer';
}
