// Moves, steps and times in words.

import type { Process } from '../../engine/compile.ts'
import type { Definition } from '../../engine/definition.ts'
import { parseDuration } from '../../engine/duration.ts'
import type { ScenarioStep } from '../../engine/scenario.ts'
import { formatList } from '../ui/format.ts'
import { words } from './texts.ts'

const sizes = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
] as const

/** `P3DT2H` → "3 d 2 h"; years and months as they are written. */
export function timeOf(text: string): string {
  const duration = parseDuration(text)
  if (!duration) return text
  let left = duration.ms
  const parts = duration.months === 0 ? [] : [`${duration.months} mo`]
  for (const [unit, size] of sizes) {
    const amount = Math.floor(left / size)
    left -= amount * size
    if (amount > 0) parts.push(`${amount} ${unit}`)
  }
  return parts.join(' ') || '0 s'
}

/** What an event or a state is called, where it has a title. */
export const eventTitle = ({ events }: Definition, type: string): string => events?.[type]?.title ?? type

export function stepTitle(definition: Definition, step: ScenarioStep): string {
  if ('send' in step) return eventTitle(definition, step.send)
  if (step.registers && step.wait === 'PT0S') return words.registersChanged(Object.keys(step.registers))
  return words.waited(timeOf(step.wait))
}

/** What a state is called, where it has a title. */
export function stateTitle({ index }: Pick<Process, 'index'>, path: string): string {
  const state = index.byPath.get(path)?.definition
  return state && 'title' in state && state.title ? state.title : path
}

/** `after P3D in approval` → "after 3 d in Approval". */
export function timerTitle(process: Pick<Process, 'index'>, id: string): string {
  const [, delay, path] = /^after (.+) in (\S+)$/.exec(id) ?? []
  if (!delay || !path) return id
  return words.timerOf(parseDuration(delay) ? timeOf(delay) : delay, stateTitle(process, path))
}

export const listOf = (names: string | string[] | undefined): string =>
  names === undefined ? '' : formatList(Array.isArray(names) ? names : [names])
