// A process tree, as process-mining tools publish them (PTML: sequence, xor, and, tasks), as a definition.

import { SaxesParser } from 'saxes'
import type { Definition, StateDefinition } from '../../engine/definition.ts'

type Tree = { kind: string; name: string; children: Tree[] }

function readTree(text: string): Tree {
  const trees = new Map<string, Tree>()
  let root = ''
  const parser = new SaxesParser()
  parser.on('opentag', ({ name: kind, attributes: { id, name, root: of, sourceId, targetId } }) => {
    if (kind === 'processTree') root = of as string
    else if (kind === 'parentsNode')
      trees.get(sourceId as string)!.children.push(trees.get(targetId as string)!)
    else if (id !== undefined) trees.set(id as string, { kind, name: name as string, children: [] })
  })
  parser.write(text).close()
  return trees.get(root)!
}

/** The definition that accepts what the tree accepts. */
export function definitionOf(ptml: string): Definition {
  const { type: _, ...root } = toState(readTree(ptml))
  return { id: 'tree', name: 'Tree', ...root } as Definition
}

const end: StateDefinition = { type: 'final' }

/** A compound or parallel state that is done when the tree is. */
function toState(tree: Tree): StateDefinition {
  if (tree.kind === 'and')
    return {
      type: 'parallel',
      states: Object.fromEntries(tree.children.map((child, n) => [`and${n}`, toState(child)])),
    }
  if (tree.kind === 'sequence') {
    const steps = tree.children.map((child, n): [string, StateDefinition] => [
      `step${n}`,
      { ...toState(child), onDone: [{ target: n + 1 < tree.children.length ? `step${n + 1}` : 'end' }] },
    ])
    return { initial: steps.length > 0 ? 'step0' : 'end', states: { ...Object.fromEntries(steps), end } }
  }
  const begins = beginningsOf(tree)
  const rests = begins.flatMap(({ rest }, n): [string, StateDefinition][] =>
    rest ? [[`rest${n}`, { ...toState(rest), onDone: [{ target: 'end' }] }]] : [],
  )
  const on = begins.map(({ name, rest }, n) => [name, [{ target: rest ? `rest${n}` : 'end' }]])
  return {
    initial: 'begin',
    states: { begin: { on: Object.fromEntries(on) }, ...Object.fromEntries(rests), end },
  }
}

/** What a tree can begin with, and what is left of it then. */
function beginningsOf({ kind, name, children }: Tree): { name: string; rest: Tree | null }[] {
  if (kind === 'manualTask') return [{ name, rest: null }]
  if (kind === 'xor') return children.flatMap(beginningsOf)
  if (kind !== 'sequence') throw new Error(`A choice that begins with "${kind}" is not read here`)
  const [first, ...others] = children
  return beginningsOf(first!).map(({ name, rest }) => {
    const left = [...(rest ? [rest] : []), ...others]
    return { name, rest: left.length > 0 ? { kind: 'sequence', name: '', children: left } : null }
  })
}
