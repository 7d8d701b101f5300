// Targets of transitions: the states that they lead to, and for a wrong one the state that was probably meant.

import { resolveTarget, type StateIndex, type StateNode } from '../paths.ts'
import { closest } from '../problems.ts'
import type { Report } from './survey.ts'

/** How many wrong targets are compared with all names. */
const mostGuesses = 100

export type Targets = {
  /** `at`: the transition. `isLost`: one is unknown, and no name is like it */
  resolve(
    source: StateNode,
    target: string | string[] | undefined,
    at: string,
  ): { targets: StateNode[]; isLost: boolean }
  /** so many were wrong that guessing was given up */
  isUncharted(): boolean
}

export function createTargets(index: StateIndex, states: StateNode[], report: Report): Targets {
  let guesses = 0
  let byKey: Map<string, StateNode> | undefined

  return {
    isUncharted: () => guesses > mostGuesses,
    resolve(source, target, at) {
      const wanted = asList(target)
      const targets = wanted.flatMap((one, n) => {
        const found = resolveTarget(index, source, one)
        if (found) return [found]
        const guess = meant(source, one)
        const meaning = guess && spell(source, guess)
        const pointer = `${at}/target${Array.isArray(target) ? `/${n}` : ''}`
        report('unknown-target', pointer, one, meaning)
        return guess ? [guess] : []
      })
      return { targets, isLost: targets.length < wanted.length }
    },
  }

  function meant(source: StateNode, target: string): StateNode | undefined {
    if (++guesses > mostGuesses) return undefined
    byKey ??= new Map(states.toReversed().map(state => [state.key, state]))
    const name = target.replace(/^[#.]+/, '')
    const key = name.slice(name.lastIndexOf('.') + 1)
    const exact = index.byPath.get(name) ?? index.byId.get(name) ?? byKey.get(name) ?? byKey.get(key)
    if (exact?.parent) return exact
    const siblings = (source.parent ?? index.root).children
    const sibling = closest(
      name,
      siblings.map(state => state.key),
    )
    if (sibling !== undefined) return siblings.find(state => state.key === sibling)
    const path = closest(name, index.byPath.keys())
    if (path) return index.byPath.get(path)
    const near = closest(key, byKey.keys())
    return near ? byKey.get(near) : undefined
  }
}

/** How a transition of `source` would write this target. */
function spell(source: StateNode, target: StateNode): string {
  if (target.parent === (source.parent ?? target.parent)) return target.key
  return target.parent === source ? `.${target.key}` : `#${target.path}`
}

export const asList = <T>(value: T | T[] | undefined): T[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value]
