// Effects as SCXML's executable content; those that it has no element for as an element of ours.

import type { EffectDefinition } from '../../definition.ts'
import { toIsoDuration, toMilliseconds } from '../durations.ts'
import { writable, type XmlNode, xmlNode } from '../xml-writer.ts'
import { escapeOwn, toJson } from './own.ts'
import { own, type ScxmlWriter } from './writer.ts'

export function writeEffects(effects: EffectDefinition[], at: string, writer: ScxmlWriter): XmlNode[] {
  return effects.flatMap((effect, n) => {
    const nodes = writeEffect(effect, `${at}/${n}`, writer)
    if (effect.if === undefined) return nodes
    return [xmlNode('if', writer.expression('cond', effect.if, `${at}/${n}/if`), nodes)]
  })
}

/** One element for each value; what belongs to the one before it says so. */
export function writeAssign(values: Record<string, string>, at: string, writer: ScxmlWriter): XmlNode[] {
  const entries = Object.entries(values)
  if (entries.slice(1).some(([, value]) => value.includes('data'))) writer.carry('together', at)
  return entries.map(([location, value], n) =>
    xmlNode('assign', {
      ...writer.location(location),
      ...writer.expression('expr', value, at),
      ...(n > 0 && own('joined', 'true')),
    }),
  )
}

function writeEffect(effect: EffectDefinition, at: string, writer: ScxmlWriter): XmlNode[] {
  const { type, params, with: computed } = effect
  if (type === 'assign' && params === undefined && computed && Object.keys(computed).length > 0)
    return writeAssign(computed, `${at}/with`, writer)
  const raised = type === 'raise' ? writeRaise(effect, at, writer) : undefined
  if (raised) return [raised]

  writer.carry('effects', at)
  const isEmpty = params === undefined && computed === undefined
  const content = isEmpty ? '' : toJson({ params, with: computed })
  return [xmlNode('tl:effect', { type: escapeOwn(type) }, content)]
}

/** Undefined when it says more than SCXML can. */
function writeRaise(effect: EffectDefinition, at: string, writer: ScxmlWriter): XmlNode | undefined {
  const { params = {}, with: computed = {} } = effect
  const { event, delay, id, ...more } = params
  const { data, ...others } = computed
  if (!isPlain(event) || Object.keys(more).length > 0 || Object.keys(others).length > 0) return undefined
  if (effect.with && data === undefined) return undefined
  if (id !== undefined && !isPlain(id)) return undefined
  const time = delay === undefined ? undefined : toCssTime(delay)
  if (delay !== undefined && time === undefined) return undefined

  if (delay === undefined && id === undefined && data === undefined) return xmlNode('raise', { event })
  const where = time === undefined ? { target: '#_internal' } : { delay: time }
  const content =
    data === undefined ? [] : [xmlNode('content', writer.expression('expr', data, `${at}/with/data`))]
  return xmlNode('send', { event, ...where, id }, content)
}

const isPlain = (value: unknown): value is string => typeof value === 'string' && writable(value) === value

/** `PT1M30S` → `90s`; undefined for what is not always of one length, or is spelled in another way than we would. */
function toCssTime(delay: unknown): string | undefined {
  const time = typeof delay === 'string' ? cssTimeOf(delay) : undefined
  return time && toIsoDuration(time.ms) === delay ? time.text : undefined
}

/** A duration as a CSS time, `86400s`. */
export function cssTimeOf(isoDuration: string): { ms: number; text: string } | undefined {
  const ms = toMilliseconds(isoDuration)
  if (ms === undefined || ms < 0 || ms >= 1e12) return undefined
  return { ms, text: ms % 1000 === 0 ? `${ms / 1000}s` : `${ms}ms` }
}
