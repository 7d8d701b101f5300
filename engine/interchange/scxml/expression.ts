// A parser for simple ECMAScript expressions: literals, names, members, calls, operators. No functions, no
// assignments, no regular expressions, no templates: those are scripting.

/** The syntax of one expression. */
export type Expression =
  | { kind: 'literal'; value: null | boolean | number | string }
  | { kind: 'name'; name: string }
  | { kind: 'list'; items: Expression[] }
  | { kind: 'map'; entries: [key: string, value: Expression][] }
  | { kind: 'member'; of: Expression; key: Expression }
  | { kind: 'call'; callee: string; args: Expression[] }
  | { kind: 'not' | 'minus'; of: Expression }
  | { kind: 'choice'; test: Expression; yes: Expression; no: Expression }
  | { kind: 'operation'; operator: string; left: Expression; right: Expression }

/** Thrown for text that is not such an expression. */
export class ExpressionSyntaxError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'ExpressionSyntaxError'
  }
}

const maxLength = 4_000
const maxDepth = 40

const tokenPattern =
  /\s*(?:(?<number>\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+)|(?<name>[A-Za-z_$][\w$]*)|(?<text>'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")|(?<sign>===|!==|==|!=|<=|>=|&&|\|\||[-+*/%<>!?:.,()[\]{}]))/y

type Token = { kind: 'number' | 'name' | 'text' | 'sign'; text: string }

/** Binary operators, from the loosest to the tightest. */
const levels = [
  ['||'],
  ['&&'],
  ['===', '!==', '==', '!='],
  ['<', '<=', '>', '>='],
  ['+', '-'],
  ['*', '/', '%'],
]

/** Throws ExpressionSyntaxError. */
export function parseExpression(source: string): Expression {
  if (source.length > maxLength) throw new ExpressionSyntaxError(`is longer than ${maxLength} characters`)
  const tokens = tokenize(source)
  let position = 0
  let depth = 0

  const peek = () => tokens[position]
  const isSign = (text: string) => peek()?.kind === 'sign' && peek()?.text === text
  const accept = (text: string) => isSign(text) && position++ >= 0
  const unexpected = (): never => {
    const found = peek()
    throw new ExpressionSyntaxError(found ? `has an unexpected "${found.text}"` : 'ends too early')
  }
  const expect = (text: string) => accept(text) || unexpected()

  function choice(): Expression {
    if (++depth > maxDepth) throw new ExpressionSyntaxError(`is nested more than ${maxDepth} deep`)
    const test = binary(0)
    if (!accept('?')) return leave(test)
    const yes = choice()
    expect(':')
    return leave({ kind: 'choice', test, yes, no: choice() })
  }
  function leave(node: Expression): Expression {
    depth--
    return node
  }

  function binary(level: number): Expression {
    const operators = levels[level]
    if (!operators) return unary()
    let left = binary(level + 1)
    for (let next = peek(); next?.kind === 'sign' && operators.includes(next.text); next = peek()) {
      position++
      left = { kind: 'operation', operator: next.text, left, right: binary(level + 1) }
    }
    return left
  }

  function unary(): Expression {
    const kind = isSign('!') ? 'not' : isSign('-') ? 'minus' : undefined
    if (!kind) return postfix(primary())
    position++
    if (++depth > maxDepth) throw new ExpressionSyntaxError(`is nested more than ${maxDepth} deep`)
    return leave({ kind, of: unary() })
  }

  function postfix(start: Expression): Expression {
    let node = start
    for (;;) {
      if (accept('.')) {
        const name = peek()?.kind === 'name' ? tokens[position++]!.text : unexpected()
        node = { kind: 'member', of: node, key: { kind: 'literal', value: name } }
      } else if (accept('[')) {
        node = { kind: 'member', of: node, key: choice() }
        expect(']')
      } else if (accept('(')) {
        node = { kind: 'call', callee: dottedName(node), args: listUntil(')') }
      } else return node
    }
  }

  function primary(): Expression {
    const token = peek() ?? unexpected()
    position++
    if (token.kind === 'number') return { kind: 'literal', value: Number(token.text) }
    if (token.kind === 'text') return { kind: 'literal', value: unquote(token.text) }
    if (token.kind === 'name') return nameOrWord(token.text)
    if (token.text === '[') return { kind: 'list', items: listUntil(']') }
    if (token.text === '{') return { kind: 'map', entries: entries() }
    if (token.text === '(') {
      const inner = choice()
      expect(')')
      return inner
    }
    position--
    return unexpected()
  }

  function listUntil(end: string): Expression[] {
    const items: Expression[] = []
    while (!accept(end)) {
      if (items.length > 0) expect(',')
      items.push(choice())
    }
    return items
  }

  function entries(): [string, Expression][] {
    const found: [string, Expression][] = []
    while (!accept('}')) {
      if (found.length > 0) expect(',')
      const key = peek()
      if (!key || key.kind === 'sign') return unexpected()
      position++
      expect(':')
      found.push([key.kind === 'text' ? unquote(key.text) : key.text, choice()])
    }
    return found
  }

  const whole = choice()
  return position < tokens.length ? unexpected() : whole
}

function tokenize(source: string): Token[] {
  const tokens: Token[] = []
  const end = source.trimEnd().length
  tokenPattern.lastIndex = 0
  for (let at = 0; at < end; at = tokenPattern.lastIndex) {
    const groups = tokenPattern.exec(source)?.groups
    if (!groups) throw new ExpressionSyntaxError(`has an unexpected "${source.slice(at).trim().charAt(0)}"`)
    const [kind, text] = Object.entries(groups).find(([, found]) => found !== undefined)!
    tokens.push({ kind: kind as Token['kind'], text: text! })
  }
  return tokens
}

const words = new Map<string, null | boolean>([
  ['true', true],
  ['false', false],
  ['null', null],
])

function nameOrWord(text: string): Expression {
  const value = words.get(text)
  return value === undefined ? { kind: 'name', name: text } : { kind: 'literal', value }
}

/** `Math.pow` of `Math.pow(…)`. */
function dottedName(node: Expression): string {
  if (node.kind === 'name') return node.name
  if (node.kind === 'member' && node.key.kind === 'literal') return `${dottedName(node.of)}.${node.key.value}`
  return '…'
}

const escapes: Record<string, string> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v', 0: '\0' }

function unquote(text: string): string {
  return text
    .slice(1, -1)
    .replaceAll(
      /\\(?:u([\dA-Fa-f]{4})|x([\dA-Fa-f]{2})|(.))/g,
      (_whole, long: string | undefined, short: string | undefined, plain: string) => {
        const code = long ?? short
        return code ? String.fromCharCode(Number.parseInt(code, 16)) : (escapes[plain] ?? plain)
      },
    )
}
