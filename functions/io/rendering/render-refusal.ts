/** Something that a repository asks for and does not get: it would leave the repository, or take more than there is. The message fits a report. */
export class RenderRefusal extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'RenderRefusal';
  }
}
