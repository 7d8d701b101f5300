import type { Definition } from '../../engine/definition.ts'
import { indexStates, type StateNode } from '../../engine/paths.ts'
import type { Layout } from '../editor/draft.ts'
import { listTransitions } from '../editor/transitions.ts'
import { leafSize } from './boxes.ts'

type ElkClass = new () => { layout(graph: object): Promise<Laid> }
type Laid = { id: string; x?: number; y?: number; width?: number; height?: number; children?: Laid[] }

/**
 * A place for every state, from left to right along the transitions that lead on, inner states with their outer
 * ones. Loads elk, which is large, when it is first asked for. Sizes that were drawn by hand are given up.
 */
export async function placeAll(definition: Definition, before: Layout): Promise<Layout> {
  // The bundle is CommonJS: its types speak of a namespace, and what arrives is the class.
  const { default: Elk } = (await import('elkjs/lib/elk.bundled.js')) as unknown as { default: ElkClass }
  const { root } = indexStates(definition)
  const edges = listTransitions(definition).flatMap(({ pointer, source, targets, transition }) =>
    targets
      // Ways back would draw the end of the line to its beginning.
      .filter(target => target !== source && transition.kind !== 'feedback' && source !== root)
      .map((target, n) => ({ id: `${pointer}#${n}`, sources: [source.path], targets: [target.path] })),
  )
  const laid: Laid = await new Elk().layout({
    id: '',
    layoutOptions: {
      'elk.algorithm': 'layered',
      'elk.direction': 'RIGHT',
      'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
      'elk.spacing.nodeNode': '40',
      'elk.layered.spacing.nodeNodeBetweenLayers': '120',
      'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
    },
    children: root.children.map(toElk),
    edges,
  })
  const states: Layout['states'] = {}
  const keep = ({ id, x = 0, y = 0, width, height, children }: Laid) => {
    if (id !== '') {
      const { collapsed } = before.states[id] ?? {}
      const size = children?.length ? { w: Math.round(width!), h: Math.round(height!) } : {}
      states[id] = { x: Math.round(x), y: Math.round(y), ...size, ...(collapsed && { collapsed }) }
    }
    for (const child of children ?? []) keep(child)
  }
  keep(laid)
  return { origin: 'parent', states }
}

function toElk(node: StateNode): Laid & { layoutOptions?: Record<string, string> } {
  if (node.children.length === 0) {
    const size = node.type === 'history' ? { w: 40, h: 40 } : leafSize
    return { id: node.path, width: size.w, height: size.h }
  }
  return {
    id: node.path,
    children: node.children.map(toElk),
    layoutOptions: { 'elk.padding': '[top=56,left=32,bottom=32,right=32]' },
  }
}
