import { useEffect, useRef, useState } from 'react'
import type { BoardColumn } from '../../answers.ts'

const nothing: ReadonlySet<string> = new Set()

/** The cards that have come from another column since the board was shown last, as "column case". */
export function useArrived(columns: BoardColumn[]): ReadonlySet<string> {
  const before = useRef<Set<string> | null>(null)
  const [arrived, setArrived] = useState(nothing)
  useEffect(() => {
    const now = new Set(columns.flatMap(({ id, items }) => items.map(item => `${id} ${item.id}`)))
    const was = before.current
    before.current = now
    if (!was) return
    const known = new Set([...was].map(one => one.slice(one.indexOf(' ') + 1)))
    const fresh = [...now].filter(one => !was.has(one) && known.has(one.slice(one.indexOf(' ') + 1)))
    setArrived(fresh.length > 0 ? new Set(fresh) : nothing)
  }, [columns])
  return arrived
}
