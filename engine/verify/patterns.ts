import safeRegex from 'safe-regex2'

/** Why a text is no regular expression; undefined when it is one. Schemas use the flag `u`, CEL none. */
export function whyNoPattern(pattern: string, flags: 'u' | ''): string | undefined {
  if (pattern.length > 500) return 'it is longer than 500 characters'
  try {
    new RegExp(pattern, flags)
    return undefined
  } catch (error) {
    // "Invalid regular expression: /(/u: Unterminated group" says the pattern again in the middle.
    const { message } = error as Error
    return message.slice(message.lastIndexOf(': ') + 2).toLowerCase()
  }
}

/** Whether matching can take exponentially long in the length of the text. Says yes where it cannot tell. */
export function isSlow(pattern: string): boolean {
  return !safeRegex(pattern) || repeatsAlternatives(pattern)
}

/** Escapes, classes, the beginnings of groups, repetitions, and every other character for itself. */
const tokens = /\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\((?:\?(?:<?[=!]|:|<\w+>))?|[*+]|\{\d+,\d*\}|[\s\S]/gu

/**
 * `(a|ab)*`: alternatives inside a repetition that can begin alike. Only branches that begin with different
 * letters or digits are known not to.
 */
function repeatsAlternatives(pattern: string): boolean {
  const open: { begins: string[]; unclear: boolean }[] = []
  let closed: { begins: string[]; unclear: boolean } | undefined
  let atStart = false
  for (const [token] of pattern.matchAll(tokens)) {
    const repeats = /^(?:[*+]|\{)/.test(token) && token !== '{'
    if (repeats && closed && isUnclear(closed)) return true
    closed = undefined
    const group = open.at(-1)
    if (atStart && group) group.begins.push(token)
    atStart = token.startsWith('(') || token === '|'
    if (token.startsWith('(')) open.push({ begins: [], unclear: false })
    else if (token === ')') {
      closed = open.pop()
      const outer = open.at(-1)
      // Alternatives further inside are repeated too.
      if (outer && closed) outer.unclear ||= isUnclear(closed)
    }
  }
  return false
}

function isUnclear({ begins, unclear }: { begins: string[]; unclear: boolean }): boolean {
  if (unclear) return true
  if (begins.length < 2) return false
  return new Set(begins).size < begins.length || begins.some(token => !/^[A-Za-z0-9]$/.test(token))
}
