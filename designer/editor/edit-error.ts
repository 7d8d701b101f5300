/** An edit that cannot be made, with a sentence for the owner. */
export class EditError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'EditError'
  }
}
