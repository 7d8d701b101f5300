import type { Definition } from './definition.ts'
import { canonical, sha256 } from './seal.ts'

const known = new WeakMap<Definition, string>()

/** SHA-256, hexadecimal, of a definition's canonical JSON (RFC 8785): by this a version is told from any other. */
export function definitionHash(definition: Definition): string {
  let hash = known.get(definition)
  if (hash === undefined) {
    hash = sha256(canonical(definition))
    known.set(definition, hash)
  }
  return hash
}
