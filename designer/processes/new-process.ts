// How a new process begins: from nothing, or from a file of somebody else's.

import { type Definition, limits } from '../../engine/definition.ts'
import { fromXstateJson } from '../../engine/interchange/from-xstate-json.ts'
import { readScxml } from '../../engine/interchange/scxml.ts'
import { isObject, type Json } from '../../engine/json.ts'
import { parseDefinition } from '../../engine/parse.ts'
import { indexStates } from '../../engine/paths.ts'
import type { Layout } from '../editor/draft.ts'

export type Reading = { definition?: Definition; remarks: string[] }

/** Latin letters that are no other letter with a mark. */
const spelled: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ð: 'd',
  đ: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
}

/**
 * As processes are named in addresses: small letters, digits and hyphens. A name in another script gets a number
 * that is always the same for it. Empty when the name has neither letters nor digits.
 */
export function idOf(name: string): string {
  if (/(?!\p{Script=Latin})\p{L}/u.test(name)) return `process-${numberOf(name)}`
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, letter => spelled[letter] ?? letter)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80)
}

/** FNV-1a, 32 bits: short, and not for secrets. */
function numberOf(name: string): string {
  let hash = 0x811c9dc5
  for (const letter of name.normalize('NFC')) hash = Math.imul(hash ^ letter.codePointAt(0)!, 0x01000193)
  return (hash >>> 0).toString(36)
}

export const blank = (id: string, name: string): Definition => ({
  id,
  name,
  initial: 'start',
  states: { start: { title: 'Start' } },
})

/** Where nothing is said of where states are drawn, they are put in order, as `Tidy up` does it. */
export async function placesFor(definition: Definition, layout: Json): Promise<Json> {
  const isPlaced = isObject(layout) && isObject(layout.states) && Object.keys(layout.states).length > 0
  // The process itself is one of them; a state alone needs no order.
  if (isPlaced || indexStates(definition).byPath.size <= 2) return layout
  const nowhere: Layout = { origin: 'parent', states: {} }
  const { placeAll } = await import('../diagram/auto-layout.ts')
  return (await placeAll(definition, nowhere)) as unknown as Json
}

/** A definition from a file's text: our own, XState's, or SCXML, told apart by what they look like. Never throws. */
export function readProcess(text: string): Reading {
  if (text.length > limits.size) return { remarks: [] }
  if (text.trimStart().startsWith('<')) return said(readScxml(text))
  const own = parseDefinition(text)
  if (own.definition) return { definition: own.definition, remarks: [] }
  const machine = looksLikeXstate(text) ? fromXstateJson(text) : undefined
  if (machine?.definition) return said(machine)
  return { remarks: own.problems.map(inWords) }
}

/** An XState machine has no name, and a definition must have one. */
function looksLikeXstate(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) && isObject(value.states) && value.name === undefined
  } catch {
    return false
  }
}

type Remark = { message: string; line?: number | undefined }

const inWords = ({ message, line }: Remark) => (line === undefined ? message : `Line ${line}: ${message}`)

const said = ({ definition, notes }: { definition?: Definition; notes: Remark[] }): Reading => ({
  ...(definition && { definition }),
  remarks: notes.map(inWords),
})
