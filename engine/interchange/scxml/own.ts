// What SCXML has no place for and travels all the same: attributes and elements in a namespace of our own, as the
// standard foresees it for platforms. Shared by the writer and the reader.
//
// 1. The plain document goes first. Where ours only spells out what a plain attribute says (`event`, `target`,
//    `cond`), it counts as long as the two agree: whoever changes the plain one elsewhere has changed the process.
// 2. Text in our attributes has `\\` and `\u0000` for what XML cannot hold. Values that are no text are JSON.

import type { Transition } from '../../definition.ts'
import { writable } from '../xml-writer.ts'

export const ownNamespace = 'https://throughline.example/scxml'

/** How `parseXml` calls an attribute of ours. */
export const ownName = (name: string) => `{${ownNamespace}}${name}`

/** Names of the data model that is CEL; SCXML leaves it open which there are. */
export const celModel = 'cel'

const unwritable = /\\|\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu

export const escapeOwn = (text: string): string =>
  text.replaceAll(unwritable, sign => {
    if ('\t\n\r'.includes(sign)) return sign
    return sign === '\\' ? '\\\\' : `\\u${toHex(sign)}`
  })

export const unescapeOwn = (text: string): string =>
  text.replaceAll(/\\(?:\\|u([\da-f]{4}))/g, (_whole, code: string | undefined) =>
    code === undefined ? '\\' : String.fromCharCode(Number.parseInt(code, 16)),
  )

const toHex = (sign: string) => sign.charCodeAt(0).toString(16).padStart(4, '0')

/** JSON that XML can hold. */
export const toJson = (value: unknown): string =>
  JSON.stringify(value).replaceAll(/\p{Cc}|[\ufffe\uffff]/gu, sign => `\\u${toHex(sign)}`)

/** An event's name as SCXML may have it: without spaces, because they separate names. */
export const toDescriptor = (event: string): string => writable(event).replaceAll(/\s/g, '_') || '_'

/** A guard as one condition. Names of rules stay names. */
export function toCondition(guard: NonNullable<Transition['guard']>): string {
  if (typeof guard === 'string') return guard
  return guard.map(one => (/^[\w.]+$/.test(one) || guard.length === 1 ? one : `(${one})`)).join(' && ')
}

/** Takes a name that nobody has. */
export function unused(name: string, taken: Set<string>): string {
  let free = name
  for (let n = 2; taken.has(free); n++) free = `${name}-${n}`
  taken.add(free)
  return free
}
