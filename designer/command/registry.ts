// What the palette offers: each page that is open says what can be done on it.

export type AppCommand = {
  /** the same for the same thing, so that it is remembered as recent */
  id: string
  title: string
  group: string
  /** as people press them: "Ctrl+Z" */
  keys?: string
  /** other words for it */
  words?: string
  run(): void
}

/** Asked when the palette opens, so that a list may change without being announced. */
type Source = () => readonly AppCommand[]

export function createRegistry() {
  const sources = new Set<Source>()
  return {
    /** Answers how to take it back. */
    add(source: Source): () => void {
      sources.add(source)
      return () => void sources.delete(source)
    },
    /** Those added last come first: what is open is nearer than what is around it. */
    all(): AppCommand[] {
      const found = new Map<string, AppCommand>()
      for (const source of [...sources].reverse())
        for (const command of source()) if (!found.has(command.id)) found.set(command.id, command)
      return [...found.values()]
    },
  }
}

/** One for the app. */
export const commands = createRegistry()
