// What people are called, by their ids: data of cases and histories name them by these.

let names: ReadonlyMap<string, string> = new Map()

export function learnNames(people: readonly { id: string; name: string }[]): void {
  names = new Map(people.map(({ id, name }) => [id, name]))
}

/** A text as people read it: the id of a colleague is their name. */
export const named = (text: string): string => names.get(text) ?? text
