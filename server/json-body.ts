import { toPointer } from '../engine/paths.ts'
import { MalformedError } from './problem.ts'

/**
 * A request's bytes as JSON, read strictly: what gets in stays on record for good, so nothing may be mended
 * on the way. Broken UTF-8 would become question marks, half a surrogate pair cannot be stored as UTF-8, and
 * a key named `__proto__` means something else to half of the programs that read it.
 */
export function parseJsonBody(bytes: Uint8Array, maxDepth: number): unknown {
  const text = decode(bytes)
  if (text.trim() === '') throw new MalformedError('The request has no body; this call expects JSON.')
  if (depthOf(text) > maxDepth)
    throw new MalformedError(`The JSON is nested more than ${maxDepth} levels deep.`)
  const value = parse(text)
  if (text.includes('__proto__')) refuseProto(value)
  if (/\\u[dD][89a-fA-F]/.test(text)) refuseHalfCharacters(value)
  if (/\d{300}|[eE]\+?\d{2}/.test(text)) refuseInfinite(value, '')
  return value
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    throw new MalformedError('The body is not UTF-8 text.', error)
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new MalformedError(`The body is not JSON: ${(error as SyntaxError).message}.`, error)
  }
}

/** The deepest nesting, strings left out. Before parsing, because whatever walks the value later recurses. */
function depthOf(text: string): number {
  let depth = 0
  let deepest = 0
  let inString = false
  for (let at = 0; at < text.length; at++) {
    const letter = text.charCodeAt(at)
    if (inString) {
      if (letter === backslash) at++
      else if (letter === quote) inString = false
    } else if (letter === quote) inString = true
    else if (letter === openBrace || letter === openBracket) deepest = Math.max(deepest, ++depth)
    else if (letter === closeBrace || letter === closeBracket) depth--
  }
  return deepest
}

const [backslash, quote, openBrace, closeBrace, openBracket, closeBracket] = [92, 34, 123, 125, 91, 93]

function refuseProto(value: unknown): void {
  everyKeyAndText(value, text => {
    if (text === '__proto__')
      throw new MalformedError('The JSON has a key or value "__proto__", which is not accepted.')
  })
}

function refuseHalfCharacters(value: unknown): void {
  everyKeyAndText(value, text => {
    if (!text.isWellFormed())
      throw new MalformedError('The JSON has text with half of a surrogate pair, which no file can hold.')
  })
}

/** A number beyond what a double can hold becomes Infinity, which JSON cannot say again. */
function refuseInfinite(value: unknown, pointer: string): void {
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new MalformedError(
      `The number at ${pointer || '/'} is too large: the largest is about 1.8e308.`,
      undefined,
      [{ field: pointer, message: 'is too large' }],
    )
  if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) refuseInfinite(inner, `${pointer}${toPointer([key])}`)
}

function everyKeyAndText(value: unknown, look: (text: string) => void): void {
  if (typeof value === 'string') look(value)
  else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) {
      look(key)
      everyKeyAndText(inner, look)
    }
}
