import type { Definition } from '../../../engine/definition.ts'

/** What is compared: cases of `version`, all of them where it is null, with the definition that is drawn. */
export type Compared = {
  process: string
  version: number | null
  /** the newest where versions are mixed; 0: the draft */
  drawn: number
  definition: Definition
  layout: unknown
}
