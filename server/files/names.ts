import type { FileKind } from './kinds.ts'

const longest = 200
// Characters that turn the direction of what follows: "exe.fdp" could be shown as "pdf.exe".
const turning = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu
const invisible = /[\p{Cc}\p{Zl}\p{Zp}\uFEFF]/gu

/**
 * What an attached file is called: the last part of a path, without what cannot be seen, and with an ending that fits
 * what is in it, so that no program is found behind the name of a text.
 */
export function fileName(given: string, { endings }: FileKind): string {
  const last = given
    .toWellFormed()
    .normalize('NFC')
    .replace(turning, '')
    .replace(invisible, '')
    .split(/[\\/]/)
    .at(-1)!
  const bare = last.replace(/^[\s.]+|[\s.]+$/g, '') || 'file'
  const [whole, ending] = endingOf(bare, endings)
  return `${shortened(whole, longest - ending.length - 1)}.${ending}`
}

function endingOf(name: string, endings: string[]): [whole: string, ending: string] {
  const dot = name.lastIndexOf('.')
  const ending = name.slice(dot + 1)
  return dot > 0 && endings.includes(ending.toLowerCase())
    ? [name.slice(0, dot), ending]
    : [name, endings[0]!]
}

/** Not within a letter of two halves. */
const shortened = (text: string, most: number) =>
  text.length <= most ? text : text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '')

/** A file to be saved, not shown, under its name in every script (RFC 6266, RFC 8187). */
export function disposition(kind: 'attachment' | 'inline', name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const exact = encodeURIComponent(name).replace(
    /['()*]/g,
    one => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${kind}; filename="${plain}"; filename*=UTF-8''${exact}`
}
