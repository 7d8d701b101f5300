import type { Definition } from '../../engine/definition.ts'
import { toPointer } from '../../engine/paths.ts'
import type { Source } from '../../engine/sources.ts'
import { deedOf, nameOfActor } from './sentence.ts'
import { words } from './texts.ts'

/** Who gave the case the value at a path, by what, and when. */
export type Told = { seq: number; at: string; text: string }
export type SourceOf = (path: readonly (string | number)[]) => Told | undefined

/** A value that has others in it was given by whoever changed one of them last. */
export function sourceOf(sources: readonly Source[], definition: Definition): SourceOf {
  const newest = new Map<string, Source>()
  for (const source of sources)
    for (let path = source.path; ; path = path.slice(0, path.lastIndexOf('/'))) {
      const known = newest.get(path)
      if (!known || known.seq < source.seq) newest.set(path, source)
      if (path === '') break
    }
  return path => {
    const source = newest.get(toPointer(path))
    if (!source) return undefined
    const text = words.sources.told(nameOfActor(source.actor), deedOf(source, definition))
    return { seq: source.seq, at: source.at, text }
  }
}
