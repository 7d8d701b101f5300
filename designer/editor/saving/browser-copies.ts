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
  list: () => run<Copy[]>('readonly', copies => copies.getAll()),
  async put(copy) {
    // Copying a large draft takes a while, and what was edited is shown first.
    await freeMoment()
    await run('readwrite', copies => copies.put(copy))
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
