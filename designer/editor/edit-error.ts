import { boundsOf, isReservedKey } from '../../engine/parse/bounds.ts'
import { type Problem, problem } from '../../engine/problems.ts'

/** An edit that cannot be made, with a sentence for the owner. */
export class EditError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'EditError'
  }
}

/** What no definition may have as a name is refused where it is written, in the words in which a file is refused. */
export function refuseReserved(name: string): void {
  if (isReservedKey(name)) refuse(problem('reserved-key', '', name))
}

/** The same for names anywhere inside what is written: fields of a form, or of the data that is given. */
export function refuseReservedIn(value: unknown): void {
  const found = boundsOf(value).find(({ code }) => code === 'reserved-key')
  if (found) refuse(found)
}

function refuse({ message }: Problem): never {
  throw new EditError(message)
}
