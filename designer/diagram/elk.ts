/// <reference types="vite/client" />

// elk, which lays graphs out. It is large, so it is loaded when it is first asked for; and slow for large graphs, so
// in a browser it works in a thread of its own, and the page stays alive.

/** A graph as elk takes it, and as it comes back with places. */
export type ElkNode = {
  id: string
  x?: number
  y?: number
  width?: number
  height?: number
  children?: ElkNode[]
  edges?: ElkEdge[]
  layoutOptions?: Record<string, string>
}
export type ElkEdge = {
  id: string
  sources: string[]
  targets: string[]
  labels?: { id: string; text: string; width: number; height: number }[]
}

type Elk = { layout(graph: ElkNode): Promise<ElkNode>; terminateWorker(): void }
type ElkClass = new (options?: { workerFactory(): Worker }) => Elk

/** Runs `work` with elk at hand, and lets go of its thread afterwards. */
export async function withElk<T>(work: (layout: Elk['layout']) => Promise<T>): Promise<T> {
  const { elk, close } = await open()
  try {
    return await work(graph => elk.layout(graph))
  } finally {
    close()
  }
}

async function open(): Promise<{ elk: Elk; close(): void }> {
  // Both files are CommonJS: their types speak of a namespace, and what arrives is the class.
  if (typeof Worker === 'undefined') {
    const { default: Elk } = (await import('elkjs/lib/elk.bundled.js')) as unknown as { default: ElkClass }
    return { elk: new Elk(), close() {} }
  }
  const { default: Elk } = (await import('elkjs/lib/elk-api.js')) as unknown as { default: ElkClass }
  // As it is: bundling it anew takes longer than everything else, and gives the same.
  const { default: address } = await import('elkjs/lib/elk-worker.min.js?url')
  const elk = new Elk({ workerFactory: () => new Worker(address) })
  return { elk, close: () => elk.terminateWorker() }
}
