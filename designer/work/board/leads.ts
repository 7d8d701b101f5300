// Where a case can be led from where it is: for each column of the board the events that go there, those that can be
// sent now and those that something is in the way of.
//
// An event may have several transitions, of which the rules choose one when it is sent; each counts. So a lead is
// where the case may go: where it went is told by the server. Two things more are only known there:
//
// 1. A history state returns to where the case was. Every state that it can return to counts.
// 2. What follows by itself, without an event, is left out.

import type { Definition } from '../../../engine/definition.ts'
import type { StateIndex, StateNode } from '../../../engine/paths.ts'
import type { CaseEvent, CaseSummary, CaseView } from '../../answers.ts'
import { indexStates } from '../../indexed.ts'

export type By = 'state' | 'stage'
export type Lead = { open: CaseEvent[]; blocked: CaseEvent[] }
/** Id of a column → what leads there. Without the columns that the case is in. */
export type Leads = ReadonlyMap<string, Lead>

export function leadsOf(
  view: Pick<CaseView, 'activeStates' | 'stage' | 'events'>,
  definition: Definition,
  by: By,
): Leads {
  const index = indexStates(definition)
  const here = new Set(columnsOf(view, by))
  const leads = new Map<string, Lead>()
  for (const event of view.events) {
    // A name with a star stands for many events, none of which can be sent by it.
    if (event.type.includes('*')) continue
    const entered = event.transitions.flatMap(({ target }) => enteredBy(index, target, view.activeStates))
    for (const column of new Set(entered.flatMap(node => columnOf(node, by)))) {
      if (here.has(column)) continue
      const lead = leads.get(column) ?? { open: [], blocked: [] }
      lead[event.enabled ? 'open' : 'blocked'].push(event)
      leads.set(column, lead)
    }
  }
  return leads
}

/** The columns that a case is in. In parallel states it is in several. */
export const columnsOf = ({ activeStates, stage }: Pick<CaseSummary, 'activeStates' | 'stage'>, by: By) =>
  by === 'state' ? activeStates : [stage ?? '']

/** Departments have no column for cases that have ended. */
function columnOf(node: StateNode, by: By): string[] {
  if (by === 'state') return [node.path]
  return node.type === 'final' && node.parent?.parent === null ? [] : [node.stage ?? '']
}

/** The atomic states that a transition to these targets enters. */
function enteredBy(index: StateIndex, targets: string[], active: string[]): StateNode[] {
  const nodes = targets.flatMap(path => index.byPath.get(path) ?? [])
  return nodes.flatMap(node => [...leavesOf(node), ...besides(node, nodes, active)])
}

/** Where a case is when it has entered this state. */
function leavesOf(node: StateNode): StateNode[] {
  const inner = node.children.filter(({ type }) => type !== 'history')
  switch (node.type) {
    case 'atomic':
    case 'final':
      return [node]
    case 'parallel':
      return inner.flatMap(leavesOf)
    case 'compound': {
      const first = node.children.find(({ key }) => key === node.definition.initial) ?? inner[0]
      return first ? leavesOf(first) : [node]
    }
    case 'history':
      return returnsOf(node)
  }
}

function returnsOf(history: StateNode): StateNode[] {
  const inner = history.parent?.children.filter(({ type }) => type !== 'history') ?? []
  const isDeep = 'history' in history.definition && history.definition.history === 'deep'
  return inner.flatMap(isDeep ? everyLeafOf : leavesOf)
}

function everyLeafOf(node: StateNode): StateNode[] {
  if (node.children.length === 0) return [node]
  return node.children.filter(({ type }) => type !== 'history').flatMap(everyLeafOf)
}

/** Whoever enters one part of parallel states enters the others too, unless the case is in them already. */
function besides(node: StateNode, targets: StateNode[], active: string[]): StateNode[] {
  const entered: StateNode[] = []
  for (let at = node; at.parent; at = at.parent) {
    const around = at.parent
    if (around.type !== 'parallel' || active.some(path => path.startsWith(`${around.path}.`))) continue
    const others = around.children.filter(
      part =>
        part !== at && part.type !== 'history' && !targets.some(({ path }) => isWithin(path, part.path)),
    )
    entered.push(...others.flatMap(leavesOf))
  }
  return entered
}

const isWithin = (path: string, outer: string) => path === outer || path.startsWith(`${outer}.`)
