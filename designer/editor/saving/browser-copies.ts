// Copies in the browser's IndexedDB, which holds drafts of any size; and which tabs are open, by the locks that
// they hold. A browser that offers neither (a private window, an address without https) keeps no copy, and warns
// before a tab with unsaved work is closed.

import type { Copy, CopyBox, OpenTabs } from './copies.ts'

const name = 'throughline-unsaved'
const store = 'copies'

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(store, { keyPath: 'tab' })
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

/**
 * A copy as it is kept. Its two drafts are text: the browser writes one string several times as fast as it copies a
 * large object, and what is edited meanwhile is not held up. Copies from before are as they were.
 */
type Kept = Omit<Copy, 'base' | 'mine'> & { drafts: { base: string; mine: string } }

const texts = new WeakMap<object, string>()

/** What the work is based on stays the same for many copies. */
function textOf(draft: object): string {
  const text = texts.get(draft) ?? JSON.stringify(draft)
  texts.set(draft, text)
  return text
}

function toKept({ base, mine, ...about }: Copy): Kept {
  return { ...about, drafts: { base: textOf(base), mine: textOf(mine) } }
}

function toCopy(kept: Kept | Copy): Copy {
  if (!('drafts' in kept)) return kept
  const { drafts, ...about } = kept
  return { ...about, base: JSON.parse(drafts.base), mine: JSON.parse(drafts.mine) }
}

async function run<T>(mode: IDBTransactionMode, ask: (copies: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await open()
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(store, mode, { durability: 'strict' })
      const request = ask(transaction.objectStore(store))
      transaction.oncomplete = () => resolve(request.result)
      transaction.onerror = () => reject(transaction.error)
      transaction.onabort = () => reject(transaction.error)
    })
  } finally {
    database.close()
  }
}

const freeMoment = () =>
  new Promise<void>(resolve => {
    if (typeof requestIdleCallback === 'undefined') setTimeout(resolve, 50)
    else requestIdleCallback(() => resolve(), { timeout: 300 })
  })

export const browserCopies: CopyBox = {
  list: async () => (await run<(Kept | Copy)[]>('readonly', copies => copies.getAll())).map(toCopy),
  async put(copy) {
    // Copying a large draft takes a while, and what was edited is shown first.
    await freeMoment()
    const kept = toKept(copy)
    await run('readwrite', copies => copies.put(kept))
  },
  remove: async tab => void (await run('readwrite', copies => copies.delete(tab))),
}

const lockOf = (tab: string) => `${name} ${tab}`

/** Says that the tab is open, until the function that it answers is called, or the tab is gone. */
export function holdOpen(tab: string): () => void {
  const closed = new AbortController()
  void navigator.locks
    ?.request(
      lockOf(tab),
      () => new Promise<void>(resolve => closed.signal.addEventListener('abort', () => resolve())),
    )
    .catch(() => {})
  return () => closed.abort()
}

export const openTabs: OpenTabs = async () => {
  const { held = [] } = (await navigator.locks?.query()) ?? {}
  return new Set(
    held.flatMap(({ name: lock }) => (lock?.startsWith(`${name} `) ? lock.slice(name.length + 1) : [])),
  )
}
