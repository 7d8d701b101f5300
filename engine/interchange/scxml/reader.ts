// What the parts of the SCXML reader share: the names that expressions may use, and the list of problems.

import { toPointer } from '../../paths.ts'
import type { Note } from '../note.ts'
import type { XmlElement } from '../xml.ts'
import { writable } from '../xml-writer.ts'
import { comparesLoosely, NoWordInCel, toCel } from './ecmascript.ts'
import { ExpressionSyntaxError } from './expression.ts'
import { ownName, ownNamespace, unescapeOwn } from './own.ts'
import { toEcmascript } from './to-ecmascript.ts'

const namespace = 'http://www.w3.org/2005/07/scxml'

/** One reading of one document. */
export class ScxmlReader {
  readonly notes: Note[] = []
  /** id of a state in the document → keys from the root in the definition */
  readonly paths = new Map<string, string[]>()
  /** variables of the data model, and ours */
  readonly data = new Set<string>()
  /** names of all events that the document speaks of */
  readonly events = new Set<string>()
  /** those of our variables that are used */
  readonly decisions = new Set<string>()
  /** whether `toScxml` wrote the document: names of events then mean only themselves, and titles are ours */
  isOwn = false
  /** whether conditions and values are CEL already */
  isCel = false
  #depth = 0
  /** made when all states have their places */
  #ids: Map<string, string> | undefined
  /** the state that is being read: where problems are */
  at: string[] = []

  idOf(path: string): string | undefined {
    this.#ids ??= new Map([...this.paths].map(([id, keys]) => [keys.join('.'), id]))
    return this.#ids.get(path)
  }

  pathOf(id: string): string | undefined {
    return this.paths.get(id)?.join('.')
  }

  isData(name: string): boolean {
    return this.data.has(name)
  }

  /**
   * Elements of other languages are left out, and reported, but for those of Throughline, which are read elsewhere.
   * Documents without a namespace are taken for SCXML.
   */
  isOurs(element: XmlElement): boolean {
    if (element.namespace === namespace || element.namespace === '') return true
    if (element.namespace === ownNamespace) return false
    this.leaveOut(element, `It belongs to another language (${element.namespace}).`)
    return false
  }

  /** An attribute of ours. */
  own(element: XmlElement, name: string): string | undefined {
    const text = element.attributes.get(ownName(name))
    return text === undefined ? undefined : unescapeOwn(text)
  }

  /** Does the element only say again what ours say? */
  isGenerated(element: XmlElement): boolean {
    return element.attributes.has(ownName('generated'))
  }

  /** A plain attribute, or what it stands for where XML cannot hold that: ours counts as long as the two agree. */
  exactly(element: XmlElement, name: string, toPlain = writable): string | undefined {
    const plain = element.attributes.get(name)
    const exact = this.own(element, name)
    return exact !== undefined && toPlain(exact) === plain ? exact : plain
  }

  /** An attribute's expression in CEL, as it was written where the attribute still says that. */
  expression(element: XmlElement, name: string): string | undefined {
    const plain = element.attributes.get(name) ?? ''
    const exact = this.own(element, name)
    return exact !== undefined && this.means(plain, exact) ? exact : this.toCel(element, plain)
  }

  /** Is that how `toScxml` says it? */
  means(plain: string, cel: string): boolean {
    return plain === (this.isCel ? writable(cel) : toEcmascript(cel, this))
  }

  /** JSON of ours; undefined, and a problem, when it is none. */
  json(element: XmlElement, text: string | undefined): unknown {
    try {
      return text === undefined ? undefined : JSON.parse(text)
    } catch {
      this.add(
        element,
        'error',
        'not-json',
        `This <${element.name}> has text that should be JSON: "${text}".`,
      )
      return undefined
    }
  }

  /** The expression in CEL; undefined, and a problem, when CEL has no word for it. */
  toCel(element: XmlElement, source: string): string | undefined {
    if (this.isCel) return source
    const translated = this.attempt(element, source, text => toCel(text, this))
    if (translated !== undefined && comparesLoosely(source))
      this.add(
        element,
        'warning',
        'loose-comparison',
        `"${source}" compares with ==, which converts types first in ECMAScript and does not in CEL. Check that both sides have one type.`,
      )
    return translated
  }

  /** What `read` makes of an expression; undefined, and a problem, when it throws. */
  attempt<Result>(element: XmlElement, source: string, read: (source: string) => Result): Result | undefined {
    try {
      return read(source)
    } catch (error) {
      if (error instanceof ExpressionSyntaxError)
        this.scripting(element, `has "${source}", which ${error.message}`)
      else if (error instanceof NoWordInCel) this.scripting(element, `has "${source}": ${error.message}`)
      else throw error
      return undefined
    }
  }

  /**
   * Reads inside an `<if>`, with a variable of ours in which the decision can be kept. One for each level of
   * nesting is enough: a decision is not read again once its branches have been passed.
   */
  withDecision<Result>(read: (variable: string) => Result): Result {
    let name = `_branch${++this.#depth}`
    while (this.data.has(name)) name = `_${name}`
    const result = read(name)
    this.#depth--
    return result
  }

  scripting(element: XmlElement, what: string): void {
    this.add(
      element,
      'error',
      'scripting',
      `This <${element.name}> ${what}. That is scripting that CEL has no word for: write it in CEL after the import, or simplify it before.`,
    )
  }

  unsupported(element: XmlElement, message: string): void {
    this.add(element, 'error', 'unsupported', message)
  }

  incomplete(element: XmlElement, attribute: string): void {
    this.add(element, 'error', 'incomplete', `This <${element.name}> lacks the attribute "${attribute}".`)
  }

  leaveOut(element: XmlElement, why: string): void {
    this.add(element, 'warning', 'left-out', `<${element.name}> is left out. ${why}`)
  }

  add(element: XmlElement, severity: Note['severity'], code: string, message: string): void {
    const { line, column } = element
    this.notes.push({
      code,
      severity,
      at: toPointer(this.at.flatMap(key => ['states', key])),
      message,
      line,
      column,
    })
  }
}
